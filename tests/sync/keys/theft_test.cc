// What somebody gets who has the tablet, its disk, or yesterday's copy of it.
#include "tests/support/byte_search.h"
#include "tests/sync/keys/tablet.h"

namespace keys {
namespace {

using testing_support::Needle;

TEST(Theft, FindsNoNameNoPinAndNoKeyReadableOnTheDisk) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  ASSERT_TRUE(enrolled.ring.set_secret(enrolled.data_key, Kind::Password, base::view(kPassword)));
  guesses(tablet, enrolled.ring, 3);
  std::vector<std::string> words = {"Amara", "Osei", "North locality", std::string(kPin), std::string(kWrongPin), std::string(kPassword)};
  words.emplace_back(base::text_view(enrolled.data_key.bytes()));
  EXPECT_EQ(testing_support::describe(testing_support::search_folder(tablet.home.path(), words)), "");
}

TEST(Theft, OfTheFilesWithoutTheDeviceSecretOpensNothingNotEvenWithThePin) {
  Tablet tablet(true);
  { Enrolled enrolled = tablet.enrols(); }
  FileDevice another(tablet.home / "another/device.key");
  ASSERT_TRUE(another.make_secret(tablet.random));
  EXPECT_EQ(KeyRing::open(tablet.data, {tablet.clock, tablet.random, another}).error().fault, base::Fault::Corrupt);
}

TEST(Theft, GainsNoTryByRestoringAnOldDataFolderWhereTheDeviceRemembers) {
  Tablet tablet(true);
  Enrolled enrolled = tablet.enrols();
  ASSERT_TRUE(enrolled.ring.set_secret(enrolled.data_key, Kind::Password, base::view(kPassword)));
  std::filesystem::copy(tablet.data, tablet.home / "old");
  const auto restores = [&] {
    std::filesystem::remove_all(tablet.data);
    std::filesystem::copy(tablet.home / "old", tablet.data);
  };
  guesses(tablet, enrolled.ring, 6);
  restores();
  KeyRing ring = tablet.starts();
  EXPECT_EQ(ring.try_state(Kind::Pin).tries_left, 4u);
  EXPECT_GT(ring.try_state(Kind::Pin).wait_ms, 0);
  guesses(tablet, ring, 4);
  restores();
  KeyRing again = tablet.starts();
  EXPECT_TRUE(again.try_state(Kind::Pin).destroyed);
  EXPECT_EQ(unlocking(again, Kind::Pin, kPin), base::Fault::NotFound);
  EXPECT_TRUE(opens_to(again, Kind::Password, kPassword, enrolled.data_key));
}

TEST(Theft, GainsNoTimeByRestoringAnOldDataFolderWhereTheDeviceRemembers) {
  Tablet tablet(true);
  Enrolled enrolled = tablet.joins();
  std::filesystem::copy(tablet.data, tablet.home / "old");
  tablet.clock.advance_ms(15 * kDay);
  ASSERT_TRUE(enrolled.ring.tick());
  std::filesystem::remove_all(tablet.data);
  std::filesystem::copy(tablet.home / "old", tablet.data);
  tablet.clock.set_ms(tablet.clock.now_ms() - 15 * kDay);
  EXPECT_TRUE(tablet.starts().lease().ended);
}

TEST(Theft, OfTheDestroyedPinFindsNoTraceOfItInEitherCopy) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  const crypto::Key body_key = crypto::derive(*tablet.device->secret(), "keys/body");
  const auto wrap_in = [&](const char* name) { return decode_key_file(*os::read_file(tablet.data + name, kKeyFileBytes), body_key)->wraps.at(0); };
  const Wrap whole = wrap_in("/keys.a");
  EXPECT_NE(whole.sealed, Wrap{}.sealed);
  guesses(tablet, enrolled.ring, 10);
  for (const char* name : {"/keys.a", "/keys.b"}) {
    EXPECT_FALSE(wrap_in(name).live);
    EXPECT_EQ(wrap_in(name).sealed, Wrap{}.sealed);
    EXPECT_EQ(wrap_in(name).salt, Wrap{}.salt);
  }
}

TEST(Recovery, GivesTheHubTheDataKeyAndTheWorkerANewPin) {
  Tablet tablet;
  const crypto::BoxKey hub = crypto::BoxKey::random(tablet.random);
  Enrolment how = tablet.enrolment();
  how.recovery = hub.public_key();
  Enrolled enrolled = tablet.enrols(how);
  guesses(tablet, enrolled.ring, 10);
  KeyRing ring = tablet.starts();
  const auto opened = hub.open(*ring.recovery_box());
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->size(), crypto::kKeyBytes + 16);
  EXPECT_TRUE(crypto::equal(opened->bytes().subspan(crypto::kKeyBytes), ring.device().bytes));
  const crypto::Key handed_back(std::span<const uint8_t, crypto::kKeyBytes>(opened->bytes().first(crypto::kKeyBytes)));
  ASSERT_TRUE(ring.set_secret(handed_back, Kind::Pin, base::view("907153")));
  EXPECT_TRUE(opens_to(ring, Kind::Pin, "907153", enrolled.data_key));
}

TEST(Recovery, SealsTheTabletToTheHubAndOnlyWhereTheHubCanOpenIt) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  EXPECT_EQ(enrolled.ring.seal_to_hub().error().fault, base::Fault::BadInput);
  const crypto::BoxKey hub = crypto::BoxKey::random(tablet.random);
  ASSERT_TRUE(enrolled.ring.set_recovery(enrolled.data_key, hub.public_key()));
  ASSERT_TRUE(enrolled.ring.seal_to_hub());
  KeyRing ring = tablet.starts();
  EXPECT_EQ(unlocking(ring, Kind::Pin, kPin), base::Fault::NotFound);
  EXPECT_TRUE(crypto::equal(hub.open(*ring.recovery_box())->bytes().first(crypto::kKeyBytes), enrolled.data_key.bytes()));
}

// Typed by nobody's literal, so that the only copies in memory are those the code under test makes.
crypto::Secret typed_password() {
  crypto::Secret typed(24);
  for (size_t i = 0; i < typed.size(); ++i) typed.bytes()[i] = uint8_t('a' + (i * i + 3 * i + 5) % 26);
  return typed;
}

TEST(Memory, HoldsNoDataKeyAndNoPasswordOnceTheyAreDropped) {
  if (!testing_support::can_search_own_memory()) GTEST_SKIP() << "AddressSanitizer keeps what was freed";
  Tablet tablet;
  tablet.random = os::SeededRandom(0x6d656d6f7279);  // keys no other test of this process has held
  std::vector<Needle> needles;
  {
    auto enrolled = std::make_unique<Enrolled>(tablet.enrols());
    {
      const crypto::Secret typed = typed_password();
      ASSERT_TRUE(enrolled->ring.set_secret(enrolled->data_key, Kind::Password, typed.bytes()));
      needles.emplace_back(enrolled->data_key.bytes());
      needles.emplace_back(typed.bytes());
      const crypto::Key device_secret = *tablet.device->secret();
      needles.emplace_back(device_secret.bytes());
      needles.emplace_back(crypto::derive(device_secret, "keys/wrap").bytes());
      EXPECT_GE(testing_support::search_own_memory(needles).size(), 3u) << "the search must see what is still held";
    }
    KeyRing ring = tablet.starts();
    {
      const crypto::Secret typed = typed_password();
      const auto unlocked = ring.unlock(Kind::Password, typed.bytes());
      ASSERT_TRUE(unlocked);
      const auto wrong = ring.unlock(Kind::Pin, typed.bytes());
      ASSERT_FALSE(wrong);
    }
    enrolled.reset();
    const std::vector<Needle> locked = {needles[0], needles[1]};
    EXPECT_EQ(testing_support::describe(testing_support::search_own_memory(locked)), "") << "locked: a KeyRing, but no data key";
  }
  EXPECT_EQ(testing_support::describe(testing_support::search_own_memory(needles)), "");
}

TEST(Calibrate, SpendsAsMuchAsTheDeviceDoesInUnderASecond) {
  // A clock on which one pass over any memory takes as long as it is told.
  class PassTakes final : public os::Clock {
   public:
    explicit PassTakes(int64_t pass_ms) : pass_ms_(pass_ms) {}
    os::UnixMs now_ms() const override { return 0; }
    int64_t monotonic_ms() const override { return time_ms_ += pass_ms_; }

   private:
    int64_t pass_ms_;
    mutable int64_t time_ms_ = 0;
  };
  EXPECT_EQ(calibrate(PassTakes(250)), (crypto::StretchCost{3, 256ull << 20}));
  EXPECT_EQ(calibrate(PassTakes(900)), (crypto::StretchCost{1, 256ull << 20}));
  EXPECT_EQ(calibrate(PassTakes(1)), (crypto::StretchCost{24, 256ull << 20}));
  EXPECT_EQ(calibrate(PassTakes(5000)), (crypto::StretchCost{1, 32ull << 20}));
}

}  // namespace
}  // namespace keys
