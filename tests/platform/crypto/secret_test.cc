#include "platform/crypto/secret.h"

#include <gtest/gtest.h>

namespace crypto {
namespace {

TEST(Secret, MovesWithoutACopyAndClearsAtOnce) {
  Secret a(std::string_view("correct horse"));
  const uint8_t* place = a.bytes().data();
  Secret b = std::move(a);
  EXPECT_TRUE(a.empty());  // NOLINT: what moving leaves behind is what is asked
  EXPECT_EQ(b.bytes().data(), place);
  Secret c = b.clone();
  EXPECT_NE(c.bytes().data(), place);
  b.clear();
  EXPECT_TRUE(b.empty());
  EXPECT_EQ(base::text_view(c.bytes()), "correct horse");
  c = std::move(b);
  EXPECT_TRUE(c.empty());
}

TEST(Secret, StartsAsZeros) {
  const Secret zeros(100);
  for (const uint8_t byte : zeros.bytes()) EXPECT_EQ(byte, 0);
  EXPECT_TRUE(Secret(std::string_view()).empty());
}

TEST(Secret, CannotBeReadOnceItHasGone) {
  const uint8_t* place = nullptr;
  {
    const Secret secret(std::string_view("correct horse"));
    place = secret.bytes().data();
  }
  EXPECT_DEATH({ [[maybe_unused]] volatile uint8_t read = *place; }, "");
}

TEST(Key, IsRandomAndIsTheSameWhenCloned) {
  os::SeededRandom random(7);
  const Key a = Key::random(random);
  const Key b = Key::random(random);
  EXPECT_FALSE(equal(a.bytes(), b.bytes()));
  EXPECT_TRUE(equal(a.bytes(), a.clone().bytes()));
}

TEST(Equal, ComparesEveryByteAndTheLength) {
  const base::Bytes a = {1, 2, 3};
  EXPECT_TRUE(equal(a, base::Bytes{1, 2, 3}));
  EXPECT_FALSE(equal(a, base::Bytes{1, 2, 4}));
  EXPECT_FALSE(equal(a, base::Bytes{1, 2}));
  EXPECT_TRUE(equal({}, {}));
}

TEST(Wipe, LeavesZeros) {
  base::Bytes bytes = {1, 2, 3};
  wipe(bytes);
  EXPECT_EQ(bytes, (base::Bytes{0, 0, 0}));
  wipe({});
}

}  // namespace
}  // namespace crypto
