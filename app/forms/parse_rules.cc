// The expressions of a form and of its items, compiled as they are met. What cannot be used is named in the warnings and left out.
#include <algorithm>

#include "app/forms/parser.h"

namespace forms {
namespace {


// Some tools write the expression as plain text.
const json::Value& written_of(const json::Value& expression) { return expression.is_string() ? expression : expression["expression"]; }

struct Dynamic {
  std::string_view member;
  RuleKind kind;
};
// `_required` and its like carry cqf-expression.
constexpr Dynamic kMembers[] = {{"_text", RuleKind::Text}, {"_required", RuleKind::Required}, {"_readOnly", RuleKind::ReadOnly}, {"_repeats", RuleKind::Repeats}, {"_maxLength", RuleKind::MaxLength}};
constexpr Dynamic kBounds[] = {{"minValue", RuleKind::MinValue}, {"maxValue", RuleKind::MaxValue}, {"minLength", RuleKind::MinLength},
                               {"questionnaire-minOccurs", RuleKind::MinOccurs}, {"questionnaire-maxOccurs", RuleKind::MaxOccurs},
                               {"sdc-questionnaire-minQuantity", RuleKind::MinQuantity}, {"sdc-questionnaire-maxQuantity", RuleKind::MaxQuantity}};


}  // namespace

const fhirpath::Expression* Parser::compiled(const json::Value& written, std::string_view link_id) {
  const std::string_view text = written.string();
  const auto known = compiled_.find(text);
  if (known != compiled_.end()) return known->second;
  auto made = fhirpath::Expression::compile(text);
  const fhirpath::Expression* out = nullptr;
  if (!made) {
    const fhirpath::ExpressionError& error = made.error();
    warn(WarningKind::Expression, link_id, "an expression cannot be used: " + error.message + " (line " + std::to_string(error.line) + ", column " + std::to_string(error.column) + ")", &written,
         error.at);
  } else {
    parts_.rules.expressions.push_back(std::make_unique<fhirpath::Expression>(std::move(*made)));
    out = parts_.rules.expressions.back().get();
  }
  return compiled_[text] = out;
}

void Parser::add_rule(RuleKind kind, ItemIndex item, const json::Value& expression, const json::Value& extension, std::string_view name) {
  const std::string_view link_id = item == kNoItem ? std::string_view() : out_.items_[item].link_id;
  std::vector<Rule>& rules = parts_.rules.all;
  const size_t own = item == kNoItem ? rules.size() : rules.size() - out_.items_[item].first_rule;
  if (rules.size() >= kRulesMax || own >= (item == kNoItem ? kFormRulesMax : kItemRulesMax)) {
    too_many_rules_ = true;
    return;
  }
  Rule rule;
  rule.kind = kind;
  rule.item = item;
  rule.node = &extension;
  rule.name = name.empty() ? expression["name"].string() : name;
  const std::string_view language = expression["language"].string();
  const bool names = kind == RuleKind::Variable || kind == RuleKind::Population;
  if (language.find("fhir-query") != std::string_view::npos) {
    if (!names) return warn(WarningKind::ServerQuery, link_id, "it asks a FHIR server, and there is none to ask", &expression);
    rule.empty_bundle = true;
  } else if (!language.empty() && language.find("fhirpath") == std::string_view::npos) {
    return warn(WarningKind::OtherLanguage, link_id, "an expression is written in " + std::string(language.substr(0, 40)) + ", which is not used here", &expression["language"]);
  } else {
    rule.expression = compiled(written_of(expression), link_id);
    if (!rule.expression && !names) return;
  }
  if (names && rule.name.empty()) return warn(WarningKind::Unnamed, link_id, "a variable has no name", &expression);
  rules.push_back(rule);
  // A named expression of another kind is a variable too, and one the whole form sees.
  if (names || kind == RuleKind::Constraint || rule.name.empty() || !rule.expression) return;
  rule.kind = RuleKind::Variable;
  rule.seen_everywhere = true;
  named_.emplace(rule.name, RuleIndex(rules.size()));
  rules.push_back(rule);
}

void Parser::read_constraint(const json::Value& extension, ItemIndex item) {
  const json::Value& expression = extension_of(extension, "expression");
  const json::Value& said = expression[expression.has("valueExpression") ? "valueExpression" : "valueString"];
  const size_t known = parts_.rules.all.size();
  const json::Value& key = extension_of(extension, "key");
  add_rule(RuleKind::Constraint, item, said, extension, key[key.has("valueId") ? "valueId" : "valueString"].string());
  if (parts_.rules.all.size() == known) return;
  Rule& rule = parts_.rules.all.back();
  const json::Value& human = extension_of(extension, "human");
  rule.words = human[human.has("valueString") ? "valueString" : "valueMarkdown"].string();
  rule.warning_only = extension_of(extension, "severity")["valueCode"].string() == "warning";
}

// cqf-expression (or cqf-calculatedValue, an older name) on an element.
void Parser::read_dynamic(const json::Value& element, RuleKind kind, ItemIndex item) {
  for (const std::string_view name : {"cqf-expression", "cqf-calculatedValue"}) {
    const json::Value& extension = extension_of(element, name);
    if (extension.is_null()) continue;
    return add_rule(kind, item, extension[extension.has("valueExpression") ? "valueExpression" : "valueString"], extension);
  }
}

void Parser::read_rule(std::string_view url, const json::Value& extension, ItemIndex item) {
  const json::Value& expression = extension["valueExpression"];
  std::string_view name = url;
  constexpr std::string_view kSdc = "sdc-questionnaire-";
  if (name.starts_with(kSdc)) name.remove_prefix(kSdc.size());
  if (name == "variable") return add_rule(RuleKind::Variable, item, expression, extension);
  if (name == "targetConstraint" || name == "questionnaire-constraint") return read_constraint(extension, item);
  if (item == kNoItem) {  // named, another expression of the form is a variable of it
    if (name.ends_with("Expression") && expression.has("name")) add_rule(RuleKind::Variable, item, expression, extension);
    return;
  }
  if (name == "itemPopulationContext") add_rule(RuleKind::Population, item, expression, extension);
  else if (name == "initialExpression") add_rule(RuleKind::Initial, item, expression, extension);
  else if (name == "calculatedExpression") add_rule(RuleKind::Calculated, item, expression, extension);
  else if (name == "enableWhenExpression") add_rule(RuleKind::Enable, item, expression, extension);
  else if (name == "answerExpression") {
    add_rule(RuleKind::Options, item, expression, extension);
    out_.items_[item].listed = true;
  }
  else if (name == "answerOptionsToggleExpression") add_rule(RuleKind::Toggle, item, extension_of(extension, "expression")["valueExpression"], extension);
  for (const Dynamic& bound : kBounds)
    if (url == bound.member)
      for (const json::Member& member : extension.members())
        if (member.key.starts_with("_value")) read_dynamic(member.value, bound.kind, item);
}

void Parser::read_form_rules() {
  for (const json::Value& extension : out_.root()["extension"].elements()) read_rule(last_part(extension["url"].string()), extension, kNoItem);
  parts_.rules.form_rules = uint32_t(parts_.rules.all.size());
}

void Parser::read_rules(const json::Value& node, Item& item) {
  item.first_rule = uint32_t(parts_.rules.all.size());
  for (const json::Value& extension : node["extension"].elements()) read_rule(last_part(extension["url"].string()), extension, item.index);
  for (const Dynamic& member : kMembers)
    if (node.has(member.member)) read_dynamic(node[member.member], member.kind, item.index);
  const size_t known = parts_.rules.all.size();
  read_dynamic(node["_answerValueSet"], RuleKind::Options, item.index);
  for (size_t i = known; i < parts_.rules.all.size(); ++i) parts_.rules.all[i].names_value_set = true;
  item.rule_count = uint16_t(std::min<size_t>(parts_.rules.all.size() - item.first_rule, UINT16_MAX));
  for (uint32_t rule = item.first_rule; rule < item.first_rule + item.rule_count; ++rule)
    item.calculated |= parts_.rules.all[rule].kind == RuleKind::Calculated;
}

}  // namespace forms
