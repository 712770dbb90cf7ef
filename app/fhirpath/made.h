// app/fhirpath/made.h: nodes an expression makes itself: %factory, `Coding { ... }`, type(). They live until the evaluator's next run.
#pragma once
#include <deque>
#include <vector>

#include "app/fhirpath/source.h"

namespace fhirpath {

struct MadeChild {
  std::string_view name;      // "value"
  std::string_view raw_name;  // "valueString"
  Item item;
};

struct MadeNode {
  TypeId type = kNoType;
  Item value;
  std::vector<MadeChild> children;
  Name name;
};

class MadeSource final : public Source {
 public:
  explicit MadeSource(const Model*& model) : model_(model) {}

  MadeNode& add(TypeId type) {
    nodes_.push_back(MadeNode{type, {}, {}, {}});
    return nodes_.back();
  }
  Item last() const { return Item::node(this, nodes_.size() - 1); }
  const MadeNode& at(NodeId node) const { return nodes_[node]; }
  MadeNode& edit(NodeId node) { return nodes_[node]; }
  void clear() { nodes_.clear(); }
  size_t size() const { return nodes_.size(); }

  void children(NodeId node, const Name& name, Items& out) const override;
  void children(NodeId node, Items& out) const override;
  Item value(NodeId node) const override { return nodes_[node].value; }
  TypeId type(NodeId node) const override { return nodes_[node].type; }
  std::string_view name(NodeId node) const override { return nodes_[node].name.text; }
  Item parent(NodeId) const override { return {}; }
  void write_json(NodeId node, std::string& out) const override;

 private:
  const Model*& model_;
  std::deque<MadeNode> nodes_;
};

}  // namespace fhirpath
