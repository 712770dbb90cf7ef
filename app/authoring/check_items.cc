// Items one by one: their types, their words, what does not go together. Source: FHIR R4 questionnaire.html, invariants que-1 to que-13.
#include "app/authoring/report.h"

namespace authoring {
namespace {

using forms::Item;
using forms::ItemType;

// Every text an item can have instead of its own: a header drawn from markup, an item that only holds others side by side, an expression.
bool says_something(const forms::Questionnaire& form, const Item& item) {
  return !item.text.empty() || !item.prefix.empty() || !item.short_text.empty() || !form.xhtml(item).empty() || !form.markdown(item).empty() || !item.decorations.empty() ||
         has_rule(form, item, {forms::RuleKind::Text});
}

void check_words_there(const Checked& c, const Item& item) {
  if (item.hidden || says_something(c.form, item)) return;
  if (item.is_question()) c.report.add(Rule::NoText, *item.node, item.link_id, "the question has no text");
  else if (item.is_display()) c.report.add(Rule::NoText, *item.node, item.link_id, "the display has no text");
}

void check_display(const Checked& c, const Item& item) {
  const forms::json::Value& node = *item.node;
  if (!node["item"].elements().empty()) c.report.add(Rule::ItemsInDisplay, node["item"], item.link_id, "a display holds items");
  for (const char* name : {"required", "repeats", "readOnly", "initial", "maxLength", "answerOption", "answerValueSet"})
    if (node.has(name) && node[name].kind() != forms::json::Kind::False) c.report.add(Rule::NotForDisplay, node[name], item.link_id, quoted(name) + " on a display");
}

void check_for_type(const Checked& c, const Item& item) {
  const forms::json::Value& node = *item.node;
  const auto only_for = [&](const char* name, std::initializer_list<ItemType> types) {
    if (node.has(name) && !is_type(item, types)) c.report.add(Rule::NotForThisType, node[name], item.link_id, quoted(name) + " on an item of type " + quoted(item.type_name));
  };
  only_for("maxLength", {ItemType::Boolean, ItemType::Decimal, ItemType::Integer, ItemType::Date, ItemType::DateTime, ItemType::Time, ItemType::String, ItemType::Text, ItemType::Url, ItemType::OpenChoice});
  only_for("answerValueSet", {ItemType::Choice, ItemType::OpenChoice, ItemType::Quantity, ItemType::String, ItemType::Text});
  if (item.is_group() && node.has("initial")) c.report.add(Rule::NotForThisType, node["initial"], item.link_id, "a group cannot have an initial value");
}

// An answer nobody can give.
void check_reachable(const Checked& c, const Item& item) {
  if (!item.required || !item.is_question() || answers_itself(c.form, item) || has_rule(c.form, item, {forms::RuleKind::ReadOnly})) return;
  if (item.hidden) c.report.add(Rule::RequiredHidden, (*item.node)["required"], item.link_id, "the question is required and hidden");
  else if (item.read_only) c.report.add(Rule::RequiredReadOnly, (*item.node)["required"], item.link_id, "the question is required and read-only");
}

void check_item(const Checked& c, const Item& item) {
  check_words_there(c, item);
  if (item.is_display()) check_display(c, item);
  else check_for_type(c, item);
  check_reachable(c, item);
  if (item.is_group() && c.form.first_child(item.index) == forms::kNoItem && forms::extension_of(*item.node, "sdc-questionnaire-subQuestionnaire").is_null())
    c.report.add(Rule::EmptyGroup, *item.node, item.link_id, "the group is empty");
  if (item.control == forms::Control::Other)
    c.report.add(Rule::UnknownControl, forms::extension_of(*item.node, "questionnaire-itemControl"), item.link_id, "its itemControl " + quoted(item.control_code) + " is not known");
}

Rule rule_of(forms::WarningKind kind) {
  using forms::WarningKind;
  switch (kind) {
    case WarningKind::UnknownType: return Rule::UnknownType;
    case WarningKind::RepeatedLinkId: return Rule::RepeatedLinkId;
    case WarningKind::UnknownQuestion: return Rule::UnknownQuestion;
    case WarningKind::UnknownOperator: return Rule::ConditionIncomplete;
    case WarningKind::NoBehavior: return Rule::NoBehavior;
    case WarningKind::ConditionLoop: return Rule::ConditionLoop;
    case WarningKind::Pattern: return Rule::BadPattern;
    case WarningKind::NoValueSet: return Rule::NoValueSet;
    case WarningKind::Expression: return Rule::BadExpression;
    case WarningKind::ServerQuery: return Rule::ServerQuery;
    case WarningKind::OtherLanguage: return Rule::OtherLanguage;
    case WarningKind::Unnamed: return Rule::UnnamedVariable;
    case WarningKind::TooMany: return Rule::TooManyExpressions;
    case WarningKind::UnknownItem: return Rule::UnknownItem;
    case WarningKind::RuleLoop: return Rule::CalculationLoop;
  }
  return Rule::Count;
}

// The text an author wrote begins where the finding points; the warning's own account of the place is of the expression alone.
std::string without_tail(const std::string& reason) { return reason.substr(0, reason.rfind(" (line ")); }

// A condition may go round in a circle and come to rest; a calculation that reads itself does not. Where one of the circle reads whatever is answered, it only
// may be one.
class Loops {
 public:
  explicit Loops(const forms::Questionnaire& form) {
    for (const forms::Rule& rule : form.rules().all) {
      if (!rule.in_loop) continue;
      if (rule.kind == forms::RuleKind::Enable) conditions_.insert(rule.node);
      possible_ |= rule.expression && rule.expression->dependencies().reads_all_answers;
    }
  }
  Rule rule_of(const forms::json::Value& node) const { return conditions_.contains(&node) ? Rule::ConditionLoop : possible_ ? Rule::PossibleLoop : Rule::CalculationLoop; }

 private:
  std::set<const forms::json::Value*> conditions_;
  bool possible_ = false;
};

}  // namespace

void check_items(const Checked& c) {
  const Loops loops(c.form);
  for (const forms::Warning& warning : c.form.warnings()) {
    const forms::json::Value& node = warning.node ? *warning.node : c.form.root();
    if (warning.kind == forms::WarningKind::Expression) c.report.add_in(Rule::BadExpression, node, warning.at, warning.link_id, without_tail(warning.reason));
    else if (warning.kind == forms::WarningKind::RuleLoop) c.report.add(loops.rule_of(node), node, warning.link_id, warning.reason);
    else c.report.add(rule_of(warning.kind), node, warning.link_id, warning.reason);
  }
  for (const Item& item : c.form.items()) check_item(c, item);
}

}  // namespace authoring
