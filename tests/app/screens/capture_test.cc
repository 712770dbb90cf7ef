// Photos, from the files on the tablet, from a path and from the camera, and the written copies, in the real app.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/image/image.h"
#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kToDocuments = "tap nav/caseload\ntap-text \"Margaret Whitlock, 84\"\ntap tab/documents\n";

void write(const std::string& path, const base::Bytes& bytes) {
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
}

// A grey picture of a kitchen step, as a camera would leave it.
std::string write_photo(const std::string& folder, const char* name) {
  fs::create_directories(folder);
  const auto jpeg = image::encode_jpeg({base::Bytes(640 * 480 * 4, 150), 640, 480}, 90);
  EXPECT_TRUE(jpeg.has_value());
  const std::string path = folder + "/" + name;
  if (jpeg) write(path, *jpeg);
  return path;
}

TEST(PhotoScreen, TakesAPhotoFromThoseOnTheTablet) {
  Tablet tablet;
  const std::string photos = tablet.folder() / "photos";
  write_photo(photos, "step.jpg");
  write(photos + "/letter.txt", {'a'});
  const auto played = tablet.plays(std::string(kToDocuments) +
                                       "tap add_photo\nexpect photo/file/0 \"step.jpg\"\nexpect-none photo/file/1\ntap photo/file/0\nexpect photo/picture\n"
                                       "tap photo/title\ntype \"The kitchen step\"\ntap photo/purpose\ntype \"To ask for a rail\"\ntap photo/done\n"
                                       "expect-text \"The kitchen step\"\ntap-text \"The kitchen step\"\nexpect photo/picture\nexpect photo/purpose \"To ask for a rail\"\n",
                                   {"--photos", photos});
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(PhotoScreen, TakesAPhotoFromAPathAndSaysWhyAnotherCannotBe) {
  Tablet tablet;
  const std::string photo = write_photo(tablet.folder() / "stick", "hall.jpg"), letter = tablet.folder() / "letter.jpg";
  write(letter, {'a', 'b', 'c'});
  const auto played = tablet.plays(std::string(kToDocuments) + "tap add_photo\nexpect photo/no_files\ntap photo/path\ntype \"/nowhere/at/all.jpg\"\ntap photo/add\nexpect photo/problem\n" +
                                       "tap photo/path\nkey ctrl+a\ntype \"" + letter + "\"\nkey enter\nexpect photo/problem \"not a photo\"\n" +
                                       "tap photo/path\nkey ctrl+a\ntype \"" + photo + "\"\nkey enter\nexpect photo/picture\nexpect-none photo/problem\n",
                                   {"--photos", tablet.folder() / "none"});
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(PhotoScreen, TakesAPhotoWithTheCamera) {
  Tablet tablet;
  const std::string seen = write_photo(tablet.folder() / "camera", "now.jpg");
  const auto played = tablet.plays(std::string(kToDocuments) + "tap add_photo\ntap photo/take\nexpect photo/picture\ntap photo/done\nexpect-none no_documents\n",
                                   {"--photos", tablet.folder() / "none", "--camera", seen});
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(WrittenCopy, OfAnAssessmentIsMadeInLargePrintAndWrittenWhereSheAsks) {
  Tablet tablet;
  const std::string file = tablet.folder() / "copy.pdf";
  const auto played = tablet.plays("tap nav/caseload\ntap-text \"Margaret Whitlock, 84\"\ntap tab/assessments\ntap-text \"84 of 126 answered\"\ntap section/check\n"
                                   "tap written_copy\ntap large\ntap file\ntype \"" + file + "\"\ntap make\nexpect copy_done\nkey escape\n"
                                   "tap back\ntap tab/documents\nexpect-text \"Needs assessment\"\n");
  ASSERT_EQ(played.status, 0) << played.output;
  std::ifstream in(file, std::ios::binary);
  std::string begins(5, ' ');
  in.read(begins.data(), 5);
  EXPECT_EQ(begins, "%PDF-");
  EXPECT_GT(fs::file_size(file), 10'000u);
}

TEST(UnlockScreen, WrongTriesWaitLongerAndLonger) {
  Tablet tablet;
  const auto played = tablet.plays("key ctrl+l\nwait\npin pin 482716\nwait\nexpect message \"9 tries left\"\npin pin 482716\nwait\npin pin 482716\nwait\npin pin 482716\nwait\n"
                                   "expect message \"Try again in\"\nexpect-none nav/today");
  EXPECT_EQ(played.status, 0) << played.output;
}

}  // namespace
}  // namespace screens_test
