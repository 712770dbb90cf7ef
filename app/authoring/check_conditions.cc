// Conditions that can never hold, and what is never asked because of them.
#include <algorithm>

#include "app/authoring/report.h"

namespace authoring {
namespace {

using forms::AnswerKind;
using forms::AnswerView;
using forms::Condition;
using forms::Item;
using forms::ItemType;
using forms::Operator;

enum class Why : uint8_t { Possible, NotAQuestion, NeverAnswered, OtherKind, NotAnOption, BeyondLimits, Incomplete };

// Whether an answer to the question could be compared with it at all. Kinds that compare as numbers, moments or words go together.
bool comparable(const Item& question, const AnswerView& wanted) {
  const auto is = [&](std::initializer_list<AnswerKind> kinds) { return std::find(kinds.begin(), kinds.end(), wanted.kind) != kinds.end(); };
  switch (question.type) {
    case ItemType::Boolean: return is({AnswerKind::Boolean});
    case ItemType::Integer: case ItemType::Decimal: case ItemType::Quantity: return is({AnswerKind::Integer, AnswerKind::Decimal, AnswerKind::Quantity});
    case ItemType::Date: case ItemType::DateTime: return is({AnswerKind::Date, AnswerKind::DateTime});
    case ItemType::Time: return is({AnswerKind::Time});
    case ItemType::Attachment: return false;
    case ItemType::Reference: return is({AnswerKind::Reference});
    case ItemType::Choice: return !question.options.empty() || is({AnswerKind::Coding, AnswerKind::String});
    case ItemType::String: case ItemType::Text: case ItemType::Url: return !question.options.empty() || is({AnswerKind::String, AnswerKind::Uri});
    default: return true;
  }
}

bool among(const Item& question, const Condition& condition) {
  return std::any_of(question.options.begin(), question.options.end(), [&](const forms::Option& option) { return forms::same_value(option.value, condition.answer); });
}

bool same_code(const Item& question, const Condition& condition) {
  return condition.answer.kind == AnswerKind::Coding &&
         std::any_of(question.options.begin(), question.options.end(), [&](const forms::Option& option) { return option.value.code == condition.answer.code; });
}

// No answer within the question's limits satisfies the operator.
bool beyond_limits(const Item& question, const Condition& condition) {
  if (!question.limits) return false;
  const auto order = [&](const AnswerView& limit) { return limit.kind == AnswerKind::None ? std::nullopt : forms::compare_values(limit, condition.answer); };
  const auto low = order(question.limits->min_value), high = order(question.limits->max_value);
  switch (condition.op) {
    case Operator::Equal: return (low && *low > 0) || (high && *high < 0);
    case Operator::Greater: return high && *high <= 0;
    case Operator::GreaterOrEqual: return high && *high < 0;
    case Operator::Less: return low && *low >= 0;
    case Operator::LessOrEqual: return low && *low > 0;
    default: return false;
  }
}

class Conditions {
 public:
  explicit Conditions(const Checked& checked) : c_(checked), never_(checked.form.items().size(), false) {}

  void run() {
    spread();
    for (const Item& item : c_.form.items()) tell(item);
  }

 private:
  // Holds for nothing: `!=` and `exists = false` do hold where there is no answer.
  static bool wants_answer(const Condition& condition) { return condition.op != Operator::NotEqual && !(condition.op == Operator::Exists && condition.answer.text == "false"); }

  Why why(const Condition& condition) const {
    if (condition.op == Operator::Unknown || condition.question == forms::kNoItem) return Why::Possible;  // told of elsewhere
    if (condition.answer.kind == AnswerKind::None) return Why::Incomplete;
    const Item& question = c_.form.item(condition.question);
    if (!question.is_question()) return Why::NotAQuestion;
    if (!wants_answer(condition)) return Why::Possible;
    if (never_[question.index] || (question.hidden && !answers_itself(c_.form, question) && !has_population(question))) return Why::NeverAnswered;
    if (condition.op == Operator::Exists) return Why::Possible;
    if (!comparable(question, condition.answer)) return Why::OtherKind;
    const bool closed = !question.options.empty() && !has_rule(c_.form, question, {forms::RuleKind::Options}) &&
                        (question.type == ItemType::Choice || (question.type == ItemType::OpenChoice && condition.answer.kind == AnswerKind::Coding));
    if (condition.op == Operator::Equal && closed && !among(question, condition)) return Why::NotAnOption;
    return beyond_limits(question, condition) ? Why::BeyondLimits : Why::Possible;
  }

  bool has_population(const Item& question) const {
    for (const Item* at = &question; at->parent != forms::kNoItem; at = &c_.form.item(at->parent))
      if (has_rule(c_.form, *at, {forms::RuleKind::Population})) return true;
    return question.is_group();
  }

  bool missing(const Condition& condition) const { return condition.question == forms::kNoItem && wants_answer(condition) && condition.op != Operator::Unknown; }

  bool can_be_asked(const Item& item) const {
    if (item.conditions.empty()) return true;
    const auto possible = [&](const Condition& condition) { return !missing(condition) && why(condition) == Why::Possible; };
    return item.all_conditions ? std::all_of(item.conditions.begin(), item.conditions.end(), possible) : std::any_of(item.conditions.begin(), item.conditions.end(), possible);
  }

  // What is never asked has no answer, so conditions on it never hold either, and nothing below it is asked.
  void spread() {
    std::vector<forms::ItemIndex> open;
    const auto note = [&](forms::ItemIndex index) {
      if (never_[index]) return;
      never_[index] = true;
      open.push_back(index);
    };
    for (const Item& item : c_.form.items())
      if (!can_be_asked(item)) note(item.index);
    while (!open.empty()) {
      const Item& item = c_.form.item(open.back());
      open.pop_back();
      for (forms::ItemIndex child = c_.form.first_child(item.index); child != forms::kNoItem; child = c_.form.next_sibling(child)) note(child);
      for (const forms::ItemIndex dependent : item.dependents)
        if (!can_be_asked(c_.form.item(dependent))) note(dependent);
    }
  }

  void tell(const Item& item) const {
    const forms::json::Value& written = (*item.node)["enableWhen"];
    for (size_t i = 0; i < item.conditions.size(); ++i) tell(item, item.conditions[i], written[i]);
    const bool above = item.parent != forms::kNoItem && never_[item.parent];
    if (never_[item.index] && !above) c_.report.add(Rule::NeverAsked, written, item.link_id, "its conditions can never hold, so it is never asked");
  }

  void tell(const Item& item, const Condition& condition, const forms::json::Value& at) const {
    if (condition.question == forms::kNoItem) return;
    const Item& question = c_.form.item(condition.question);
    const std::string name = quoted(condition.question_link_id), wanted = quoted(condition.answer.kind == AnswerKind::Coding ? condition.answer.code : condition.answer.text);
    switch (why(condition)) {
      case Why::Possible: return;
      case Why::Incomplete: return c_.report.add(Rule::ConditionIncomplete, at, item.link_id, "its enableWhen on " + name + " has no answer to compare with");
      case Why::NotAQuestion: return c_.report.add(Rule::NotAQuestion, at, item.link_id, "its enableWhen looks at " + name + ", which is a " + std::string(question.type_name));
      case Why::NeverAnswered: return c_.report.add(Rule::DeadCondition, at, item.link_id, "its enableWhen waits for " + name + ", which is never " + (never_[question.index] ? "asked" : "answered: it is hidden"));
      case Why::OtherKind: return c_.report.add(Rule::ConditionKind, at, item.link_id, "its enableWhen compares " + name + ", of type " + quoted(question.type_name) + ", with a value of another type");
      case Why::NotAnOption: return c_.report.add(Rule::DeadCondition, at, item.link_id, "its enableWhen waits for " + wanted + ", which is not an option of " + name + (same_code(question, condition) ? " (that has another system)" : ""));
      case Why::BeyondLimits: return c_.report.add(Rule::DeadCondition, at, item.link_id, "its enableWhen waits for an answer that the limits of " + name + " do not allow");
    }
  }

  const Checked& c_;
  std::vector<bool> never_;
};

}  // namespace

void check_conditions(const Checked& checked) { Conditions(checked).run(); }

}  // namespace authoring
