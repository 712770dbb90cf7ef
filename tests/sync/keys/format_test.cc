// What FORMAT.md says of the files of this module is what stands in them.
#include "tests/support/hex_examples.h"
#include "tests/sync/keys/tablet.h"

namespace keys {
namespace {

class KeysFormat : public testing::Test {
 protected:
  base::Bytes example(const std::string& name) { return testing_support::hex_examples(DOORSTEP_SOURCE_DIR "/sync/keys/FORMAT.md")[name]; }
  base::Bytes file(const std::string& name) { return os::read_file(tablet.data + "/" + name, 1 << 20).value(); }
  static std::string hex(base::ByteView bytes) { return base::to_hex(bytes); }
  Tablet tablet;
  Enrolled enrolled{tablet.joins()};
};

TEST_F(KeysFormat, TheDeviceKeyStandsTwice) {
  const base::Bytes bytes = file("device.key");
  ASSERT_EQ(bytes.size(), 4096u + 72);
  EXPECT_EQ(hex(base::ByteView(bytes).first(72)), hex(example("device_key")));
  EXPECT_EQ(hex(base::ByteView(bytes).last(72)), hex(example("device_key")));
}

TEST_F(KeysFormat, TheDeviceRemembersTheTimeAndTheTries) {
  KeyRing ring = tablet.starts();
  guesses(tablet, ring, 2);
  EXPECT_EQ(hex(file("device.key.memory")), hex(example("device_memory")));
}

TEST_F(KeysFormat, TheKeyFileIsAHeadInClearAndASealedBody) {
  const base::Bytes head = example("key_file_head"), body = example("key_file_body");
  const crypto::Key secret = tablet.device->secret().value();
  const base::Bytes bytes = file("keys.a");
  ASSERT_EQ(bytes.size(), kKeyFileBytes);
  EXPECT_EQ(hex(base::ByteView(bytes).first(36)), hex(head));
  const base::Bytes plain = crypto::open(crypto::derive(secret, "keys/body"), base::ByteView(bytes).subspan(36), base::ByteView(bytes).first(36)).value();
  base::Bytes filled = body;
  filled.resize(4020);
  EXPECT_EQ(hex(plain), hex(filled)) << "the example, then zeros";
  const KeyFile read = decode_key_file(bytes, crypto::derive(secret, "keys/body")).value();
  EXPECT_EQ(read.profile.team, "North locality team");
  EXPECT_EQ(read.wraps.size(), 1u);
}

TEST_F(KeysFormat, TheRecoveryFileIsABoxForTheHubOfTheDataKeyAndTheDevice) {
  std::array<uint8_t, 32> seed;
  seed.fill(3);
  const crypto::BoxKey hub = crypto::BoxKey::from_seed(crypto::Key(std::span<const uint8_t, 32>(seed)));
  ASSERT_TRUE(enrolled.ring.set_recovery(enrolled.data_key, hub.public_key()));
  const base::Bytes bytes = file("recovery.key"), head = example("recovery_head");
  ASSERT_EQ(bytes.size(), 8u + 16 + 96 + 32);
  EXPECT_EQ(hex(base::ByteView(bytes).first(24)), hex(head));
  EXPECT_EQ(hex(crypto::hash(base::ByteView(bytes).first(120))), hex(base::ByteView(bytes).last(32)));
  const auto box = hub.open(base::ByteView(bytes).subspan(24, 96));
  ASSERT_TRUE(box);
  const base::ByteView plain = std::as_const(*box).bytes();
  EXPECT_EQ(hex(plain.first(32)), hex(enrolled.data_key.bytes()));
  EXPECT_EQ(hex(plain.last(16)), hex(base::ByteView(head).last(16)));
}

}  // namespace
}  // namespace keys
