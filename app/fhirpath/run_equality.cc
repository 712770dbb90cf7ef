// Equality, equivalence, and what is built on them: membership and distinct items.
#include <algorithm>

#include "app/fhirpath/letter_case.h"
#include "app/fhirpath/run.h"
#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

constexpr int kTreeDepthMax = 256;

Truth truth_from(bool value) { return value ? Truth::True : Truth::False; }

Truth from_order(Order order) {
  if (order == Order::Unknown) return Truth::Empty;
  return truth_from(order == Order::Same);
}

bool is_date_like(Kind kind) { return kind == Kind::Date || kind == Kind::DateTime; }

uint64_t mix(uint64_t hash, uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15ull + (hash << 6) + (hash >> 2);
  return hash * 0xff51afd7ed558ccdull;
}

uint64_t hash_text(std::string_view text) {
  uint64_t hash = 1469598103934665603ull;
  for (const char c : text) hash = (hash ^ uint8_t(c)) * 1099511628211ull;
  return hash;
}

// Decimals are equivalent when they agree to the places of the one that has fewer.
bool equivalent_decimals(const Decimal& a, const Decimal& b) {
  const Decimal left = a.trimmed(), right = b.trimmed();
  const int places = std::min(left.scale, right.scale);
  return compare(*left.rounded(places), *right.rounded(places)) == 0;
}

}  // namespace

Truth Run::equal_values(const Item& a, const Item& b) {
  if (a.is_whole() && b.is_whole()) return truth_from(a.whole() == b.whole());
  if (a.is_number() && b.is_number()) return truth_from(compare(a.decimal(), b.decimal()) == 0);
  if (a.kind() == Kind::Quantity || b.kind() == Kind::Quantity) {
    QuantityValue left, right;
    if (!as_quantity(a, left) || !as_quantity(b, right)) return Truth::False;
    const Comparison order = compare_quantities(left, right);
    return order == Comparison::Unknown ? Truth::Empty : truth_from(order == Comparison::Same);
  }
  if (is_date_like(a.kind()) && is_date_like(b.kind())) return from_order(order_of(a.temporal(), b.temporal()));
  if (a.kind() != b.kind()) return Truth::False;
  switch (a.kind()) {
    case Kind::Boolean:
      return truth_from(a.boolean() == b.boolean());
    case Kind::String:
      return truth_from(a.text() == b.text());
    case Kind::Time:
      return from_order(order_of(a.temporal(), b.temporal()));
    default:
      return Truth::False;
  }
}

Truth Run::equal(const Item& a, const Item& b, int depth) {
  if (a.is_node() && b.is_node() && a.same_node(b)) return Truth::True;
  if (!tick(*current_) || depth > kTreeDepthMax) return Truth::False;
  if (!a.is_node() || !b.is_node()) {
    const Item left = value_of(a), right = value_of(b);
    return left.is_none() || right.is_none() ? Truth::False : equal_values(left, right);
  }
  const Item left = a.source().value(a.node()), right = b.source().value(b.node());
  if (left.is_none() != right.is_none()) return Truth::False;
  if (!left.is_none()) {
    const Truth same = equal_values(left, right);
    return same == Truth::True ? equal_trees(a, b, depth) : same;
  }
  const TypeId type = a.source().type(a.node());
  if (model_.is_quantity(type) && model_.is_quantity(b.source().type(b.node()))) {
    bool comparators[2] = {false, false};
    const Item x = fhir_quantity(a, comparators[0]), y = fhir_quantity(b, comparators[1]);
    if (!x.is_none() && !y.is_none()) return equal_values(x, y);
  }
  return equal_trees(a, b, depth);
}

// All children, by name: the same number of each, equal in order.
Truth Run::equal_trees(const Item& a, const Item& b, int depth) {
  const size_t mark = size();
  a.source().children(a.node(), stack_);
  const size_t middle = size();
  b.source().children(b.node(), stack_);
  const size_t end = size();
  Truth result = middle - mark == end - middle ? Truth::True : Truth::False;
  const auto name_of = [this](size_t i) { return stack_[i].is_node() ? stack_[i].source().name(stack_[i].node()) : std::string_view(); };
  for (size_t i = mark; i < middle && result != Truth::False; ++i) {
    const std::string_view name = name_of(i);
    size_t rank = 0;
    for (size_t j = mark; j < i; ++j) rank += name_of(j) == name;
    Truth found = Truth::False;
    for (size_t j = middle; j < end; ++j) {
      if (name_of(j) != name || rank-- != 0) continue;
      found = equal(Item(stack_[i]), Item(stack_[j]), depth + 1);
      break;
    }
    if (found != Truth::True) result = found;
  }
  stack_.truncate(mark);
  return result;
}

Truth Run::equal(Range a, Range b) {
  if (a.size() == 0 || b.size() == 0) return Truth::Empty;
  if (a.size() != b.size()) return Truth::False;
  Truth result = Truth::True;
  for (size_t i = 0; i < a.size() && result != Truth::False; ++i) {
    const Truth same = equal(Item(stack_[a.begin + i]), Item(stack_[b.begin + i]));
    if (same != Truth::True) result = same;
  }
  return result;
}

bool Run::equivalent_values(const Item& a, const Item& b) {
  if (a.is_whole() && b.is_whole()) return a.whole() == b.whole();
  if (a.is_number() && b.is_number()) return equivalent_decimals(a.decimal(), b.decimal());
  if (a.kind() == Kind::Quantity || b.kind() == Kind::Quantity) {
    QuantityValue left, right;
    return as_quantity(a, left) && as_quantity(b, right) && equivalent_quantities(left, right);
  }
  if (a.is_temporal() && b.is_temporal() && (a.kind() == Kind::Time) == (b.kind() == Kind::Time))
    return a.temporal().precision == b.temporal().precision && order_of(a.temporal(), b.temporal()) == Order::Same;
  if (a.kind() != b.kind()) return false;
  if (a.kind() == Kind::Boolean) return a.boolean() == b.boolean();
  return a.kind() == Kind::String && same_ignoring_case(a.text(), b.text());
}

bool Run::equivalent(const Item& a, const Item& b, int depth) {
  if (a.is_node() && b.is_node() && a.same_node(b)) return true;
  if (!tick(*current_) || depth > kTreeDepthMax) return false;
  const Item left = value_of(a), right = value_of(b);
  if (left.is_none() != right.is_none()) return false;
  if (!left.is_none()) return equivalent_values(left, right);
  return a.is_node() && b.is_node() && equivalent_trees(a, b, depth);
}

bool Run::equivalent_trees(const Item& a, const Item& b, int depth) {
  if (is_valueless(a) && is_valueless(b)) return true;
  const size_t mark = size();
  a.source().children(a.node(), stack_);
  const size_t middle = size();
  b.source().children(b.node(), stack_);
  const size_t end = size();
  std::vector<bool> used(end - middle, false);
  bool same = middle - mark == end - middle;
  const auto name_of = [this](size_t i) { return stack_[i].is_node() ? stack_[i].source().name(stack_[i].node()) : std::string_view(); };
  for (size_t i = mark; i < middle && same; ++i) {
    bool found = false;
    for (size_t j = middle; j < end && !found; ++j) {
      if (used[j - middle] || name_of(i) != name_of(j) || !equivalent(Item(stack_[i]), Item(stack_[j]), depth + 1)) continue;
      used[j - middle] = found = true;
    }
    same = found;
  }
  stack_.truncate(mark);
  return same;
}

bool Run::equivalent(Range a, Range b, int depth) {
  if (a.size() != b.size()) return false;
  std::vector<bool> used(b.size(), false);
  for (size_t i = 0; i < a.size(); ++i) {
    bool found = false;
    for (size_t j = 0; j < b.size() && !found; ++j) {
      if (used[j] || !equivalent(Item(stack_[a.begin + i]), Item(stack_[b.begin + j]), depth)) continue;
      used[j] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

// Equal items have equal hashes: numbers of any type by value, and what converts between forms (quantities, dates with offsets) by one
// constant.
uint64_t Run::hash(const Item& item, int depth) {
  const Item value = item.is_node() ? item.source().value(item.node()) : item;
  switch (value.kind()) {
    case Kind::Boolean:
      return value.boolean() ? 11 : 12;
    case Kind::String:
      return hash_text(value.text());
    case Kind::Integer:
    case Kind::Long:
    case Kind::Decimal: {
      if (among_quantities_) return 13;
      const Decimal number = value.decimal().trimmed();
      return mix(uint64_t(number.coefficient), number.scale);
    }
    case Kind::Quantity:
      return 13;
    case Kind::Date:
    case Kind::DateTime: {
      const Temporal moment = value.temporal();
      return moment.has_zone ? 14 : mix(14, uint64_t(moment.year * 372 + moment.month * 31 + moment.day));
    }
    case Kind::Time:
      return mix(15, value.temporal().hour);
    case Kind::None:
    case Kind::Node:
      break;
  }
  if (!item.is_node() || model_.is_quantity(item.source().type(item.node()))) return 13;
  if (depth == 0) return 16;
  const size_t mark = size();
  item.source().children(item.node(), stack_);
  uint64_t sum = size() - mark;
  for (size_t i = mark; i < size(); ++i) {
    const Item child_item = stack_[i];
    if (child_item.is_node()) sum += mix(hash_text(child_item.source().name(child_item.node())), hash(child_item, depth - 1));
  }
  stack_.truncate(mark);
  return mix(17, sum);
}

bool Run::contains(Range range, const Item& item) {
  const Item copy = item;
  for (size_t i = range.begin; i < range.end && !failed_; ++i)
    if (equal(Item(stack_[i]), copy) == Truth::True) return true;
  return false;
}

void Run::keep_distinct(size_t from, size_t mark) {
  constexpr size_t kFew = 12;
  const size_t end = size();
  size_t kept = mark;
  if (end - from <= kFew) {
    for (size_t i = mark; i < end && !failed_; ++i) {
      const Item item = stack_[i];
      if (!contains({from, kept}, item)) stack_[kept++] = item;
    }
    stack_.truncate(kept);
    return;
  }
  among_quantities_ = false;
  for (size_t i = from; i < end && !among_quantities_; ++i) {
    const Item& item = stack_[i];
    among_quantities_ = item.kind() == Kind::Quantity || (item.is_node() && model_.is_quantity(item.source().type(item.node())));
  }
  // Open addressing over what is kept: the slot holds an index, `hashes` its hash.
  size_t slots = 64;
  while (slots < (end - from) * 2) slots *= 2;
  std::vector<uint32_t>& table = state_.table;
  std::vector<uint64_t>& hashes = state_.hashes;
  table.assign(slots, 0);
  hashes.clear();
  const auto add = [&](const Item& item, size_t index, bool look) {
    const uint64_t key = hash(item, 3);
    size_t slot = key & (slots - 1);
    for (; table[slot] != 0; slot = (slot + 1) & (slots - 1)) {
      const size_t other = table[slot] - 1;
      if (look && hashes[other] == key && equal(Item(stack_[from + other]), item) == Truth::True) return false;
    }
    table[slot] = uint32_t(index - from + 1);
    hashes.push_back(key);
    return true;
  };
  for (size_t i = from; i < mark; ++i) add(Item(stack_[i]), i, false);
  for (size_t i = mark; i < end && !failed_; ++i) {
    const Item item = stack_[i];
    if (add(item, kept, true)) stack_[kept++] = item;
  }
  stack_.truncate(kept);
}

}  // namespace fhirpath
