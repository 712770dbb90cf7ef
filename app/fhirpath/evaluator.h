// app/fhirpath/evaluator.h: runs compiled expressions. An evaluator keeps its memory from one run to the next, so a form evaluates
// thousands of expressions without allocating. One thread at a time; expressions, documents and models may be shared.
#pragma once
#include <optional>
#include <span>

#include "app/fhirpath/arena.h"
#include "app/fhirpath/expression.h"
#include "app/fhirpath/items.h"
#include "app/fhirpath/source.h"

namespace fhirpath {

// Answers %name. The built-in names (context, resource, rootResource, ucum, sct, loinc, vs-..., ext-..., questionnaire, qitem, factory) are
// asked of it first, so a form can say what they are.
class Variables {
 public:
  virtual ~Variables() = default;
  // False when there is no such variable; true with nothing pushed when it is empty.
  virtual bool find(std::string_view name, Items& out) const = 0;
};

class ValueSets {
 public:
  virtual ~ValueSets() = default;
  // Nothing when the value set is not known. `system` is empty for a bare code.
  virtual std::optional<bool> contains(std::string_view value_set, std::string_view system, std::string_view code) const = 0;
};

// Finds what a reference names outside the resource itself; None when it is not at hand.
class References {
 public:
  virtual ~References() = default;
  virtual Item find(std::string_view reference) const = 0;
};

// Told what trace() sees. The items die with the evaluation.
class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void trace(std::string_view name, std::span<const Item> items) = 0;
};

struct Limits {
  size_t steps = 20'000'000;  // tree nodes visited and comparisons made
  size_t items = 1'000'000;   // on the stack at once
  size_t bytes = 64u << 20;   // of text and quantities made
};

struct Context {
  std::span<const Item> focus;    // $this at the start
  std::span<const Item> context;  // %context; the focus when empty
  Item resource;                  // %resource; found from the focus when None
  Item questionnaire;             // %questionnaire, and where weight() looks
  const Variables* variables = nullptr;
  const ValueSets* value_sets = nullptr;
  const References* references = nullptr;
  TraceSink* trace = nullptr;
  int64_t now_ms = 0;    // the clock: milliseconds since 1970 UTC
  int zone_minutes = 0;  // the local offset at that moment
  ZoneStyle zone_style = ZoneStyle::Offset;
  Limits limits;
};

class Evaluator {
 public:
  using Result = tl::expected<std::span<const Item>, ExpressionError>;

  Evaluator();
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  // The items, and the text and nodes they borrow, live until this evaluator's next run. Errors: Semantic, Execution, Limit.
  Result evaluate(const Expression& expression, const Context& context);
  // Of Limits::steps, by the last run.
  size_t steps_used() const;
  // For the compiler: a constant part of an expression that is still being built.
  Result fold(const Expr& expr, const Model& model);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

// What a caller mostly wants to know of a result: its truth, by the rules of singleton evaluation. Nothing when empty or more than one
// item.
std::optional<bool> truth_of(std::span<const Item> items);

}  // namespace fhirpath
