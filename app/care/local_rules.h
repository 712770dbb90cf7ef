// app/care/local_rules.h: what a council sets for itself: limits, numbers to phone. Rows of assets/codes/local-rules.csv, each from its day on.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/care/approval.h"
#include "app/care/date.h"
#include "platform/base/result.h"

namespace care {

class LocalRules {
 public:
  // Columns: name,value,starts. Errors: BadInput (a date that is none).
  static base::Result<LocalRules> parse(std::string_view csv);
  // In force on that day; empty when there is none.
  std::string_view text(std::string_view name, const Date& on) const;
  // `otherwise` when there is none, or it is no number.
  int64_t number(std::string_view name, const Date& on, int64_t otherwise) const;

 private:
  struct Rule {
    std::string name, value;
    Date starts;
  };
  std::vector<Rule> rules_;
};

Limits limits_on(const LocalRules& rules, const Date& day);

}  // namespace care
