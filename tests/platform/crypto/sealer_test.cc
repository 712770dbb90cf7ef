#include "platform/crypto/sealer.h"

#include <gtest/gtest.h>

#include <set>

namespace crypto {
namespace {

base::Bytes some(os::Random& random, size_t bytes) {
  base::Bytes out(bytes);
  random.fill(out);
  return out;
}

// libsodium's own one call is the judge of ours: it knows nothing of runs and batches.
TEST(Sealer, SealsWhatLibsodiumOpensAndOpensWhatItSealsAtEverySize) {
  os::SeededRandom random(21);
  const Key key = Key::random(random);
  Sealer sealer(key.clone());
  sealer.begin_run(random);
  base::Bytes opened;
  for (size_t bytes = 0; bytes < 1700; ++bytes) {
    const base::Bytes plain = some(random, bytes), bound = some(random, bytes % 67);
    base::Bytes sealed;
    sealer.seal_onto(sealed, plain, bound);
    const auto judged = open(key, sealed, bound);
    ASSERT_TRUE(judged) << bytes;
    ASSERT_EQ(*judged, plain) << bytes;
    ASSERT_TRUE(sealer.open_into(opened, seal(key, plain, bound, random), bound)) << bytes;
    ASSERT_EQ(opened, plain) << bytes;
  }
}

TEST(Sealer, NoticesEveryFlippedBitOtherBoundsAndEveryMissingByte) {
  os::SeededRandom random(22);
  Sealer sealer(Key::random(random));
  sealer.begin_run(random);
  base::Bytes sealed, out;
  sealer.seal_onto(sealed, base::view("gate code changed"), base::view("visit/7"));
  ASSERT_TRUE(sealer.open_into(out, sealed, base::view("visit/7")));
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    base::Bytes changed = sealed;
    changed[bit / 8] ^= uint8_t(1 << (bit % 8));
    ASSERT_EQ(sealer.open_into(out, changed, base::view("visit/7")).error().fault, base::Fault::Denied) << "bit " << bit;
    ASSERT_TRUE(out.empty());
  }
  for (size_t size = 0; size < sealed.size(); ++size) ASSERT_FALSE(sealer.open_into(out, base::ByteView(sealed).first(size), base::view("visit/7")));
  EXPECT_FALSE(sealer.open_into(out, sealed, base::view("visit/8")));
  EXPECT_TRUE(sealer.open_into(out, sealed, base::view("visit/7"))) << "what failed before leaves nothing behind";
}

TEST(Sealer, NeverUsesANonceTwiceInARunOrInTwo) {
  os::SeededRandom random(23);
  Sealer sealer(Key::random(random));
  std::set<base::Bytes> nonces;
  for (int run = 0; run < 50; ++run) {
    sealer.begin_run(random);
    for (int i = 0; i < 300; ++i) {
      base::Bytes sealed;
      sealer.seal_onto(sealed, base::view("x"), {});
      ASSERT_TRUE(nonces.insert(base::copy(base::ByteView(sealed).first(kNonceBytes))).second);
    }
  }
}

// The counted half runs over into itself, never into the half a subkey is made of.
TEST(Sealer, CountsOnPastTheEndOfItsHalfOfTheNonce) {
  class AllOnes final : public os::Random {
   public:
    void fill(std::span<uint8_t> out) override { std::ranges::fill(out, uint8_t{0xFF}); }
  } ones;
  os::SeededRandom random(24);
  const Key key = Key::random(random);
  Sealer sealer(key.clone());
  sealer.begin_run(ones);
  base::Bytes last, first;
  sealer.seal_onto(last, base::view("last"), {});
  sealer.seal_onto(first, base::view("first again"), {});
  EXPECT_EQ(base::to_hex(base::ByteView(first).first(kNonceBytes)), "ffffffffffffffffffffffffffffffff0000000000000000");
  EXPECT_EQ(base::text_view(*open(key, last, {})), "last");
  EXPECT_EQ(base::text_view(*open(key, first, {})), "first again");
}

}  // namespace
}  // namespace crypto
