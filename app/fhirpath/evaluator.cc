#include "app/fhirpath/evaluator.h"

#include "app/fhirpath/run.h"

namespace fhirpath {

Evaluator::Evaluator() : state_(std::make_unique<State>()) {}
Evaluator::~Evaluator() = default;

namespace {

Evaluator::Result run_it(Evaluator::State& state, const Expr& root, const Model& model, std::string_view source, const Context& context) {
  state.stack.reset(context.limits.items);
  state.arena.clear();
  state.made.clear();
  state.defined.clear();
  state.model = &model;
  for (const Item& item : context.focus) state.stack.push(item);
  const size_t mark = state.stack.size();
  Run run(state, context, model, source);
  Scope scope;
  scope.focus = {0, mark};
  const bool ran = run.run(root, scope);
  state.steps_used = run.steps();
  if (!ran || run.failed()) return tl::unexpected<ExpressionError>(run.error());
  if (state.stack.overflowed())
    return tl::unexpected<ExpressionError>(error_at(source, ErrorKind::Limit, root.at, "the expression makes too many items"));
  return std::span<const Item>(state.stack.begin() + mark, state.stack.size() - mark);
}

}  // namespace

Evaluator::Result Evaluator::evaluate(const Expression& expression, const Context& context) {
  return run_it(*state_, expression.root(), expression.model(), expression.text(), context);
}

size_t Evaluator::steps_used() const { return state_->steps_used; }

Evaluator::Result Evaluator::fold(const Expr& expr, const Model& model) {
  Context context;
  context.limits.steps = 64;
  return run_it(*state_, expr, model, {}, context);
}

std::optional<bool> truth_of(std::span<const Item> items) {
  if (items.size() != 1) return std::nullopt;
  const Item& item = items[0];
  const Item value = item.is_node() ? item.source().value(item.node()) : item;
  return value.kind() != Kind::Boolean || value.boolean();
}

}  // namespace fhirpath
