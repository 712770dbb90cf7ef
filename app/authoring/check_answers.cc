// What can be answered: options, initial values, limits.
#include <algorithm>
#include <map>
#include <set>

#include "app/authoring/report.h"

namespace authoring {
namespace {

using forms::AnswerKind;
using forms::AnswerView;
using forms::Item;
using forms::ItemType;
using forms::json::Value;

std::string named(const AnswerView& value) { return quoted(value.kind == AnswerKind::Coding ? value.code : value.text); }

void check_sources(const Checked& c, const Item& item) {
  const Value& node = *item.node;
  const bool has_options = !node["answerOption"].elements().empty(), has_set = node.has("answerValueSet");
  if (has_options && has_set) c.report.add(Rule::TwoSourcesOfOptions, node["answerValueSet"], item.link_id, "it has answerOption and answerValueSet");
  const bool computed = has_rule(c.form, item, {forms::RuleKind::Options}) || !forms::extension_of(node, "sdc-questionnaire-candidateExpression").is_null() || answers_itself(c.form, item);
  if (item.type == ItemType::Choice && !has_options && !has_set && !computed && !item.read_only && !item.hidden) c.report.add(Rule::NoOptions, node, item.link_id, "the choice has nothing to choose from");
}

void check_options(const Checked& c, const Item& item) {
  if (item.node->has("answerOption") == false) return;
  std::map<std::string, size_t> seen;
  for (const forms::Option& option : item.options) {
    const AnswerView& value = option.value;
    if (value.kind == AnswerKind::Coding && value.display.empty()) c.report.add(Rule::NoDisplay, *option.node, item.link_id, "option " + named(value) + " has no display");
    if (++seen[std::string(value.system) + '\n' + std::string(value.kind == AnswerKind::Coding && !value.code.empty() ? value.code : value.kind == AnswerKind::Coding ? value.display : value.text)] == 2)
      c.report.add(Rule::RepeatedOption, *option.node, item.link_id, "option " + named(value) + " is there twice");
  }
}

// Concepts of a contained value set, each told of once however many questions use it.
void check_concepts(const Checked& c, const Item& item, std::set<const Value*>& told) {
  if (item.node->has("answerOption")) return;
  for (const forms::Option& option : item.options) {
    if (!item.value_set.starts_with('#')) return;
    if (!option.value.display.empty() || !option.node || !told.insert(option.node).second) continue;
    c.report.add(Rule::NoDisplay, *option.node, item.link_id, "code " + quoted(option.value.code) + " of " + quoted(item.value_set) + " has no display");
  }
}

bool fits(const Item& item, const AnswerView& value) {
  switch (item.type) {
    case ItemType::Boolean: return value.kind == AnswerKind::Boolean;
    case ItemType::Integer: return value.kind == AnswerKind::Integer;
    case ItemType::Decimal: return value.kind == AnswerKind::Decimal || value.kind == AnswerKind::Integer;
    case ItemType::Date: return value.kind == AnswerKind::Date;
    case ItemType::DateTime: return value.kind == AnswerKind::DateTime || value.kind == AnswerKind::Date;
    case ItemType::Time: return value.kind == AnswerKind::Time;
    case ItemType::String: case ItemType::Text: return value.kind == AnswerKind::String || !item.options.empty();
    case ItemType::Url: return value.kind == AnswerKind::Uri || value.kind == AnswerKind::String;
    case ItemType::Attachment: return value.kind == AnswerKind::Attachment;
    case ItemType::Reference: return value.kind == AnswerKind::Reference;
    case ItemType::Quantity: return value.kind == AnswerKind::Quantity;
    default: return true;
  }
}

void check_initial(const Checked& c, const Item& item) {
  const Value& written = (*item.node)["initial"];
  if (written.is_null() || !item.is_question()) return;
  for (const AnswerView& value : item.initial) {
    if (!fits(item, value)) c.report.add(Rule::InitialKind, written, item.link_id, "its initial value " + named(value) + " is no value of type " + quoted(item.type_name));
    if (item.type != ItemType::Choice || item.options.empty() || has_rule(c.form, item, {forms::RuleKind::Options})) continue;
    const bool there = std::any_of(item.options.begin(), item.options.end(), [&](const forms::Option& option) { return forms::same_value(option.value, value); });
    if (!there) c.report.add(Rule::InitialNotAnOption, written, item.link_id, "its initial value " + named(value) + " is not one of its options");
  }
}

void check_limits(const Checked& c, const Item& item) {
  if (!item.limits) return;
  const forms::ItemLimits& limits = *item.limits;
  const auto crossed = [&](const AnswerView& low, const AnswerView& high) {
    const auto order = low.kind == AnswerKind::None || high.kind == AnswerKind::None ? std::nullopt : forms::compare_values(low, high);
    return order && *order > 0;
  };
  const auto tell = [&](std::string_view low, std::string_view high) {
    c.report.add(Rule::LimitsCrossed, forms::extension_of(*item.node, low), item.link_id, std::string(low) + " is above " + std::string(high));
  };
  if (crossed(limits.min_value, limits.max_value)) tell("minValue", "maxValue");
  if (crossed(limits.min_quantity, limits.max_quantity)) tell("sdc-questionnaire-minQuantity", "sdc-questionnaire-maxQuantity");
  const int32_t longest = item.max_length;
  if (longest > 0 && limits.min_length > longest) tell("minLength", "maxLength");
  if (limits.max_occurs > 0 && limits.min_occurs > limits.max_occurs) tell("questionnaire-minOccurs", "questionnaire-maxOccurs");
  if (!item.repeats && !has_rule(c.form, item, {forms::RuleKind::Repeats}) && std::max(limits.min_occurs, limits.max_occurs) > 1)
    c.report.add(Rule::LimitWithoutRepeats, forms::extension_of(*item.node, limits.max_occurs > 1 ? "questionnaire-maxOccurs" : "questionnaire-minOccurs"), item.link_id,
                 "it asks for more than one answer and does not repeat");
}

}  // namespace

void check_answers(const Checked& c) {
  std::set<const Value*> told;
  for (const Item& item : c.form.items()) {
    if (item.is_choice()) check_sources(c, item);
    check_options(c, item);
    check_concepts(c, item, told);
    check_initial(c, item);
    check_limits(c, item);
  }
}

}  // namespace authoring
