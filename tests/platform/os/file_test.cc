#include "platform/os/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temp_folder.h"

namespace os {
namespace {

using testing_support::TempFolder;

unsigned mode_of(const std::string& path) {
  struct stat about{};
  EXPECT_EQ(::stat(path.c_str(), &about), 0);
  return about.st_mode & 0777;
}

TEST(File, ReadsBackWhatReplacedIt) {
  TempFolder folder;
  ASSERT_TRUE(replace_file(folder / "plan", base::view("first")));
  ASSERT_TRUE(replace_file(folder / "plan", base::view("second, longer")));
  EXPECT_EQ(base::text_view(*read_file(folder / "plan", 100)), "second, longer");
  EXPECT_EQ(mode_of(folder / "plan"), 0600u);
  EXPECT_FALSE(exists(folder / "plan.new"));
}

TEST(File, KeepsTheOldBytesWhenTheNewOnesCannotBeWritten) {
  TempFolder folder;
  ASSERT_TRUE(replace_file(folder / "plan", base::view("first")));
  ASSERT_EQ(::mkdir((folder / "plan.new").c_str(), 0700), 0);  // stands where the new file would be written
  EXPECT_FALSE(replace_file(folder / "plan", base::view("second")));
  EXPECT_EQ(base::text_view(*read_file(folder / "plan", 100)), "first");
}

TEST(File, OverwritesInPlaceOnlyWhatIsThere) {
  TempFolder folder;
  EXPECT_EQ(overwrite_file(folder / "plan", base::view("x")).error().fault, base::Fault::NotFound);
  ASSERT_TRUE(replace_file(folder / "plan", base::view("first")));
  ASSERT_TRUE(overwrite_file(folder / "plan", base::view("FIR")));
  EXPECT_EQ(base::text_view(*read_file(folder / "plan", 100)), "FIRst");
}

TEST(File, RefusesWhatIsTooLongAFolderOrMissing) {
  TempFolder folder;
  ASSERT_TRUE(replace_file(folder / "plan", base::view("first")));
  EXPECT_EQ(read_file(folder / "plan", 4).error().fault, base::Fault::BadInput);
  EXPECT_EQ(read_file(folder.path(), 4).error().fault, base::Fault::BadInput);
  EXPECT_EQ(read_file(folder / "none", 4).error().fault, base::Fault::NotFound);
  EXPECT_EQ(replace_file(folder / "no/such/plan", {}).error().fault, base::Fault::NotFound);
}

TEST(File, SaysFullWhenTheDiskIs) {
  EXPECT_EQ(overwrite_file("/dev/full", base::view("x")).error().fault, base::Fault::Full);
}

TEST(File, MakesFoldersForThisUserAloneAndRemovesFilesTwice) {
  TempFolder folder;
  ASSERT_TRUE(make_folders(folder / "a/b/c"));
  ASSERT_TRUE(make_folders(folder / "a/b/c"));
  EXPECT_EQ(mode_of(folder / "a/b"), 0700u);
  ASSERT_TRUE(replace_file(folder / "a/b/c/f", {}));
  EXPECT_EQ(make_folders(folder / "a/b/c/f").error().fault, base::Fault::BadInput);
  EXPECT_TRUE(remove_file(folder / "a/b/c/f"));
  EXPECT_TRUE(remove_file(folder / "a/b/c/f"));
  EXPECT_EQ(folder_of("/a/b"), "/a");
  EXPECT_EQ(folder_of("/a"), "/");
  EXPECT_EQ(folder_of("a"), ".");
}

}  // namespace
}  // namespace os
