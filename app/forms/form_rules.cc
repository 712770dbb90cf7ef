// What follows from a change: conditions, and everything below an item that goes on or off.
// The graph is the definition's (Item::dependents); instances are found from the changed one by the nearest container both stand in,
// so a change costs what depends on it and nothing else.
#include <algorithm>

#include "app/forms/form.h"

namespace forms {
namespace {

constexpr uint8_t kRoundsMax = 8;

bool matches(Operator op, const AnswerView& answer, const AnswerView& wanted) {
  if (op == Operator::Equal || op == Operator::NotEqual) return same_value(answer, wanted);
  const std::optional<std::weak_ordering> order = compare_values(answer, wanted);
  if (!order) return false;
  switch (op) {
    case Operator::Greater: return *order > 0;
    case Operator::Less: return *order < 0;
    case Operator::GreaterOrEqual: return *order >= 0;
    case Operator::LessOrEqual: return *order <= 0;
    default: return false;
  }
}

}  // namespace

// Where to look for `other` from an instance: the nearest ancestor (or itself) that holds or is it, and under which of its answers.
Form::Scope Form::common_scope(NodeId from, ItemIndex other) const {
  uint32_t slot = UINT32_MAX;
  for (NodeId at = from; at != kRoot; slot = nodes_[at].slot, at = nodes_[at].parent) {
    const Item& held = item(at);
    if (other >= held.index && other < held.end) return {at, slot};
  }
  return {kRoot, UINT32_MAX};
}

bool Form::condition_met(NodeId id, const Condition& condition) const {
  if (condition.op == Operator::Unknown) return true;
  bool any = false, match = false;
  if (condition.question != kNoItem && definition_->item(condition.question).lives) {
    const Scope scope = common_scope(id, condition.question);
    std::vector<NodeId> questions;
    collect(scope.top, condition.question, scope.slot, questions);
    for (const NodeId question : questions) {
      if (!reachable(question)) continue;
      for (const Answer& answer : nodes_[question].answers) {
        if (!is_value(answer)) continue;
        any = true;
        match |= condition.op != Operator::Exists && matches(condition.op, answer.view(), condition.answer);
      }
    }
  }
  if (condition.op == Operator::Exists) return any == (condition.answer.text != "false");
  return condition.op == Operator::NotEqual ? !match : match;
}

bool Form::conditions_met(NodeId id) const {
  const Item& own = item(id);
  if (own.conditions.empty()) return true;
  for (const Condition& condition : own.conditions)
    if (condition_met(id, condition) != own.all_conditions) return !own.all_conditions;
  return own.all_conditions;
}

void Form::enqueue(NodeId id) {
  Node& node = nodes_[id];
  if (node.queued || !node.attached || node.rounds >= kRoundsMax) return;
  node.queued = true;
  queue_.push_back(id);
}

void Form::enqueue_dependents(NodeId question) {
  std::vector<NodeId> found;
  for (const ItemIndex dependent : item(question).dependents) {
    if (!definition_->item(dependent).lives) continue;
    const Scope scope = common_scope(question, dependent);
    collect(scope.top, dependent, scope.slot, found);
  }
  for (const NodeId id : found) enqueue(id);
}

void Form::settle() {
  for (size_t next = 0; next < queue_.size(); ++next) {
    Node& node = nodes_[queue_[next]];
    node.queued = false;
    ++node.rounds;
    if (!node.attached) continue;
    const bool on = conditions_met(queue_[next]);
    if (on == node.on) continue;
    node.on = on;
    const bool enabled = on && nodes_[node.parent].enabled;
    if (enabled != node.enabled) set_enabled(queue_[next], enabled);
  }
  for (const NodeId id : queue_) nodes_[id].rounds = 0;
  queue_.clear();
}

void Form::set_enabled(NodeId id, bool enabled) {
  Node& node = nodes_[id];
  flips_.emplace_back(id, node.enabled);
  node.enabled = enabled;
  refresh(id);
  if (!node.answers.empty()) enqueue_dependents(id);
  for (const NodeId child : node.children) {
    const bool below = enabled && nodes_[child].on;
    if (below != nodes_[child].enabled) set_enabled(child, below);
  }
}

// A subtree joins the tree (its root is linked already). What stands later in the form may still change these; settle() follows.
void Form::enter(NodeId id) {
  Node& node = nodes_[id];
  node.attached = true;
  node.on = conditions_met(id);
  node.enabled = node.on && nodes_[node.parent].enabled;
  if (node.enabled) flips_.emplace_back(id, false);
  for (const NodeId child : node.children) enter(child);
  refresh(id);
  if (node.enabled && !node.answers.empty()) enqueue_dependents(id);
}

void Form::leave(NodeId id) {
  Node& node = nodes_[id];
  for (const NodeId child : node.children) leave(child);
  if (node.enabled) flips_.emplace_back(id, true);
  const bool told = node.enabled && !node.answers.empty();
  node.attached = node.enabled = false;
  refresh(id);
  if (told) enqueue_dependents(id);
}

// The whole form, once: enablement in document order, then whatever later answers change, then the counts.
void Form::start() {
  counting_ = false;
  nodes_[kRoot].attached = nodes_[kRoot].enabled = true;
  for (const NodeId child : nodes_[kRoot].children) enter(child);
  settle();
  counting_ = true;
  recount(kRoot);
  refresh_below(kRoot);  // groups that look at their later siblings
  flips_.clear();
}

}  // namespace forms
