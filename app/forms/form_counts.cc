// Counts, kept by differences: a node adds its own bits to itself and everything above it, and only changes climb.
#include "app/forms/form.h"

namespace forms {
namespace {

enum Bit : uint8_t { kAsked = 1, kAnswered = 2, kMissing = 4, kInvalid = 8, kHasAnswer = 16 };

void add(Counts& counts, uint8_t bits, uint32_t by) {
  if (bits & kAsked) counts.asked += by;
  if (bits & kAnswered) counts.answered += by;
  if (bits & kMissing) counts.missing += by;
  if (bits & kInvalid) counts.invalid += by;
}

// Groups whose own state depends on what is below them.
bool watches_below(const Item& item) { return item.is_group() && (item.required || (item.limits && (item.limits->min_occurs || item.limits->max_occurs))); }

}  // namespace

uint8_t Form::bits_of(NodeId id) const {
  const Node& node = nodes_[id];
  if (id == kRoot || !node.attached || !reachable(id)) return 0;
  const Item& own = item(id);
  if (own.is_display()) return 0;
  const bool answered = own.is_question() && is_answered(id);
  uint8_t bits = answered ? kHasAnswer : 0;
  if (own.is_question() ? !own.is_asked() || node.read_only == 1 : own.hidden) return bits;
  if (own.is_question()) bits |= answered ? kAsked | kAnswered : kAsked;
  if (node.answers.empty() && !required(id) && !own.limits && own.rule_count == 0) return bits;
  const bool told_below = own.is_group() && node.counts.missing > ((node.mine & kMissing) ? 1u : 0u);
  for (const Issue& issue : issues(id)) {
    if (issue.warning) continue;
    if (issue.code != IssueCode::Required && issue.code != IssueCode::MinOccurs) bits |= kInvalid;
    else if (!told_below) bits |= kMissing;
  }
  return bits;
}

void Form::refresh(NodeId id) {
  if (!counting_) return;
  Node& node = nodes_[id];
  const uint8_t bits = bits_of(id);
  if (bits == node.mine) return;
  const uint8_t gone = uint8_t(node.mine & ~bits), come = uint8_t(bits & ~node.mine);
  node.mine = bits;
  const uint32_t answered = (come & kHasAnswer) ? 1u : (gone & kHasAnswer) ? UINT32_MAX : 0u;
  for (NodeId at = id; at != kNoNode; at = nodes_[at].parent) {
    add(nodes_[at].counts, come, 1);
    add(nodes_[at].counts, gone, UINT32_MAX);  // unsigned: minus one
    nodes_[at].answered_all += answered;
  }
  for (NodeId at = nodes_[id].parent; at != kNoNode && at != kRoot; at = nodes_[at].parent) {
    if (!watches_below(item(at))) continue;
    refresh(at);
    const std::span<const NodeId> repeats = siblings(at);
    if (!repeats.empty() && repeats.front() != at) refresh(repeats.front());
  }
}

Counts Form::counts_below(NodeId id) const {
  Counts counts = nodes_[id].counts;
  add(counts, nodes_[id].mine, UINT32_MAX);
  return counts;
}

void Form::refresh_below(NodeId id) {
  for (const NodeId child : nodes_[id].children) {
    refresh(child);
    refresh_below(child);
  }
}

void Form::recount(NodeId id) {
  Node& node = nodes_[id];
  node.counts = {};
  node.answered_all = 0;
  node.mine = 0;
  for (const NodeId child : node.children) {
    recount(child);
    const Node& below = nodes_[child];
    node.counts.asked += below.counts.asked;
    node.counts.answered += below.counts.answered;
    node.counts.missing += below.counts.missing;
    node.counts.invalid += below.counts.invalid;
    node.answered_all += below.answered_all;
  }
  node.mine = bits_of(id);
  add(node.counts, node.mine, 1);
  node.answered_all += (node.mine & kHasAnswer) ? 1 : 0;
}

namespace {

template <class Wanted>
void list_below(const Form& form, NodeId id, size_t count_max, std::vector<NodeId>& out, uint32_t Counts::*count, const Wanted& wanted) {
  if (out.size() >= count_max || form.node(id).counts.*count == 0) return;
  if (id != kRoot && wanted(form.node(id).mine)) out.push_back(id);
  for (const NodeId child : form.node(id).children) list_below(form, child, count_max, out, count, wanted);
}

}  // namespace

std::vector<NodeId> Form::missing(NodeId within, size_t count_max) const {
  std::vector<NodeId> out;
  list_below(*this, within, count_max, out, &Counts::missing, [](uint8_t mine) { return (mine & kMissing) != 0; });
  return out;
}

std::vector<NodeId> Form::invalid(NodeId within, size_t count_max) const {
  std::vector<NodeId> out;
  list_below(*this, within, count_max, out, &Counts::invalid, [](uint8_t mine) { return (mine & kInvalid) != 0; });
  return out;
}

}  // namespace forms
