#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/sync/record/texts.h"

namespace record {

RC_GTEST_PROP(Splices, LeadFromTheOldTextToTheNewOne, ()) {
  const std::string before = any_text(), after = any_text();
  const Splices splices = diff(before, after);
  RC_ASSERT(fits(splices, before));
  RC_ASSERT(applied(before, splices) == after);
}

RC_GTEST_PROP(Splices, FoundAgainAfterAnEditAreNoLongerThanTheEdit, ()) {
  const std::string before = any_text(30);
  const std::string after = applied(before, any_splices(before));
  size_t inserted = 0;
  for (const Splice& splice : diff(before, after)) inserted += splice.insert.size();
  RC_ASSERT(applied(before, diff(before, after)) == after);
  RC_ASSERT(inserted <= after.size());
}

RC_GTEST_PROP(Splices, TwoListsComposedDoWhatBothDo, ()) {
  const std::string text = any_text();
  const Splices first = any_splices(text);
  const std::string middle = applied(text, first);
  const Splices second = any_splices(middle);
  RC_ASSERT(applied(text, compose(first, second)) == applied(middle, second));
}

RC_GTEST_PROP(Splices, MeetInOneTextWhicheverIsAppliedFirst, ()) {
  const std::string text = any_text();
  const Splices a = any_splices(text), b = any_splices(text);
  const std::string ab = applied(applied(text, a), transform(b, a, Tie::TheirsFirst));
  const std::string ba = applied(applied(text, b), transform(a, b, Tie::MineFirst));
  RC_ASSERT(ab == ba);
}

RC_GTEST_PROP(Splices, NeverLoseAWordPutInByEither, ()) {
  const std::string text = "one two three four five six seven eight";
  Splices a = any_splices(text), b = any_splices(text);
  for (Splice& splice : a) splice.insert = "<mine" + std::to_string(splice.at) + ">";
  for (Splice& splice : b) splice.insert = "<theirs" + std::to_string(splice.at) + ">";
  const std::string both = applied(applied(text, a), transform(b, a, Tie::TheirsFirst));
  for (const Splice& splice : a) RC_ASSERT(both.find(splice.insert) != std::string::npos);
  for (const Splice& splice : b) RC_ASSERT(both.find(splice.insert) != std::string::npos);
}

TEST(Splices, SayOneWordsCorrectionInOneShortSplice) {
  EXPECT_EQ(diff("She sleeps bad most nights.", "She sleeps badly most nights."), (Splices{{14, 0, "ly"}}));
  EXPECT_EQ(diff("He walks to the shop alone every day.", "He walks to the corner shop with her every day."),
            (Splices{{16, 0, "corner "}, {21, 5, "with her"}}));
}

TEST(Splices, SayAnAppendedSentenceAsOneInsertion) {
  EXPECT_EQ(diff("Seen at home.", "Seen at home. Gate code changed."), (Splices{{13, 0, " Gate code changed."}}));
}

TEST(Splices, KeepToCodePointBoundaries) {
  // U+0175 and U+0177 share their first byte.
  EXPECT_EQ(diff("c\xC5\xB5n", "c\xC5\xB7n"), (Splices{{1, 2, "\xC5\xB7"}}));
  EXPECT_FALSE(fits({{2, 0, "x"}}, "c\xC5\xB5n"));
  EXPECT_FALSE(fits({{1, 1, "x"}}, "c\xC5\xB5n"));
}

TEST(Splices, AreRefusedWhenTheyDoNotFit) {
  EXPECT_FALSE(apply_splices("abc", {{4, 0, "x"}}));
  EXPECT_FALSE(apply_splices("abc", {{1, 3, ""}}));
  EXPECT_FALSE(apply_splices("abc", {{1, 0, ""}}));
  EXPECT_FALSE(apply_splices("abc", {{0, 2, "x"}, {1, 1, "y"}}));
  EXPECT_FALSE(apply_splices("abc", {{1, size_t(-1), ""}}));
}

TEST(Splices, OfTwoLongRewritesAreFoundWithoutMuchWork) {
  std::string before, after;
  for (int i = 0; i < 20000; ++i) before += "a" + std::to_string(i) + " ", after += "b" + std::to_string(i) + " ";
  EXPECT_EQ(apply_splices(before, diff(before, after)), after);
}

TEST(Splices, DoOnceWhatBothDidAlike) {
  const std::string text = "Stairs: one person to help.";
  const Splices both = diff(text, "Stairs: rail fitted, one person to help.");
  EXPECT_TRUE(transform(both, both, Tie::MineFirst).empty());
  EXPECT_FALSE(overlap(both, both));
  const Splices more = diff(text, "Stairs: rail fitted, one person to help. Dog.");
  EXPECT_EQ(*apply_splices(*apply_splices(text, both), transform(more, both, Tie::TheirsFirst)), "Stairs: rail fitted, one person to help. Dog.");
}

TEST(Splices, OverlapWhenBothWorkedOnTheSameWordsOnly) {
  const Splices append = {{10, 0, "x"}};
  EXPECT_FALSE(overlap(append, {{10, 0, "y"}}));
  EXPECT_FALSE(overlap({{0, 3, ""}}, {{3, 4, "y"}}));
  EXPECT_TRUE(overlap({{0, 4, ""}}, {{3, 4, "y"}}));
  EXPECT_TRUE(overlap({{2, 6, ""}}, {{5, 0, "y"}}));
  EXPECT_TRUE(overlap({{5, 0, "y"}}, {{2, 6, ""}}));
}

}  // namespace record
