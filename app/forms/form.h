// app/forms/form.h: one person's answers to one form, live. A tree of instances (groups, their repeats, questions, displays), changed by a
// few operations that each do what follows from them (conditions, counts, checks) and say what changed: the record fields to
// write, what appeared, what went. An answer costs the same in a form of 50 items and of 2,000, and in the 200th repeat.
//
// Answers of a disabled item stay, in memory and in the record; they only do not count: not for conditions, not in the response.
// One thread at a time. No I/O. Time and chance are not needed but for the keys of new repeats.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/forms/checks.h"
#include "app/forms/questionnaire.h"
#include "platform/os/clock.h"
#include "sync/record/record.h"

namespace fhirpath {
class Item;
class Items;
}

namespace forms {

class LaunchContext;
struct Engine;
struct Rule;

// An instance's name while the form is open; never reused, so one that was removed and comes back by undo keeps it.
using NodeId = uint32_t;
inline constexpr NodeId kRoot = 0;
inline constexpr NodeId kNoNode = UINT32_MAX;
inline constexpr size_t kNodesMax = 200'000;  // instances, removed ones too; more are refused
inline constexpr size_t kRepeatsMax = 5'000;    // of one group in one place; more are refused
inline constexpr size_t kUndoStepsMax = 5'000;

// What stands below a group or question (itself included): for ticks and "38/52" in the rail.
struct Counts {
  uint32_t asked = 0;     // questions that are on, shown and hers to answer
  uint32_t answered = 0;  // of those, with a value that is one (not text that cannot be read)
  uint32_t missing = 0;   // required and not answered
  uint32_t invalid = 0;   // with an issue other than Required
  bool operator==(const Counts&) const = default;
};

struct Node {
  ItemIndex item = kNoItem;
  NodeId parent = kNoNode;
  uint32_t slot = 0;              // under a question: which of its answers this hangs under
  uint32_t answered_all = 0;      // answered questions below or here, hidden and read-only ones too
  Counts counts;                  // below and here
  std::vector<NodeId> children;   // ordered by slot, then item, then the order of repeats
  Answers answers;
  std::string key, order;         // of a repeat of a group; see README.md, "Paths"
  bool on = true;                 // what its own conditions and expression say
  bool on_by_expression = true;   // enableWhenExpression alone
  bool enabled = false;           // on, and everything above it is
  bool attached = false;          // in the tree (false: removed, kept for undo)
  int8_t required = -1, read_only = -1, repeats = -1;  // what an expression says instead of the definition; -1: none does
  // Bookkeeping of the form itself.
  uint32_t first_cell = UINT32_MAX;  // of its expressions (engine.h)
  bool overruled = false;         // she put an answer of her own in the place of a calculated one
  bool fresh = false;             // made new, not from what was stored: initial expressions are its own to run
  uint8_t mine = 0;               // what this node adds to the counts
  uint8_t rounds = 0;             // evaluations within one operation; bounds cycles
  bool queued = false;
};

struct FieldEdit {
  record::FieldPath path;
  record::Value to;  // absent: the field is cleared
  bool operator==(const FieldEdit&) const = default;
};

// What the record holds for a question: free text as text, anything else as to_field_text(); absent when there are no answers.
record::Value stored_value(const Item& item, const Answers& answers);

// What one operation did. Lists are in no particular order.
struct Changes {
  std::vector<FieldEdit> edits;        // to write, in one transaction
  std::vector<NodeId> answered;        // whose answers changed
  std::vector<NodeId> on, off;         // which became enabled, or disabled (removed repeats count as off, new ones as on)
  std::vector<NodeId> added, removed;  // roots of repeats
  NodeId focus = kNoNode;              // where it happened: for undo to show
  bool empty() const { return edits.empty() && answered.empty() && added.empty() && removed.empty() && on.empty() && off.empty(); }
};

enum class Typing : uint8_t { No, Yes };

// What a response says besides its items; ids and references are the caller's. An empty member leaves what an import said, if there was one.
struct ResponseHead {
  std::string status;  // in-progress (also when nothing says otherwise), completed, amended, entered-in-error, stopped
  std::string id, subject, author, authored;
};

// What expressions may see besides the answers. `clock` may be null: what needs today's date is then not worked out; else it must outlive the form.
struct Surroundings {
  const os::Clock* clock = nullptr;
  std::shared_ptr<const LaunchContext> launch;
  int zone_minutes = 0;  // local time's offset from UTC
};

class Form {
 public:
  // A new draft with its initial values. `random` gives keys to new repeats and must outlive the form.
  Form(std::shared_ptr<const Questionnaire> definition, os::Random& random, Surroundings around = {});
  // A draft as its record's fields hold it; initial values are not set again. Fields that no item claims are kept and come back from fields().
  static Form restore(std::shared_ptr<const Questionnaire> definition, os::Random& random, const record::FieldMap& fields, Surroundings around = {});
  // From a QuestionnaireResponse of this form. Items it does not know are kept and exported again. Errors: BadInput, with the place.
  static base::Result<Form> from_response(std::shared_ptr<const Questionnaire> definition, os::Random& random, std::string_view json_text,
                                          Surroundings around = {});
  Form(Form&&) noexcept;
  Form& operator=(Form&&) noexcept;
  ~Form();

  const Questionnaire& definition() const { return *definition_; }
  const std::shared_ptr<const Questionnaire>& shared_definition() const { return definition_; }

  // ---- the tree. kRoot stands for the form and has no item.
  const Node& node(NodeId id) const { return nodes_[id]; }
  const Item& item(NodeId id) const { return definition_->item(nodes_[id].item); }
  bool exists(NodeId id) const { return id < nodes_.size() && nodes_[id].attached; }
  size_t node_count() const { return nodes_.size(); }
  // The first instance of that linkId; kNoNode when there is none now.
  NodeId find(std::string_view link_id) const;
  // The only instance of an item that stands in no repeat, kRoot for kNoItem; kNoNode when there is none. And all of them, in order.
  NodeId instance_of(ItemIndex item) const;
  std::vector<NodeId> all_instances(ItemIndex item) const;
  // The instances of `item` right below `parent` (one, or a group's repeats), under its slot-th answer. `item` is a child of parent's item.
  std::span<const NodeId> instances(NodeId parent, ItemIndex item, uint32_t slot = 0) const;
  // "<section>/<parts>", the record field a question's answers are in; also a repeat's path, without "/@order".
  record::FieldPath path(NodeId id) const;
  // The node a field path belongs to, "…/@order" too; kNoNode when no node does (now).
  NodeId node_at(std::string_view path) const;
  // Enabled, and every question above it has been answered: what a screen shows and what counts.
  bool reachable(NodeId id) const;
  bool is_answered(NodeId id) const;
  // The repeats this group instance stands among (itself included); its own place in them.
  std::span<const NodeId> siblings(NodeId repeat) const;

  // ---- operations. A node that is gone, or not of the right kind, changes nothing.
  // Replaces every answer. Typing::Yes joins with the operation before when that typed into the same node (until end_typing()).
  Changes set_answers(NodeId question, Answers answers, Typing typing = Typing::No);
  Changes clear(NodeId question) { return set_answers(question, {}); }
  // Of a choice: adds or takes away one option as its control means it (one at a time unless it repeats; exclusive options honoured).
  Changes toggle(NodeId question, const AnswerView& option);
  // A new, empty repeat after the one named, with its initial values. changes.added holds it. maxOccurs is a check, not a bar.
  Changes add_repeat(NodeId after);
  // The last one left is emptied instead.
  Changes remove_repeat(NodeId repeat);
  // To stand at `place` (0 first) among its siblings.
  Changes move_repeat(NodeId repeat, size_t place);
  void end_typing() { typing_ = kNoNode; }

  // Works out every calculated answer that has none: of a draft that has been carried to a form with other calculations. Not undone.
  Changes work_out();

  bool can_undo() const { return !done_.empty(); }
  bool can_redo() const { return !undone_.empty(); }
  Changes undo();
  Changes redo();

  // ---- what expressions make of an instance; the definition's own where there is none
  bool required(NodeId id) const;
  bool repeats(NodeId id) const;
  bool read_only(NodeId id) const;
  // cqf-expression on the text; empty when the item's own text stands.
  std::string_view text(NodeId id) const;
  // %name as an expression of that instance sees it: a variable's or a named expression's collection. False when the form has none of that name.
  bool find_variable(std::string_view name, NodeId at, fhirpath::Items& out) const;
  // answerExpression's list, else the item's own; and whether answerOptionsToggleExpression leaves an option on.
  std::span<const Option> options(NodeId id) const;
  bool offers(NodeId id, const Option& option) const;
  // Expressions run since the form was opened: for tests and benches.
  uint64_t evaluations() const;
  // Whether the form's expressions ever asked for more work than one operation may take; what was left undone kept its last value.
  bool gave_up() const;

  // ---- checks and counts
  // What is wrong with this node now, in the order of checks.h; empty when it is disabled. Made when asked.
  std::vector<Issue> issues(NodeId id) const;
  const Counts& counts(NodeId id = kRoot) const { return nodes_[id].counts; }
  Counts counts_below(NodeId id) const;  // without its own part
  // Nodes below `within` that are required and unanswered, or invalid, in the form's order; at most `count_max`.
  std::vector<NodeId> missing(NodeId within = kRoot, size_t count_max = SIZE_MAX) const;
  std::vector<NodeId> invalid(NodeId within = kRoot, size_t count_max = SIZE_MAX) const;

  // ---- in and out
  // Everything a record needs to hold this draft, unknown fields included (their stamps are not: edits carry none).
  std::vector<FieldEdit> fields() const;
  // Another tablet's change to one field, merged by the store. Not undoable; clears nothing else. Empty when the path is not of this form.
  Changes take_field(std::string_view path, const record::Value& value);
  // Compact JSON. Disabled, empty and display items are absent; items kept from an import are in their places.
  std::string response(const ResponseHead& head = {}) const;

  size_t memory_bytes() const;

 private:
  // How a repeat's order changed, for undo.
  struct Reorder {
    NodeId node;
    std::string before, after;
  };
  struct Placed {
    NodeId node;
    uint32_t slot;
  };
  // One operation, kept to be undone and done again.
  struct Step {
    NodeId node = kNoNode;                               // the question, or where the repeat is or was
    bool answers = false;                                // the two below are what changed
    Answers before, after;
    std::vector<Placed> children_before, children_after; // of a question whose answers have items below them
    std::vector<NodeId> attached, detached;              // repeats
    std::vector<Reorder> reorders;
  };
  // An item of an imported response that the definition does not know, and where it stood.
  struct KeptItem {
    uint32_t slot = 0, at = 0;
    std::string json;
  };
  struct Kept {
    std::vector<KeptItem> items;
    std::string members;  // of the response item itself (or of the response, at the root), as in Answer::more
  };

  Form(std::shared_ptr<const Questionnaire> definition, os::Random& random, Surroundings around, bool with_initial);

  // form.cc: the tree
  NodeId make_node(ItemIndex item, NodeId parent, uint32_t slot);
  NodeId make_tree(ItemIndex item, NodeId parent, uint32_t slot, bool with_initial);
  void make_children(NodeId parent, uint32_t slot, bool with_initial);
  Answers first_answers(const Item& item, NodeId parent) const;
  Answers observed_answers(const Item& item, NodeId parent) const;
  void link(NodeId child);
  void unlink(NodeId child);
  uint32_t slot_count(const Node& node) const;
  void collect(NodeId from, ItemIndex target, uint32_t slot, std::vector<NodeId>& out) const;
  void append_path(NodeId id, std::string& out) const;
  std::string slot_key(const Node& question, uint32_t slot) const;
  NodeId walk(std::string_view path, bool create, std::string_view* left);
  bool has_room_for_repeat(std::span<const NodeId> repeats) const { return nodes_.size() < kNodesMax && repeats.size() < kRepeatsMax; }
  NodeId repeat_of_key(NodeId parent, ItemIndex item, uint32_t slot, std::string_view key, bool create);

  // form_rules.cc: what follows from a change
  struct Scope {
    NodeId top;
    uint32_t slot;
  };
  Scope common_scope(NodeId from, ItemIndex other) const;
  bool condition_met(NodeId id, const Condition& condition) const;
  bool conditions_met(NodeId id) const;
  void enqueue(NodeId id);
  void enqueue_dependents(NodeId question);
  void settle();
  void set_enabled(NodeId id, bool enabled);
  void enter(NodeId id);
  void leave(NodeId id);
  void start();

  // form_engine.cc: expressions
  friend struct Engine;
  friend class LiveSource;
  bool find_launched(std::string_view name, fhirpath::Items& out) const;
  void start_operation();
  void make_cells(NodeId id);
  void enter_cells(NodeId id);
  void enqueue_cell(uint32_t cell);
  void enqueue_rule(uint32_t rule, NodeId within);
  void enqueue_readers(NodeId question);
  void enqueue_users(const Rule& rule, NodeId at);
  void run_cell(uint32_t cell);
  void take_outcome(uint32_t cell, std::span<const fhirpath::Item> items);
  void take_variable(uint32_t cell, std::span<const fhirpath::Item> items);
  void take_options(uint32_t cell, std::span<const fhirpath::Item> items);
  void populate(uint32_t cell, std::span<const fhirpath::Item> items);
  void derive(NodeId question, Answers answers);
  void calculate(NodeId question, Answers answers);
  void overrule(NodeId question);
  const ItemLimits* limits_now(NodeId id, ItemLimits& room) const;

  // form_counts.cc
  uint8_t bits_of(NodeId id) const;
  void refresh(NodeId id);
  void refresh_below(NodeId id);
  void recount(NodeId id);

  // form_checks.cc
  void check_answers(NodeId id, std::vector<Issue>& out) const;
  void check_occurs(NodeId id, std::vector<Issue>& out) const;
  void check_constraints(NodeId id, std::vector<Issue>& out) const;

  // form_edit.cc
  void apply_answers(const Step& step, bool forward);
  void apply_structure(const Step& step, bool forward);
  void reconsider_below(NodeId id);
  void plan_slots(NodeId question, Step& step);
  void place_children(NodeId question, const std::vector<Placed>& children);
  void attach(NodeId repeat);
  void detach(NodeId repeat);
  Changes run(const Step& step, bool forward);
  Changes finish(Changes changes);
  void remember(Step step);

  // form_fields.cc
  record::Value value_of(const Node& node) const;
  void gather(NodeId id, std::string& path, std::vector<FieldEdit>& out) const;
  std::vector<FieldEdit> gathered(const std::vector<NodeId>& nodes) const;
  void emit_moved(const std::vector<FieldEdit>& before, std::vector<FieldEdit> after);
  bool take(std::string_view path, const record::Value& value);
  bool take_kept(NodeId id, std::string_view json_text);
  static std::string kept_text(const Kept& kept);
  void drop_unspoken_repeats(const record::FieldMap& fields);

  // form_response.cc
  friend class ResponseWriter;
  friend class ResponseReader;

  std::shared_ptr<const Questionnaire> definition_;
  os::Random* random_;
  std::deque<Node> nodes_;
  std::vector<Step> done_, undone_;
  NodeId typing_ = kNoNode;
  std::unordered_map<NodeId, Kept> kept_;
  std::map<record::FieldPath, record::Value, std::less<>> unknown_;
  // While an operation runs.
  Changes* changes_ = nullptr;
  bool counting_ = true;
  bool is_opened_ = false;  // initial expressions have had their turn
  // A heap: conditions of an instance (rule: UINT32_MAX) or an expression's cell, by rank, then as they came.
  struct Queued {
    uint32_t rank, sequence, at, rule;
    bool operator<(const Queued& other) const { return rank != other.rank ? rank > other.rank : sequence > other.sequence; }
  };
  void push_queue(uint32_t rank, uint32_t at, uint32_t rule);
  void settle_conditions(NodeId id);
  std::vector<Queued> queue_;
  std::vector<std::pair<uint32_t, bool>> worked_;  // what settle() went through: instances and (true) cells
  uint32_t sequence_ = 0;
  Surroundings around_;
  std::unique_ptr<Engine> engine_;                 // null when the form has no expressions
  std::vector<std::pair<NodeId, bool>> flips_;  // and what it was before
};

}  // namespace forms
