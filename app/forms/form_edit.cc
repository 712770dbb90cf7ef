// The operations, and undoing them. Each is a Step that says before and after; doing, undoing and redoing it is one code path.
#include <algorithm>

#include "app/forms/form.h"
#include "app/forms/paths.h"
#include "platform/base/check.h"
#include "sync/record/order_key.h"

namespace forms {
namespace {

constexpr size_t kKeyChars = 10;

std::string new_key(os::Random& random) {
  static constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuv";
  uint64_t bits = random.next_u64();
  std::string out(kKeyChars, 'a');
  out[0] = kDigits[10 + bits % 22];  // a letter first: never mistaken for the first repeat's "1"
  for (size_t i = 1; i < kKeyChars; ++i) out[i] = kDigits[(bits >>= 5) & 31];
  return out;
}

// What is not an answer at all is not kept: an empty box is no answer.
void drop_empty(Answers& answers) {
  std::erase_if(answers, [](const Answer& answer) {
    const bool chars = answer.kind == AnswerKind::String || answer.kind == AnswerKind::Uri || answer.kind == AnswerKind::Typed;
    return answer.beside.empty() && (answer.kind == AnswerKind::None || (chars && answer.text.empty()));
  });
}

}  // namespace

Changes Form::run(const Step& step, bool forward) {
  Changes changes;
  changes.focus = step.node;
  changes_ = &changes;
  if (step.answers) {
    apply_answers(step, forward);
    overrule(step.node);
  } else {
    apply_structure(step, forward);
  }
  return finish(std::move(changes));
}

// Lets what depends on the change follow, and says what went on and off, seen from before the operation.
Changes Form::finish(Changes changes) {
  changes_ = &changes;
  settle();
  changes_ = nullptr;
  std::stable_sort(flips_.begin(), flips_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (size_t i = 0; i < flips_.size(); ++i) {
    if (i > 0 && flips_[i].first == flips_[i - 1].first) continue;  // the first tells what it was before
    const auto [id, was] = flips_[i];
    if (was != nodes_[id].enabled) (was ? changes.off : changes.on).push_back(id);
  }
  flips_.clear();
  return changes;
}

void Form::remember(Step step) {
  undone_.clear();
  if (done_.size() >= kUndoStepsMax) done_.erase(done_.begin(), done_.begin() + kUndoStepsMax / 10);
  done_.push_back(std::move(step));
}

Changes Form::undo() {
  typing_ = kNoNode;
  if (done_.empty()) return {};
  Step step = std::move(done_.back());
  done_.pop_back();
  undone_.push_back(std::move(step));
  return run(undone_.back(), false);
}

Changes Form::redo() {
  typing_ = kNoNode;
  if (undone_.empty()) return {};
  Step step = std::move(undone_.back());
  undone_.pop_back();
  done_.push_back(std::move(step));
  return run(done_.back(), true);
}

// ---- answers

Changes Form::set_answers(NodeId question, Answers answers, Typing typing) {
  if (question == kRoot || !exists(question) || !item(question).is_question()) return {};
  drop_empty(answers);
  if (answers == nodes_[question].answers) return {};
  Step step;
  step.node = question;
  step.answers = true;
  step.before = nodes_[question].answers;
  step.after = std::move(answers);
  plan_slots(question, step);
  const bool joins = typing == Typing::Yes && typing_ == question && !done_.empty() && done_.back().node == question && done_.back().answers;
  typing_ = typing == Typing::Yes ? question : kNoNode;
  Changes changes = run(step, true);
  if (joins) {
    done_.back().after = std::move(step.after);
    done_.back().children_after = std::move(step.children_after);
    undone_.clear();
  } else {
    remember(std::move(step));
  }
  return changes;
}

// Items below an answer stay with it while its place among the answers changes; a new answer gets new ones.
void Form::plan_slots(NodeId question, Step& step) {
  if (!item(question).nests) return;
  for (const NodeId child : nodes_[question].children) step.children_before.push_back({child, nodes_[child].slot});
  const size_t before = std::max<size_t>(1, step.before.size()), after = std::max<size_t>(1, step.after.size());
  constexpr size_t kFresh = SIZE_MAX;
  std::vector<size_t> from(after, kFresh);
  std::vector<bool> used(before, false);
  for (size_t i = 0; i < step.after.size(); ++i)
    for (size_t j = 0; j < step.before.size() && from[i] == kFresh; ++j)
      if (!used[j] && step.before[j] == step.after[i]) used[from[i] = j] = true;
  for (size_t i = 0; i < after; ++i)
    if (from[i] == kFresh && i < before && !used[i]) used[from[i] = i] = true;
  for (uint32_t i = 0; i < after; ++i) {
    for (const Placed& child : step.children_before)
      if (child.slot == from[i]) step.children_after.push_back({child.node, i});
    if (from[i] != kFresh) continue;
    std::vector<NodeId>& children = nodes_[question].children;
    const size_t known = children.size();
    make_children(question, i, true);
    for (size_t made = known; made < children.size(); ++made) step.children_after.push_back({children[made], i});
    children.resize(known);
  }
}

void Form::place_children(NodeId question, const std::vector<Placed>& children) {
  const std::vector<NodeId> left = std::move(nodes_[question].children);
  nodes_[question].children.clear();
  for (const Placed& child : children) {
    nodes_[question].children.push_back(child.node);
    nodes_[child.node].slot = child.slot;
  }
  const std::vector<NodeId>& now = nodes_[question].children;
  for (const NodeId child : left)
    if (std::find(now.begin(), now.end(), child) == now.end()) leave(child);
  for (const NodeId child : now)
    if (!nodes_[child].attached) enter(child);
}

// A question got its first answer or lost its last: what stands below it counts now, or no longer.
void Form::reconsider_below(NodeId id) {
  for (const NodeId child : nodes_[id].children) {
    refresh(child);
    if (!nodes_[child].answers.empty()) enqueue_dependents(child);
    reconsider_below(child);
  }
}

void Form::apply_answers(const Step& step, bool forward) {
  Node& node = nodes_[step.node];
  const bool was_answered = is_answered(step.node);
  const bool nests = item(step.node).nests;
  const std::vector<FieldEdit> below = nests ? gathered(node.children) : std::vector<FieldEdit>();
  node.answers = forward ? step.after : step.before;
  if (nests) place_children(step.node, forward ? step.children_after : step.children_before);
  refresh(step.node);
  if (nests && was_answered != is_answered(step.node)) reconsider_below(step.node);
  enqueue_dependents(step.node);
  changes_->answered.push_back(step.node);
  changes_->edits.push_back({path(step.node), value_of(node)});
  if (nests) emit_moved(below, gathered(node.children));
}

// The paths of items below a repeating question's answers name the answer, so they move with it.
void Form::emit_moved(const std::vector<FieldEdit>& before, std::vector<FieldEdit> after) {
  std::map<record::FieldPath, record::Value> changed;
  for (const FieldEdit& edit : before) changed[edit.path] = {};
  for (FieldEdit& edit : after) changed[edit.path] = std::move(edit.to);
  for (const FieldEdit& edit : before) {
    const auto same = changed.find(edit.path);
    if (same != changed.end() && same->second == edit.to) changed.erase(same);
  }
  for (auto& [path, value] : changed) changes_->edits.push_back({path, std::move(value)});
}

Changes Form::toggle(NodeId question, const AnswerView& option) {
  if (question == kRoot || !exists(question) || !item(question).is_question()) return {};
  const Item& own = item(question);
  Answers answers = nodes_[question].answers;
  const auto exclusive = [&](const AnswerView& value) {
    return std::any_of(own.options.begin(), own.options.end(), [&](const Option& known) { return known.exclusive && same_value(known.value, value); });
  };
  const size_t before = answers.size();
  std::erase_if(answers, [&](const Answer& answer) { return same_value(answer.view(), option); });
  if (answers.size() == before) {
    if (!repeats(question) || exclusive(option)) answers.clear();
    std::erase_if(answers, [&](const Answer& answer) { return exclusive(answer.view()); });
    answers.emplace_back(option);
  }
  return set_answers(question, std::move(answers));
}

// ---- repeats

void Form::attach(NodeId repeat) {
  link(repeat);
  enter(repeat);
  changes_->added.push_back(repeat);
  for (FieldEdit& edit : gathered({repeat})) changes_->edits.push_back(std::move(edit));
}

void Form::detach(NodeId repeat) {
  for (FieldEdit& edit : gathered({repeat})) changes_->edits.push_back({std::move(edit.path), {}});
  leave(repeat);
  unlink(repeat);
  changes_->removed.push_back(repeat);
}

void Form::apply_structure(const Step& step, bool forward) {
  for (const NodeId repeat : forward ? step.detached : step.attached) detach(repeat);
  for (const Reorder& reorder : step.reorders) {
    Node& node = nodes_[reorder.node];
    if (node.attached) unlink(reorder.node);
    node.order = forward ? reorder.after : reorder.before;
    if (!node.attached) continue;
    link(reorder.node);
    changes_->edits.push_back({path(reorder.node) + "/" + std::string(kOrderPart), node.order.empty() ? record::Value() : record::atom(node.order)});
  }
  for (const NodeId repeat : forward ? step.attached : step.detached) attach(repeat);
  const std::span<const NodeId> all = siblings(step.node);
  for (const NodeId repeat : all) refresh(repeat);
}

Changes Form::add_repeat(NodeId after) {
  if (after == kRoot || !exists(after) || !item(after).is_group() || !repeats(after) || !has_room_for_repeat(siblings(after))) return {};
  typing_ = kNoNode;
  const Node here = nodes_[after];
  const std::span<const NodeId> all = siblings(after);
  const size_t next = size_t(std::find(all.begin(), all.end(), after) - all.begin()) + 1;
  Step step;
  std::string low = here.order;
  if (low.empty()) {  // the first repeat gets a place of its own once it has company
    low = record::order_between({}, next < all.size() ? nodes_[all[next]].order : std::string());
    step.reorders.push_back({after, {}, low});
  }
  const std::string order = record::order_between(low, next < all.size() ? nodes_[all[next]].order : std::string());
  const NodeId made = make_tree(here.item, here.parent, here.slot, true);
  nodes_[made].key = new_key(*random_);
  nodes_[made].order = order;
  step.node = made;
  step.attached = {made};
  Changes changes = run(step, true);
  remember(std::move(step));
  return changes;
}

Changes Form::remove_repeat(NodeId repeat) {
  if (repeat == kRoot || !exists(repeat) || !item(repeat).is_group() || !item(repeat).repeats) return {};
  typing_ = kNoNode;
  Step step;
  step.node = repeat;
  step.detached = {repeat};
  if (siblings(repeat).size() == 1) {
    const Node& gone = nodes_[repeat];
    step.attached = {make_tree(gone.item, gone.parent, gone.slot, true)};
  }
  Changes changes = run(step, true);
  remember(std::move(step));
  return changes;
}

Changes Form::move_repeat(NodeId repeat, size_t place) {
  if (repeat == kRoot || !exists(repeat) || !item(repeat).is_group() || !item(repeat).repeats) return {};
  typing_ = kNoNode;
  const std::span<const NodeId> all = siblings(repeat);
  std::vector<NodeId> others(all.begin(), all.end());
  std::erase(others, repeat);
  place = std::min(place, others.size());
  if (all[place] == repeat) return {};
  const auto order_at = [&](size_t at) { return at < others.size() ? nodes_[others[at]].order : std::string(); };
  const std::string low = place == 0 ? std::string() : order_at(place - 1);
  Step step;
  step.node = repeat;
  step.reorders.push_back({repeat, nodes_[repeat].order, record::order_between(low, order_at(place))});
  Changes changes = run(step, true);
  remember(std::move(step));
  return changes;
}

}  // namespace forms
