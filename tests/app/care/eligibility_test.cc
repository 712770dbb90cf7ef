#include "app/care/eligibility.h"

#include <gtest/gtest.h>

using namespace care;

TEST(Eligibility, OfAnAdultNeedsImpairmentTwoOutcomesAndImpact) {
  EXPECT_EQ(adult_eligibility({true, 2, 0, true}), Sum::Met);
  EXPECT_EQ(adult_eligibility({true, 1, 0, true}), Sum::NotMet);
  EXPECT_EQ(adult_eligibility({false, 3, 0, true}), Sum::NotMet);
  EXPECT_EQ(adult_eligibility({true, 2, 0, false}), Sum::NotMet);
}

TEST(Eligibility, StaysOpenWhileAnAnswerThatMattersIsMissing) {
  EXPECT_EQ(adult_eligibility({std::nullopt, 2, 0, true}), Sum::Open);
  EXPECT_EQ(adult_eligibility({true, 1, 9, true}), Sum::Open);
  EXPECT_EQ(adult_eligibility({true, 0, 1, true}), Sum::NotMet);
  EXPECT_EQ(adult_eligibility({true, 10, 0, std::nullopt}), Sum::Open) << "significant impact is never inferred from a count";
  EXPECT_EQ(adult_eligibility({false, 0, 10, std::nullopt}), Sum::NotMet);
}

TEST(Eligibility, OfACarerTakesHealthOrOneOutcome) {
  EXPECT_EQ(carer_eligibility({true, true, 0, 0, true}), Sum::Met);
  EXPECT_EQ(carer_eligibility({true, false, 1, 0, true}), Sum::Met);
  EXPECT_EQ(carer_eligibility({true, false, 0, 0, true}), Sum::NotMet);
  EXPECT_EQ(carer_eligibility({false, true, 3, 0, true}), Sum::NotMet);
  EXPECT_EQ(carer_eligibility({true, std::nullopt, 0, 0, true}), Sum::Open);
  EXPECT_EQ(carer_eligibility({true, true, 1, 0, false}), Sum::NotMet);
}

TEST(Eligibility, CountsTakingLongerForAnAdultOnly) {
  const Ability slow{false, false, false, true};
  EXPECT_TRUE(is_unable(slow, false));
  EXPECT_FALSE(is_unable(slow, true));
  EXPECT_TRUE(is_unable({true, false, false, false}, true));
  EXPECT_FALSE(is_unable({}, false));
}

TEST(Capacity, NeedsANamedDecisionAndACausalLink) {
  CapacityTest test{true, true, true, true, true, std::nullopt, std::nullopt};
  EXPECT_EQ(capacity_result(test), CapacityResult::HasCapacity);
  test.retains = false;
  EXPECT_EQ(capacity_result(test), CapacityResult::Open);
  test.impairment = true;
  test.because_of_it = true;
  EXPECT_EQ(capacity_result(test), CapacityResult::LacksCapacity) << "unable in any one is unable";
  test.because_of_it = false;
  EXPECT_EQ(capacity_result(test), CapacityResult::HasCapacity) << "an inability for another reason is not incapacity";
  test.decision_named = false;
  EXPECT_EQ(capacity_result(test), CapacityResult::NoDecisionNamed);
}

TEST(Safeguarding, IsADutyOnlyWhenAllThreeAreMet) {
  EXPECT_EQ(safeguarding_duty({true, true, true}), Sum::Met);
  EXPECT_EQ(safeguarding_duty({true, true, false}), Sum::NotMet);
  EXPECT_EQ(safeguarding_duty({true, std::nullopt, true}), Sum::Open);
}
