#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/app/admin/admin.h"
#include "tests/support/temp_folder.h"

namespace admin {
namespace {

namespace fs = std::filesystem;

TEST(FormsPreview, TakesAPictureOfEveryPageInTheRealAppAndLeavesNothingElse) {
  testing_support::TempFolder folder, temporary;
  const auto done = support::run_child({support::program_folder() + "/doorstep-admin", "forms", "preview", own_form("visit-note"), "--shot", folder / "visit.png", "--text", "150", "--language", "cy", "--theme", "dark"},
                                       {"TMPDIR=" + temporary.path()});
  ASSERT_EQ(done.status, 0) << done.output;
  std::vector<std::string> pictures;
  for (const auto& entry : fs::directory_iterator(folder.path())) pictures.push_back(entry.path().filename().string());
  std::sort(pictures.begin(), pictures.end());
  EXPECT_EQ(pictures, (std::vector<std::string>{"visit-01.png", "visit-02.png", "visit-03.png", "visit-04.png"})) << "three pages, and what is missing";
  EXPECT_TRUE(fs::is_empty(temporary.path()));
}

TEST(FormsPreview, AFormThatCannotOpenSaysWhy) {
  testing_support::TempFolder folder;
  ASSERT_TRUE(os::replace_file(folder / "torn.json", base::view("{\"resourceType\":")));
  const auto done = run({"forms", "preview", folder / "torn.json", "--shot", folder / "torn.png"});
  EXPECT_EQ(done.status, 2);
  EXPECT_NE(done.output.find("line 1, column 17"), std::string::npos) << done.output;
  EXPECT_EQ(run({"forms", "preview"}).status, 64);
}

}  // namespace
}  // namespace admin
