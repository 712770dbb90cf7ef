// app/care/quality.h: the data-quality rules that concern what is typed on the tablet (domain section 19). They mark a field with a dot while typing
// and never block a visit; at submit an error needs a reason. The hub runs all of them again, over everything.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "app/care/person.h"
#include "app/care/visit.h"

namespace care {

enum class Rule {
  NhsNumberWrong,          // DQ-01 error
  NhsNumberMissing,        // DQ-02 warning
  BornOutOfRange,          // DQ-04 error: in the future, or more than 115 years ago
  DiedBeforeBorn,          // DQ-05 error
  SupportReasonMissing,    // DQ-10 warning
  EthnicityMissing,        // DQ-21 warning
  ReviewOverdue,           // DQ-22 warning
  PostcodePattern,         // DQ-27 warning
  VisitNotSigned,          // DQ-34 warning: recorded but not signed or submitted after 5 working days
  NameMissing,             // ours, error: nothing to find the person by
  BornMissing,             // ours, warning: ages, duplicates and eligibility for a return need it
  UprnPattern,             // ours, warning
  PhonePattern,            // ours, warning
  DiedInFuture,            // ours, error
};

enum class Weight { Warning, Error };

struct Finding {
  Rule rule;
  Weight weight;
  std::string path;  // the field it stands beside
  bool operator==(const Finding&) const = default;
};

Weight weight_of(Rule rule);
// "DQ-01", or "" for our own.
const char* code_of(Rule rule);

// Whole-person rules; in the order of the fields.
std::vector<Finding> check_person(const Person& person, const Date& today);
// Review overdue is asked only for people with long-term support.
bool is_review_overdue(const Person& person, const Date& today);
class BankHolidays;
// A finished visit without a submitted record after five working days.
bool is_visit_unsigned(const Visit& visit, bool has_submitted_record, const Date& today, const BankHolidays& holidays);

}  // namespace care
