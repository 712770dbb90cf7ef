// The first answers of an instance made new: what was observed of late, else what the form itself starts with.
// Source: Structured Data Capture 3.0.0, populate.html (observation-based population).
#include <algorithm>

#include "app/fhirpath/ucum.h"
#include "app/forms/engine.h"
#include "app/forms/launch.h"
#include "app/forms/observations.h"

namespace forms {
namespace {

const UnitOption* unit_like(const Item& item, const Answer& quantity) {
  for (const UnitOption& unit : item.units)
    if (quantity.code.empty() ? unit.display == quantity.display || unit.code == quantity.display : unit.code == quantity.code) return &unit;
  return nullptr;
}

// In the question's first unit; no answer where the two units have nothing to do with each other.
Answer converted(const Answer& quantity, const UnitOption& to) {
  const auto from = fhirpath::parse_unit(quantity.code), wanted = fhirpath::parse_unit(to.code);
  const auto value = fhirpath::Decimal::parse(quantity.text);
  const auto told = from && wanted && value && !quantity.code.empty() && !to.code.empty() ? fhirpath::convert(*value, *from, *wanted) : std::nullopt;
  return told ? Answer::quantity(fhirpath::round_to_digits(*told, 10).trimmed().to_string(), std::string(to.display), std::string(to.system), std::string(to.code)) : Answer();
}

// "If the units of measure are constrained for the Questionnaire item, the system can choose to convert the data"; a bare number answers only "provided that the
// questionnaire-unit extension is present to allow determination of what unit to match on/convert to". A count, which has no unit, needs none.
Answers in_units_of(const Item& item, Answers answers, const Answer& observed) {
  if (!item.is_number() || observed.kind != AnswerKind::Quantity || (observed.code.empty() && observed.display.empty())) return answers;
  const bool bare = item.type == ItemType::Integer || item.type == ItemType::Decimal;
  if (item.units.empty()) return bare ? Answers() : answers;
  const Answer told = unit_like(item, observed) ? observed : converted(observed, item.units[0]);
  if (told.kind == AnswerKind::None) return {};
  if (!bare) return {told};
  if (item.type == ItemType::Integer && told.text.find('.') != std::string::npos) return {};
  return {item.type == ItemType::Integer ? Answer::integer(std::strtoll(told.text.c_str(), nullptr, 10)) : Answer::decimal(told.text)};
}

}  // namespace

Answers Form::observed_answers(const Item& question, NodeId parent) const {
  const Observations& all = around_.launch->observations();
  Observations::Asked asked{(*question.node)["code"], question.limits->observed_days, around_.clock->now_ms()};
  // "If a parent item already has established the context of a specific Observation ..., matching observations SHALL be limited to components of the Observation
  // bound to the parent item and other Observations reachable by a hasMember link".
  for (NodeId at = parent; at != kRoot && at != kNoNode; at = nodes_[at].parent) {
    const Item& above = item(at);
    if (!above.limits || above.limits->observed_days <= 0 || (*above.node)["code"].elements().empty()) continue;
    asked.within = all.newest_of({(*above.node)["code"], above.limits->observed_days, asked.now_ms});
    if (asked.within == kNoObservation) return {};
    break;
  }
  const LiveSource none;
  Answers out;
  all.newest(asked, [&](const fhirpath::Item& seen) {
    Item any = question;
    any.type = ItemType::Quantity;
    const Answers quantity = answers_from({&seen, 1}, any, none, false);
    out = in_units_of(question, answers_from({&seen, 1}, question, none, false), quantity.empty() ? Answer() : quantity[0]);
    return !out.empty();
  });
  return out;
}

Answers Form::first_answers(const Item& item, NodeId parent) const {
  if (item.observed && around_.launch && around_.clock)
    if (Answers answers = observed_answers(item, parent); !answers.empty()) return answers;
  Answers out;
  for (const AnswerView& value : item.initial) out.emplace_back(value);
  return out;
}

}  // namespace forms
