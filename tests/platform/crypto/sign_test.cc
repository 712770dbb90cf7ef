#include "platform/crypto/sign.h"

#include <gtest/gtest.h>

#include "platform/crypto/crypto.h"

namespace crypto {
namespace {

template <size_t N>
std::array<uint8_t, N> hex(std::string_view text) {
  base::Bytes bytes;
  EXPECT_TRUE(base::from_hex(text, bytes));
  std::array<uint8_t, N> out{};
  EXPECT_EQ(bytes.size(), N);
  std::copy_n(bytes.begin(), N, out.begin());
  return out;
}

struct Vector {
  const char *seed, *public_key, *message, *signature;
};
// RFC 8032, section 7.1, tests 1 to 3.
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(Sign, GivesThePublishedEd25519Signatures) {
  for (const Vector& vector : kVectors) {
    const SigningKey key = SigningKey::from_seed(Key(hex<32>(vector.seed)));
    base::Bytes message;
    ASSERT_TRUE(base::from_hex(vector.message, message));
    EXPECT_EQ(base::to_hex(key.verify_key()), vector.public_key);
    EXPECT_EQ(base::to_hex(key.sign(message)), vector.signature);
    EXPECT_TRUE(verify(hex<32>(vector.public_key), message, hex<64>(vector.signature)));
    EXPECT_EQ(base::to_hex(key.seed().bytes()), vector.seed);
  }
}

TEST(Sign, RefusesAnotherMessageAnotherKeyAndEveryFlippedBit) {
  os::SeededRandom random(1);
  const SigningKey key = SigningKey::random(random);
  const Signature signature = key.sign(base::view("visit done"));
  EXPECT_FALSE(verify(key.verify_key(), base::view("visit missed"), signature));
  EXPECT_FALSE(verify(SigningKey::random(random).verify_key(), base::view("visit done"), signature));
  for (size_t bit = 0; bit < signature.size() * 8; ++bit) {
    Signature changed = signature;
    changed[bit / 8] ^= uint8_t(1 << (bit % 8));
    ASSERT_FALSE(verify(key.verify_key(), base::view("visit done"), changed)) << "bit " << bit;
  }
}

TEST(Box, OpensForItsReaderAlone) {
  os::SeededRandom random(2);
  const BoxKey hub = BoxKey::random(random);
  const base::Bytes sealed = *seal_to(hub.public_key(), base::view("unsent work"));
  EXPECT_EQ(base::text_view(hub.open(sealed)->bytes()), "unsent work");
  EXPECT_EQ(BoxKey::random(random).open(sealed).error().fault, base::Fault::Denied);
  for (size_t i = 0; i < sealed.size(); ++i) {
    base::Bytes changed = sealed;
    changed[i] ^= 0x40;
    ASSERT_FALSE(hub.open(changed)) << "byte " << i;
    ASSERT_FALSE(hub.open(base::ByteView(sealed).first(i))) << "bytes " << i;
  }
}

TEST(Box, SealsNothingAndIsTheSamePairFromTheSameSeed) {
  os::SeededRandom random(3);
  const Key seed = Key::random(random);
  const BoxKey pair = BoxKey::from_seed(seed);
  EXPECT_EQ(pair.public_key(), BoxKey::from_seed(seed).public_key());
  EXPECT_TRUE(pair.open(*seal_to(pair.public_key(), {}))->empty());
  EXPECT_EQ(seal_to(BoxPublicKey{}, base::view("x")).error().fault, base::Fault::BadInput);
}

}  // namespace
}  // namespace crypto
