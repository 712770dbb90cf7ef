// The options of a choice: answerOption, a value set in the form itself, or one the caller has an expansion of.
#include <algorithm>
#include <cstdlib>

#include "app/forms/parser.h"

namespace forms {
namespace {

constexpr size_t kConceptsMax = 50'000;

void add_concept(const json::Value& node, std::string_view system, std::vector<Option>& out) {
  if (out.size() >= kConceptsMax || node["abstract"].is_true() || node["code"].string().empty()) return;
  Option option;
  option.value.kind = AnswerKind::Coding;
  option.value.system = system;
  option.value.code = node["code"].string();
  option.value.display = node["display"].string();
  option.node = &node;
  out.push_back(option);
}

// ValueSet.expansion.contains, which nests.
void add_expansion(const json::Value& list, std::vector<Option>& out) {
  for (const json::Value& entry : list.elements()) {
    add_concept(entry, entry["system"].string(), out);
    add_expansion(entry["contains"], out);
  }
}

// CodeSystem.concept, which nests.
void add_code_system(const json::Value& list, std::string_view system, std::vector<Option>& out) {
  for (const json::Value& entry : list.elements()) {
    add_concept(entry, system, out);
    add_code_system(entry["concept"], system, out);
  }
}

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

const json::Value& Parser::contained(std::string_view id) const {
  static const json::Value kNone;
  for (const json::Value& resource : out_.root()["contained"].elements())
    if (resource["id"].string() == id || (resource.has("url") && resource["url"].string() == id)) return resource;
  return kNone;
}

std::span<const Option> Parser::value_set_options(const json::Value& named, std::string_view link_id) {
  const std::string_view url = named.string();
  const auto known = value_set_cache_.find(url);
  if (known != value_set_cache_.end()) return known->second;
  std::vector<Option> list;
  const json::Value& set = contained(url.starts_with('#') ? url.substr(1) : url);
  add_expansion(set["expansion"]["contains"], list);
  if (list.empty()) {
    for (const json::Value& include : set["compose"]["include"].elements()) {
      const std::string_view system = include["system"].string();
      for (const json::Value& entry : include["concept"].elements()) add_concept(entry, system, list);
      if (!include.has("concept") && !system.empty()) add_code_system(contained(system)["concept"], system, list);
    }
  }
  if (list.empty() && value_sets_)
    for (const json::Value& entry : value_sets_->find(url)) add_concept(entry, entry["system"].string(), list);
  if (list.empty()) warn(WarningKind::NoValueSet, link_id, "its answers come from a value set that is not at hand: \"" + std::string(url) + "\"", &named);
  return value_set_cache_[url] = parts_.keep(list);
}

void Parser::read_options(const json::Value& node, Item& item) {
  item.value_set = node["answerValueSet"].string();
  std::vector<Option> list;
  for (const json::Value& entry : node["answerOption"].elements()) {
    Option option = option_of(entry);
    option.value = value_in(entry);
    if (option.value.kind != AnswerKind::None) list.push_back(option);
  }
  item.options = parts_.keep(list);
  if (list.empty() && !item.value_set.empty()) item.options = value_set_options(node["answerValueSet"], item.link_id);
}

}  // namespace forms
