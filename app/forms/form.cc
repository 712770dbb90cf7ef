// The tree of instances: making it, finding in it, naming places in it.
#include "app/forms/form.h"

#include <algorithm>

#include "app/forms/engine.h"
#include "app/forms/paths.h"
#include "platform/base/check.h"

namespace forms {
namespace {

// Children stand in this order; equal orders (two tablets chose the same place) go by key.
bool stands_before(const Node& a, const Node& b) {
  if (a.slot != b.slot) return a.slot < b.slot;
  if (a.item != b.item) return a.item < b.item;
  if (a.order != b.order) return a.order < b.order;
  return a.key < b.key;
}

std::string_view next_part(std::string_view& path) {
  const std::string_view part = path.substr(0, path.find('/'));
  path.remove_prefix(std::min(path.size(), part.size() + 1));
  return part;
}

}  // namespace

Form::Form(std::shared_ptr<const Questionnaire> definition, os::Random& random, Surroundings around)
    : Form(std::move(definition), random, std::move(around), true) {
  start();
}

Form::Form(std::shared_ptr<const Questionnaire> definition, os::Random& random, Surroundings around, bool with_initial)
    : definition_(std::move(definition)), random_(&random), around_(std::move(around)) {
  if (!definition_->rules().empty()) engine_ = std::make_unique<Engine>();
  nodes_.emplace_back();
  nodes_[kRoot].fresh = with_initial;
  make_cells(kRoot);
  make_children(kRoot, 0, with_initial);
}

Form::Form(Form&&) noexcept = default;
Form& Form::operator=(Form&&) noexcept = default;
Form::~Form() = default;

NodeId Form::make_node(ItemIndex index, NodeId parent, uint32_t slot) {
  const NodeId id = NodeId(nodes_.size());
  Node& node = nodes_.emplace_back();
  node.item = index;
  node.parent = parent;
  node.slot = slot;
  const Item& made = definition_->item(index);
  if (made.is_group() && made.repeats) node.key = kFirstKey;
  return id;
}

NodeId Form::make_tree(ItemIndex index, NodeId parent, uint32_t slot, bool with_initial) {
  const NodeId id = make_node(index, parent, slot);
  nodes_[id].fresh = with_initial;
  make_cells(id);
  if (with_initial) nodes_[id].answers = first_answers(definition_->item(index), parent);
  const uint32_t slots = slot_count(nodes_[id]);
  for (uint32_t i = 0; i < slots; ++i) make_children(id, i, with_initial);
  return id;
}

void Form::make_children(NodeId parent, uint32_t slot, bool with_initial) {
  for (ItemIndex child = definition_->first_child(nodes_[parent].item); child != kNoItem; child = definition_->next_sibling(child)) {
    if (!definition_->item(child).lives) continue;
    const NodeId made = make_tree(child, parent, slot, with_initial);
    nodes_[parent].children.push_back(made);
  }
}

void Form::link(NodeId child) {
  std::vector<NodeId>& list = nodes_[nodes_[child].parent].children;
  const auto at = std::upper_bound(list.begin(), list.end(), child, [&](NodeId a, NodeId b) { return stands_before(nodes_[a], nodes_[b]); });
  list.insert(at, child);
}

void Form::unlink(NodeId child) {
  std::vector<NodeId>& list = nodes_[nodes_[child].parent].children;
  list.erase(std::remove(list.begin(), list.end(), child), list.end());
}

// A question has items below each of its answers; unanswered, one set of them waits.
uint32_t Form::slot_count(const Node& node) const {
  if (node.item == kNoItem || !definition_->item(node.item).nests) return 1;
  return std::max(uint32_t(1), uint32_t(node.answers.size()));
}

std::span<const NodeId> Form::instances(NodeId parent, ItemIndex index, uint32_t slot) const {
  const std::vector<NodeId>& list = nodes_[parent].children;
  const auto place = [&](NodeId id) { return std::pair(nodes_[id].slot, nodes_[id].item); };
  const auto from = std::lower_bound(list.begin(), list.end(), std::pair(slot, index), [&](NodeId id, const auto& wanted) { return place(id) < wanted; });
  // Mostly one; of a group's repeats there may be thousands.
  if (from == list.end() || place(*from) != std::pair(slot, index)) return {};
  if (from + 1 == list.end() || place(*(from + 1)) != std::pair(slot, index)) return {from, from + 1};
  const auto to = std::upper_bound(from, list.end(), std::pair(slot, index), [&](const auto& wanted, NodeId id) { return wanted < place(id); });
  return {from, to};
}

std::span<const NodeId> Form::siblings(NodeId repeat) const {
  const Node& node = nodes_[repeat];
  return node.parent == kNoNode ? std::span<const NodeId>() : instances(node.parent, node.item, node.slot);
}

// The instances of `target` below `from` (or `from` itself); under `slot` only of `from`, every slot when it is UINT32_MAX.
void Form::collect(NodeId from, ItemIndex target, uint32_t slot, std::vector<NodeId>& out) const {
  const Node& node = nodes_[from];
  if (node.item == target) {
    out.push_back(from);
    return;
  }
  ItemIndex child = target;
  while (definition_->item(child).parent != node.item) child = definition_->item(child).parent;
  const uint32_t first = slot == UINT32_MAX ? 0 : slot, last = slot == UINT32_MAX ? slot_count(node) : slot + 1;
  for (uint32_t i = first; i < last; ++i)
    for (const NodeId id : instances(from, child, i)) collect(id, target, UINT32_MAX, out);
}

NodeId Form::find(std::string_view link_id) const {
  const std::vector<NodeId> found = all_instances(definition_->find(link_id));
  return found.empty() ? kNoNode : found.front();
}

NodeId Form::instance_of(ItemIndex index) const {
  if (index == kNoItem) return kRoot;
  const std::vector<NodeId> found = all_instances(index);
  return found.empty() ? kNoNode : found.front();
}

std::vector<NodeId> Form::all_instances(ItemIndex index) const {
  std::vector<NodeId> found;
  if (index != kNoItem && definition_->item(index).lives) collect(kRoot, index, UINT32_MAX, found);
  return found;
}

bool Form::is_answered(NodeId id) const {
  for (const Answer& answer : nodes_[id].answers)
    if (is_value(answer)) return true;
  return false;
}

bool Form::reachable(NodeId id) const {
  if (!nodes_[id].enabled) return false;
  for (NodeId at = nodes_[id].parent; at != kNoNode && at != kRoot; at = nodes_[at].parent)
    if (item(at).is_question() && !is_answered(at)) return false;
  return true;
}

std::string Form::slot_key(const Node& question, uint32_t slot) const {
  if (slot >= question.answers.size()) return {};
  std::string text;
  write_answer_members(question.answers[slot], text);
  uint32_t same = 1;
  for (uint32_t i = 0; i < slot; ++i) same += question.answers[i] == question.answers[slot];
  std::string key = hash_text(text);
  if (same > 1) (key += '.') += std::to_string(same);
  return key;
}

void Form::append_path(NodeId id, std::string& out) const {
  const Node& node = nodes_[id];
  const Item& own = item(id);
  if (node.parent == kRoot) {
    out = definition_->sections()[own.page].name;
    if (!own.is_group()) (out += '/') += own.path_part;
  } else {
    append_path(node.parent, out);
    const Item& above = item(node.parent);
    if (above.is_question() && above.repeats && node.slot < nodes_[node.parent].answers.size()) (out += "/#") += slot_key(nodes_[node.parent], node.slot);
    (out += '/') += own.path_part;
  }
  if (!node.key.empty()) (out += "/#") += node.key;
}

record::FieldPath Form::path(NodeId id) const {
  std::string out;
  if (id != kRoot) append_path(id, out);
  else out = kLooseSection;
  return out;
}

NodeId Form::repeat_of_key(NodeId parent, ItemIndex index, uint32_t slot, std::string_view key, bool create) {
  const std::span<const NodeId> known = instances(parent, index, slot);
  for (const NodeId id : known)
    if (nodes_[id].key == key) return id;
  if (!create || key.empty() || !has_room_for_repeat(known)) return kNoNode;
  const NodeId made = make_tree(index, parent, slot, false);
  nodes_[made].key = key;
  link(made);
  return made;
}

// The node the path leads to; `left` gets what follows it ("@order", "@kept", or what no item claims).
NodeId Form::walk(std::string_view path, bool create, std::string_view* left) {
  const std::string_view section = next_part(path);
  NodeId at = kRoot;
  uint32_t slot = 0;
  std::string_view part = section == kLooseSection ? next_part(path) : section;
  while (!part.empty() && !part.starts_with('@')) {
    ItemIndex child = definition_->first_child(nodes_[at].item);
    while (child != kNoItem && (definition_->item(child).path_part != part || !definition_->item(child).lives)) child = definition_->next_sibling(child);
    if (child == kNoItem || (at == kRoot && definition_->item(child).is_group() != (section != kLooseSection))) return kNoNode;
    part = next_part(path);
    const Item& found = definition_->item(child);
    const bool keyed = part.starts_with('#');
    if (found.is_group() && found.repeats) {
      if (!keyed) return kNoNode;
      at = repeat_of_key(at, child, slot, part.substr(1), create);
      part = next_part(path);
    } else {
      const std::span<const NodeId> one = instances(at, child, slot);
      at = one.empty() ? kNoNode : one.front();
    }
    if (at == kNoNode) return kNoNode;
    slot = 0;
    if (found.is_question() && found.repeats && part.starts_with('#')) {
      while (slot < nodes_[at].answers.size() && slot_key(nodes_[at], slot) != part.substr(1)) ++slot;
      if (slot == nodes_[at].answers.size()) return kNoNode;
      part = next_part(path);
    }
  }
  *left = part;
  return path.empty() ? at : kNoNode;
}

NodeId Form::node_at(std::string_view path) const {
  std::string_view left;
  return const_cast<Form*>(this)->walk(path, false, &left);  // without `create` it changes nothing
}

size_t Form::memory_bytes() const {
  size_t bytes = sizeof(*this) + nodes_.size() * sizeof(Node);
  for (const Node& node : nodes_) bytes += node.children.capacity() * sizeof(NodeId) + node.answers.capacity() * sizeof(Answer);
  return bytes + (done_.capacity() + undone_.capacity()) * sizeof(Step);
}

}  // namespace forms
