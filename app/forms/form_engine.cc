// Expressions at work: which to run again after a change, and what to do with what they come to. The graph is rules.h's; a rule runs for an
// instance only when something it reads has changed there.
#include <algorithm>

#include "app/forms/engine.h"
#include "app/forms/launch.h"
#include "sync/record/order_key.h"

namespace forms {
namespace {

constexpr uint8_t kRoundsPerOperationMax = 16;  // of a rule that depends on itself, in one operation
constexpr size_t kPopulatedMax = 1000;
// What expressions may do. One operation's share is some hundred milliseconds of a tablet; a real form's takes a thousandth of it.
constexpr size_t kStepsMax = 2'000'000, kOperationStepsMax = 10'000'000, kStepsAnEvaluation = 50;
constexpr size_t kItemsMade = 200'000, kBytesMade = 4u << 20;
constexpr size_t kDerivedBytesMax = 64 * 1024;  // of one answer

// Runs only while a new form opens: afterwards the answer is hers.
bool is_once(RuleKind kind) { return kind == RuleKind::Initial || kind == RuleKind::Population; }

}  // namespace

bool Form::find_launched(std::string_view name, fhirpath::Items& out) const { return around_.launch && around_.launch->find(name, out); }

uint64_t Form::evaluations() const { return engine_ ? engine_->evaluations : 0; }

// ---- what to run

void Form::start_operation() {
  if (!engine_) return;
  engine_->steps_left = kOperationStepsMax;
}

void Form::make_cells(NodeId id) {
  if (!engine_) return;
  Node& node = nodes_[id];
  const uint32_t first = node.item == kNoItem ? 0 : item(id).first_rule;
  const uint32_t count = node.item == kNoItem ? definition_->rules().form_rules : item(id).rule_count;
  if (count == 0) return;
  node.first_cell = CellIndex(engine_->cells.size());
  for (uint32_t i = 0; i < count; ++i) {
    Cell& cell = engine_->cells.emplace_back();
    cell.node = id;
    cell.rule = first + i;
  }
}

// An instance joins the tree: everything of its own is worked out. What was stored or undone keeps its calculated answers; one that a person may have
// written over is held to the calculation once the form is open.
void Form::enter_cells(NodeId id) {
  const Node& node = nodes_[id];
  if (node.first_cell == UINT32_MAX) return;
  const uint32_t count = node.item == kNoItem ? definition_->rules().form_rules : item(id).rule_count;
  for (CellIndex at = node.first_cell; at < node.first_cell + count; ++at) {
    const Cell& cell = engine_->cells[at];
    const RuleKind kind = definition_->rules().all[cell.rule].kind;
    if (kind == RuleKind::Calculated && !node.fresh && !is_opened_) overrule(id);
    if ((is_once(kind) || kind == RuleKind::Calculated) && (!node.fresh || cell.known)) continue;
    enqueue_cell(at);
  }
}

void Form::enqueue_cell(CellIndex at) {
  Cell& cell = engine_->cells[at];
  if (cell.queued || cell.pinned || !nodes_[cell.node].attached || cell.rounds >= kRoundsPerOperationMax) return;
  cell.queued = true;
  push_queue(definition_->rules().all[cell.rule].rank, at, cell.rule);
}

// Every instance of the rule's item at or below `within`.
void Form::enqueue_rule(RuleIndex index, NodeId within) {
  const Rule& rule = definition_->rules().all[index];
  const auto enqueue_at = [&](NodeId id, uint32_t first) {
    if (nodes_[id].first_cell != UINT32_MAX) enqueue_cell(nodes_[id].first_cell + (index - first));
  };
  if (rule.item == kNoItem) return enqueue_at(kRoot, 0);
  const Item& own = definition_->item(rule.item);
  if (!own.lives) return;
  const size_t from = engine_->found.size();  // searches nest, as sources of one list
  collect(within, rule.item, UINT32_MAX, engine_->found);
  for (size_t i = from; i < engine_->found.size(); ++i) enqueue_at(engine_->found[i], own.first_rule);
  engine_->found.resize(from);
}

// What reads the question, or anything it stands in.
void Form::enqueue_readers(NodeId question) {
  for (NodeId at = question; at != kRoot && at != kNoNode; at = nodes_[at].parent) {
    for (const Reader& reader : item(at).readers) {
      if (reader.everywhere) {
        enqueue_rule(reader.rule, kRoot);
        continue;
      }
      NodeId owner = at;
      while (owner != kRoot && nodes_[owner].item != definition_->rules().all[reader.rule].item) owner = nodes_[owner].parent;
      if (owner != kRoot) enqueue_rule(reader.rule, owner);
    }
  }
  for (const Reader& reader : definition_->rules().form_readers) enqueue_rule(reader.rule, kRoot);
}

void Form::enqueue_users(const Rule& rule, NodeId at) {
  for (const RuleIndex user : rule.users) enqueue_rule(user, rule.seen_everywhere ? kRoot : at);
}

// ---- running

void Form::run_cell(CellIndex at) {
  Cell& cell = engine_->cells[at];
  const Rule& rule = definition_->rules().all[cell.rule];
  cell.queued = false;
  ++cell.rounds;
  const bool fresh = nodes_[cell.node].fresh;
  if (!nodes_[cell.node].attached || (is_once(rule.kind) && (cell.known || !fresh || is_opened_))) return;
  // What was stored stands until something its calculation reads changes.
  if (rule.kind == RuleKind::Calculated && !is_opened_ && !fresh && !nodes_[cell.node].overruled) return;
  if (rule.empty_bundle) return take_outcome(at, {});
  if (!rule.expression) return;
  if (rule.expression->dependencies().reads_clock && !around_.clock) return;
  engine_->form = this;
  engine_->live.attach(this);
  engine_->asking = &rule;
  engine_->at = cell.node;
  const fhirpath::Item focus = engine_->live.item(cell.node);
  fhirpath::Context context;
  context.focus = {&focus, 1};
  context.resource = engine_->live.root();
  context.variables = engine_.get();
  context.now_ms = around_.clock ? around_.clock->now_ms() : 0;
  context.zone_minutes = around_.zone_minutes;
  if (engine_->steps_left < kStepsAnEvaluation) {
    engine_->exhausted = true;
    return;
  }
  context.limits.steps = std::min(kStepsMax, engine_->steps_left);
  context.limits.items = kItemsMade;
  context.limits.bytes = kBytesMade;
  ++engine_->evaluations;
  const auto result = engine_->evaluator.evaluate(*rule.expression, context);
  engine_->steps_left -= std::min(engine_->steps_left, engine_->evaluator.steps_used() + kStepsAnEvaluation);
  if (result) take_outcome(at, *result);  // what fails leaves things as they were
  else if (!cell.known) cell.known = true;
}

void Form::take_outcome(CellIndex at, std::span<const fhirpath::Item> items) {
  Cell& cell = engine_->cells[at];
  const Rule& rule = definition_->rules().all[cell.rule];
  const NodeId id = cell.node;
  const bool truth = fhirpath::truth_of(items).value_or(false);
  const bool was_known = std::exchange(cell.known, true), was = std::exchange(cell.truth, truth);
  switch (rule.kind) {
    case RuleKind::Variable: return take_variable(at, items);
    case RuleKind::Population: return populate(at, items);
    case RuleKind::Initial: {
      Answers answers = answers_from(items, item(id), engine_->live, repeats(id));
      if (!answers.empty()) derive(id, std::move(answers));
      return;
    }
    case RuleKind::Calculated: return calculate(id, answers_from(items, item(id), engine_->live, repeats(id)));
    case RuleKind::Enable:
      nodes_[id].on_by_expression = truth;
      return settle_conditions(id);
    case RuleKind::Options: return take_options(at, items);
    case RuleKind::Text: cell.made().text = text_from(items); return;
    case RuleKind::Required: nodes_[id].required = truth; break;
    case RuleKind::ReadOnly: nodes_[id].read_only = truth; break;
    case RuleKind::Toggle: return;
    case RuleKind::Repeats: nodes_[id].repeats = truth; break;
    case RuleKind::Constraint:
      cell.truth = truth || items.empty();  // only what is said to be false is broken
      break;
    default:  // a bound
      if (item(id).is_question()) {
        Item asked = item(id);
        const bool counted = rule.kind == RuleKind::MinLength || rule.kind == RuleKind::MaxLength || rule.kind == RuleKind::MinOccurs || rule.kind == RuleKind::MaxOccurs;
        if (counted) asked.type = ItemType::Integer;
        if (rule.kind == RuleKind::MinQuantity || rule.kind == RuleKind::MaxQuantity) asked.type = ItemType::Quantity;
        cell.made().answers = answers_from(items, asked, engine_->live, false);
      }
      break;
  }
  if (!was_known || was != cell.truth || is_bound(rule.kind)) refresh(id);
}

void Form::take_variable(CellIndex at, std::span<const fhirpath::Item> items) {
  Cell& cell = engine_->cells[at];
  const Rule& rule = definition_->rules().all[cell.rule];
  fhirpath::Item nothing;
  if (rule.empty_bundle && definition_->rules().nothing_found) {
    nothing = definition_->rules().nothing_found->root();
    items = {&nothing, 1};
  }
  const bool first = !cell.outcome;
  if (cell.made().items.keep(items, engine_->live, engine_->documents) || first) enqueue_users(rule, cell.node);
}

// What a form is opened about comes as one repeat each. Several where there is room for one are an author's error, and none of them is taken (SDC, itemPopulationContext).
void Form::populate(CellIndex at, std::span<const fhirpath::Item> items) {
  const NodeId id = engine_->cells[at].node;
  const Rule& rule = definition_->rules().all[engine_->cells[at].rule];
  if (!item(id).repeats && items.size() > 1) return take_variable(at, {});
  if (rule.empty_bundle || !item(id).is_group() || items.size() < 2) return take_variable(at, items);
  fhirpath::Items all;
  for (size_t i = 0; i < std::min(items.size(), kPopulatedMax); ++i) all.push(items[i]);
  engine_->cells[at].pinned = true;
  take_variable(at, {all.begin(), 1});
  NodeId last = id;
  const Node here = nodes_[id];
  if (here.order.empty()) nodes_[id].order = record::order_between({}, {});
  for (size_t i = 1; i < all.size() && nodes_.size() < kNodesMax; ++i) {
    const NodeId made = make_tree(here.item, here.parent, here.slot, true);
    nodes_[made].key = std::to_string(i + 1);
    nodes_[made].order = record::order_between(nodes_[last].order, {});
    const CellIndex own = nodes_[made].first_cell + (at - nodes_[id].first_cell);
    engine_->cells[own].known = engine_->cells[own].pinned = true;
    engine_->cells[own].made().items.keep({all.begin() + i, 1}, engine_->live, engine_->documents);
    link(made);
    enter(made);
    enqueue_users(rule, made);
    last = made;
  }
}

void Form::take_options(CellIndex at, std::span<const fhirpath::Item> items) {
  Cell& cell = engine_->cells[at];
  Outcome& outcome = cell.made();
  outcome.options.clear();
  if (definition_->rules().all[cell.rule].names_value_set) {
    outcome.text = text_from(items.first(std::min<size_t>(items.size(), 1)));
    if (!outcome.text.empty()) outcome.options = definition_->options_of(outcome.text, item(cell.node));
    return refresh(cell.node);
  }
  Item open = item(cell.node);
  open.options = {};  // the list is the expression's, not to be matched with a written one
  outcome.answers = answers_from(items, open, engine_->live, true);
  for (const Answer& answer : outcome.answers) {
    Option option;
    option.value = answer.view();
    outcome.options.push_back(option);
  }
  refresh(cell.node);
}

// An answer nobody gave: from an expression.
void Form::derive(NodeId question, Answers answers) {
  if (!item(question).is_question() || answers == nodes_[question].answers) return;
  for (const Answer& answer : answers)
    if (answer.text.size() > kDerivedBytesMax) return;
  Step step;
  step.node = question;
  step.answers = true;
  step.before = nodes_[question].answers;
  step.after = std::move(answers);
  plan_slots(question, step);
  apply_answers(step, true);
}

// SDC, calculatedExpression: "If a user has edited a calculated value, it should no longer be changed when other answers in the questionnaire response change." What she
// says may be what the calculation says: the calculation itself tells.
void Form::overrule(NodeId question) {
  if (!engine_ || !item(question).calculated || read_only(question)) return;
  Node& node = nodes_[question];
  node.overruled = !node.answers.empty();
  if (!node.overruled) return;
  for (uint32_t i = 0; i < item(question).rule_count; ++i)
    if (definition_->rules().all[item(question).first_rule + i].kind == RuleKind::Calculated) enqueue_cell(node.first_cell + i);
}

void Form::calculate(NodeId question, Answers answers) {
  Node& node = nodes_[question];
  const auto same = [](const Answer& a, const Answer& b) { return same_value(a.view(), b.view()); };
  if (node.overruled && std::equal(answers.begin(), answers.end(), node.answers.begin(), node.answers.end(), same)) node.overruled = false;
  else if (!node.overruled) derive(question, std::move(answers));
}

Changes Form::work_out() {
  if (!engine_) return {};
  for (CellIndex at = 0; at < engine_->cells.size(); ++at) {
    const Cell& cell = engine_->cells[at];
    if (definition_->rules().all[cell.rule].kind == RuleKind::Calculated && nodes_[cell.node].answers.empty()) enqueue_cell(at);
  }
  return finish({});
}

bool Form::gave_up() const { return engine_ && engine_->exhausted; }

}  // namespace forms
