// Filtering, projection, ordering, iteration and aggregates.
#include <algorithm>
#include <numeric>

#include "app/fhirpath/run.h"

namespace fhirpath {

bool Run::fn_Where(const Expr& call, const Scope& scope, size_t mark) {
  const size_t end = size();
  size_t kept = mark;
  for (size_t i = mark; i < end; ++i) {
    Truth truth;
    if (!criterion(*call.arguments[0], within(scope, {i, i + 1}, int64_t(i - mark)), truth)) return false;
    if (truth == Truth::True) stack_[kept++] = Item(stack_[i]);
  }
  stack_.truncate(kept);
  return true;
}

bool Run::fn_Select(const Expr& call, const Scope& scope, size_t mark) {
  const size_t end = size();
  for (size_t i = mark; i < end; ++i)
    if (!run_inner(*call.arguments[0], within(scope, {i, i + 1}, int64_t(i - mark)))) return false;
  stack_.remove(mark, end);
  return true;
}

bool Run::repeat(const Expr& call, const Scope& scope, size_t mark, bool keep_duplicates) {
  const size_t end = size();
  for (size_t i = mark; i < size(); ++i) {
    const size_t from = size();
    if (!run_inner(*call.arguments[0], within(scope, {i, i + 1}, scope.index))) return false;
    if (!keep_duplicates) {
      for (size_t j = from, kept = from, stop = size(); j < stop; ++j) {
        const Item item = stack_[j];
        if (!contains({end, kept}, item)) stack_[kept++] = item;
        if (failed_) return false;
        if (j + 1 == stop) stack_.truncate(kept);
      }
    }
    if (stack_.overflowed()) return tick(call);
  }
  stack_.remove(mark, end);
  return true;
}

// repeat(item) and its like walk a tree down: each node comes up once, so duplicates can only be equal in content, and one pass at the end
// finds them.
bool Run::fn_Repeat(const Expr& call, const Scope& scope, size_t mark) {
  const Expr& step = *call.arguments[0];
  const bool walks_down = step.op == Op::Member && (step.left == nullptr || step.left->op == Op::This);
  if (!walks_down) return repeat(call, scope, mark, false);
  if (!repeat(call, scope, mark, true)) return false;
  keep_distinct(mark, mark);
  return !failed_;
}

bool Run::fn_RepeatAll(const Expr& call, const Scope& scope, size_t mark) {
  const Expr& step = *call.arguments[0];
  if (step.op == Op::Literal) return fail(step, ErrorKind::Execution, "this never comes to an end; an element's name has no quotes");
  return repeat(call, scope, mark, true);
}

bool Run::fn_Children(const Expr&, const Scope&, size_t mark) {
  const size_t end = size();
  for (size_t i = mark; i < end; ++i) {
    const Item item = stack_[i];
    if (item.is_node()) item.source().children(item.node(), stack_);
  }
  stack_.remove(mark, end);
  return true;
}

bool Run::fn_Descendants(const Expr& call, const Scope&, size_t mark) {
  const size_t end = size();
  for (size_t i = mark; i < size(); ++i) {
    if (!tick(call)) return false;
    const Item item = stack_[i];
    if (item.is_node()) item.source().children(item.node(), stack_);
  }
  stack_.remove(mark, end);
  return true;
}

bool Run::fn_Coalesce(const Expr& call, const Scope& scope, size_t mark) {
  const Scope inner = within(scope, since(mark), scope.index);
  const size_t end = size();
  for (uint8_t i = 0; i < call.argument_count && size() == end; ++i)
    if (!run_inner(*call.arguments[i], inner)) return false;
  stack_.remove(mark, end);
  return true;
}

bool Run::fn_Iif(const Expr& call, const Scope& scope, size_t mark) {
  const Scope inner = call.left == nullptr ? scope : within(scope, since(mark), scope.index);
  if (call.left != nullptr && size() - mark > 1) return too_many(call, size() - mark);
  const size_t end = size();
  if (!run_inner(*call.arguments[0], inner)) return false;
  if (size() - end > 1)
    return fail(*call.arguments[0], ErrorKind::Semantic,
                "the condition of iif() is one Boolean, not " + std::to_string(size() - end) + " items");
  Truth chosen;
  if (!truth(since(end), *call.arguments[0], chosen)) return false;
  stack_.truncate(end);
  const size_t branch = chosen == Truth::True ? 1 : 2;
  if (branch < call.argument_count && !run_inner(*call.arguments[branch], inner)) return false;
  stack_.remove(mark, end);
  return true;
}

bool Run::sort_keys(const Expr& call, const Scope& scope, size_t mark, size_t count, std::vector<Item>& keys) {
  const size_t each = std::max<size_t>(call.argument_count, 1);
  keys.reserve(count * each);
  for (size_t i = mark; i < mark + count; ++i) {
    for (size_t k = 0; k < each; ++k) {
      const size_t from = size();
      if (call.argument_count == 0) stack_.push(Item(stack_[i]));
      else if (!run_inner(*call.arguments[k], within(scope, {i, i + 1}, scope.index))) return false;
      Item key;
      if (!one(since(from), call.argument_count == 0 ? call : *call.arguments[k], key)) return false;
      stack_.truncate(from);
      keys.push_back(key);
    }
  }
  return true;
}

bool Run::fn_Sort(const Expr& call, const Scope& scope, size_t mark) {
  const size_t count = size() - mark, each = std::max<size_t>(call.argument_count, 1);
  std::vector<Item> keys;
  if (!sort_keys(call, scope, mark, count, keys)) return false;
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  bool mismatch = false;
  // A merge sort asks few enough questions that a broken order (mixed types) cannot hurt it.
  std::stable_sort(order.begin(), order.end(), [&](size_t x, size_t y) {
    for (size_t k = 0; k < each; ++k) {
      const Item& a = keys[x * each + k];
      const Item& b = keys[y * each + k];
      const SortOrder way = call.argument_count == 0 ? SortOrder::Ascending : call.arguments[k]->order;
      if (a.is_none() || b.is_none()) {
        if (a.is_none() == b.is_none()) continue;
        return a.is_none() == (way != SortOrder::Descending);
      }
      const Comparison found = compare_values(a, b);
      mismatch |= found == Comparison::Mismatch;
      if (found != Comparison::Less && found != Comparison::Greater) continue;
      return (found == Comparison::Less) == (way == SortOrder::Ascending);
    }
    return false;
  });
  if (mismatch) return fail(call, ErrorKind::Execution, "the sort keys are of different types");
  const std::vector<Item> items(stack_.begin() + mark, stack_.begin() + mark + count);
  for (size_t i = 0; i < count; ++i) stack_[mark + i] = items[order[i]];
  return true;
}

bool Run::fn_Aggregate(const Expr& call, const Scope& scope, size_t mark) {
  const size_t end = size();
  if (call.argument_count > 1 && !run_inner(*call.arguments[1], scope)) return false;
  for (size_t i = mark; i < end; ++i) {
    const size_t total_end = size();
    Scope inner = within(scope, {i, i + 1}, int64_t(i - mark));
    inner.total = {end, total_end};
    inner.has_total = true;
    if (!run_inner(*call.arguments[0], inner)) return false;
    stack_.remove(end, total_end);
  }
  stack_.remove(mark, end);
  return true;
}

// Adds up numbers or quantities. `empty` when there is nothing, or something without a value.
bool Run::fold_numbers(const Expr& call, size_t mark, bool& empty, Item& total) {
  empty = size() == mark;
  for (size_t i = mark; i < size() && !empty; ++i) {
    const Item value = value_of(stack_[i]);
    if (failed_) return false;
    if (value.is_none() && is_valueless(stack_[i])) {
      empty = true;
    } else if (!value.is_number() && value.kind() != Kind::Quantity && !(value.kind() == Kind::String && call.function == Fn::Sum)) {
      return fail(call, ErrorKind::Execution,
                  "'" + std::string(call.name.text) + "' adds numbers and quantities, not " +
                      kind_name(value.is_none() ? Kind::Node : value.kind()));
    } else if (i == mark) {
      total = value;
    } else {
      const size_t from = size();
      Expr plus;
      plus.op = Op::Add;
      plus.at = call.at;
      if (!arithmetic(plus, total, value, from)) return false;
      empty = size() == from;
      if (!empty) total = stack_[from];
      stack_.truncate(from);
    }
  }
  return true;
}

bool Run::fn_Sum(const Expr& call, const Scope&, size_t mark) {
  bool empty = false;
  Item total;
  return fold_numbers(call, mark, empty, total) && give(mark, empty ? Item() : total);
}

bool Run::fn_Avg(const Expr& call, const Scope&, size_t mark) {
  bool empty = false;
  Item total;
  const Decimal count = Decimal::of(int64_t(size() - mark));
  if (!fold_numbers(call, mark, empty, total)) return false;
  if (empty) return give(mark, Item());
  if (total.is_number()) {
    const std::optional<Decimal> mean = divide(total.decimal(), count);
    return give(mark, mean ? Item::decimal(*mean) : Item());
  }
  QuantityValue mean = total.quantity();
  const std::optional<Decimal> value = divide(mean.value, count);
  if (!value) return give(mark, Item());
  mean.value = *value;
  return give(mark, quantity_item(mean));
}

bool Run::extreme(const Expr& call, size_t mark, bool greatest) {
  Item best;
  for (size_t i = mark; i < size(); ++i) {
    const Item value = value_of(stack_[i]);
    if (failed_) return false;
    if (value.is_none() && is_valueless(stack_[i])) return give(mark, Item());
    Comparison order = Comparison::Same;
    if (value.is_none() || value.kind() == Kind::Boolean)
      return fail(call, ErrorKind::Execution, std::string(kind_name(value.is_none() ? Kind::Node : value.kind())) + " has no order");
    if (!best.is_none() && !compare_for(call, value, best, order)) return false;
    if (order == Comparison::Unknown) return give(mark, Item());
    if (best.is_none() || order == (greatest ? Comparison::Greater : Comparison::Less)) best = value;
  }
  return give(mark, best);
}

bool Run::fn_Min(const Expr& call, const Scope&, size_t mark) { return extreme(call, mark, false); }
bool Run::fn_Max(const Expr& call, const Scope&, size_t mark) { return extreme(call, mark, true); }

}  // namespace fhirpath
