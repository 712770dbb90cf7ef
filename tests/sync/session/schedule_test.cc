#include <gtest/gtest.h>

#include "sync/session/schedule.h"

namespace session {
namespace {

constexpr os::UnixMs kNow = 1'764'000'000'000;

struct Waits : ::testing::Test {
  os::ManualClock clock{kNow};
  os::SeededRandom random{7};
  Schedule schedule{clock, random, 0, 0};
};

TEST_F(Waits, IsDueAtOnceAfterAStart) { EXPECT_EQ(schedule.wait_ms(), 0); }

TEST_F(Waits, ForSomeSecondsOfQuietAfterAChangeButNotForEver) {
  schedule.succeeded();
  schedule.changed();
  EXPECT_EQ(schedule.wait_ms(), kQuietMs);
  int64_t waited = 0;
  while (schedule.wait_ms() > 0 && waited < 10 * kPatienceMs) {
    clock.advance_ms(1'000);
    waited += 1'000;
    schedule.changed();
  }
  EXPECT_EQ(waited, kPatienceMs);
}

TEST_F(Waits, LongerAfterEachFailureNeverLongerThanTenMinutesAndNeverForEver) {
  int64_t longest = 0;
  for (int i = 0; i < 50; ++i) {
    schedule.failed(Why::HubDown, 0, false);
    const int64_t most = std::min(kBackOffMsFirst << std::min(i, 10), kBackOffMsMax);
    EXPECT_GE(schedule.wait_ms(), most / 2) << i;
    EXPECT_LE(schedule.wait_ms(), most) << i;
    longest = std::max(longest, schedule.wait_ms());
    clock.advance_ms(schedule.wait_ms());
    EXPECT_EQ(schedule.wait_ms(), 0);
  }
  EXPECT_LE(longest, kBackOffMsMax);
}

TEST_F(Waits, AsTheHubAskedWhateverAPersonOrANetworkSays) {
  schedule.failed(Why::Busy, 90, false);
  schedule.now();
  schedule.network_back();
  EXPECT_EQ(schedule.wait_ms(), 90'000);
  clock.advance_ms(30'000);
  Schedule restarted(clock, random, schedule.failures(), schedule.not_before_ms());
  EXPECT_EQ(restarted.wait_ms(), 60'000);
}

TEST_F(Waits, NoLongerThanADayWhenTheClockWasSetBack) {
  schedule.failed(Why::Busy, 3'600, false);
  const int64_t not_before = schedule.not_before_ms();
  clock.set_ms(kNow - int64_t(400) * 24 * 3'600'000);
  Schedule restarted(clock, random, 1, not_before);
  EXPECT_LE(restarted.wait_ms(), kRetryAfterMsMax);
}

TEST_F(Waits, NotForANetworkThatIsBackNorForAPerson) {
  for (int i = 0; i < 8; ++i) schedule.failed(Why::NoNetwork, 0, false);
  schedule.network_back();
  EXPECT_LE(schedule.wait_ms(), 1'000);
  schedule.failed(Why::HubDown, 0, false);
  schedule.now();
  EXPECT_EQ(schedule.wait_ms(), 0);
}

TEST_F(Waits, HardlyAfterWakingAndNeverLongerForIt) {
  schedule.succeeded();
  schedule.woke();
  EXPECT_LE(schedule.wait_ms(), 1'000);
  schedule.now();
  schedule.woke();
  EXPECT_EQ(schedule.wait_ms(), 0);
  schedule.failed(Why::Busy, 90, false);
  schedule.woke();
  EXPECT_EQ(schedule.wait_ms(), 90'000) << "what the hub asked stands";
}

TEST_F(Waits, NoSoonerForAChangeWhileNothingGetsThrough) {
  for (int i = 0; i < 8; ++i) schedule.failed(Why::HubDown, 0, false);
  const int64_t before = schedule.wait_ms();
  schedule.changed();
  EXPECT_EQ(schedule.wait_ms(), before);
}

TEST_F(Waits, AShortTimeAgainOnceSomethingGotOn) {
  for (int i = 0; i < 8; ++i) schedule.failed(Why::LinkLost, 0, false);
  schedule.failed(Why::LinkLost, 0, true);
  EXPECT_LE(schedule.wait_ms(), kBackOffMsFirst);
}

TEST_F(Waits, HardlyForAFailureWhileSomethingMustNotWait) {
  for (int i = 0; i < 8; ++i) schedule.failed(Why::NoNetwork, 0, false);
  EXPECT_GT(schedule.wait_ms(), kUrgentBackOffMsMax);
  schedule.urgent(true);
  EXPECT_EQ(schedule.wait_ms(), 0);
  schedule.failed(Why::NoNetwork, 0, false);
  EXPECT_LE(schedule.wait_ms(), kUrgentBackOffMsMax);
  EXPECT_GT(schedule.wait_ms(), 0);
  schedule.urgent(true);
  EXPECT_GT(schedule.wait_ms(), 0) << "saying it again is no reason to hammer the hub";
  schedule.failed(Why::Busy, 60, false);
  EXPECT_GE(schedule.wait_ms(), 60'000) << "what the hub asked stands";
}

TEST_F(Waits, HalfAnHourForWhatOnlyItCanMend) {
  schedule.failed(Why::Revoked, 0, false);
  EXPECT_GE(schedule.wait_ms(), kForItMs / 2);
}

}  // namespace
}  // namespace session
