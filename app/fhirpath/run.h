// app/fhirpath/run.h: one evaluation. Everything it holds stands on one stack of items: a collection is a range of it, a function finds its
// input at [mark, size) and leaves its result there. False means the error is set and everything unwinds.
#pragma once
#include <string>
#include <vector>

#include "app/fhirpath/evaluator.h"
#include "app/fhirpath/made.h"

namespace fhirpath {

struct Range {
  size_t begin = 0;
  size_t end = 0;
  size_t size() const { return end - begin; }
};

struct Scope {
  Range focus;        // $this
  int64_t index = 0;  // $index
  Range total;        // $total
  bool has_total = false;
};

enum class Truth : uint8_t { Empty, False, True };

struct Evaluator::State {
  Items stack;
  Arena arena{4096};
  const Model* model = nullptr;
  MadeSource made{model};
  struct Defined {
    std::string_view name;
    std::vector<Item> items;
  };
  std::vector<Defined> defined;
  // Room that keeps its size from one use to the next; none of its users calls another.
  std::vector<Item> level, next_level, found;
  std::vector<uint32_t> table;
  std::vector<uint64_t> hashes;
  std::string scratch;
  size_t steps_used = 0;
};

class Run {
 public:
  Run(Evaluator::State& state, const Context& context, const Model& model, std::string_view source)
      : state_(state), stack_(state.stack), context_(context), model_(model), source_(source) {}

  bool run(const Expr& expr, const Scope& scope);
  const ExpressionError& error() const { return error_; }
  bool failed() const { return failed_; }
  size_t steps() const { return steps_; }

 private:
#define X(name, id, least, most, kinds) bool fn_##id(const Expr& call, const Scope& scope, size_t mark);
#include "app/fhirpath/function_list.inc"
#undef X
  using Handler = bool (Run::*)(const Expr&, const Scope&, size_t);
  static const Handler kHandlers[];

  // run.cc
  bool fail(const Expr& at, ErrorKind kind, std::string message);
  bool too_many(const Expr& at, size_t count);
  bool tick(const Expr& at);
  bool call(const Expr& expr, const Scope& scope);
  bool run_aside(const Expr* left, const Scope& scope);
  bool member(const Expr& expr, const Scope& scope);
  void step_into(size_t mark, const Name& name);
  void push_children(const Item& item, const Name& name);
  bool is_named(const Item& item, const Expr& name) const;
  bool index(const Expr& expr, const Scope& scope);
  bool variable(const Expr& expr);
  bool built_in(std::string_view name);
  bool linked_items(const Expr& expr, const Scope& scope, bool& answered);
  void walk_linked(const Item& root, Reach reach, std::string_view link_id);
  Item find_resource(const Item& from, bool topmost) const;

  // Scoped evaluation and arguments.
  size_t size() const { return stack_.size(); }
  Range since(size_t mark) const { return {mark, stack_.size()}; }
  static Scope within(const Scope& scope, Range focus, int64_t index) { return Scope{focus, index, scope.total, scope.has_total}; }
  bool run_inner(const Expr& expr, const Scope& scope);  // variables defined inside end with it
  bool argument(const Expr& call, size_t at, const Scope& scope, Item& out);
  bool text_argument(const Expr& call, size_t at, const Scope& scope, Item& out);
  bool whole_argument(const Expr& call, size_t at, const Scope& scope, std::optional<int64_t>& out);
  bool one(Range range, const Expr& at, Item& out);
  bool input_value(const Expr& call, size_t mark, Item& out) { return one(since(mark), call, out); }
  bool input_text(const Expr& call, size_t mark, Item& out);
  bool truth(Range range, const Expr& at, Truth& out);
  bool test(const Expr& expr, const Scope& scope, Truth& out);
  bool criterion(const Expr& expr, const Scope& scope, Truth& out);
  bool give(size_t mark, const Item& item);  // the result is this one item, or nothing when it is None
  bool give_truth(size_t mark, Truth value);
  bool give_text(size_t mark, std::string_view text);
  bool give_joined(size_t mark, std::string_view a, std::string_view b);
  Item text_item(std::string_view text);
  char* text_room(size_t bytes);
  Item quantity_item(const QuantityValue& value) { return Item::quantity(state_.arena.make(value)); }
  Item number_item(const Decimal& value) { return Item::decimal(value); }
  bool clock_temporal(Kind kind, size_t mark);

  // Values of nodes.
  Item value_of(const Item& item);  // None for a structure and for a primitive without a value
  bool is_valueless(const Item& item);
  Item fhir_quantity(const Item& node, bool& has_comparator);
  static bool is_string_like(const Item& value) { return value.kind() == Kind::String; }

  // run_equality.cc
  Truth equal(const Item& a, const Item& b, int depth = 0);
  Truth equal_values(const Item& a, const Item& b);
  Truth equal_trees(const Item& a, const Item& b, int depth);
  Truth equal(Range a, Range b);
  bool equivalent(const Item& a, const Item& b, int depth = 0);
  bool equivalent_values(const Item& a, const Item& b);
  bool equivalent(Range a, Range b, int depth = 0);
  bool equivalent_trees(const Item& a, const Item& b, int depth);
  uint64_t hash(const Item& item, int depth);
  bool contains(Range range, const Item& item);
  bool keep_by_presence(const Expr& call, const Scope& scope, size_t mark, bool present);
  void keep_distinct(size_t from, size_t mark);  // of [mark, size), those not in [from, mark) nor twice

  // run_operators.cc
  bool logic(const Expr& expr, const Scope& scope);
  bool binary(const Expr& expr, const Scope& scope);
  bool apply(const Expr& expr, const Item& a, const Item& b, size_t mark);
  bool arithmetic(const Expr& expr, const Item& a, const Item& b, size_t mark);
  bool quantity_arithmetic(const Expr& expr, const QuantityValue& a, const QuantityValue& b, size_t mark);
  bool date_arithmetic(const Expr& expr, const Item& a, const Item& b, size_t mark);
  bool concatenate(const Expr& expr, const Scope& scope);
  bool negate(const Expr& expr, const Scope& scope);
  bool union_of(const Expr& expr, const Scope& scope);
  bool membership(const Expr& expr, const Scope& scope);
  enum class Comparison : uint8_t { Less, Same, Greater, Unknown, Mismatch };
  Comparison compare_values(const Item& a, const Item& b);
  bool compare_for(const Expr& at, const Item& a, const Item& b, Comparison& out);

  // run_quantity.cc
  bool as_quantity(const Item& value, QuantityValue& out) const;
  Comparison compare_quantities(const QuantityValue& a, const QuantityValue& b, bool* equal_only = nullptr);
  bool equivalent_quantities(const QuantityValue& a, const QuantityValue& b);
  std::optional<QuantityValue> convert_quantity(const QuantityValue& value, std::string_view unit);
  std::optional<QuantityValue> add_quantities(const QuantityValue& a, const QuantityValue& b, bool minus);
  std::optional<QuantityValue> multiply_quantities(const QuantityValue& a, const QuantityValue& b, bool divide);
  bool convert_to_quantity(const Item& value, QuantityValue& out) const;

  // run_convert.cc, run_types.cc
  Item converted(Fn function, const Item& value) const;
  bool convert_with_format(const Expr& call, const Scope& scope, size_t mark, Kind kind, bool only_ask);
  bool quantity_conversion(const Expr& call, const Scope& scope, size_t mark, bool only_ask);
  bool is_type(const Item& item, const Expr& spec, bool convertible);
  TypeId type_of(const Item& item);
  bool type_filter(const Expr& call, const Expr& spec, size_t mark, bool single, bool answer_truth);
  bool run_type_operator(const Expr& expr, const Scope& scope);

  // run_filter.cc, run_existence.cc
  bool all_items_are(const Expr& call, size_t mark, bool wanted, bool any);
  bool subset(const Expr& call, const Scope& scope, size_t mark, bool turned);
  bool repeat(const Expr& call, const Scope& scope, size_t mark, bool keep_duplicates);
  bool sort_keys(const Expr& call, const Scope& scope, size_t mark, size_t count, std::vector<Item>& keys);
  bool fold_numbers(const Expr& call, size_t mark, bool& empty, Item& total);
  bool extreme(const Expr& call, size_t mark, bool greatest);

  // run_text.cc, run_math.cc, run_dates.cc
  bool text_test(const Expr& call, const Scope& scope, size_t mark, bool (*holds)(std::string_view, std::string_view));
  bool matching(const Expr& call, const Scope& scope, size_t mark, bool full);
  bool with_regex(const Expr& call, const Scope& scope, size_t flags_at, bool full, std::unique_ptr<re2::RE2>& owned,
                  const re2::RE2*& regex, bool& empty);
  bool to_whole(const Expr& call, size_t mark, Decimal (Decimal::*round)() const);
  bool decimal_function(const Expr& call, size_t mark, std::optional<Decimal> (*function)(const Decimal&));
  bool input_number(const Expr& call, size_t mark, Item& out);
  bool boundary_of(const Expr& call, const Scope& scope, size_t mark, bool high);
  bool date_part_of(const Expr& call, size_t mark, int (*part)(const Temporal&, TemporalKind));
  bool input_moment(const Expr& call, size_t mark, Item& out);
  bool interval(const Expr& call, const Scope& scope, size_t mark, bool boundaries);

  // run_fhir.cc, run_sdc.cc, run_factory.cc
  Item child_value(const Item& node, const Name& name);
  Item child(const Item& node, const Name& name);
  Item resolve_reference(const Item& from, std::string_view reference);
  std::optional<bool> is_member(const Item& item, std::string_view value_set);
  bool weigh(const Item& item, Item& out, const Expr& at);
  Item score_extension(const Item& node);
  Item questionnaire_item(const Item& answer);
  Item option_score(const Item& item, const Item& value);
  Item value_set_score(const Item& item, const Item& value);
  Item code_system_score(const Item& holder, std::string_view system, std::string_view code);
  Item score_in_concepts(const Item& holder, const Name& list, std::string_view code, int depth);
  Item typed(TypeId type, const Item& value);
  Item renamed(const Item& item, std::string_view name);
  Item typed_copy(const Item& item, std::string_view name, TypeId owner, std::string_view& raw_name);
  bool make_parts(const Expr& call, const Scope& scope, size_t mark, std::string_view type, std::span<const std::string_view> names,
                  uint32_t lists);
  bool add_property(const Expr& call, const Item& base, std::string_view name, const Item& value, size_t mark);
  bool make_instance(const Expr& expr, const Scope& scope);
  Item type_info(const Item& item);
  void path_to(const Item& item, bool brief, std::string& out);

  Evaluator::State& state_;
  Items& stack_;
  const Context& context_;
  const Model& model_;
  std::string_view source_;
  ExpressionError error_;
  const Expr* current_ = nullptr;  // for errors found where no node is at hand
  size_t steps_ = 0;
  bool failed_ = false;
  bool among_quantities_ = false;  // hash numbers so that 2 and 2 '1' meet
};

const char* kind_name(Kind kind);

}  // namespace fhirpath
