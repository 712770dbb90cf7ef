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

TEST(RecordId, IsReadInEitherCaseAndFromNothingElse) {
  constexpr std::string_view kText = "0190a3c4-7b7a-7cc3-8a46-5d6e7f8091a2";
  RecordId id, upper;
  ASSERT_TRUE(parse_record_id(kText, id));
  ASSERT_TRUE(parse_record_id("0190A3C4-7B7A-7CC3-8A46-5D6E7F8091A2", upper));
  EXPECT_EQ(id, upper);
  EXPECT_EQ(to_string(id), kText);
  for (size_t at = 0; at < kText.size(); ++at)
    for (const char wrong : {'g', '/', ':', '@', '`', ' ', '\x80', kText[at] == '-' ? '0' : '-'}) {
      std::string text(kText);
      text[at] = wrong;
      EXPECT_FALSE(parse_record_id(text, id)) << text;
    }
  EXPECT_FALSE(parse_record_id(std::string(kText) + "0", id));
  EXPECT_FALSE(parse_record_id(kText.substr(1), id));
  EXPECT_EQ(id, upper);
}

}  // namespace record
