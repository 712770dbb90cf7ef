// Existence, counting and sets.
#include "app/fhirpath/run.h"

namespace fhirpath {

bool Run::fn_Empty(const Expr&, const Scope&, size_t mark) { return give(mark, Item::boolean(size() == mark)); }
bool Run::fn_Count(const Expr&, const Scope&, size_t mark) { return give(mark, Item::integer(int32_t(size() - mark))); }

bool Run::fn_Exists(const Expr& call, const Scope& scope, size_t mark) {
  if (call.argument_count == 0) return give(mark, Item::boolean(size() > mark));
  const size_t end = size();
  bool found = false;
  for (size_t i = mark; i < end && !found; ++i) {
    Truth truth;
    if (!criterion(*call.arguments[0], within(scope, {i, i + 1}, int64_t(i - mark)), truth)) return false;
    found = truth == Truth::True;
  }
  return give(mark, Item::boolean(found));
}

bool Run::fn_All(const Expr& call, const Scope& scope, size_t mark) {
  const size_t end = size();
  bool all = true;
  for (size_t i = mark; i < end && all; ++i) {
    Truth truth;
    if (!criterion(*call.arguments[0], within(scope, {i, i + 1}, int64_t(i - mark)), truth)) return false;
    all = truth == Truth::True;
  }
  return give(mark, Item::boolean(all));
}

// Whether all (or, for `any`, some) are `wanted`. Every item must be a Boolean.
bool Run::all_items_are(const Expr& call, size_t mark, bool wanted, bool any) {
  bool result = !any;
  for (size_t i = mark; i < size(); ++i) {
    const Item value = value_of(stack_[i]);
    if (value.kind() != Kind::Boolean)
      return fail(call, ErrorKind::Execution, "'" + std::string(call.name.text) + "' looks at Booleans only");
    if (any) result |= value.boolean() == wanted;
    else result &= value.boolean() == wanted;
  }
  return give(mark, Item::boolean(result));
}

bool Run::fn_AllTrue(const Expr& call, const Scope&, size_t mark) { return all_items_are(call, mark, true, false); }
bool Run::fn_AnyTrue(const Expr& call, const Scope&, size_t mark) { return all_items_are(call, mark, true, true); }
bool Run::fn_AllFalse(const Expr& call, const Scope&, size_t mark) { return all_items_are(call, mark, false, false); }
bool Run::fn_AnyFalse(const Expr& call, const Scope&, size_t mark) { return all_items_are(call, mark, false, true); }

bool Run::fn_Not(const Expr& call, const Scope&, size_t mark) {
  Truth value;
  if (!truth(since(mark), call, value)) return false;
  return give_truth(mark, value == Truth::Empty ? value : value == Truth::True ? Truth::False : Truth::True);
}

bool Run::subset(const Expr& call, const Scope& scope, size_t mark, bool turned) {
  const size_t middle = size();
  if (!run_inner(*call.arguments[0], scope)) return false;
  const Range input{mark, middle}, other = since(middle);
  const Range& small = turned ? other : input;
  const Range& large = turned ? input : other;
  bool all = true;
  for (size_t i = small.begin; i < small.end && all; ++i) all = contains(large, stack_[i]);
  return !failed_ && give(mark, Item::boolean(all));
}

bool Run::fn_SubsetOf(const Expr& call, const Scope& scope, size_t mark) { return subset(call, scope, mark, false); }
bool Run::fn_SupersetOf(const Expr& call, const Scope& scope, size_t mark) { return subset(call, scope, mark, true); }

bool Run::fn_Distinct(const Expr&, const Scope&, size_t mark) {
  keep_distinct(mark, mark);
  return !failed_;
}

bool Run::fn_IsDistinct(const Expr&, const Scope&, size_t mark) {
  const size_t count = size() - mark;
  keep_distinct(mark, mark);
  return !failed_ && give(mark, Item::boolean(size() - mark == count));
}

bool Run::fn_Single(const Expr& call, const Scope&, size_t mark) { return size() - mark <= 1 || too_many(call, size() - mark); }

bool Run::fn_First(const Expr&, const Scope&, size_t mark) {
  if (size() > mark) stack_.truncate(mark + 1);
  return true;
}

bool Run::fn_Last(const Expr&, const Scope&, size_t mark) { return size() == mark || give(mark, stack_[size() - 1]); }

bool Run::fn_Tail(const Expr&, const Scope&, size_t mark) {
  if (size() > mark) stack_.remove(mark, mark + 1);
  return true;
}

bool Run::fn_Skip(const Expr& call, const Scope& scope, size_t mark) {
  std::optional<int64_t> count;
  if (!whole_argument(call, 0, scope, count)) return false;
  const size_t there = size() - mark;
  if (!count) stack_.truncate(mark);
  else if (*count > 0) stack_.remove(mark, mark + (uint64_t(*count) < there ? size_t(*count) : there));
  return true;
}

bool Run::fn_Take(const Expr& call, const Scope& scope, size_t mark) {
  std::optional<int64_t> count;
  if (!whole_argument(call, 0, scope, count)) return false;
  if (!count || *count <= 0) stack_.truncate(mark);
  else if (uint64_t(*count) < size() - mark) stack_.truncate(mark + size_t(*count));
  return true;
}

// Of the items since `mark`, those that are (or, for `present` false, are not) in what the argument gives.
bool Run::keep_by_presence(const Expr& call, const Scope& scope, size_t mark, bool present) {
  const size_t middle = size();
  if (!run_inner(*call.arguments[0], scope)) return false;
  const Range other = since(middle);
  size_t kept = mark;
  for (size_t i = mark; i < middle && !failed_; ++i) {
    const Item item = stack_[i];
    if (contains(other, item) == present) stack_[kept++] = item;
  }
  stack_.truncate(kept);
  return !failed_;
}

bool Run::fn_Intersect(const Expr& call, const Scope& scope, size_t mark) {
  if (!keep_by_presence(call, scope, mark, true)) return false;
  keep_distinct(mark, mark);
  return !failed_;
}

bool Run::fn_Exclude(const Expr& call, const Scope& scope, size_t mark) { return keep_by_presence(call, scope, mark, false); }

bool Run::fn_Union(const Expr& call, const Scope& scope, size_t mark) {
  if (!run_inner(*call.arguments[0], scope)) return false;
  keep_distinct(mark, mark);
  return !failed_;
}

bool Run::fn_Combine(const Expr& call, const Scope& scope, size_t) {
  if (!run_inner(*call.arguments[0], scope)) return false;
  Item keep_order;
  return call.argument_count < 2 || argument(call, 1, scope, keep_order);
}

}  // namespace fhirpath
