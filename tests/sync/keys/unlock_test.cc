#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/sync/keys/tablet.h"

namespace keys {
namespace {

TEST(Unlock, GivesBackTheSameDataKeyAfterAStart) {
  Tablet tablet;
  const Enrolled enrolled = tablet.enrols();
  KeyRing ring = tablet.starts();
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
  EXPECT_EQ(ring.device(), enrolled.ring.device());
  EXPECT_FALSE(ring.device().is_nil());
  EXPECT_EQ(ring.profile().name, "Amara Osei");
}

TEST(Unlock, TakesEitherThePinOrThePassword) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  EXPECT_FALSE(enrolled.ring.try_state(Kind::Password).set);
  EXPECT_EQ(unlocking(enrolled.ring, Kind::Password, kPassword), base::Fault::NotFound);
  ASSERT_TRUE(enrolled.ring.set_secret(enrolled.data_key, Kind::Password, base::view(kPassword)));
  KeyRing ring = tablet.starts();
  EXPECT_TRUE(opens_to(ring, Kind::Password, kPassword, enrolled.data_key));
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
  EXPECT_EQ(unlocking(ring, Kind::Password, kPin), base::Fault::Denied);
}

TEST(Unlock, MakesEachWrongTryWaitLongerAndDestroysThePinAtTheTenth) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  KeyRing& ring = enrolled.ring;
  ASSERT_TRUE(ring.set_secret(enrolled.data_key, Kind::Password, base::view(kPassword)));
  const int64_t waits_ms[] = {0, 0, 0, 5'000, 30'000, 60'000, 300'000, 900'000, 1'800'000};
  for (uint32_t i = 0; i < 9; ++i) {
    guesses(tablet, ring, 1);
    EXPECT_EQ(ring.try_state(Kind::Pin).tries_left, 9 - i);
    EXPECT_EQ(ring.try_state(Kind::Pin).wait_ms, waits_ms[i]);
  }
  guesses(tablet, ring, 1);
  EXPECT_TRUE(ring.try_state(Kind::Pin).destroyed);
  EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::NotFound);
  KeyRing again = tablet.starts();
  EXPECT_TRUE(again.try_state(Kind::Pin).destroyed);
  EXPECT_TRUE(opens_to(again, Kind::Password, kPassword, enrolled.data_key));
}

TEST(Unlock, TakesANewPinFromWhoeverOpenedItWithThePassword) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  ASSERT_TRUE(enrolled.ring.set_secret(enrolled.data_key, Kind::Password, base::view(kPassword)));
  guesses(tablet, enrolled.ring, 10);
  const auto key = enrolled.ring.unlock(Kind::Password, base::view(kPassword));
  ASSERT_TRUE(key);
  ASSERT_TRUE(enrolled.ring.set_secret(*key, Kind::Pin, base::view("907153")));
  KeyRing ring = tablet.starts();
  EXPECT_EQ(ring.try_state(Kind::Pin).tries_left, kTriesMax);
  EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::Denied);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, "907153", enrolled.data_key));
}

TEST(Unlock, CountsNothingWhileItAsksToWaitAndStartsAgainAfterTheRightPin) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  KeyRing& ring = enrolled.ring;
  guesses(tablet, ring, 4);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::Busy);
  EXPECT_EQ(ring.try_state(Kind::Pin).tries_left, 6u);
  tablet.clock.advance_ms(5'000);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
  EXPECT_EQ(ring.try_state(Kind::Pin).tries_left, kTriesMax);
  EXPECT_EQ(tablet.starts().try_state(Kind::Pin).tries_left, kTriesMax);
}

TEST(Unlock, KeepsAWaitThroughRestartsAndAClockSetBack) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  guesses(tablet, enrolled.ring, 9);
  ASSERT_EQ(enrolled.ring.try_state(Kind::Pin).wait_ms, 30 * kMinute);
  tablet.clock.set_ms(tablet.clock.now_ms() - 400 * kDay);
  EXPECT_EQ(enrolled.ring.try_state(Kind::Pin).wait_ms, 30 * kMinute);
  for (int i = 0; i < 50; ++i) {
    KeyRing ring = tablet.starts();
    EXPECT_EQ(ring.try_state(Kind::Pin).wait_ms, 30 * kMinute) << "start " << i;
    EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::Busy);
  }
  KeyRing ring = tablet.starts();
  tablet.clock.advance_ms(30 * kMinute);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
}

TEST(Unlock, EndsAWaitWhileTheTabletIsOff) {
  Tablet tablet;
  const crypto::Key data_key = [&] {
    Enrolled enrolled = tablet.enrols();
    guesses(tablet, enrolled.ring, 8);
    return enrolled.data_key.clone();
  }();
  tablet.clock.set_ms(tablet.clock.now_ms() + 15 * kMinute);  // the wall clock alone: the process was not there
  KeyRing ring = tablet.starts();
  EXPECT_EQ(ring.try_state(Kind::Pin).wait_ms, 0);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, data_key));
}

// Ends the process the moment the count of a try is durable, before the try itself.
class PullsThePlug final : public Device {
 public:
  explicit PullsThePlug(Device& inner) : inner_(inner) {}
  base::Result<crypto::Key> secret() override { return inner_.secret(); }
  base::Result<crypto::Key> make_secret(os::Random& random) override { return inner_.make_secret(random); }
  base::Result<base::Bytes> memory() override { return inner_.memory(); }
  base::Status remember(base::ByteView bytes) override {
    const base::Status done = inner_.remember(bytes);
    ::kill(::getpid(), SIGKILL);
    return done;
  }
  base::Status forget() override { return inner_.forget(); }

 private:
  Device& inner_;
};

TEST(Unlock, HasCountedTheTryWhenThePlugIsPulledBeforeIt) {
  Tablet tablet;
  { Enrolled enrolled = tablet.enrols(); }
  for (uint32_t killed = 1; killed <= kTriesMax; ++killed) {
    const pid_t child = ::fork();
    if (child == 0) {
      PullsThePlug device(*tablet.device);
      auto ring = KeyRing::open(tablet.data, {tablet.clock, tablet.random, device});
      if (ring) (void)ring->unlock(Kind::Pin, base::view(kPin));
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "the child was meant to die in the middle of its try";
    const TryState state = tablet.starts().try_state(Kind::Pin);
    EXPECT_EQ(state.tries_left, kTriesMax - killed);
    EXPECT_EQ(state.destroyed, killed == kTriesMax);
    tablet.clock.advance_ms(60 * kMinute);
  }
}

TEST(Unlock, TakesNoTryItCannotCount) {
  Tablet tablet;
  const Enrolled enrolled = tablet.enrols();
  const pid_t child = ::fork();
  if (child == 0) {  // a disk that takes not one byte more
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_FSIZE, &none);
    KeyRing ring = tablet.starts();
    const auto key = ring.unlock(Kind::Pin, base::view(kPin));
    ::_exit(!key && key.error().fault == base::Fault::Full ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  KeyRing ring = tablet.starts();
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
}

TEST(Unlock, CountsInPlaceWhereAFullDiskHasNoRoomForANewFile) {
  Tablet tablet;
  const Enrolled enrolled = tablet.enrols();
  for (const char* name : {"keys.a.new", "keys.b.new", "device.key.memory.new"}) {
    ASSERT_TRUE(os::make_folders(tablet.data + "/" + name));  // stands where the new file would be written
  }
  {
    KeyRing ring = tablet.starts();
    EXPECT_EQ(unlocking(ring, Kind::Pin, kWrongPin), base::Fault::Denied);
  }
  KeyRing ring = tablet.starts();
  EXPECT_EQ(ring.try_state(Kind::Pin).tries_left, 9u);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
}

TEST(Unlock, DoesNotCountATryForWhichThereWasNoMemory) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  enrolled.ring.set_cost({1, 3ull << 40});
  EXPECT_FALSE(enrolled.ring.set_secret(enrolled.data_key, Kind::Password, base::view(kPassword)));
  EXPECT_TRUE(opens_to(enrolled.ring, Kind::Pin, kPin, enrolled.data_key));
}

TEST(ChangeSecret, NeedsTheOldOneAndCountsAWrongOne) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  EXPECT_EQ(enrolled.ring.change_secret(Kind::Pin, base::view(kPin), base::view("1234")).error().fault, base::Fault::BadInput);
  EXPECT_EQ(enrolled.ring.try_state(Kind::Pin).tries_left, kTriesMax);
  EXPECT_EQ(enrolled.ring.change_secret(Kind::Pin, base::view(kWrongPin), base::view("907153")).error().fault, base::Fault::Denied);
  EXPECT_EQ(enrolled.ring.try_state(Kind::Pin).tries_left, 9u);
  ASSERT_TRUE(enrolled.ring.change_secret(Kind::Pin, base::view(kPin), base::view("907153")));
  KeyRing ring = tablet.starts();
  EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::Denied);
  EXPECT_TRUE(opens_to(ring, Kind::Pin, "907153", enrolled.data_key));
}

TEST(SetSecret, RefusesAnotherTabletsDataKey) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  const crypto::Key other = crypto::Key::random(tablet.random);
  EXPECT_EQ(enrolled.ring.set_secret(other, Kind::Pin, base::view("907153")).error().fault, base::Fault::Denied);
  EXPECT_TRUE(opens_to(enrolled.ring, Kind::Pin, kPin, enrolled.data_key));
}

TEST(Unfit, SaysWhatIsWrongWithAPinOrPassword) {
  const auto pin = [](std::string_view text) { return unfit(Kind::Pin, base::view(text)); };
  const auto password = [](std::string_view text) { return unfit(Kind::Password, base::view(text)); };
  EXPECT_EQ(pin("824613"), Unfit::No);
  EXPECT_EQ(pin("82461"), Unfit::TooShort);
  EXPECT_EQ(pin("8246138246138"), Unfit::TooLong);
  EXPECT_EQ(pin("82461x"), Unfit::NotDigits);
  EXPECT_EQ(pin("777777"), Unfit::TooSimple);
  EXPECT_EQ(pin("345678"), Unfit::TooSimple);
  EXPECT_EQ(pin("987654"), Unfit::TooSimple);
  EXPECT_EQ(password("otter lantern"), Unfit::No);
  EXPECT_EQ(password("otter"), Unfit::TooShort);
  EXPECT_EQ(password("xxxxxxxxxxxx"), Unfit::TooSimple);
  EXPECT_EQ(password(std::string(201, 'a') + "b"), Unfit::TooLong);
}

}  // namespace
}  // namespace keys
