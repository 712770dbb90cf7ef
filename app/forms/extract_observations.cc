#include "app/forms/extract_observations.h"

#include <algorithm>

#include "app/forms/dates.h"

namespace forms {
namespace {

constexpr std::string_view kExtract = "sdc-questionnaire-observationExtract", kCategory = "sdc-questionnaire-observation-extract-category";

Relation relation_of(std::string_view code) {
  if (code == "component") return Relation::Component;
  if (code == "member") return Relation::Member;
  return code == "derived" ? Relation::Derived : Relation::Alone;  // independent
}

Relation relation_said(const json::Value& extension) {
  if (const std::string_view code = extension["valueCode"].string(); !code.empty()) return relation_of(code);
  return extension["valueBoolean"].is_true() ? Relation::Alone : Relation::None;
}

std::string string(std::string_view text) {
  std::string out;
  json::write_string(text, out);
  return out;
}
std::string reference(std::string_view to) { return "{\"reference\":" + string(to) + "}"; }

// "If any item.codes are tagged with 'true', then only the tagged Codings will propagate."
std::string code_of(const Item& item) {
  const auto codings = (*item.node)["code"].elements();
  const auto tagged = [](const json::Value& coding) { return relation_said(extension_of(coding, kExtract)) != Relation::None; };
  const bool some = std::any_of(codings.begin(), codings.end(), tagged);
  std::string list;
  for (const json::Value& coding : codings) {
    if (some && !tagged(coding)) continue;
    std::string members;
    for (const json::Member& member : coding.members())  // what it says of extraction is of the form, not of the Observation
      if (member.key != "extension") json::append_member(member, members);
    list += (list.empty() ? "{" : ",{") + members + "}";
  }
  return "{\"coding\":[" + list + "]" + (item.text.empty() ? "" : ",\"text\":" + string(item.text)) + "}";
}

// An Observation has no decimal of its own: a number is a quantity, in the question's unit where it has one.
Answer observed_value(const Item& item, const Answer& answer) {
  if (answer.kind == AnswerKind::Date) return Answer::date_time(answer.text);
  if (answer.kind == AnswerKind::Uri) return Answer::string(answer.text);
  if (answer.kind != AnswerKind::Decimal && (answer.kind != AnswerKind::Integer || item.units.empty())) return answer;
  Answer out = Answer::quantity(answer.text, item.units.empty() ? "" : std::string(item.units[0].display));
  if (!item.units.empty()) out.system = item.units[0].system, out.code = item.units[0].code;
  return out;
}

bool is_instant(std::string_view text) {
  const auto parts = parse_date_time(text);
  return parts && text.size() > 16 && parts->zone_minutes.has_value();
}

}  // namespace

Observing observing_at(const json::Value& node, const Observing& above) {
  Observing out = above;
  out.relation = Relation::None;
  if (above.never) return out;
  const json::Value& said = extension_of(node, kExtract);
  if (said["valueBoolean"].is_bool()) out.every_code = said["valueBoolean"].is_true();
  out.never = said["valueBoolean"].is_bool() && !out.every_code;
  std::vector<const json::Value*> own;
  for (const json::Value& extension : node["extension"].elements())
    if (extension["url"].string().ends_with(kCategory)) own.push_back(&extension["valueCodeableConcept"]);
  if (!own.empty()) out.categories = std::move(own);
  if (out.never || node["code"].elements().empty()) return out;
  out.relation = relation_said(said);
  for (const json::Value& coding : node["code"].elements())
    if (out.relation == Relation::None) out.relation = relation_said(extension_of(coding, kExtract));
  if (out.relation == Relation::None && out.every_code) out.relation = Relation::Alone;
  return out;
}

void Observer::relate(MadeResource& made, const Observing& at) const {
  if (!at.parent) return;
  std::string why;
  if (at.relation == Relation::Member) put_json(at.parent->place(), "hasMember", "Reference", reference(made.full_url), why);
  if (at.relation == Relation::Derived) put_json(made.place(), "derivedFrom", "Reference", reference(at.parent->full_url), why);
}

MadeResource* Observer::frame(const Item& item, const Observing& at) {
  MadeResource* const made = bundle_.add("Observation");
  if (!made) return nullptr;
  const MadePlace place = made->place();
  std::string why;
  made->is_frame = true;
  made->made.set("status", "\"final\"");
  for (const json::Value* category : at.categories) put_json(place, "category", "CodeableConcept", json::to_text(*category), why);
  made->made.set("code", code_of(item));
  if (!head_.subject.empty()) made->made.set("subject", reference(head_.subject));
  if (!head_.authored.empty()) made->made.set("effectiveDateTime", string(head_.authored));
  if (is_instant(head_.authored)) made->made.set("issued", string(head_.authored));
  if (!head_.author.empty()) put_json(place, "performer", "Reference", reference(head_.author), why);
  if (!head_.id.empty()) put_json(place, "derivedFrom", "Reference", reference("QuestionnaireResponse/" + head_.id), why);
  relate(*made, at);
  return made;
}

MadeResource* Observer::observe(const Item& item, const Answer& answer, const Observing& at, std::string& why) {
  const Answer value = observed_value(item, answer);
  if (at.relation == Relation::Component && at.parent) {
    MadeObject component;
    const MadePlace place{&component, fhirpath::Model::r4().type_at("Observation.component")};
    component.set("code", code_of(item));
    if (!put_answer(place, "value[x]", value, why)) return nullptr;
    std::string json;
    component.write(json);
    at.parent->made.member("component", true).values.push_back(std::move(json));
    return at.parent;
  }
  MadeObject nowhere;  // a value it cannot hold makes no Observation, and no link to one
  if (!put_answer({&nowhere, fhirpath::Model::r4().find("FHIR", "Observation")}, "value[x]", value, why)) return nullptr;
  MadeResource* const made = frame(item, at);
  if (!made) return nullptr;
  made->is_frame = false;
  put_answer(made->place(), "value[x]", value, why);
  return made;
}

}  // namespace forms
