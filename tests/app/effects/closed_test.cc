#include "app/tablet/effects/closed.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/os/file.h"
#include "tests/support/temp_folder.h"

namespace effects {
namespace {

TEST(Closed, IsReadAsItWasWritten) {
  testing_support::TempFolder folder;
  EXPECT_FALSE(read_closed(folder.path()));
  for (const ClosedHow how : {ClosedHow::Wiping, ClosedHow::Wiped, ClosedHow::Sealed}) {
    ASSERT_TRUE(write_closed(folder.path(), {how, 1'763'769'600'000}));
    EXPECT_EQ(read_closed(folder.path())->how, how);
    EXPECT_EQ(read_closed(folder.path())->at_ms, 1'763'769'600'000);
  }
  ASSERT_TRUE(remove_closed(folder.path()));
  EXPECT_FALSE(read_closed(folder.path()));
}

TEST(Closed, ADamagedFileStillMeansTheEnd) {
  testing_support::TempFolder folder;
  for (const char* text : {"", "\n", "opened 5", "\xff\xff\xff"}) {
    ASSERT_TRUE(os::replace_file(folder / "closed", base::view(text)));
    ASSERT_TRUE(read_closed(folder.path())) << text;
    EXPECT_EQ(read_closed(folder.path())->how, ClosedHow::Wiping) << text;
  }
}

TEST(Closed, NothingElseIsLeftInTheFolder) {
  testing_support::TempFolder folder;
  ASSERT_TRUE(os::make_folders(folder / "store/deep"));
  ASSERT_TRUE(os::replace_file(folder / "store/deep/data", base::view("words")));
  ASSERT_TRUE(os::replace_file(folder / "settings", base::view("x")));
  ASSERT_TRUE(write_closed(folder.path(), {ClosedHow::Wiping, 1}));
  ASSERT_TRUE(remove_all_but_closed(folder.path()));
  size_t left = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++left;
  EXPECT_EQ(left, 1u);
}

}  // namespace
}  // namespace effects
