#include "app/forms/observations.h"

#include <algorithm>

#include "app/forms/dates.h"

namespace forms {
namespace {

fhirpath::Item first(const fhirpath::Document& from, fhirpath::Item of, std::string_view name) {
  fhirpath::Items found;
  from.children(of.node(), fhirpath::Name(name), found);
  return found.empty() ? fhirpath::Item() : found[0];
}

std::string text(const fhirpath::Document& from, fhirpath::Item of, std::string_view name) {
  const fhirpath::Item node = first(from, of, name);
  if (!node.is_node()) return {};
  std::string json;
  from.write_json(node.node(), json);
  const bool quoted = json.size() >= 2 && json.front() == '"';
  return quoted ? json.substr(1, json.size() - 2) : json;
}

// The end of what was said at least: a year is its first moment.
int64_t instant_of(std::string_view iso) {
  const auto parts = parse_date_time(iso);
  if (!parts) return INT64_MIN;
  const int64_t minutes = (days_from_civil(parts->year, parts->month, parts->day) * 24 + parts->hour) * 60 + parts->minute - parts->zone_minutes.value_or(0);
  return minutes * 60'000 + int64_t(parts->second * 1000);
}

int64_t when(const fhirpath::Document& from, fhirpath::Item observation) {
  const fhirpath::Item effective = first(from, observation, "effective");
  if (effective.is_node()) {
    for (const char* end : {"end", "start"})
      if (const std::string at = text(from, effective, end); !at.empty()) return instant_of(at);
    return instant_of(text(from, observation, "effective"));
  }
  return instant_of(text(from, observation, "issued"));
}

bool counts(const std::string& status) { return status == "final" || status == "amended" || status == "corrected" || status == "preliminary"; }

}  // namespace

void Observations::add(const fhirpath::Document& from, fhirpath::Item resource) {
  const std::string type = text(from, resource, "resourceType");
  if (type == "Bundle") {
    fhirpath::Items entries;
    from.children(resource.node(), fhirpath::names::kEntry, entries);
    for (size_t i = 0; i < entries.size(); ++i)
      if (const fhirpath::Item one = first(from, entries[i], "resource"); one.is_node()) add(from, one);
    return;
  }
  if (type != "Observation" || !counts(text(from, resource, "status"))) return;
  const int64_t at_ms = when(from, resource);
  add_value(from, resource, at_ms);
  fhirpath::Items components;
  from.children(resource.node(), fhirpath::Name("component"), components);
  for (size_t i = 0; i < components.size(); ++i) add_value(from, components[i], at_ms);
}

void Observations::add_value(const fhirpath::Document& from, fhirpath::Item holder, int64_t at_ms) {
  const fhirpath::Item code = first(from, holder, "code"), value = first(from, holder, "value");
  if (!code.is_node() || value.is_none() || at_ms == INT64_MIN) return;
  fhirpath::Items codings;
  from.children(code.node(), fhirpath::names::kCoding, codings);
  for (size_t i = 0; i < codings.size() && count_ < kObservationsMax; ++i, ++count_)
    by_code_[text(from, codings[i], "code")].push_back({text(from, codings[i], "system"), at_ms, value});
}

void Observations::sort() {
  for (auto& [code, list] : by_code_) std::stable_sort(list.begin(), list.end(), [](const Seen& a, const Seen& b) { return a.at_ms > b.at_ms; });
}

fhirpath::Item Observations::newest(const json::Value& codes, double days, int64_t now_ms) const {
  const Seen* best = nullptr;
  for (const json::Value& coding : codes.elements()) {
    const auto found = by_code_.find(std::string(coding["code"].string()));
    if (found == by_code_.end()) continue;
    for (const Seen& seen : found->second) {
      if (seen.system != coding["system"].string() || seen.at_ms > now_ms) continue;
      if (double(now_ms - seen.at_ms) > days * 86'400'000) break;
      if (!best || seen.at_ms > best->at_ms) best = &seen;
      break;
    }
  }
  return best ? best->value : fhirpath::Item();
}

}  // namespace forms
