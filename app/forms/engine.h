// app/forms/engine.h: what a form has worked out so far: a cell for each rule of each instance. Private to the module; made only for
// forms that have expressions.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/fhirpath/evaluator.h"
#include "app/forms/form.h"
#include "app/forms/live_source.h"
#include "app/forms/rules.h"

namespace forms {

using CellIndex = uint32_t;

// A collection that outlives its evaluation: text and quantities copied, nodes an expression made turned into documents.
class KeptItems {
 public:
  using Documents = std::unordered_map<const fhirpath::Source*, std::weak_ptr<const fhirpath::Document>>;
  // True when it is another collection than before; one that holds live answers always is, as what is below them may have changed.
  bool keep(std::span<const fhirpath::Item> items, const LiveSource& live, Documents& documents);
  std::span<const fhirpath::Item> items() const { return items_; }

 private:
  static bool same(const fhirpath::Item& a, const fhirpath::Item& b);
  std::vector<fhirpath::Item> items_;
  std::deque<std::string> texts_;
  std::deque<fhirpath::QuantityValue> quantities_;
  std::vector<std::shared_ptr<const fhirpath::Document>> documents_;
};

// What a rule came to; which members matter depends on its kind.
struct Outcome {
  KeptItems items;              // Variable, Population
  Answers answers;              // Options (what the list shows), bounds
  std::vector<Option> options;  // Options: views of `answers`
  std::string text;             // Text
};

struct Cell {
  NodeId node = kNoNode;
  RuleIndex rule = kNoRule;
  uint8_t rounds = 0;    // evaluations within one operation; bounds loops
  bool queued = false;
  bool known = false;    // it has been worked out at least once
  bool truth = true;     // of Enable, Toggle, Constraint, Required, ReadOnly, Repeats
  bool pinned = false;   // one repeat's share of a population
  std::unique_ptr<Outcome> outcome;
  Outcome& made() {
    if (!outcome) outcome = std::make_unique<Outcome>();
    return *outcome;
  }
};

struct Engine final : fhirpath::Variables {
  fhirpath::Evaluator evaluator;
  LiveSource live;
  std::deque<Cell> cells;
  KeptItems::Documents documents;
  std::vector<NodeId> found;  // kept from one search to the next
  const Form* form = nullptr;
  const Rule* asking = nullptr;  // whose expression runs, and where
  NodeId at = kNoNode;
  uint64_t evaluations = 0;
  size_t steps_left = 0;    // of this operation's share
  bool exhausted = false;   // some operation wanted more than its share

  bool find(std::string_view name, fhirpath::Items& out) const override;
  const Cell* cell_of(RuleIndex rule, NodeId below) const;
};

// A result as answers to a question of that type: what cannot be one is left out.
Answers answers_from(std::span<const fhirpath::Item> items, const Item& question, const LiveSource& live, bool many);
// As people read it: several joined by ", ".
std::string text_from(std::span<const fhirpath::Item> items);

}  // namespace forms
