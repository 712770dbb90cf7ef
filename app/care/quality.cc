#include "app/care/quality.h"

#include <string_view>

#include "app/care/identifiers.h"
#include "app/care/time_limits.h"

namespace care {

namespace {

constexpr int kOldestAge = 115;
constexpr int kUnsignedWorkingDays = 5;

struct Row {
  Rule rule;
  Weight weight;
  const char* code;
};
constexpr Row kRows[] = {
    {Rule::NhsNumberWrong, Weight::Error, "DQ-01"},       {Rule::NhsNumberMissing, Weight::Warning, "DQ-02"},
    {Rule::BornOutOfRange, Weight::Error, "DQ-04"},       {Rule::DiedBeforeBorn, Weight::Error, "DQ-05"},
    {Rule::SupportReasonMissing, Weight::Warning, "DQ-10"}, {Rule::EthnicityMissing, Weight::Warning, "DQ-21"},
    {Rule::ReviewOverdue, Weight::Warning, "DQ-22"},      {Rule::PostcodePattern, Weight::Warning, "DQ-27"},
    {Rule::VisitNotSigned, Weight::Warning, "DQ-34"},     {Rule::NameMissing, Weight::Error, ""},
    {Rule::BornMissing, Weight::Warning, ""},             {Rule::UprnPattern, Weight::Warning, ""},
    {Rule::PhonePattern, Weight::Warning, ""},            {Rule::DiedInFuture, Weight::Error, ""},
};

void check_names_and_dates(const Person& person, const Date& today, std::vector<Finding>& out) {
  const auto add = [&](Rule rule, std::string_view path) { out.push_back({rule, weight_of(rule), std::string(path)}); };
  if (person.given.empty() && person.family.empty() && person.preferred.empty()) add(Rule::NameMissing, "head/family");
  if (person.born.is_empty()) {
    add(Rule::BornMissing, "head/born");
  } else {
    const Age age = age_on(person.born, today);
    if (!age.is_known() || age.least > kOldestAge) add(Rule::BornOutOfRange, "head/born");
  }
  if (person.died.is_empty()) return;
  if (!person.born.is_empty() && !age_on(person.born, person.died).is_known()) add(Rule::DiedBeforeBorn, "head/died");
  if (person.died > today) add(Rule::DiedInFuture, "head/died");
}

}  // namespace

Weight weight_of(Rule rule) { return kRows[size_t(rule)].weight; }
const char* code_of(Rule rule) { return kRows[size_t(rule)].code; }

std::vector<Finding> check_person(const Person& person, const Date& today) {
  std::vector<Finding> found;
  const auto add = [&](Rule rule, std::string_view path) { found.push_back({rule, weight_of(rule), std::string(path)}); };
  check_names_and_dates(person, today, found);
  switch (check_nhs_number(person.nhs_number)) {
    case NhsCheck::Valid: break;
    case NhsCheck::Empty: add(Rule::NhsNumberMissing, "head/nhs-number"); break;
    default: add(Rule::NhsNumberWrong, "head/nhs-number"); break;
  }
  if (!person.postcode.empty() && !is_postcode(person.postcode)) add(Rule::PostcodePattern, "head/postcode");
  if (!person.uprn.empty() && !is_uprn(person.uprn)) add(Rule::UprnPattern, "head/uprn");
  if (!person.phone.empty() && !is_phone(person.phone)) add(Rule::PhonePattern, "head/phone");
  if (person.support_reason.empty() || person.support_reason == "UNK") add(Rule::SupportReasonMissing, "head/support-reason");
  if (person.ethnicity.empty()) add(Rule::EthnicityMissing, "about/ethnicity");
  if (is_review_overdue(person, today)) add(Rule::ReviewOverdue, "head/review-due");
  return found;
}

bool is_review_overdue(const Person& person, const Date& today) {
  return !person.review_due.is_empty() && person.died.is_empty() && person.review_due < today;
}

bool is_visit_unsigned(const Visit& visit, bool has_submitted_record, const Date& today, const BankHolidays& holidays) {
  if (visit.state != VisitState::Finished || has_submitted_record) return false;
  return working_days_between(wall_time(visit.checked_out).date, today, holidays) > kUnsignedWorkingDays;
}

}  // namespace care
