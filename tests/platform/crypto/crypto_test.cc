#include "platform/crypto/crypto.h"

#include <gtest/gtest.h>

#include <numeric>

namespace crypto {
namespace {

base::Bytes hex(std::string_view text) {
  base::Bytes out;
  EXPECT_TRUE(base::from_hex(text, out)) << text;
  return out;
}

Key key_counting_from(uint8_t first) {
  std::array<uint8_t, kKeyBytes> bytes;
  std::iota(bytes.begin(), bytes.end(), first);
  return Key(bytes);
}

// Hands out the bytes it was given: for published vectors with a fixed nonce.
class FixedRandom final : public os::Random {
 public:
  explicit FixedRandom(base::Bytes bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<uint8_t> out) override { std::copy_n(bytes_.begin(), out.size(), out.begin()); }

 private:
  base::Bytes bytes_;
};

constexpr std::string_view kSunscreen =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";

TEST(Seal, GivesTheBytesOfThePublishedXChaChaVector) {  // draft-irtf-cfrg-xchacha-03, appendix A.3.1
  base::Bytes nonce(24);
  std::iota(nonce.begin(), nonce.end(), uint8_t{0x40});
  FixedRandom random(nonce);
  const base::Bytes bound = hex("50515253c0c1c2c3c4c5c6c7");
  const base::Bytes sealed = seal(key_counting_from(0x80), base::view(kSunscreen), bound, random);
  EXPECT_EQ(base::to_hex(sealed),
            "404142434445464748494a4b4c4d4e4f5051525354555657"
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4"
            "522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
            "c0875924c1c7987947deafd8780acf49");
}

TEST(Seal, OpensOnlyWithItsOwnKeyAndItsOwnBounds) {
  os::SeededRandom random(1);
  const Key key = Key::random(random);
  const base::Bytes sealed = seal(key, base::view(kSunscreen), base::view("person/7/head"), random);
  EXPECT_EQ(base::text_view(*open(key, sealed, base::view("person/7/head"))), kSunscreen);
  EXPECT_EQ(open(key, sealed, base::view("person/8/head")).error().fault, base::Fault::Denied);
  EXPECT_EQ(open(Key::random(random), sealed, base::view("person/7/head")).error().fault, base::Fault::Denied);
}

TEST(Seal, NoticesEveryFlippedBitAndEveryMissingByte) {
  os::SeededRandom random(2);
  const Key key = Key::random(random);
  const base::Bytes sealed = seal(key, base::view("gate code changed"), {}, random);
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    base::Bytes changed = sealed;
    changed[bit / 8] ^= uint8_t(1 << (bit % 8));
    ASSERT_FALSE(open(key, changed, {})) << "bit " << bit;
  }
  for (size_t size = 0; size < sealed.size(); ++size) ASSERT_FALSE(open(key, base::ByteView(sealed).first(size), {})) << size;
}

TEST(Seal, SealsNothingAndTheSameWordsDifferentlyEachTime) {
  os::SeededRandom random(3);
  const Key key = Key::random(random);
  EXPECT_TRUE(open(key, seal(key, {}, {}, random), {})->empty());
  EXPECT_NE(seal(key, base::view("same"), {}, random), seal(key, base::view("same"), {}, random));
}

TEST(Seal, AppendsAfterWhatIsAlreadyThere) {
  os::SeededRandom random(4);
  const Key key = Key::random(random);
  base::Bytes out = {1, 2, 3};
  seal_onto(out, key, base::view("words"), {}, random);
  ASSERT_EQ(out.size(), 3 + kSealBytes + 5);
  EXPECT_EQ(base::text_view(open_secret(key, base::ByteView(out).subspan(3), {})->bytes()), "words");
  base::Bytes plain = {9, 9};
  EXPECT_FALSE(open_into(plain, key, out, {}));
  EXPECT_TRUE(plain.empty());
}

TEST(Hash, GivesThePublishedBlake2bValues) {
  EXPECT_EQ(base::to_hex(hash(base::view("abc"))), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(base::to_hex(hash(key_counting_from(0), base::view("doorstep"))),
            "77c973aef9bd40505c50fb16670bd5809b1d47e5fa271abae2c8fa3f399f05ad");
}

TEST(Hash, IsTheSameInPartsAsInOnePiece) {
  Hasher parts(key_counting_from(0));
  parts.update(base::view("door"));
  Hasher copied = parts;
  parts.update({});
  parts.update(base::view("step"));
  copied.update(base::view("mat"));
  EXPECT_EQ(parts.finish(), hash(key_counting_from(0), base::view("doorstep")));
  EXPECT_EQ(copied.finish(), hash(key_counting_from(0), base::view("doormat")));
}

TEST(ShortHash, GivesThePublishedSipHashValues) {  // the reference implementation's vectors_sip128
  EXPECT_EQ(base::to_hex(short_hash(key_counting_from(0), {})), "a3817f04ba25a8e66df67214c7550293");
  EXPECT_EQ(base::to_hex(short_hash(key_counting_from(0), base::Bytes{0})), "da87c1d86b99af44347659119b22fc45");
}

TEST(Derive, GivesOneKeyForEachPurpose) {
  const Key key = key_counting_from(0);
  EXPECT_EQ(base::to_hex(derive(key, "store/values").bytes()), "d7287684d8c260af8edf193a897a1385a6770f1d751d16a00d65f3a4a651c525");
  EXPECT_FALSE(equal(derive(key, "store/values").bytes(), derive(key, "store/value").bytes()));
  EXPECT_FALSE(equal(derive(key, "store/values").bytes(), hash(key, base::view("store/values"))));
}

TEST(Combine, NeedsBothKeysInTheirPlacesAndTheLabel) {
  const Key a = key_counting_from(0);
  const Key b = key_counting_from(1);
  const Key both = combine(a, b, "wrap");
  EXPECT_TRUE(equal(both.bytes(), combine(a, b, "wrap").bytes()));
  EXPECT_FALSE(equal(both.bytes(), combine(b, a, "wrap").bytes()));
  EXPECT_FALSE(equal(both.bytes(), combine(a, b, "wra").bytes()));
  EXPECT_FALSE(equal(both.bytes(), combine(a, a, "wrap").bytes()));
}

TEST(Stretch, DependsOnSecretSaltAndCost) {
  const StretchCost cost{1, 8192};
  const base::Bytes key = base::copy(stretch(base::view("4711"), Salt{1}, cost)->bytes());
  EXPECT_TRUE(equal(key, stretch(base::view("4711"), Salt{1}, cost)->bytes()));
  EXPECT_FALSE(equal(key, stretch(base::view("4712"), Salt{1}, cost)->bytes()));
  EXPECT_FALSE(equal(key, stretch(base::view("4711"), Salt{2}, cost)->bytes()));
  EXPECT_FALSE(equal(key, stretch(base::view("4711"), Salt{1}, {2, 8192})->bytes()));
  EXPECT_FALSE(equal(key, stretch(base::view("4711"), Salt{1}, {1, 16384})->bytes()));
}

TEST(Stretch, RefusesACostNoDeviceHas) {
  EXPECT_EQ(stretch(base::view("4711"), Salt{}, {1, 1024}).error().fault, base::Fault::BadInput);
  EXPECT_EQ(stretch(base::view("4711"), Salt{}, {0, 8192}).error().fault, base::Fault::BadInput);
  EXPECT_EQ(stretch(base::view("4711"), Salt{}, {1, 1ull << 60}).error().fault, base::Fault::BadInput);
}

}  // namespace
}  // namespace crypto
