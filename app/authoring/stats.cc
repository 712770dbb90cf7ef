#include "app/authoring/stats.h"

#include <algorithm>

#include "app/forms/pages.h"
#include "app/forms/rules.h"

namespace authoring {
namespace {

constexpr size_t kLongestShown = 5;

const char* kind_name(forms::RuleKind kind) {
  using forms::RuleKind;
  switch (kind) {
    case RuleKind::Variable: return "variable";
    case RuleKind::Population: return "population";
    case RuleKind::Initial: return "initial";
    case RuleKind::Calculated: return "calculated";
    case RuleKind::Enable: return "enabling";
    case RuleKind::Options: case RuleKind::Toggle: return "options";
    case RuleKind::Constraint: return "constraint";
    default: return "properties";
  }
}

size_t letters_in(std::string_view text) {
  return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (uint8_t(c) & 0xC0) != 0x80; }));
}

void count_item(const forms::Item& item, Stats& out) {
  ++out.items;
  ++out.by_type[std::string(item.type_name)];
  out.questions += item.is_question();
  out.required += item.required;
  out.hidden += item.hidden;
  out.repeating += item.repeats;
  out.conditional += !item.conditions.empty();
  out.depth = std::max(out.depth, size_t(item.depth) + 1);
  out.options += item.options.size();
  out.longest_list = std::max(out.longest_list, item.options.size());
  if (!item.text.empty()) out.longest.push_back({std::string(item.link_id), std::string(item.text), letters_in(item.text)});
}

}  // namespace

Stats stats_of(const forms::Questionnaire& form, size_t file_bytes) {
  Stats out;
  out.title = form.title();
  out.url = form.url();
  out.version = form.version();
  for (const forms::Item& item : form.items()) count_item(item, out);
  std::stable_sort(out.longest.begin(), out.longest.end(), [](const LongestText& a, const LongestText& b) { return a.letters > b.letters; });
  if (out.longest.size() > kLongestShown) out.longest.resize(kLongestShown);
  for (const forms::Rule& rule : form.rules().all)
    if (!rule.seen_everywhere) ++out.expressions[kind_name(rule.kind)];
  const forms::PageList pages = forms::pages_of(form);
  out.sections = pages.sections.size();
  out.pages = pages.pages.size();
  out.file_bytes = file_bytes;
  out.memory_bytes = form.memory_bytes();
  return out;
}

}  // namespace authoring
