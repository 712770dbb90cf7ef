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

// "Systems SHALL filter to only look at Observations with a status of 'final', 'amended', or 'corrected'."
bool counts(const std::string& status) { return status == "final" || status == "amended" || status == "corrected"; }

// "exclude elements where the focus is not the patient": the mother's heart rate, not the child's.
bool is_of_subject(const fhirpath::Document& from, fhirpath::Item observation) {
  const fhirpath::Item focus = first(from, observation, "focus"), subject = first(from, observation, "subject");
  return !focus.is_node() || (subject.is_node() && text(from, focus, "reference") == text(from, subject, "reference"));
}

std::string id_of(std::string_view reference) { return std::string(reference.substr(reference.rfind('/') + 1)); }

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
  if (type != "Observation" || !counts(text(from, resource, "status")) || !is_of_subject(from, resource)) return;
  const int64_t at_ms = when(from, resource);
  if (at_ms == INT64_MIN || named_.size() >= kObservationsMax) return;
  add_members(from, resource);
  add_codes(from, resource, at_ms);
  fhirpath::Items components;
  from.children(resource.node(), fhirpath::Name("component"), components);
  for (size_t i = 0; i < components.size(); ++i) add_codes(from, components[i], at_ms);
}

void Observations::add_members(const fhirpath::Document& from, fhirpath::Item resource) {
  if (const std::string id = text(from, resource, "id"); !id.empty()) by_id_[id] = ObservationIndex(named_.size());
  fhirpath::Items named;
  from.children(resource.node(), fhirpath::Name("hasMember"), named);
  std::vector<std::string>& members = named_.emplace_back();
  for (size_t i = 0; i < named.size(); ++i) members.push_back(id_of(text(from, named[i], "reference")));
}

void Observations::add_codes(const fhirpath::Document& from, fhirpath::Item holder, int64_t at_ms) {
  const fhirpath::Item code = first(from, holder, "code");
  if (!code.is_node()) return;
  fhirpath::Items codings;
  from.children(code.node(), fhirpath::names::kCoding, codings);
  for (size_t i = 0; i < codings.size() && count_ < kObservationsMax; ++i, ++count_)
    by_code_[text(from, codings[i], "code")].push_back({text(from, codings[i], "system"), at_ms, first(from, holder, "value"), ObservationIndex(named_.size() - 1)});
}

void Observations::sort() {
  for (auto& [code, list] : by_code_) std::stable_sort(list.begin(), list.end(), [](const Seen& a, const Seen& b) { return a.at_ms > b.at_ms; });
  members_.resize(named_.size());
  for (size_t i = 0; i < named_.size(); ++i) {
    for (const std::string& id : named_[i])
      if (const auto found = by_id_.find(id); found != by_id_.end()) members_[i].push_back(found->second);
    std::sort(members_[i].begin(), members_[i].end());
  }
}

bool Observations::is_within(const Seen& seen, ObservationIndex panel) const {
  if (panel == kNoObservation || seen.of == panel) return true;
  return std::binary_search(members_[panel].begin(), members_[panel].end(), seen.of);
}

template <class Take>
const Observations::Seen* Observations::find(const Asked& asked, const Take& take) const {
  const Seen* best = nullptr;
  for (const json::Value& coding : asked.codes.elements()) {
    const auto found = by_code_.find(std::string(coding["code"].string()));
    if (found == by_code_.end()) continue;
    for (const Seen& seen : found->second) {
      if (seen.system != coding["system"].string() || seen.at_ms > asked.now_ms) continue;
      if (double(asked.now_ms - seen.at_ms) > asked.days * 86'400'000 || (best && seen.at_ms <= best->at_ms)) break;
      if (!is_within(seen, asked.within) || !take(seen)) continue;
      best = &seen;
      break;
    }
  }
  return best;
}

fhirpath::Item Observations::newest(const Asked& asked, const std::function<bool(const fhirpath::Item&)>& suits) const {
  const Seen* const found = find(asked, [&](const Seen& seen) { return !seen.value.is_none() && suits(seen.value); });
  return found ? found->value : fhirpath::Item();
}

ObservationIndex Observations::newest_of(const Asked& asked) const {
  const Seen* const found = find(asked, [](const Seen&) { return true; });
  return found ? found->of : kNoObservation;
}

}  // namespace forms
