// What follows from a change: conditions, and everything below an item that goes on or off.
// The graph is the definition's (Item::dependents); instances are found from the changed one by the nearest container both stand in,
// so a change costs what depends on it and nothing else.
#include <algorithm>

#include "app/forms/engine.h"

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
  if (!nodes_[id].on_by_expression) return false;
  if (own.conditions.empty()) return true;
  for (const Condition& condition : own.conditions)
    if (condition_met(id, condition) != own.all_conditions) return !own.all_conditions;
  return own.all_conditions;
}

void Form::push_queue(uint32_t rank, uint32_t at, uint32_t rule) {
  queue_.push_back({rank, sequence_++, at, rule});
  std::push_heap(queue_.begin(), queue_.end());
}

void Form::enqueue(NodeId id) {
  Node& node = nodes_[id];
  if (node.queued || !node.attached || node.rounds >= kRoundsMax) return;
  node.queued = true;
  push_queue(item(id).rank, id, kNoRule);
}

void Form::enqueue_dependents(NodeId question) {
  std::vector<NodeId> found;
  for (const ItemIndex dependent : item(question).dependents) {
    if (!definition_->item(dependent).lives) continue;
    const Scope scope = common_scope(question, dependent);
    collect(scope.top, dependent, scope.slot, found);
  }
  for (const NodeId id : found) enqueue(id);
  if (engine_) enqueue_readers(question);
}

void Form::settle_conditions(NodeId id) {
  Node& node = nodes_[id];
  if (!node.attached) return;
  const bool on = conditions_met(id);
  if (on == node.on) return;
  node.on = on;
  const bool enabled = on && nodes_[node.parent].enabled;
  if (enabled != node.enabled) set_enabled(id, enabled);
}

// What is read is worked out before what reads it; only in a loop does anything come round again.
void Form::settle() {
  start_operation();
  while (!queue_.empty()) {
    std::pop_heap(queue_.begin(), queue_.end());
    const Queued next = queue_.back();
    queue_.pop_back();
    const bool is_cell = next.rule != kNoRule;
    worked_.emplace_back(next.at, is_cell);
    if (is_cell) {
      run_cell(next.at);
      continue;
    }
    nodes_[next.at].queued = false;
    ++nodes_[next.at].rounds;
    settle_conditions(next.at);
  }
  for (const auto& [at, is_cell] : worked_) {
    if (is_cell) engine_->cells[at].rounds = 0;
    else nodes_[at].rounds = 0;
  }
  worked_.clear();
  sequence_ = 0;
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
  if (engine_) enter_cells(id);
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
  if (engine_) enter_cells(kRoot);
  for (const NodeId child : nodes_[kRoot].children) enter(child);
  counting_ = true;
  recount(kRoot);
  Changes nobody_asked;
  changes_ = &nobody_asked;
  settle();
  changes_ = nullptr;
  is_opened_ = true;
  refresh_below(kRoot);  // groups that look at their later siblings
  flips_.clear();
}

}  // namespace forms
