#include "sync/record/record_id.h"

#include <gtest/gtest.h>

namespace record {

TEST(RecordId, IsAVersion7UuidThatSortsByTime) {
  os::SeededRandom random(7);
  const RecordId earlier = make_record_id(1'795'000'000'000, random), later = make_record_id(1'795'000'000'001, random);
  EXPECT_LT(earlier, later);
  EXPECT_EQ(to_string(earlier)[14], '7');
  EXPECT_NE(std::string("89ab").find(to_string(earlier)[19]), std::string::npos);
}

TEST(RecordId, ReadsBackFromItsText) {
  os::SeededRandom random(8);
  const RecordId id = make_record_id(1, random);
  RecordId back;
  ASSERT_TRUE(parse_record_id(to_string(id), back));
  EXPECT_EQ(back, id);
  EXPECT_FALSE(parse_record_id("not-an-id", back));
  EXPECT_EQ(back, id);
}

}  // namespace record
