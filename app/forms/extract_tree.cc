#include "app/forms/extract_tree.h"

#include <algorithm>

namespace forms {
namespace {

using fhirpath::Element;
using fhirpath::Model;
using fhirpath::TypeId;

// "name:official" is the slice official of name; "value[x]" is value.
std::string_view bare_name(std::string_view name) {
  name = name.substr(0, name.find(':'));
  return name.ends_with("[x]") ? name.substr(0, name.size() - 3) : name;
}

std::string as_json_text(std::string_view text) {
  std::string out;
  json::write_string(text, out);
  return out;
}

std::string coding_json(const Answer& answer) {
  Answer plain = answer;
  plain.beside.clear();
  std::string out;
  write_answer_members(plain, out);
  const size_t colon = out.find(':');
  return colon == std::string::npos ? "{}" : out.substr(colon + 1);
}

// The FHIR type an answer has by itself.
std::string_view own_type_of(const Answer& answer) {
  switch (answer.kind) {
    case AnswerKind::Boolean: return "boolean";
    case AnswerKind::Integer: return "integer";
    case AnswerKind::Decimal: return "decimal";
    case AnswerKind::Date: return "date";
    case AnswerKind::DateTime: return "dateTime";
    case AnswerKind::Time: return "time";
    case AnswerKind::String: return "string";
    case AnswerKind::Uri: return "uri";
    case AnswerKind::Coding: return "Coding";
    case AnswerKind::Quantity: return "Quantity";
    case AnswerKind::Reference: return "Reference";
    case AnswerKind::Attachment: return "Attachment";
    default: return {};
  }
}

bool is_number_type(std::string_view type) { return type == "integer" || type == "decimal" || type == "positiveInt" || type == "unsignedInt"; }
bool is_text_type(std::string_view type) {
  constexpr std::string_view kTexts[] = {"string", "markdown", "code", "id", "uri", "url", "canonical", "oid", "uuid", "base64Binary"};
  return std::find(std::begin(kTexts), std::end(kTexts), type) != std::end(kTexts);
}
bool is_quantity_type(std::string_view type) { return type == "Quantity" || type == "SimpleQuantity" || type == "Age" || type == "Duration" || type == "Count" || type == "Distance" || type == "Money"; }

// The answer as JSON of that type; empty when it cannot be one.
std::string as_type(const Answer& answer, std::string_view type) {
  const std::string_view own = own_type_of(answer);
  if (type == "CodeableConcept") {
    if (answer.kind == AnswerKind::Coding) return "{\"coding\":[" + coding_json(answer) + "]}";
    return answer.kind == AnswerKind::String ? "{\"text\":" + as_json_text(answer.text) + "}" : std::string();
  }
  if (answer.kind == AnswerKind::Coding && is_text_type(type)) return as_json_text(type == "string" || type == "markdown" ? (answer.display.empty() ? answer.code : answer.display) : answer.code);
  if (is_number_type(type)) return is_number_type(own) ? answer.text : answer.kind == AnswerKind::Quantity ? answer.text : std::string();
  if (is_quantity_type(type)) return answer.kind == AnswerKind::Quantity ? coding_json(answer) : is_number_type(own) ? "{\"value\":" + answer.text + "}" : std::string();
  if (type == "boolean") return own == type ? answer.text : std::string();
  if (type == "dateTime" || type == "date") {
    const bool day = answer.kind == AnswerKind::Date || answer.kind == AnswerKind::DateTime;
    return day ? as_json_text(type == "date" ? std::string_view(answer.text).substr(0, 10) : std::string_view(answer.text)) : std::string();
  }
  if (type == "instant") return answer.kind == AnswerKind::DateTime && answer.text.size() > 16 ? as_json_text(answer.text) : std::string();
  if (type == "time") return own == type ? as_json_text(answer.text) : std::string();
  if (is_text_type(type)) return own == "string" || own == "uri" || own == "date" || own == "dateTime" || is_number_type(own) ? as_json_text(answer.text) : std::string();
  return own == type ? coding_json(answer) : std::string();
}

struct Found {
  const Element* element = nullptr;
  TypeId type = fhirpath::kNoType;
  std::string member;
  std::string_view type_name;
};

// `wanted` is the value's own type, which chooses among those of a choice.
Found find_element(const MadePlace& place, std::string_view name, std::string_view wanted) {
  const Model& model = Model::r4();
  const std::string_view plain = bare_name(name);
  Found out;
  out.element = model.element(place.type, fhirpath::Name(plain));
  out.member = plain;
  if (!out.element) {  // valueQuantity
    out.element = model.choice(place.type, plain, out.type);
    if (out.element) out.type_name = model.name(out.type);
    return out;
  }
  if (!out.element->is_choice) {
    out.type = out.element->type;
    out.type_name = model.name(out.type);
    return out;
  }
  for (const TypeId choice : out.element->choices)
    if (model.name(choice) == wanted) out.type = choice;
  if (out.type == fhirpath::kNoType && wanted == "Coding")
    for (const TypeId choice : out.element->choices)
      if (model.name(choice) == "CodeableConcept") out.type = choice;
  if (out.type == fhirpath::kNoType && wanted == "date")
    for (const TypeId choice : out.element->choices)
      if (model.name(choice) == "dateTime") out.type = choice;
  if (out.type == fhirpath::kNoType && out.element->choices.empty()) out.type = model.find("FHIR", wanted);
  out.type_name = out.type == fhirpath::kNoType ? std::string_view() : model.name(out.type);
  if (!out.type_name.empty()) {
    std::string capital(out.type_name);
    capital[0] = char(std::toupper(uint8_t(capital[0])));
    out.member += capital;
  }
  return out;
}

void add_value(MadeObject& at, const Found& found, std::string json) {
  MadeObject::Member& member = at.member(found.member, found.element->many);
  if (!found.element->many) member.values.clear();
  member.values.push_back(std::move(json));
}

}  // namespace

MadeObject::Member& MadeObject::member(std::string_view name, bool many) {
  for (Member& known : members_)
    if (known.name == name) return known;
  members_.push_back({std::string(name), many, {}, {}});
  return members_.back();
}

bool MadeObject::is_empty(const Member& member) {
  return member.values.empty() && std::all_of(member.objects.begin(), member.objects.end(), [](const auto& object) { return object->empty(); });
}

bool MadeObject::empty() const { return std::all_of(members_.begin(), members_.end(), is_empty); }

bool MadeObject::has(std::string_view name) const {
  return std::any_of(members_.begin(), members_.end(), [&](const Member& member) { return member.name == name && !is_empty(member); });
}

std::string MadeObject::value(std::string_view name) const {
  for (const Member& member : members_)
    if (member.name == name && !member.values.empty()) return member.values.back();
  return {};
}

std::vector<std::string_view> MadeObject::names() const {
  std::vector<std::string_view> out;
  for (const Member& member : members_)
    if (!is_empty(member)) out.push_back(member.name);
  return out;
}

void MadeObject::write(std::string& out) const {
  out += '{';
  for (const Member& member : members_) {
    std::vector<std::string> parts = member.values;
    for (const auto& object : member.objects)
      if (!object->empty()) object->write(parts.emplace_back());
    if (parts.empty()) continue;
    json::write_key(member.name, out);
    if (!member.many) {
      out += parts.back();
      continue;
    }
    out += '[';
    for (size_t i = 0; i < parts.size(); ++i) (out += i ? "," : "") += parts[i];
    out += ']';
  }
  out += '}';
}

MadePlace step_into(const MadePlace& from, std::string_view name, bool fresh) {
  const Found found = find_element(from, name, {});
  if (!found.element || found.type == fhirpath::kNoType || Model::r4().is_primitive(found.type)) return {};
  MadeObject::Member& member = from.at->member(found.member, found.element->many);
  if (member.objects.empty() || (fresh && found.element->many)) member.objects.push_back(std::make_unique<MadeObject>());
  return {member.objects.back().get(), found.type};
}

bool put_answer(const MadePlace& place, std::string_view name, const Answer& answer, std::string& why) {
  const Found found = find_element(place, name, own_type_of(answer));
  if (!found.element || found.type_name.empty()) {
    why = "there is no element \"" + std::string(name) + "\"" + (found.element ? " of that kind" : "");
    return false;
  }
  std::string json = as_type(answer, found.type_name);
  if (json.empty()) {
    why = "its answer cannot be a " + std::string(found.type_name);
    return false;
  }
  add_value(*place.at, found, std::move(json));
  return true;
}

bool put_json(const MadePlace& place, std::string_view name, std::string_view type_name, std::string json, std::string& why) {
  const Found found = find_element(place, name, type_name);
  if (!found.element || found.type_name.empty()) {
    why = "there is no element \"" + std::string(name) + "\"";
    return false;
  }
  if (found.type_name == "CodeableConcept" && type_name == "Coding") json = "{\"coding\":[" + json + "]}";
  add_value(*place.at, found, std::move(json));
  return true;
}

}  // namespace forms
