#include "sync/keys/destroy.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/os/file.h"
#include "sync/keys/key_ring.h"
#include "tests/support/temp_folder.h"

namespace keys {
namespace {

const std::string kDestroyPin = "482715";

struct Desk {
  testing_support::TempFolder folder;
  os::ManualClock clock{1'763'769'600'000};
  os::SeededRandom random{9};
  FileDevice device{folder / "device.key"};
  World world{clock, random, device};
  KeyRing enrolled() {
    Enrolment how;
    how.cost = crypto::StretchCost{1, 8 << 20};
    how.recovery = crypto::BoxKey::random(random).public_key();
    return std::move(KeyRing::enrol(folder / "keys", world, how, base::view(kDestroyPin))->ring);
  }
};

TEST(Destroy, LeavesNoFileThatCouldOpenAnything) {
  Desk desk;
  { KeyRing ring = desk.enrolled(); }
  ASSERT_TRUE(KeyRing::is_enrolled(desk.folder / "keys"));
  ASSERT_TRUE(destroy(desk.folder / "keys", desk.device));
  EXPECT_FALSE(KeyRing::is_enrolled(desk.folder / "keys"));
  EXPECT_TRUE(std::filesystem::is_empty(desk.folder.path()));
  EXPECT_TRUE(destroy(desk.folder / "keys", desk.device)) << "begun and cut short, it is called again";
}

TEST(Destroy, GoesOnWhereItWasCutShort) {
  Desk desk;
  { KeyRing ring = desk.enrolled(); }
  ASSERT_TRUE(os::remove_file(desk.folder / "keys/keys.a"));
  ASSERT_TRUE(os::remove_file(desk.folder / "device.key"));
  ASSERT_TRUE(destroy(desk.folder / "keys", desk.device));
  EXPECT_TRUE(std::filesystem::is_empty(desk.folder.path()));
}

TEST(Destroy, WhatIsRemovedIsOverwrittenFirst) {
  Desk desk;
  const std::string file = desk.folder / "secret", other = desk.folder / "other name";
  ASSERT_TRUE(os::replace_file(file, base::view("thirty-two bytes of some secret.")));
  ASSERT_TRUE(os::link_or_copy(file, other));  // the same bytes on the disk under a second name
  ASSERT_TRUE(destroy_file(file));
  EXPECT_EQ(os::read_file(other, 100).value(), base::Bytes(32));
}

}  // namespace
}  // namespace keys
