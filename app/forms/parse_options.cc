// The options of a choice: answerOption, a value set in the form itself, or one the caller has an expansion of.
#include <algorithm>
#include <cstdlib>

#include "app/forms/expand.h"
#include "app/forms/parser.h"

namespace forms {
namespace {

Option option_of(const json::Value& node) {
  Option option;
  option.prefix = extension_of(node, "questionnaire-optionPrefix")["valueString"].string();
  option.node = &node;
  option.initially_selected = node["initialSelected"].is_true();
  option.exclusive = extension_of(node, "questionnaire-optionExclusive")["valueBoolean"].is_true();
  return option;
}

}  // namespace

std::string_view Option::ordinal_text() const {
  if (!node) return {};
  for (const json::Value* at : {node, &(*node)["valueCoding"]}) {
    for (const std::string_view name : {"ordinalValue", "itemWeight", "valueset-ordinalValue", "codesystem-ordinalValue"}) {
      const json::Value& weight = extension_of(*at, name)["valueDecimal"];
      if (weight.is_number()) return weight.text();
    }
  }
  return {};
}

std::optional<double> Option::ordinal() const {
  const std::string_view text = ordinal_text();
  if (text.empty()) return std::nullopt;
  return std::strtod(std::string(text).c_str(), nullptr);
}

namespace {

// By its id or canonical; the canonical may name a version.
const json::Value& contained_in(const json::Value& form, std::string_view name) {
  static const json::Value kNone;
  const std::string_view url = name.substr(0, name.find('|'));
  for (const json::Value& resource : form["contained"].elements())
    if (resource["id"].string() == name || (resource.has("url") && resource["url"].string() == url)) return resource;
  return kNone;
}

std::vector<Option> options_in(const json::Value& form, const ValueSets* known, std::string_view url, bool& whole) {
  Expander expander([&](std::string_view name) -> const json::Value& { return contained_in(form, name); }, known);
  std::vector<Option> list;
  for (const Concept& one : expander.expand(url)) {
    Option& option = list.emplace_back();
    option.value.kind = AnswerKind::Coding;
    option.value.system = one.system;
    option.value.code = one.code();
    option.value.display = (*one.node)["display"].string();
    option.node = one.node;
  }
  whole = expander.is_whole();
  return list;
}

// SDC, answerOption: "For 'string', the allowed values are those found in the value set expansion's 'code' elements."
void make_texts(std::vector<Option>& concepts) {
  for (Option& option : concepts) {
    option.value.kind = AnswerKind::String;
    option.value.text = option.value.code;
    option.value.system = option.value.code = {};
  }
}

}  // namespace

std::vector<Option> Questionnaire::options_of(std::string_view value_set, const Item& question) const {
  bool whole = true;
  std::vector<Option> list = options_in(root(), parts_->value_sets, value_set, whole);
  if (question.is_free_text()) make_texts(list);
  return list;
}

std::span<const Option> Parser::value_set_options(const json::Value& named, std::string_view link_id) {
  const std::string_view url = named.string();
  const auto known = value_set_cache_.find(url);
  if (known != value_set_cache_.end()) return known->second;
  bool whole = true;
  const std::vector<Option> list = options_in(out_.root(), value_sets_, url, whole);
  if (list.empty()) warn(WarningKind::NoValueSet, link_id, "its answers come from a value set that is not at hand: \"" + std::string(url) + "\"", &named);
  else if (!whole) warn(WarningKind::NoValueSet, link_id, "part of its value set is not at hand: \"" + std::string(url) + "\"", &named);
  return value_set_cache_[url] = parts_.keep(list);
}

// Units from a value set, for a question whose units are not listed. Source: questionnaire-unitValueSet.
void Parser::read_unit_value_set(const json::Value& named, std::string_view link_id) {
  for (const Option& option : value_set_options(named, link_id)) units_.push_back({option.value.system, option.value.code, option.value.display});
}

// Options that are codes, of a question that wants a quantity: its units (SDC, extraction.html, the body weight).
void Parser::take_options_for_units(Item& item) {
  if (item.type != ItemType::Quantity || item.options.empty()) return;
  std::vector<UnitOption> units;
  for (const Option& option : item.options)
    if (option.value.kind == AnswerKind::Coding) units.push_back({option.value.system, option.value.code, option.value.display.empty() ? option.value.code : option.value.display});
  if (units.size() < item.options.size()) return;
  item.options = {};
  if (item.units.empty()) item.units = parts_.keep(units);
}

void Parser::read_options(const json::Value& node, Item& item) {
  item.value_set = node["answerValueSet"].string();
  std::vector<Option> list;
  for (const json::Value& entry : node["answerOption"].elements()) {
    Option option = option_of(entry);
    option.value = value_in(entry);
    option.style = parts_.keep(text_style_of(entry.has("valueCoding") ? entry["valueCoding"]["_display"] : entry["_valueString"]));
    if (option.value.kind != AnswerKind::None) list.push_back(option);
  }
  item.options = parts_.keep(list);
  if (list.empty() && !item.value_set.empty()) item.options = value_set_options(node["answerValueSet"], item.link_id);
  if (list.empty() && item.is_free_text()) {
    std::vector<Option> texts(item.options.begin(), item.options.end());
    make_texts(texts);
    item.options = parts_.keep(texts);
  }
  take_options_for_units(item);
  const bool codes = std::any_of(item.options.begin(), item.options.end(), [](const Option& option) { return option.value.kind == AnswerKind::Coding; });
  item.listed = !item.options.empty() && (item.is_choice() || !codes);  // a number is not answered with a code
}

}  // namespace forms
