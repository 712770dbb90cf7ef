#include "app/authoring/report.h"

#include <algorithm>
#include <tuple>

namespace authoring {
namespace {
constexpr size_t kQuotedBytesMax = 80;
}

void Report::add_at(Rule rule, forms::json::Place at, std::string_view link_id, std::string problem) {
  if (findings_.size() < kFindingsMax && !left_out_.contains(rule)) findings_.push_back({rule, at, std::string(link_id), std::move(problem)});
}

forms::json::Place Report::place_of(std::string_view link_id) const {
  const auto found = assembled_->find(link_id);
  return found == assembled_->end() ? forms::json::Place{} : found->second;
}

std::vector<Finding> Report::take() {
  std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) { return std::tie(a.at.line, a.at.column) < std::tie(b.at.line, b.at.column); });
  findings_.erase(std::unique(findings_.begin(), findings_.end()), findings_.end());
  return std::move(findings_);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text.substr(0, kQuotedBytesMax)) out += uint8_t(c) < 0x20 ? ' ' : c;
  while (text.size() > kQuotedBytesMax && !out.empty() && (uint8_t(out.back()) & 0xC0) == 0x80) out.pop_back();  // no half letter
  return out + (text.size() > kQuotedBytesMax ? "...\"" : "\"");
}

bool is_type(const forms::Item& item, std::initializer_list<forms::ItemType> types) { return std::find(types.begin(), types.end(), item.type) != types.end(); }

bool has_rule(const forms::Questionnaire& form, const forms::Item& item, std::initializer_list<forms::RuleKind> kinds) {
  for (uint32_t i = item.first_rule; i < item.first_rule + item.rule_count; ++i)
    if (std::find(kinds.begin(), kinds.end(), form.rules().all[i].kind) != kinds.end()) return true;
  return false;
}

bool answers_itself(const forms::Questionnaire& form, const forms::Item& item) {
  return item.calculated || !item.initial.empty() || has_rule(form, item, {forms::RuleKind::Initial}) || !forms::extension_of(*item.node, "sdc-questionnaire-observationLinkPeriod").is_null();
}

}  // namespace authoring
