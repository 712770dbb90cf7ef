#include "platform/base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace base {

TEST(Bytes, AnyNumberReadsBackAsItWasWritten) {
  EXPECT_TRUE(rc::check("varint and svarint", [](uint64_t number, int64_t signed_number) {
    Writer out;
    out.varint(number);
    out.svarint(signed_number);
    Reader in(out.out());
    RC_ASSERT(in.varint() == number);
    RC_ASSERT(in.svarint() == signed_number);
    RC_ASSERT(in.done());
  }));
}

TEST(Bytes, AShortReadGivesZerosAndIsNotDone) {
  const Bytes bytes{1, 2, 3};
  Reader in(bytes);
  EXPECT_EQ(in.u32(), 0u);
  EXPECT_EQ(in.u8(), 0u);
  EXPECT_FALSE(in.done());
}

TEST(Bytes, ANumberSpelledLongerThanItNeedsIsRefused) {
  const Bytes bytes{0x81, 0x00};
  Reader in(bytes);
  EXPECT_EQ(in.varint(), 0u);
  EXPECT_FALSE(in.ok());
}

TEST(Bytes, ALengthAboveTheBoundIsRefusedBeforeAnythingIsRead) {
  Writer out;
  out.varint(1u << 30);
  Reader in(out.out());
  EXPECT_TRUE(in.sized(1024).empty());
  EXPECT_FALSE(in.ok());
}

TEST(Bytes, HexReadsBackAsItWasWritten) {
  Bytes back;
  ASSERT_TRUE(from_hex(to_hex(Bytes{0, 0xAB, 0xFF}), back));
  EXPECT_EQ(back, (Bytes{0, 0xAB, 0xFF}));
  EXPECT_FALSE(from_hex("abc", back));
  EXPECT_FALSE(from_hex("zz", back));
}

}  // namespace base
