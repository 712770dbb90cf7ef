#include "app/care/quality.h"

#include <gtest/gtest.h>

#include "app/care/time_limits.h"
#include "tests/app/care/people.h"

using namespace care;

namespace {
Person a_sound_person() {
  Person person;
  person.given = "Margaret";
  person.family = "Whitlock";
  person.born = {1942, 2, 3};
  person.nhs_number = "9990413215";
  person.postcode = "JX1 4AB";
  person.support_reason = "PS-PC";
  person.ethnicity = "WBRI";
  return person;
}

std::vector<Rule> rules(const Person& person) {
  std::vector<Rule> found;
  for (const Finding& finding : check_person(person, kToday)) found.push_back(finding.rule);
  return found;
}
using Rules = std::vector<Rule>;
}  // namespace

TEST(Quality, FindsNothingInASoundRecord) { EXPECT_TRUE(check_person(a_sound_person(), kToday).empty()); }

TEST(Quality, PutsEachFindingBesideItsField) {
  Person person = a_sound_person();
  person.nhs_number = "9990413216";
  ASSERT_EQ(check_person(person, kToday).size(), 1u);
  EXPECT_EQ(check_person(person, kToday)[0], (Finding{Rule::NhsNumberWrong, Weight::Error, "head/nhs-number"}));
  EXPECT_STREQ(code_of(Rule::NhsNumberWrong), "DQ-01");
  EXPECT_STREQ(code_of(Rule::VisitNotSigned), "DQ-34");
  person.nhs_number.clear();
  EXPECT_EQ(rules(person), Rules{Rule::NhsNumberMissing});
}

TEST(Quality, DoubtsBirthsAndDeathsOutOfOrder) {
  Person person = a_sound_person();
  person.born = {2027, 1, 1};
  EXPECT_EQ(rules(person), Rules{Rule::BornOutOfRange});
  person.born = {1905, 1, 1};
  EXPECT_EQ(rules(person), Rules{Rule::BornOutOfRange});
  person.born = {1911, 11, 22};
  EXPECT_EQ(rules(person), Rules{}) << "115 today is allowed";
  person = a_sound_person();
  person.died = {1941, 1, 1};
  EXPECT_EQ(rules(person), Rules{Rule::DiedBeforeBorn});
  person.died = {2026, 12, 1};
  EXPECT_EQ(rules(person), Rules{Rule::DiedInFuture});
}

TEST(Quality, AsksForReviewsOfTheLivingOnly) {
  Person person = a_sound_person();
  person.review_due = {2026, 11, 21};
  EXPECT_EQ(rules(person), Rules{Rule::ReviewOverdue});
  person.died = {2026, 11, 1};
  EXPECT_EQ(rules(person), Rules{});
  person.died = {};
  person.review_due = kToday;
  EXPECT_EQ(rules(person), Rules{}) << "due today is not late yet";
}

TEST(Quality, CountsFiveWorkingDaysForAnUnsignedVisit) {
  const BankHolidays none;
  Visit visit;
  visit.state = VisitState::Finished;
  visit.checked_out = instant_of({{2026, 11, 13}, 720});  // a Friday
  EXPECT_FALSE(is_visit_unsigned(visit, false, {2026, 11, 20}, none));
  EXPECT_TRUE(is_visit_unsigned(visit, false, {2026, 11, 23}, none));
  EXPECT_FALSE(is_visit_unsigned(visit, true, {2026, 11, 23}, none));
}
