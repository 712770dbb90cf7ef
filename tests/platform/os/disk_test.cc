#include "platform/os/disk.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "platform/os/file.h"
#include "platform/os/folder_lock.h"
#include "platform/os/process.h"
#include "tests/support/temp_folder.h"

namespace os {
namespace {

using testing_support::TempFolder;

TEST(Reserve, HoldsRoomUntilItIsReleased) {
  TempFolder folder;
  Reserve reserve(folder / "reserve", 1 << 20);
  EXPECT_FALSE(reserve.held());
  ASSERT_TRUE(reserve.fill());
  EXPECT_TRUE(reserve.held());
  struct stat about{};
  ASSERT_EQ(::stat((folder / "reserve").c_str(), &about), 0);
  EXPECT_GE(about.st_blocks * 512, 1 << 20);
  EXPECT_TRUE(reserve.release());
  EXPECT_FALSE(reserve.held());
  EXPECT_FALSE(reserve.release());
}

TEST(Reserve, SaysFullWhenThereIsNoSuchRoomAndLeavesNothing) {
  TempFolder folder;
  Reserve reserve(folder / "reserve", uint64_t{1} << 62);
  EXPECT_EQ(reserve.fill().error().fault, base::Fault::Full);
  EXPECT_FALSE(exists(folder / "reserve"));
}

TEST(Disk, SaysHowMuchRoomThereIs) {
  TempFolder folder;
  EXPECT_GT(*free_bytes(folder.path()), 0u);
  EXPECT_EQ(free_bytes(folder / "none").error().fault, base::Fault::NotFound);
}

TEST(Disk, AllocatesWithoutChangingWhatIsThere) {
  TempFolder folder;
  ASSERT_TRUE(replace_file(folder / "f", base::view("words")));
  ASSERT_TRUE(allocate_file(folder / "f", 100));
  const base::Bytes bytes = *read_file(folder / "f", 1000);
  EXPECT_EQ(bytes.size(), 100u);
  EXPECT_EQ(base::text_view(base::ByteView(bytes).first(5)), "words");
}

TEST(FolderLock, IsForOneOwnerAndGoesWithIt) {
  TempFolder folder;
  {
    const auto first = FolderLock::take(folder.path());
    ASSERT_TRUE(first);
    EXPECT_EQ(FolderLock::take(folder.path()).error().fault, base::Fault::Busy);
  }
  EXPECT_TRUE(FolderLock::take(folder.path()));
  EXPECT_EQ(FolderLock::take(folder / "none").error().fault, base::Fault::NotFound);
}

TEST(File, WritesItsBeginningAgainAndLinksOrCopies) {
  TempFolder folder;
  ASSERT_TRUE(replace_file(folder / "a", base::view("some words")));
  ASSERT_TRUE(rewrite_in_place(folder / "a", 4096));
  ASSERT_TRUE(link_or_copy(folder / "a", folder / "b"));
  EXPECT_FALSE(link_or_copy(folder / "a", folder / "b"));
  EXPECT_EQ(base::text_view(*read_file(folder / "b", 100)), "some words");
  EXPECT_EQ(rewrite_in_place(folder / "none", 10).error().fault, base::Fault::NotFound);
}

TEST(Process, HandsOverInputAndAnswersOutputAndStatus) {
  const base::Bytes input(100'000, 'x');
  const auto counted = run("/usr/bin/wc", {"-c"}, input, 10'000);
  ASSERT_TRUE(counted);
  EXPECT_EQ(counted->status, 0);
  EXPECT_EQ(counted->output, "100000\n");
  EXPECT_EQ(run("/bin/sh", {"-c", "exit 7"}, {}, 10'000)->status, 7);
  EXPECT_EQ(run("/bin/sh", {"-c", "kill -ABRT $$"}, {}, 10'000)->status, 128 + 6);
  EXPECT_EQ(run("/bin/sh", {"-c", "read line; sleep 1000"}, {}, 50)->status, 128 + 9);
  EXPECT_EQ(run("/no/such/program", {}, {}, 1000).error().fault, base::Fault::NotFound);
}

TEST(Process, KeepsOnlySoMuchOutput) {
  const auto much = run("/bin/sh", {"-c", "yes | head -c 1000000"}, {}, 20'000);
  ASSERT_TRUE(much);
  EXPECT_EQ(much->output.size(), kChildOutputBytesMax);
}

}  // namespace
}  // namespace os
