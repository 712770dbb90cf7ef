#include "tests/sync/keys/tablet.h"

namespace keys {
namespace {

TEST(Lease, EndsFourteenDaysAfterTheHubWasLastReached) {
  Tablet tablet;
  Enrolled enrolled = tablet.joins();
  tablet.clock.advance_ms(14 * kDay - 1);
  EXPECT_TRUE(opens_to(enrolled.ring, Kind::Pin, kPin, enrolled.data_key));
  EXPECT_EQ(enrolled.ring.lease().left_ms, 1);
  tablet.clock.advance_ms(1);
  EXPECT_TRUE(enrolled.ring.lease().ended);
  EXPECT_EQ(unlocking(enrolled.ring, Kind::Pin, kPin), base::Fault::Offline);
  EXPECT_EQ(enrolled.ring.try_state(Kind::Pin).tries_left, kTriesMax);
}

TEST(Lease, LetsHerInAgainWhenTheHubIsReached) {
  Tablet tablet;
  Enrolled enrolled = tablet.joins();
  tablet.clock.advance_ms(15 * kDay);
  KeyRing ring = tablet.starts();
  EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::Offline);
  ASSERT_TRUE(ring.lease_renew(tablet.clock.now_ms()));
  EXPECT_EQ(ring.lease().left_ms, 14 * kDay);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
  EXPECT_FALSE(tablet.starts().lease().ended);
}

TEST(Lease, IsNotStretchedByAClockSetBack) {
  Tablet tablet;
  { Enrolled enrolled = tablet.joins(); }
  for (int day = 0; day < 14; ++day) {
    KeyRing ring = tablet.starts();
    tablet.clock.advance_ms(kDay);
    ASSERT_TRUE(ring.tick());
    tablet.clock.set_ms(tablet.clock.now_ms() - 30 * kDay);
  }
  EXPECT_TRUE(tablet.starts().lease().ended);
}

TEST(Lease, IsNotStretchedByAClockThatStands) {
  Tablet tablet;
  Enrolled enrolled = tablet.joins();
  const os::UnixMs stands_at = tablet.clock.now_ms();
  for (int hour = 0; hour < 14 * 24; ++hour) {  // the process runs, the wall clock does not
    tablet.clock.advance_ms(60 * kMinute);
    tablet.clock.set_ms(stands_at);
    ASSERT_TRUE(enrolled.ring.tick());
  }
  EXPECT_TRUE(enrolled.ring.lease().ended);
  EXPECT_TRUE(tablet.starts().lease().ended);
}

TEST(Lease, CountsStartsWhenTheClockStandsAndTheTabletIsSwitchedOffInBetween) {
  Tablet tablet;
  Enrolment how = tablet.enrolment();
  how.lease_days = 1;
  { Enrolled enrolled = tablet.joins(how); }
  int starts = 1;
  for (; starts < 1000; ++starts) {
    KeyRing ring = tablet.starts();
    if (ring.lease().ended) break;
    EXPECT_TRUE(ring.unlock(Kind::Pin, base::view(kPin)));
  }
  EXPECT_EQ(starts, 24 * 12);  // five minutes each
}

TEST(Lease, EndsWhenTheClockIsSetForwardAndStaysEndedWhenItIsSetBack) {
  Tablet tablet;
  Enrolled enrolled = tablet.joins();
  guesses(tablet, enrolled.ring, 9);
  tablet.clock.set_ms(tablet.clock.now_ms() + 20 * kDay);  // to skip the wait
  EXPECT_EQ(unlocking(enrolled.ring, Kind::Pin, kPin), base::Fault::Offline);
  ASSERT_TRUE(enrolled.ring.tick());
  tablet.clock.set_ms(tablet.clock.now_ms() - 20 * kDay);
  EXPECT_TRUE(tablet.starts().lease().ended);
}

TEST(Lease, IsCuredByTheHubEvenWhileTheWallClockIsDecadesWrong) {
  Tablet tablet;
  { Enrolled enrolled = tablet.joins(); }
  const os::UnixMs hub_ms = tablet.clock.now_ms();
  tablet.clock.set_ms(hub_ms + 30 * 365 * kDay);
  KeyRing ring = tablet.starts();
  EXPECT_TRUE(ring.lease().ended);
  ASSERT_TRUE(ring.lease_renew(hub_ms));
  tablet.clock.advance_ms(13 * kDay);
  EXPECT_FALSE(ring.lease().ended);
  tablet.clock.set_ms(hub_ms + 2 * kDay);  // somebody corrects it: no time is given back, none is taken
  EXPECT_FALSE(ring.lease().ended);
  tablet.clock.advance_ms(kDay);
  EXPECT_TRUE(ring.lease().ended);
}

TEST(Lease, IsNoneOfATabletThatNeverReachedAHub) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  tablet.clock.advance_ms(400 * kDay);
  KeyRing ring = tablet.starts();
  EXPECT_FALSE(ring.lease().has_lease);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
  ASSERT_TRUE(ring.lease_renew(tablet.clock.now_ms()));
  tablet.clock.advance_ms(14 * kDay);
  EXPECT_TRUE(ring.lease().ended) << "from the day it joined it has one";
}

TEST(Lease, EndedLetsThePinOpenItToAskTheHubAndWrongOnesCount) {
  Tablet tablet;
  Enrolled enrolled = tablet.joins();
  tablet.clock.advance_ms(15 * kDay);
  KeyRing ring = tablet.starts();
  const auto key = ring.unlock_to_ask(Kind::Pin, base::view(kPin));
  ASSERT_TRUE(key);
  EXPECT_TRUE(crypto::equal(key->bytes(), enrolled.data_key.bytes()));
  EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::Offline) << "asking renews nothing by itself";
  EXPECT_EQ(ring.unlock_to_ask(Kind::Pin, base::view(kWrongPin)).error().fault, base::Fault::Denied);
  EXPECT_EQ(tablet.starts().try_state(Kind::Pin).tries_left, kTriesMax - 1);
}

TEST(Lease, RefusesAReplayedWordFromTheHub) {
  Tablet tablet;
  Enrolled enrolled = tablet.joins();
  const os::UnixMs hub_ms = tablet.clock.now_ms();
  ASSERT_TRUE(enrolled.ring.lease_renew(hub_ms));
  tablet.clock.advance_ms(20 * kDay);
  EXPECT_EQ(enrolled.ring.lease_renew(hub_ms - 1).error().fault, base::Fault::BadInput);
  EXPECT_TRUE(enrolled.ring.lease().ended);
}

TEST(Lease, IsAsLongAsItSays) {
  Tablet tablet;
  Enrolment how = tablet.enrolment();
  how.lease_days = 0;
  Enrolled enrolled = tablet.joins(how);
  tablet.clock.advance_ms(4000 * kDay);
  EXPECT_FALSE(enrolled.ring.lease().has_lease);
  EXPECT_TRUE(opens_to(enrolled.ring, Kind::Pin, kPin, enrolled.data_key));
  ASSERT_TRUE(enrolled.ring.set_lease_days(4001));
  EXPECT_EQ(enrolled.ring.lease().left_ms, kDay);
  EXPECT_EQ(tablet.starts().lease().left_ms, kDay - kRestartMs);
}

TEST(Tick, WritesOnlyEveryFiveMinutes) {
  Tablet tablet;
  Enrolled enrolled = tablet.joins();
  const base::Bytes before = *os::read_file(tablet.data + "/keys.a", kKeyFileBytes);
  tablet.clock.advance_ms(5 * kMinute - 1);
  ASSERT_TRUE(enrolled.ring.tick());
  EXPECT_EQ(*os::read_file(tablet.data + "/keys.a", kKeyFileBytes), before);
  tablet.clock.advance_ms(1);
  ASSERT_TRUE(enrolled.ring.tick());
  EXPECT_NE(*os::read_file(tablet.data + "/keys.a", kKeyFileBytes), before);
}

}  // namespace
}  // namespace keys
