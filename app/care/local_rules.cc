#include "app/care/local_rules.h"

#include <charconv>

#include "platform/base/csv.h"

namespace care {

base::Result<LocalRules> LocalRules::parse(std::string_view text) {
  TRY(const base::Csv csv, base::Csv::parse(text));
  LocalRules out;
  for (size_t row = 0; row < csv.row_count(); ++row) {
    Rule rule{std::string(csv.at(row, "name")), std::string(csv.at(row, "value")), {}};
    if (rule.name.empty() || !parse_iso(csv.at(row, "starts"), rule.starts)) return base::fail(base::Fault::BadInput, "local rule row " + std::to_string(row + 1));
    out.rules_.push_back(std::move(rule));
  }
  return out;
}

std::string_view LocalRules::text(std::string_view name, const Date& on) const {
  const Rule* found = nullptr;
  for (const Rule& rule : rules_)
    if (rule.name == name && rule.starts <= on && (!found || found->starts <= rule.starts)) found = &rule;
  return found ? std::string_view(found->value) : std::string_view();
}

int64_t LocalRules::number(std::string_view name, const Date& on, int64_t otherwise) const {
  const std::string_view value = text(name, on);
  int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() && end == value.data() + value.size() ? number : otherwise;
}

Limits limits_on(const LocalRules& rules, const Date& day) {
  Limits limits;
  limits.lead_pence_per_week = rules.number("lead-limit-pence", day, limits.lead_pence_per_week);
  limits.assess_days = int(rules.number("urgent-assessment-days", day, limits.assess_days));
  return limits;
}

}  // namespace care
