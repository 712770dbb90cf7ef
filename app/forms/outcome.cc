// What an expression came to, as answers to a question or as words. Source: SDC expressions.html; types as questionnaire.html allows them.
#include <algorithm>

#include "app/fhirpath/value_text.h"
#include "app/forms/dates.h"
#include "app/forms/engine.h"

namespace forms {
namespace {

using fhirpath::Kind;

constexpr size_t kAnswersMax = 1000;  // of one question, worked out

std::string text_at(const fhirpath::Item& node, const fhirpath::Name& name) {
  fhirpath::Items found;
  if (node.is_node()) node.source().children(node.node(), name, found);
  std::string out;
  for (size_t i = 0; i < found.size(); ++i) {
    const fhirpath::Item value = found[i].is_node() ? found[i].source().value(found[i].node()) : found[i];
    if (!value.is_none()) out += (out.empty() ? "" : " ") + fhirpath::value_text(value);
  }
  return out;
}

Answer concept_of(const fhirpath::Item& node) {
  const std::string code = text_at(node, fhirpath::names::kCode);
  return code.empty() ? Answer() : Answer::coding(text_at(node, fhirpath::names::kSystem), code, text_at(node, fhirpath::names::kDisplay));
}

// What people call a resource: its name's text, or its parts (a HumanName), or the name itself (an Organization).
std::string name_of(const fhirpath::Item& resource) {
  fhirpath::Items names;
  resource.source().children(resource.node(), fhirpath::Name("name"), names);
  if (names.empty()) return {};
  if (const std::string plain = text_at(resource, fhirpath::Name("name")); !plain.empty()) return plain;
  if (const std::string text = text_at(names[0], fhirpath::Name("text")); !text.empty()) return text;
  const std::string given = text_at(names[0], fhirpath::Name("given")), family = text_at(names[0], fhirpath::Name("family"));
  return given + (given.empty() || family.empty() ? "" : " ") + family;
}

// SDC, expressions.html: an expression that comes to a resource answers a question of type reference by a reference to it.
Answer reference_to(const fhirpath::Item& resource, std::string_view type) {
  const std::string id = text_at(resource, fhirpath::Name("id"));
  return id.empty() ? Answer() : Answer::reference(std::string(type) + "/" + id, name_of(resource));
}

// A structure as an answer: a Coding, the first Coding of a CodeableConcept, a Quantity, Reference or Attachment; a resource as a Reference.
Answer answer_of_node(const fhirpath::Item& item, bool refers) {
  const fhirpath::Source& source = item.source();
  std::string_view type = fhirpath::Model::r4().name(source.type(item.node()));
  fhirpath::Item at = item;
  if (type == "CodeableConcept") {
    fhirpath::Items codings;
    source.children(item.node(), fhirpath::names::kCoding, codings);
    if (codings.empty()) return {};
    at = codings[0];
    type = "Coding";
  }
  // A concept of an expansion or a code system is as good as a Coding.
  const bool concept_like = type == "ValueSet.expansion.contains" || type == "ValueSet.compose.include.concept" || type == "CodeSystem.concept";
  if (concept_like) return concept_of(item);
  if (type == "Age" || type == "Duration" || type == "Count" || type == "Distance" || type == "SimpleQuantity") type = "Quantity";
  if (refers && fhirpath::Model::r4().is_resource(source.type(item.node()))) return reference_to(item, type);
  if (type != "Coding" && type != "Quantity" && type != "Reference" && type != "Attachment") return {};
  std::string text = "{\"value" + std::string(type) + "\":";
  at.source().write_json(at.node(), text);
  const auto read = json::Document::parse(text + "}");
  return read ? read_answer(read->root()) : Answer();
}

const Option* option_like(const Item& question, const Answer& answer) {
  for (const Option& option : question.options)
    if (same_value(option.value, answer.view())) return &option;
  return nullptr;
}

std::string unit_display(const Item& question) { return question.units.empty() ? std::string() : std::string(question.units[0].display); }

Answer quantity_of(const fhirpath::QuantityValue& value) {
  const bool calendar = value.calendar != fhirpath::CalendarUnit::None;
  Answer out = Answer::quantity(value.value.to_string(), std::string(value.unit));
  if (calendar || value.unit == "1") return out;
  out.system = "http://unitsofmeasure.org";
  out.code = value.unit;
  return out;
}

// Nothing when there is more than zeros after the point.
Answer whole_of(const std::string& number) {
  const size_t point = number.find('.');
  if (number.empty() || (point != std::string::npos && number.find_first_not_of('0', point + 1) != std::string::npos)) return {};
  return Answer::integer(std::strtoll(number.c_str(), nullptr, 10));
}

Answer number_of(const fhirpath::Item& value, bool whole) {
  const fhirpath::Decimal number = value.kind() == Kind::Quantity ? value.quantity().value : value.decimal();
  return whole ? whole_of(number.to_string()) : Answer::decimal(number.to_string());
}

Answer date_of(std::string text, bool with_time) {
  if (!with_time) {
    text = text.substr(0, 10);
    return parse_date(text) ? Answer::date(text) : Answer();
  }
  return parse_date_time(text) || parse_date(text) ? Answer::date_time(text) : Answer();
}

Answer choice_of(const fhirpath::Item& value, const Answer& from_node, const Item& question) {
  const std::string words = value.is_none() ? std::string() : fhirpath::value_text(value);
  Answer plain = from_node;
  if (plain.kind == AnswerKind::None && value.is_whole()) plain = Answer::integer(value.whole());
  if (plain.kind == AnswerKind::None) plain = value.kind() == Kind::Date ? Answer::date(words) : value.kind() == Kind::Time ? Answer::time(words) : Answer::string(words);
  if (const Option* const option = option_like(question, plain)) return Answer(option->value);
  if (from_node.kind == AnswerKind::Coding || from_node.kind == AnswerKind::Reference) return from_node;
  if (question.type == ItemType::OpenChoice || question.options.empty()) return plain;
  return {};
}

Answer answer_from(const fhirpath::Item& item, const Item& question, const LiveSource& live) {
  Answer node;
  fhirpath::Item value = item;
  if (item.is_node()) {
    if (const Answer* const known = live.answer_of(item)) node = *known;
    else node = answer_of_node(item, question.type == ItemType::Reference);
    value = item.source().value(item.node());
  }
  const bool number = value.is_number() || value.kind() == Kind::Quantity;
  switch (question.type) {
    case ItemType::Boolean: return value.kind() == Kind::Boolean ? Answer::boolean(value.boolean()) : Answer();
    case ItemType::Integer:
      if (node.kind == AnswerKind::Quantity) return whole_of(node.text);
      return number ? number_of(value, true) : Answer();
    case ItemType::Decimal:
      if (node.kind == AnswerKind::Quantity && !node.text.empty()) return Answer::decimal(node.text);
      return number ? number_of(value, false) : Answer();
    case ItemType::Date: return value.is_none() ? Answer() : date_of(fhirpath::value_text(value), false);
    case ItemType::DateTime: return value.is_none() ? Answer() : date_of(fhirpath::value_text(value), true);
    case ItemType::Time: return value.kind() == Kind::Time || value.kind() == Kind::String ? Answer::time(fhirpath::value_text(value)) : Answer();
    case ItemType::String:
    case ItemType::Text: {
      if (value.kind() == Kind::Boolean) return Answer::boolean(value.boolean());  // as other engines hold it
      if (!value.is_none()) return Answer::string(fhirpath::value_text(value));
      if (node.kind == AnswerKind::Coding || node.kind == AnswerKind::Reference) return Answer::string(node.display.empty() ? node.code : node.display);
      return node.kind == AnswerKind::Quantity ? Answer::string(node.text + (node.display.empty() ? "" : " " + node.display)) : Answer();
    }
    case ItemType::Url: return value.kind() == Kind::String ? Answer::uri(std::string(value.text())) : Answer();
    case ItemType::Choice:
    case ItemType::OpenChoice: return value.is_none() && node.kind == AnswerKind::None ? Answer() : choice_of(value, node, question);
    case ItemType::Quantity:
      if (node.kind == AnswerKind::Quantity) return node;
      if (value.kind() == Kind::Quantity) return quantity_of(value.quantity());
      if (!value.is_number()) return {};
      return Answer::quantity(value.decimal().to_string(), unit_display(question), question.units.empty() ? std::string() : std::string(question.units[0].system),
                              question.units.empty() ? std::string() : std::string(question.units[0].code));
    case ItemType::Reference: return node.kind == AnswerKind::Reference ? node : value.kind() == Kind::String ? Answer::reference(std::string(value.text()), {}) : Answer();
    case ItemType::Attachment: return node.kind == AnswerKind::Attachment ? node : Answer();
    default: return {};
  }
}

}  // namespace

Answers answers_from(std::span<const fhirpath::Item> items, const Item& question, const LiveSource& live, bool many) {
  Answers out;
  for (const fhirpath::Item& item : items) {
    Answer answer = answer_from(item, question, live);
    if (answer.kind == AnswerKind::None || !is_value(answer)) continue;
    answer.beside.clear();
    out.push_back(std::move(answer));
    if (!many || out.size() >= kAnswersMax) break;
  }
  return out;
}

std::string text_from(std::span<const fhirpath::Item> items) {
  std::string out;
  for (const fhirpath::Item& item : items) {
    const fhirpath::Item value = item.is_node() ? item.source().value(item.node()) : item;
    const std::string words = fhirpath::value_text(value);
    if (words.empty()) continue;
    if (!out.empty()) out += ", ";
    out += words;
  }
  return out;
}

}  // namespace forms
