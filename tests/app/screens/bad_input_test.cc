// What goes wrong outside the app, seen from inside it: a plain message, nothing lost.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>

#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

namespace fs = std::filesystem;

std::string largest_file_below(const std::string& folder) {
  std::string largest;
  uintmax_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.file_size() > bytes) bytes = entry.file_size(), largest = entry.path().string();
  return largest;
}

TEST(BadInput, ASecondCopyOfTheAppOnTheSameFolderIsToldSo) {
  Tablet tablet;
  ASSERT_EQ(tablet.plays("").status, 0);
  std::string script = pin_line() + "say open\n";
  for (int i = 0; i < 2000; ++i) script += "tap nav/caseload\ntap nav/today\n";
  support::Child first(tablet.command(tablet.write_script(script)));
  while (first.output().find("say open\n") == std::string::npos && first.listen(5)) {
  }
  ::kill(first.pid(), SIGSTOP);
  const support::Finished second = tablet.plays_raw(pin_line() + "expect message\nexpect-none nav/today\n");
  EXPECT_EQ(second.status, 0) << second.output;
  first.kill_now();
  EXPECT_EQ(tablet.plays("expect nav/today\n").status, 0);
}

TEST(BadInput, AWrongPinIsRefusedAndTheRightOneStillOpens) {
  Tablet tablet;
  ASSERT_EQ(tablet.plays("").status, 0);
  const support::Finished wrong = tablet.plays_raw("wait\npin pin 482716\nwait\nexpect message \"9\"\nexpect-none nav/today\n");
  EXPECT_EQ(wrong.status, 0) << wrong.output;
  EXPECT_EQ(tablet.plays("expect nav/today\n").status, 0);
}

TEST(BadInput, ATruncatedStoreIsAnsweredAndNeverDeleted) {
  Tablet tablet;
  ASSERT_EQ(tablet.plays("").status, 0);
  const std::string file = largest_file_below(tablet.data() + "/store");
  ASSERT_FALSE(file.empty());
  fs::resize_file(file, fs::file_size(file) / 2);
  const support::Finished after = tablet.plays_raw(pin_line() + "say alive\n");
  EXPECT_EQ(after.status, 0) << after.output;  // opened with what could be salvaged, or refused with words: never a crash
  EXPECT_FALSE(largest_file_below(tablet.data()).empty());
}

TEST(BadInput, RecordsWhoseKeyRingIsGoneAreNotEnrolledOver) {
  Tablet tablet;
  ASSERT_EQ(tablet.plays("").status, 0);
  fs::rename(tablet.data() + "/keys", tablet.data() + "/keys-elsewhere");
  const support::Finished after = tablet.plays_raw("wait\nexpect message\n");
  EXPECT_EQ(after.status, 0) << after.output;
  fs::rename(tablet.data() + "/keys-elsewhere", tablet.data() + "/keys");
  EXPECT_EQ(tablet.plays("expect nav/today\n").status, 0);
}

TEST(BadInput, AFileThatIsNoQuestionnaireIsRefusedInWords) {
  Tablet tablet;
  const std::string form = tablet.folder() / "broken.json";
  std::ofstream(form) << "{\"resourceType\":\"Questionnaire\",\"item\":[{\"linkId\":";
  const support::Finished opened = tablet.plays("wait\nexpect-text \"the file ends too soon\"\ntap nav/today\nexpect nav/today\n", {"--form", form});
  EXPECT_EQ(opened.status, 0) << opened.output;
}

TEST(BadInput, AMissingScriptAnOddSizeAndNoFolderAreSentences) {
  const std::string program = support::program_folder() + "/doorstep";
  EXPECT_EQ(support::run_child({program}).status, 2);
  const support::Finished odd = support::run_child({program, "--data", "/tmp", "--size", "wide"});
  EXPECT_EQ(odd.status, 2);
  EXPECT_NE(odd.output.find("--size takes WIDTHxHEIGHT"), std::string::npos);
}

}  // namespace
}  // namespace screens_test
