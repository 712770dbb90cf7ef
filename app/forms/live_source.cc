#include "app/forms/live_source.h"

#include <algorithm>

namespace forms {
namespace {

namespace names = fhirpath::names;
using fhirpath::Model;

constexpr size_t kFurtherMax = 4096;

struct Types {
  fhirpath::TypeId of(std::string_view name) { return Model::r4().find("FHIR", name); }
  fhirpath::TypeId response = of("QuestionnaireResponse"), item = Model::r4().type_at("QuestionnaireResponse.item"),
                   answer = Model::r4().type_at("QuestionnaireResponse.item.answer"), code = of("code"), string = of("string"), uri = of("uri"), url = of("url"),
                   canonical = of("canonical"), boolean = of("boolean"), integer = of("integer"), decimal = of("decimal"), date = of("date"),
                   date_time = of("dateTime"), time = of("time"), coding = of("Coding"), quantity = of("Quantity"), reference = of("Reference"),
                   attachment = of("Attachment"), extension = of("Extension");
};
const Types& types() {
  static const Types all;
  return all;
}

fhirpath::TypeId type_of(AnswerKind kind) {
  const Types& all = types();
  switch (kind) {
    case AnswerKind::Boolean: return all.boolean;
    case AnswerKind::Integer: return all.integer;
    case AnswerKind::Decimal: return all.decimal;
    case AnswerKind::Date: return all.date;
    case AnswerKind::DateTime: return all.date_time;
    case AnswerKind::Time: return all.time;
    case AnswerKind::Uri: return all.uri;
    case AnswerKind::Coding: return all.coding;
    case AnswerKind::Quantity: return all.quantity;
    case AnswerKind::Reference: return all.reference;
    case AnswerKind::Attachment: return all.attachment;
    default: return all.string;
  }
}

fhirpath::Item plain_value(const Answer& answer) {
  using fhirpath::Kind;
  switch (answer.kind) {
    case AnswerKind::Boolean: return fhirpath::Item::boolean(answer.text == "true");
    case AnswerKind::Integer: return fhirpath::system_value(Kind::Integer, true, answer.text);
    case AnswerKind::Decimal: return fhirpath::system_value(Kind::Decimal, true, answer.text);
    case AnswerKind::Date: return fhirpath::system_value(Kind::Date, false, answer.text);
    case AnswerKind::DateTime: return fhirpath::system_value(Kind::DateTime, false, answer.text);
    case AnswerKind::Time: return fhirpath::system_value(Kind::Time, false, answer.text);
    case AnswerKind::String:
    case AnswerKind::Uri: return fhirpath::Item::string(answer.text);
    default: return {};
  }
}

bool is_composite(AnswerKind kind) { return kind >= AnswerKind::Coding && kind <= AnswerKind::Attachment; }

// What the four places of a composite answer are called.
struct PartNames {
  std::string_view main, system, code, display;
};
PartNames part_names(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::Coding: return {"", "system", "code", "display"};
    case AnswerKind::Quantity: return {"value", "system", "code", "unit"};
    case AnswerKind::Reference: return {"reference", "", "type", "display"};
    default: return {"url", "", "contentType", "title"};
  }
}

// "valueInteger" is let through for an answer of that kind, as JSON names it.
bool names_value(const fhirpath::Name& name, AnswerKind kind) {
  if (name == names::kValue) return true;
  if (!name.text.starts_with("value")) return false;
  const std::string_view type = Model::r4().name(type_of(kind)), said = name.text.substr(5);
  return said.size() == type.size() && (said[0] | 0x20) == (type[0] | 0x20) && said.substr(1) == type.substr(1);
}

}  // namespace

const Answer* LiveSource::answer_of(const fhirpath::Item& item) const {
  if (!item.is_node() || &item.source() != this || part_of(item.node()) != Part::Value || !holds_answer(item.node())) return nullptr;
  return &answer_at(item.node());
}

// In the response: on, reached, and with something to say.
bool LiveSource::is_there(NodeId id) const {
  const Node& node = form_->node(id);
  if (!node.enabled) return false;
  const Item& item = form_->item(id);
  return item.is_group() ? node.answered_all > 0 : item.is_question() && form_->is_answered(id);
}

void LiveSource::push_items(NodeId id, uint32_t slot, fhirpath::Items& out) const {
  for (const NodeId child : form_->node(id).children)
    if (form_->node(child).slot == slot && is_there(child)) out.push(item(child));
}

void LiveSource::push_answers(NodeId id, fhirpath::Items& out) const {
  if (!form_->reachable(id)) return;
  const Answers& answers = form_->node(id).answers;
  for (uint32_t slot = 0; slot < answers.size(); ++slot)
    if (is_value(answers[slot])) out.push(fhirpath::Item::node(this, make(id, slot, Part::Answer)));
}

const Option* LiveSource::option_of(fhirpath::NodeId node) const {
  const AnswerView value = answer_at(node).view();
  for (const Option& option : form_->item(id_of(node)).options)
    if (same_value(option.value, value)) return &option;
  return nullptr;
}

const fhirpath::Document* LiveSource::further(const Answer& answer) const {
  const bool other = answer.kind == AnswerKind::Other;
  if (!other && answer.more.empty()) return nullptr;
  std::string text = other ? answer.text : "{" + answer.more + "}";
  const auto known = further_.find(text);
  if (known != further_.end()) return known->second.get();
  if (further_.size() >= kFurtherMax) return nullptr;
  std::string_view type = other && answer.code.starts_with("value") ? std::string_view(answer.code).substr(5) : Model::r4().name(type_of(answer.kind));
  auto read = fhirpath::Document::parse(text, Model::r4(), type);
  return (further_[text] = read ? std::move(*read) : nullptr).get();
}

// The parts of a composite value; all of them when `only` is empty.
void LiveSource::push_value_parts(fhirpath::NodeId node, std::string_view only, fhirpath::Items& out) const {
  const Answer& answer = answer_at(node);
  if (!is_composite(answer.kind)) return;
  const PartNames parts = part_names(answer.kind);
  const auto push = [&](std::string_view name, const std::string& text, Part part) {
    if (!name.empty() && !text.empty() && (only.empty() || only == name)) out.push(at(node, part));
  };
  const bool weighed = answer.kind == AnswerKind::Coding && (only.empty() || only == "extension");
  if (const Option* const option = weighed ? option_of(node) : nullptr; option && option->ordinal()) out.push(at(node, Part::Score));
  push(parts.system, answer.system, Part::System);
  push(parts.code, answer.code, Part::Code);
  push(parts.main, answer.text, Part::Main);
  push(parts.display, answer.display, Part::Display);
  const fhirpath::Document* const more = further(answer);
  if (!more || more->root().is_none()) return;
  if (only.empty()) more->children(more->root().node(), out);
  else more->children(more->root().node(), fhirpath::Name(only), out);
}

void LiveSource::children(fhirpath::NodeId node, const fhirpath::Name& name, fhirpath::Items& out) const {
  const NodeId id = id_of(node);
  switch (part_of(node)) {
    case Part::Root:
      if (name == names::kItem) push_items(kRoot, 0, out);
      else if (name == names::kResourceType) out.push(fhirpath::Item::string("QuestionnaireResponse"));
      else if (name.text == "status") out.push(at(node, Part::Status));
      else if (name.text == "questionnaire" && !form_->definition().url().empty()) out.push(at(node, Part::Questionnaire));
      return;
    case Part::Item:
      if (name == names::kLinkId) out.push(fhirpath::Item::string(form_->item(id).link_id));
      else if (name == names::kAnswer && form_->item(id).is_question()) push_answers(id, out);
      else if (name == names::kItem && !form_->item(id).is_question()) push_items(id, 0, out);
      else if (name.text == "text" && !form_->item(id).text.empty()) out.push(at(node, Part::Text));
      return;
    case Part::Answer:
      if (!holds_answer(node)) return;
      if (name == names::kItem) return push_items(id, slot_of(node), out);
      if (!names_value(name, answer_at(node).kind)) return;
      if (answer_at(node).kind != AnswerKind::Other) out.push(at(node, Part::Value));
      else if (const fhirpath::Document* const raw = further(answer_at(node))) out.push(raw->root());
      return;
    case Part::Value:
      if (holds_answer(node)) push_value_parts(node, name.text, out);
      return;
    case Part::Score:
      if (name == names::kUrl) out.push(at(node, Part::ScoreUrl));
      else if (name == names::kValue || name.text == "valueDecimal") out.push(at(node, Part::ScoreValue));
      return;
    default: return;
  }
}

void LiveSource::children(fhirpath::NodeId node, fhirpath::Items& out) const {
  const NodeId id = id_of(node);
  switch (part_of(node)) {
    case Part::Root:
      if (!form_->definition().url().empty()) out.push(at(node, Part::Questionnaire));
      out.push(at(node, Part::Status));
      return push_items(kRoot, 0, out);
    case Part::Item:
      out.push(at(node, Part::LinkId));
      if (!form_->item(id).text.empty()) out.push(at(node, Part::Text));
      if (form_->item(id).is_question()) push_answers(id, out);
      else push_items(id, 0, out);
      return;
    case Part::Answer:
      children(node, names::kValue, out);
      return push_items(id, slot_of(node), out);
    case Part::Value:
      if (holds_answer(node)) push_value_parts(node, {}, out);
      return;
    case Part::Score:
      out.push(at(node, Part::ScoreUrl));
      out.push(at(node, Part::ScoreValue));
      return;
    default: return;
  }
}

std::string_view LiveSource::part_text(fhirpath::NodeId node) const {
  const Part part = part_of(node);
  if (part == Part::LinkId) return form_->item(id_of(node)).link_id;
  if (part == Part::Text) return form_->item(id_of(node)).text;
  if (part == Part::Status) return "in-progress";
  if (part == Part::ResourceType) return "QuestionnaireResponse";
  if (part == Part::Questionnaire) return form_->definition().url();
  if (part == Part::ScoreUrl) return "http://hl7.org/fhir/StructureDefinition/ordinalValue";
  if (!holds_answer(node)) return {};
  const Answer& answer = answer_at(node);
  switch (part) {
    case Part::Main: return answer.text;
    case Part::System: return answer.system;
    case Part::Code: return answer.code;
    case Part::Display: return answer.display;
    default: return {};
  }
}

fhirpath::Item LiveSource::value(fhirpath::NodeId node) const {
  switch (part_of(node)) {
    case Part::Root:
    case Part::Item:
    case Part::Answer:
    case Part::Score: return {};
    case Part::Value: return holds_answer(node) ? plain_value(answer_at(node)) : fhirpath::Item();
    case Part::ScoreValue: {
      const Option* const option = holds_answer(node) ? option_of(node) : nullptr;
      return option ? fhirpath::system_value(fhirpath::Kind::Decimal, true, option->ordinal_text()) : fhirpath::Item();
    }
    case Part::Main:
      if (holds_answer(node) && answer_at(node).kind == AnswerKind::Quantity) return fhirpath::system_value(fhirpath::Kind::Decimal, true, answer_at(node).text);
      break;
    default: break;
  }
  return fhirpath::Item::string(part_text(node));
}

fhirpath::TypeId LiveSource::type(fhirpath::NodeId node) const {
  const Types& all = types();
  switch (part_of(node)) {
    case Part::Root: return all.response;
    case Part::Item: return all.item;
    case Part::Answer: return all.answer;
    case Part::Value: return holds_answer(node) ? type_of(answer_at(node).kind) : fhirpath::kNoType;
    case Part::Score: return all.extension;
    case Part::System:
    case Part::ScoreUrl: return all.uri;
    case Part::Status:
    case Part::Code: return all.code;
    case Part::Questionnaire: return all.canonical;
    case Part::ScoreValue: return all.decimal;
    case Part::Main: return holds_answer(node) && answer_at(node).kind == AnswerKind::Quantity ? all.decimal : all.string;
    default: return all.string;
  }
}

std::string_view LiveSource::name(fhirpath::NodeId node) const {
  const auto parts = [&] { return holds_answer(node) ? part_names(answer_at(node).kind) : PartNames{}; };
  switch (part_of(node)) {
    case Part::Root: return {};
    case Part::ResourceType: return "resourceType";
    case Part::Status: return "status";
    case Part::Questionnaire: return "questionnaire";
    case Part::Item: return "item";
    case Part::LinkId: return "linkId";
    case Part::Text: return "text";
    case Part::Answer: return "answer";
    case Part::Value:
    case Part::ScoreValue: return "value";
    case Part::Score: return "extension";
    case Part::ScoreUrl: return "url";
    case Part::Main: return parts().main;
    case Part::System: return "system";
    case Part::Code: return parts().code;
    case Part::Display: return parts().display;
  }
  return {};
}

fhirpath::Item LiveSource::parent(fhirpath::NodeId node) const {
  const NodeId id = id_of(node);
  switch (part_of(node)) {
    case Part::Root: return {};
    case Part::ResourceType:
    case Part::Status:
    case Part::Questionnaire: return root();
    case Part::Item: {
      const NodeId above = form_->node(id).parent;
      if (above == kRoot || above == kNoNode) return root();
      return form_->item(above).is_question() ? fhirpath::Item::node(this, make(above, form_->node(id).slot, Part::Answer)) : item(above);
    }
    case Part::LinkId:
    case Part::Text:
    case Part::Answer: return item(id);
    case Part::Value: return at(node, Part::Answer);
    case Part::ScoreUrl:
    case Part::ScoreValue: return at(node, Part::Score);
    default: return at(node, Part::Value);
  }
}

int LiveSource::index_in_parent(fhirpath::NodeId node) const {
  if (part_of(node) == Part::Answer) return int(slot_of(node));
  if (part_of(node) != Part::Item) return -1;
  const fhirpath::Item above = parent(node);
  fhirpath::Items all;
  children(above.node(), names::kItem, all);
  for (size_t i = 0; i < all.size(); ++i)
    if (all[i].node() == node) return int(i);
  return -1;
}

void LiveSource::write_json(fhirpath::NodeId node, std::string& out) const {
  const auto write_list = [&](std::string_view key, const fhirpath::Items& list) {
    if (list.empty()) return;
    json::write_key(key, out);
    out += '[';
    for (size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += ',';
      list[i].source().write_json(list[i].node(), out);
    }
    out += ']';
  };
  fhirpath::Items items(1u << 20), answers(1u << 20);
  children(node, names::kItem, items);
  children(node, names::kAnswer, answers);
  switch (part_of(node)) {
    case Part::Root: out += R"({"resourceType":"QuestionnaireResponse","status":"in-progress")"; break;
    case Part::Item:
      out += "{\"linkId\":";
      json::write_string(form_->item(id_of(node)).link_id, out);
      break;
    case Part::Answer:
      out += '{';
      if (holds_answer(node)) write_answer_members(answer_at(node), out);
      break;
    case Part::Value: {
      std::string whole = "{";
      if (holds_answer(node)) write_answer_members(answer_at(node), whole);
      const size_t colon = whole.find(':');
      out += colon == std::string::npos ? "null" : std::string_view(whole).substr(colon + 1);
      return;
    }
    case Part::Score: {
      const Option* const option = holds_answer(node) ? option_of(node) : nullptr;
      out += R"({"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":)";
      out += option ? option->ordinal_text() : "0";
      out += '}';
      return;
    }
    default: {
      const fhirpath::Item plain = value(node);
      if (plain.is_number()) out += plain.decimal().to_string();
      else json::write_string(part_text(node), out);
      return;
    }
  }
  write_list("answer", answers);
  write_list("item", items);
  out += '}';
}

// Whether walking from the instance reaches items of that definition: for Items, only through groups.
bool LiveSource::below(NodeId id, ItemIndex wanted, fhirpath::Reach reach) const {
  const Questionnaire& definition = form_->definition();
  const ItemIndex from = form_->node(id).item;
  for (ItemIndex at = definition.item(wanted).parent; at != from; at = definition.item(at).parent) {
    if (at == kNoItem || reach == fhirpath::Reach::Children) return false;
    if (reach == fhirpath::Reach::Items && definition.item(at).is_question()) return false;
  }
  return from == kNoItem || reach == fhirpath::Reach::Descendants || !definition.item(from).is_question();
}

bool LiveSource::find_linked(fhirpath::NodeId node, fhirpath::Reach reach, std::string_view link_id, fhirpath::Items& out) const {
  const Part part = part_of(node);
  if (part != Part::Root && part != Part::Item) return false;
  const NodeId id = id_of(node);
  const ItemIndex wanted = form_->definition().find(link_id);
  if (wanted == kNoItem) return true;
  if (form_->definition().is_repeated(link_id)) return false;
  if (id != kRoot) {
    const Item& own = form_->item(id);
    if (wanted <= own.index || wanted >= own.end) return true;
  }
  if (!form_->definition().item(wanted).lives || !below(id, wanted, reach)) return true;
  found_.clear();
  form_->collect(id, wanted, UINT32_MAX, found_);
  for (const NodeId found : found_)
    if (is_there(found) && form_->reachable(found)) out.push(item(found));
  return true;
}

}  // namespace forms
