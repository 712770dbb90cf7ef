#include <fstream>

#include "tests/sync/keys/tablet.h"

namespace keys {
namespace {

base::Bytes read(const std::string& path) { return *os::read_file(path, 1 << 20); }
void write(const std::string& path, base::ByteView bytes) { ASSERT_TRUE(os::replace_file(path, bytes)); }

base::Fault starting(Tablet& tablet) {
  const auto ring = KeyRing::open(tablet.data, tablet.world());
  EXPECT_FALSE(ring) << "opened";
  return ring ? base::Fault::BadInput : ring.error().fault;
}

TEST(KeyFile, IsReadFromEitherCopyWhereverTheOtherWasTorn) {
  Tablet tablet;
  const Enrolled enrolled = tablet.enrols();
  for (const char* name : {"/keys.a", "/keys.b"}) {
    for (size_t kept = 0; kept <= kKeyFileBytes; kept += 512) {
      base::Bytes torn = read(tablet.data + name);
      ASSERT_EQ(torn.size(), kKeyFileBytes);
      std::fill(torn.begin() + long(kept), torn.end(), uint8_t{0});
      write(tablet.data + name, torn);
      KeyRing ring = tablet.starts();
      EXPECT_EQ(ring.profile().name, "Amara Osei");
      EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key)) << name << " " << kept;
      EXPECT_TRUE(decode_key_file(read(tablet.data + name), crypto::derive(*tablet.device->secret(), "keys/body"))) << "mended";
    }
  }
}

TEST(KeyFile, TakesTheNewerOfTwoCopiesThatDiffer) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  for (const char* stale : {"/keys.a", "/keys.b"}) {
    const uint32_t left = enrolled.ring.try_state(Kind::Pin).tries_left;
    const base::Bytes before = read(tablet.data + stale);
    guesses(tablet, enrolled.ring, 1);
    write(tablet.data + stale, before);  // as if the power had gone between the two writes
    EXPECT_EQ(tablet.starts().try_state(Kind::Pin).tries_left, left - 1);
  }
}

TEST(KeyFile, SaysCorruptWhenNoCopyCanBeReadAndLeavesTheFilesAlone) {
  Tablet tablet;
  { Enrolled enrolled = tablet.enrols(); }
  const base::Bytes rubbish(kKeyFileBytes, 0x55);
  write(tablet.data + "/keys.a", rubbish);
  write(tablet.data + "/keys.b", base::ByteView(rubbish).first(100));
  EXPECT_EQ(starting(tablet), base::Fault::Corrupt);
  EXPECT_EQ(read(tablet.data + "/keys.a"), rubbish);
  EXPECT_FALSE(KeyRing::enrol(tablet.data, tablet.world(), tablet.enrolment(), base::view(kPin))) << "never over an old enrolment";
}

TEST(KeyFile, SaysTooNewForAFileThatOnlyANewerVersionReads) {
  Tablet tablet;
  { Enrolled enrolled = tablet.enrols(); }
  for (const char* name : {"/keys.a", "/keys.b"}) {
    base::Bytes bytes = read(tablet.data + name);
    bytes[9] = 2;
    write(tablet.data + name, bytes);
  }
  EXPECT_EQ(starting(tablet), base::Fault::TooNew);
}

TEST(KeyFile, KeepsWhatANewerVersionAdded) {
  os::SeededRandom random(5);
  const crypto::Key key = crypto::Key::random(random);
  KeyFile file;
  file.newer = {7, 7, 7};
  EXPECT_EQ(*decode_key_file(*encode_key_file(file, key, random), key), file);
}

TEST(KeyFile, RefusesTextsThatDoNotFit) {
  Tablet tablet;
  Enrolled enrolled = tablet.enrols();
  Profile profile = enrolled.ring.profile();
  profile.name = std::string(kProfileTextBytesMax + 1, 'x');
  EXPECT_EQ(enrolled.ring.set_profile(profile).error().fault, base::Fault::BadInput);
  EXPECT_EQ(enrolled.ring.profile().name, "Amara Osei");
  profile = {"Siân Llwyd", "SL", "", 3};
  ASSERT_TRUE(enrolled.ring.set_profile(profile));
  EXPECT_EQ(tablet.starts().profile(), profile);
}

// Without syncing: damage is not durable work.
void scribble(const std::string& path, base::ByteView bytes) {
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
}

// Flips one random bit of a file a thousand times; `harmless` judges each start.
template <class Judge>
void flips(Tablet& tablet, const std::string& name, Judge judge) {
  os::SeededRandom random(2026);
  const std::string path = tablet.data + name;
  const base::Bytes whole = read(path);
  for (int trial = 0; trial < 1000; ++trial) {
    base::Bytes flipped = whole;
    const size_t bit = random.next_u64() % (whole.size() * 8);
    flipped[bit / 8] ^= uint8_t(1 << (bit % 8));
    scribble(path, flipped);
    judge(bit);
    ASSERT_FALSE(testing::Test::HasFailure()) << name << " bit " << bit;
  }
  scribble(path, whole);
}

TEST(Damage, OfOneBitInOneKeyFileIsHarmless) {
  Tablet tablet;
  const Enrolled enrolled = tablet.enrols();
  for (const char* name : {"/keys.a", "/keys.b"}) {
    const crypto::Key body_key = crypto::derive(*tablet.device->secret(), "keys/body");
    flips(tablet, name, [&](size_t) { EXPECT_FALSE(decode_key_file(read(tablet.data + name), body_key)); });
  }
  ASSERT_TRUE(os::remove_file(tablet.data + "/keys.b"));
  flips(tablet, "/keys.a", [&](size_t) {
    const base::Fault fault = starting(tablet);
    EXPECT_TRUE(fault == base::Fault::Corrupt || fault == base::Fault::TooNew);
  });
  KeyRing ring = tablet.starts();
  EXPECT_TRUE(opens_to(ring, Kind::Pin, kPin, enrolled.data_key));
}

TEST(Damage, OfOneBitInTheDeviceKeyIsHarmless) {
  Tablet tablet;
  { Enrolled enrolled = tablet.enrols(); }
  const crypto::Key secret = *tablet.device->secret();
  flips(tablet, "/device.key", [&](size_t) { EXPECT_TRUE(crypto::equal(tablet.device->secret()->bytes(), secret.bytes())); });
  flips(tablet, "/device.key.memory", [&](size_t) { EXPECT_EQ(tablet.device->memory().error().fault, base::Fault::NotFound); });
}

TEST(Damage, OfTheWholeDeviceKeyIsSaid) {
  Tablet tablet;
  { Enrolled enrolled = tablet.enrols(); }
  write(tablet.device_path, base::Bytes(5000, 1));
  EXPECT_EQ(starting(tablet), base::Fault::Corrupt);
  ASSERT_TRUE(os::remove_file(tablet.device_path));
  EXPECT_EQ(starting(tablet), base::Fault::Corrupt);
  EXPECT_TRUE(KeyRing::is_enrolled(tablet.data));
}

TEST(Damage, OfOneBitInTheRecoveryFileIsNoticed) {
  Tablet tablet;
  const crypto::BoxKey hub = crypto::BoxKey::random(tablet.random);
  Enrolment how = tablet.enrolment();
  how.recovery = hub.public_key();
  const Enrolled enrolled = tablet.enrols(how);
  flips(tablet, "/recovery.key", [&](size_t) { EXPECT_EQ(enrolled.ring.recovery_box().error().fault, base::Fault::Corrupt); });
  EXPECT_TRUE(hub.open(*enrolled.ring.recovery_box()));
}

}  // namespace
}  // namespace keys
