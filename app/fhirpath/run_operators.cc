// The operators: logic, comparison, arithmetic, text, membership and union.
#include "app/fhirpath/run.h"

namespace fhirpath {
namespace {

bool is_moment(Kind kind) { return kind == Kind::Date || kind == Kind::DateTime; }

std::optional<int64_t> whole_result(Op op, int64_t a, int64_t b) {
  int64_t out = 0;
  switch (op) {
    case Op::Add:
      return __builtin_add_overflow(a, b, &out) ? std::nullopt : std::optional<int64_t>(out);
    case Op::Subtract:
      return __builtin_sub_overflow(a, b, &out) ? std::nullopt : std::optional<int64_t>(out);
    case Op::Multiply:
      return __builtin_mul_overflow(a, b, &out) ? std::nullopt : std::optional<int64_t>(out);
    case Op::DivideWhole:
      return b == 0 || (a == INT64_MIN && b == -1) ? std::nullopt : std::optional<int64_t>(a / b);
    case Op::Modulo:
      return b == 0 || (a == INT64_MIN && b == -1) ? std::nullopt : std::optional<int64_t>(a % b);
    default:
      return std::nullopt;
  }
}

std::optional<Decimal> decimal_result(Op op, const Decimal& a, const Decimal& b) {
  switch (op) {
    case Op::Add:
      return add(a, b);
    case Op::Subtract:
      return subtract(a, b);
    case Op::Multiply:
      return multiply(a, b);
    case Op::Divide:
      return divide(a, b);
    case Op::DivideWhole:
      return divide_whole(a, b);
    case Op::Modulo:
      return modulo(a, b);
    default:
      return std::nullopt;
  }
}

const char* sign_of(Op op) {
  switch (op) {
    case Op::Add:
      return "+";
    case Op::Subtract:
      return "-";
    case Op::Multiply:
      return "*";
    case Op::Divide:
      return "/";
    case Op::DivideWhole:
      return "div";
    case Op::Modulo:
      return "mod";
    case Op::Less:
      return "<";
    case Op::LessEqual:
      return "<=";
    case Op::Greater:
      return ">";
    case Op::GreaterEqual:
      return ">=";
    default:
      return "";
  }
}

std::string both_kinds(Op op, const Item& a, const Item& b) {
  return std::string("'") + sign_of(op) + "' cannot take " + kind_name(a.kind()) + " and " + kind_name(b.kind());
}

}  // namespace

bool Run::logic(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  Truth left, right;
  if (!test(*expr.left, scope, left)) return false;
  if (expr.op == Op::And && left == Truth::False) return give_truth(mark, Truth::False);
  if (expr.op == Op::Or && left == Truth::True) return give_truth(mark, Truth::True);
  if (expr.op == Op::Implies && left == Truth::False) return give_truth(mark, Truth::True);
  if (!test(*expr.right, scope, right)) return false;
  Truth out = Truth::Empty;
  switch (expr.op) {
    case Op::And:
      out = right == Truth::False ? Truth::False : left == Truth::True ? right : Truth::Empty;
      break;
    case Op::Or:
      out = right == Truth::True ? Truth::True : left == Truth::False ? right : Truth::Empty;
      break;
    case Op::Implies:
      out = left == Truth::True ? right : right == Truth::True ? Truth::True : Truth::Empty;
      break;
    default:
      if (left != Truth::Empty && right != Truth::Empty) out = left != right ? Truth::True : Truth::False;
  }
  return give_truth(mark, out);
}

Run::Comparison Run::compare_values(const Item& a, const Item& b) {
  const auto from = [](int order) { return order < 0 ? Comparison::Less : order > 0 ? Comparison::Greater : Comparison::Same; };
  if (a.is_whole() && b.is_whole()) return from(a.whole() < b.whole() ? -1 : int(a.whole() > b.whole()));
  if (a.is_number() && b.is_number()) return from(compare(a.decimal(), b.decimal()));
  if (a.kind() == Kind::String && b.kind() == Kind::String) return from(a.text().compare(b.text()));
  if ((is_moment(a.kind()) && is_moment(b.kind())) || (a.kind() == Kind::Time && b.kind() == Kind::Time)) {
    switch (order_of(a.temporal(), b.temporal())) {
      case Order::Less:
        return Comparison::Less;
      case Order::Same:
        return Comparison::Same;
      case Order::Greater:
        return Comparison::Greater;
      case Order::Unknown:
        return Comparison::Unknown;
    }
  }
  QuantityValue left, right;
  if (as_quantity(a, left) && as_quantity(b, right)) return compare_quantities(left, right);
  return Comparison::Mismatch;
}

bool Run::compare_for(const Expr& at, const Item& a, const Item& b, Comparison& out) {
  out = compare_values(a, b);
  return out != Comparison::Mismatch ||
         fail(at, ErrorKind::Execution, std::string(kind_name(a.kind())) + " and " + kind_name(b.kind()) + " have no order");
}

bool Run::binary(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (!run_inner(*expr.left, scope)) return false;
  const size_t middle = size();
  if (!run_inner(*expr.right, scope)) return false;
  const Range left{mark, middle}, right = since(middle);
  switch (expr.op) {
    case Op::Equal:
    case Op::NotEqual: {
      Truth same = equal(left, right);
      if (expr.op == Op::NotEqual && same != Truth::Empty) same = same == Truth::True ? Truth::False : Truth::True;
      return !failed_ && give_truth(mark, same);
    }
    case Op::Equivalent:
    case Op::NotEquivalent: {
      const bool same = equivalent(left, right);
      return !failed_ && give(mark, Item::boolean(same == (expr.op == Op::Equivalent)));
    }
    default:
      break;
  }
  if (left.size() == 0 || right.size() == 0) return give(mark, Item());
  Item a, b;
  if (!one(left, *expr.left, a) || !one(right, *expr.right, b)) return false;
  for (const Range& side : {left, right}) {
    if (!(side.begin == mark ? a : b).is_none()) continue;
    if (is_valueless(stack_[side.begin])) return give(mark, Item());
    return fail(expr, ErrorKind::Execution, std::string("'") + sign_of(expr.op) + "' cannot take a structure");
  }
  return apply(expr, a, b, mark);
}

bool Run::apply(const Expr& expr, const Item& a, const Item& b, size_t mark) {
  if (expr.op < Op::Less) return arithmetic(expr, a, b, mark);
  const Comparison order = compare_values(a, b);
  if (order == Comparison::Mismatch) return fail(expr, ErrorKind::Execution, both_kinds(expr.op, a, b));
  if (order == Comparison::Unknown) return give(mark, Item());
  bool out = false;
  switch (expr.op) {
    case Op::Less:
      out = order == Comparison::Less;
      break;
    case Op::LessEqual:
      out = order != Comparison::Greater;
      break;
    case Op::Greater:
      out = order == Comparison::Greater;
      break;
    default:
      out = order != Comparison::Less;
  }
  return give(mark, Item::boolean(out));
}

bool Run::arithmetic(const Expr& expr, const Item& a, const Item& b, size_t mark) {
  if (a.is_whole() && b.is_whole() && expr.op != Op::Divide) {
    const std::optional<int64_t> out = whole_result(expr.op, a.whole(), b.whole());
    const bool wide = a.kind() == Kind::Long || b.kind() == Kind::Long;
    if (!out || (!wide && (*out > INT32_MAX || *out < INT32_MIN))) return give(mark, Item());
    return give(mark, wide ? Item::long_integer(*out) : Item::integer(int32_t(*out)));
  }
  if (a.is_number() && b.is_number()) {
    const std::optional<Decimal> out = decimal_result(expr.op, a.decimal(), b.decimal());
    return give(mark, out ? Item::decimal(*out) : Item());
  }
  if (a.kind() == Kind::String && b.kind() == Kind::String && expr.op == Op::Add) {
    return give_joined(mark, a.text(), b.text());
  }
  if (a.is_temporal() && (expr.op == Op::Add || expr.op == Op::Subtract)) return date_arithmetic(expr, a, b, mark);
  QuantityValue left, right;
  const bool some_quantity = a.kind() == Kind::Quantity || b.kind() == Kind::Quantity;
  if (some_quantity && expr.op != Op::DivideWhole && expr.op != Op::Modulo && as_quantity(a, left) && as_quantity(b, right))
    return quantity_arithmetic(expr, left, right, mark);
  return fail(expr, ErrorKind::Execution, both_kinds(expr.op, a, b));
}

bool Run::quantity_arithmetic(const Expr& expr, const QuantityValue& a, const QuantityValue& b, size_t mark) {
  std::optional<QuantityValue> out;
  if (expr.op == Op::Add || expr.op == Op::Subtract) out = add_quantities(a, b, expr.op == Op::Subtract);
  else out = multiply_quantities(a, b, expr.op == Op::Divide);
  return give(mark, out ? quantity_item(*out) : Item());
}

bool Run::date_arithmetic(const Expr& expr, const Item& a, const Item& b, size_t mark) {
  if (b.kind() != Kind::Quantity) return fail(expr, ErrorKind::Semantic, both_kinds(expr.op, a, b) + "; write a duration, as in 7 days");
  const QuantityValue& quantity = b.quantity();
  CalendarUnit unit = quantity.calendar;
  if (unit == CalendarUnit::None) {
    struct Pair {
      std::string_view code;
      CalendarUnit unit;
    };
    static constexpr Pair pairs[] = {{"wk", CalendarUnit::Week},    {"d", CalendarUnit::Day},    {"h", CalendarUnit::Hour},
                                     {"min", CalendarUnit::Minute}, {"s", CalendarUnit::Second}, {"ms", CalendarUnit::Millisecond}};
    for (const Pair& pair : pairs)
      if (pair.code == quantity.unit) unit = pair.unit;
    if (quantity.either && quantity.unit == "a") unit = CalendarUnit::Year;
    if (quantity.either && quantity.unit == "mo") unit = CalendarUnit::Month;
  }
  if (!unit_allowed(a.temporal_kind(), unit))
    return fail(expr, ErrorKind::Execution, std::string("this unit cannot be added to ") + kind_name(a.kind()));
  const Decimal amount = expr.op == Op::Subtract ? quantity.value.negated() : quantity.value;
  const std::optional<Temporal> out = add_calendar(a.temporal(), a.temporal_kind(), amount, unit);
  return give(mark, out ? Item::temporal(a.kind(), *out) : Item());
}

bool Run::concatenate(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  std::string_view parts[2];
  for (const int i : {0, 1}) {
    const Expr& side = i == 0 ? *expr.left : *expr.right;
    const size_t from = size();
    if (!run_inner(side, scope)) return false;
    Item value;
    const Range range = since(from);
    if (!one(range, side, value)) return false;
    const bool missing = value.is_none() && (range.size() == 0 || is_valueless(stack_[from]));
    if (!missing && value.kind() != Kind::String)
      return fail(side, ErrorKind::Execution, std::string("'&' joins text, not ") + kind_name(value.is_none() ? Kind::Node : value.kind()));
    if (!missing) parts[i] = value.text();
    stack_.truncate(from);
  }
  return give_joined(mark, parts[0].empty() ? std::string_view("") : parts[0], parts[1].empty() ? std::string_view("") : parts[1]);
}

bool Run::negate(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (!run(*expr.left, scope)) return false;
  Item value;
  if (!one(since(mark), expr, value)) return false;
  const bool minus = expr.op == Op::Negate;
  switch (value.kind()) {
    case Kind::None:
      if (size() > mark && !is_valueless(stack_[mark])) break;
      return give(mark, Item());
    case Kind::Integer:
      if (minus && value.whole() == INT32_MIN) return give(mark, Item());
      return give(mark, Item::integer(int32_t(minus ? -value.whole() : value.whole())));
    case Kind::Long:
      if (minus && value.whole() == INT64_MIN) return give(mark, Item());
      // 2147483648 is too large for an Integer, its negative is not.
      if (minus && expr.left->op == Op::Literal && value.whole() == int64_t(INT32_MAX) + 1 && !expr.left->written.empty())
        return give(mark, Item::integer(INT32_MIN));
      return give(mark, Item::long_integer(minus ? -value.whole() : value.whole()));
    case Kind::Decimal:
      return give(mark, Item::decimal(minus ? value.decimal().negated() : value.decimal()));
    case Kind::Quantity: {
      QuantityValue quantity = value.quantity();
      if (minus) quantity.value = quantity.value.negated();
      return give(mark, quantity_item(quantity));
    }
    default:
      break;
  }
  return fail(expr, ErrorKind::Execution,
              std::string("a sign cannot stand before ") + kind_name(value.is_none() ? Kind::Node : value.kind()));
}

bool Run::union_of(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (!run_inner(*expr.left, scope) || !run_inner(*expr.right, scope)) return false;
  keep_distinct(mark, mark);
  return !failed_;
}

bool Run::membership(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  const Expr& item = expr.op == Op::In ? *expr.left : *expr.right;
  const Expr& list = expr.op == Op::In ? *expr.right : *expr.left;
  if (!run_inner(item, scope)) return false;
  if (size() == mark) return true;
  if (size() - mark > 1) return too_many(item, size() - mark);
  const size_t from = size();
  if (!run_inner(list, scope)) return false;
  const bool found = contains(since(from), stack_[mark]);
  return !failed_ && give(mark, Item::boolean(found));
}

}  // namespace fhirpath
