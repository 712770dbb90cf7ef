// The Math section, boundaries and precision.
#include <algorithm>

#include "app/fhirpath/decimal_math.h"
#include "app/fhirpath/run.h"

namespace fhirpath {
namespace {

constexpr int kBoundaryDigitsDefault = 8;
constexpr int kBoundaryDigitsMax = 31;

// Half a unit of the last digit down or up, then told to `digits` places, outwards.
std::optional<Decimal> decimal_boundary(const Decimal& value, int digits, bool high) {
  if (value.scale + 1 > kDigitsMax) return std::nullopt;
  const Decimal half{5, uint8_t(value.scale + 1)};
  const std::optional<Decimal> edge = high ? add(value, half) : subtract(value, half);
  if (!edge || edge->scale <= digits) return edge ? edge->rounded(digits) : std::nullopt;
  const std::optional<Decimal> shifted = multiply(*edge, Decimal{Int128(power_of_ten(digits)), 0});
  if (!shifted) return std::nullopt;
  const Decimal whole = high ? shifted->raised() : shifted->floored();
  return Decimal{whole.coefficient, uint8_t(digits)};
}

}  // namespace

bool Run::input_number(const Expr& call, size_t mark, Item& out) {
  const Range range = since(mark);
  if (!one(range, call, out)) return false;
  if (out.is_number() || out.kind() == Kind::Quantity) return true;
  if (out.is_none() && (range.size() == 0 || is_valueless(stack_[mark]))) return true;
  return fail(call, ErrorKind::Execution,
              "'" + std::string(call.name.text) + "' works on numbers, not on " + kind_name(out.is_none() ? Kind::Node : out.kind()));
}

bool Run::fn_Abs(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_number(call, mark, value)) return false;
  switch (value.kind()) {
    case Kind::Integer:
      return give(mark, value.whole() == INT32_MIN ? Item() : Item::integer(int32_t(value.whole() < 0 ? -value.whole() : value.whole())));
    case Kind::Long:
      return give(mark, value.whole() == INT64_MIN ? Item() : Item::long_integer(value.whole() < 0 ? -value.whole() : value.whole()));
    case Kind::Decimal:
      return give(mark, Item::decimal(value.decimal().absolute()));
    case Kind::Quantity: {
      QuantityValue quantity = value.quantity();
      quantity.value = quantity.value.absolute();
      return give(mark, quantity_item(quantity));
    }
    default:
      return give(mark, Item());
  }
}

bool Run::to_whole(const Expr& call, size_t mark, Decimal (Decimal::*round)() const) {
  Item value;
  if (!input_number(call, mark, value)) return false;
  if (value.is_none() || value.is_whole()) return give(mark, value);
  if (value.kind() == Kind::Quantity) {
    QuantityValue quantity = value.quantity();
    quantity.value = (quantity.value.*round)();
    return give(mark, quantity_item(quantity));
  }
  const Decimal whole = (value.decimal().*round)();
  const std::optional<int64_t> fits = whole.to_int64();
  if (!fits) return give(mark, Item::decimal(whole));
  const bool small = *fits >= INT32_MIN && *fits <= INT32_MAX;
  return give(mark, small ? Item::integer(int32_t(*fits)) : Item::long_integer(*fits));
}

bool Run::fn_Ceiling(const Expr& call, const Scope&, size_t mark) { return to_whole(call, mark, &Decimal::raised); }
bool Run::fn_Floor(const Expr& call, const Scope&, size_t mark) { return to_whole(call, mark, &Decimal::floored); }
bool Run::fn_Truncate(const Expr& call, const Scope&, size_t mark) { return to_whole(call, mark, &Decimal::truncated); }

bool Run::decimal_function(const Expr& call, size_t mark, std::optional<Decimal> (*function)(const Decimal&)) {
  Item value;
  if (!input_number(call, mark, value)) return false;
  if (value.kind() == Kind::Quantity)
    return fail(call, ErrorKind::Execution, "'" + std::string(call.name.text) + "' works on numbers, not on a Quantity");
  const std::optional<Decimal> out = value.is_none() ? std::nullopt : function(value.decimal());
  return give(mark, out ? Item::decimal(*out) : Item());
}

bool Run::fn_Exp(const Expr& call, const Scope&, size_t mark) { return decimal_function(call, mark, exponential); }
bool Run::fn_Ln(const Expr& call, const Scope&, size_t mark) { return decimal_function(call, mark, natural_logarithm); }
bool Run::fn_Sqrt(const Expr& call, const Scope&, size_t mark) { return decimal_function(call, mark, square_root); }

bool Run::fn_Log(const Expr& call, const Scope& scope, size_t mark) {
  Item value, base;
  if (!input_number(call, mark, value) || !argument(call, 0, scope, base)) return false;
  if (value.is_none() || base.is_none()) return give(mark, Item());
  if (!value.is_number() || !base.is_number()) return fail(call, ErrorKind::Execution, "'log' works on numbers");
  const std::optional<Decimal> out = logarithm(value.decimal(), base.decimal());
  return give(mark, out ? Item::decimal(*out) : Item());
}

bool Run::fn_Power(const Expr& call, const Scope& scope, size_t mark) {
  Item value, exponent;
  if (!input_number(call, mark, value) || !argument(call, 0, scope, exponent)) return false;
  if (value.is_none() || exponent.is_none()) return give(mark, Item());
  if (!value.is_number() || !exponent.is_number()) return fail(call, ErrorKind::Execution, "'power' works on numbers");
  const std::optional<Decimal> out = power(value.decimal(), exponent.decimal());
  if (!out) return give(mark, Item());
  const bool whole = value.is_whole() && exponent.is_whole() && exponent.whole() >= 0 && out->is_whole();
  const std::optional<int64_t> fits = whole ? out->to_int64() : std::nullopt;
  if (fits && *fits >= INT32_MIN && *fits <= INT32_MAX) return give(mark, Item::integer(int32_t(*fits)));
  return give(mark, Item::decimal(*out));
}

bool Run::fn_Round(const Expr& call, const Scope& scope, size_t mark) {
  Item value;
  std::optional<int64_t> places;
  if (!input_number(call, mark, value)) return false;
  if (call.argument_count > 0 && !whole_argument(call, 0, scope, places)) return false;
  if (places && *places < 0) return fail(*call.arguments[0], ErrorKind::Execution, "the number of places is not negative");
  if (value.is_none()) return give(mark, value);
  const int to = int(std::min<int64_t>(places.value_or(0), kDigitsMax));
  const Decimal number = value.kind() == Kind::Quantity ? value.quantity().value : value.decimal();
  const Decimal rounded = number.scale <= to ? number : number.rounded(to).value_or(number);
  if (value.kind() != Kind::Quantity) return give(mark, value.is_whole() ? value : Item::decimal(rounded));
  QuantityValue quantity = value.quantity();
  quantity.value = rounded;
  return give(mark, quantity_item(quantity));
}

bool Run::boundary_of(const Expr& call, const Scope& scope, size_t mark, bool high) {
  Item value;
  std::optional<int64_t> digits;
  if (!input_value(call, mark, value)) return false;
  if (call.argument_count > 0 && !whole_argument(call, 0, scope, digits)) return false;
  if (value.is_none()) return give(mark, value);
  if (value.is_temporal()) {
    const int most = value.kind() == Kind::Date ? 8 : value.kind() == Kind::Time ? 9 : 17;
    const std::optional<Temporal> edge =
        boundary(value.temporal(), value.temporal_kind(), int(std::clamp<int64_t>(digits.value_or(most), -1, 99)), high);
    return give(mark, edge ? Item::temporal(value.kind(), *edge) : Item());
  }
  QuantityValue quantity;
  if (!as_quantity(value, quantity)) return fail(call, ErrorKind::Execution, std::string(kind_name(value.kind())) + " has no boundaries");
  const int64_t places = digits.value_or(kBoundaryDigitsDefault);
  const std::optional<Decimal> edge =
      places < 0 || places > kBoundaryDigitsMax ? std::nullopt : decimal_boundary(quantity.value, int(places), high);
  if (!edge) return give(mark, Item());
  if (value.kind() != Kind::Quantity) return give(mark, Item::decimal(*edge));
  quantity.value = *edge;
  return give(mark, quantity_item(quantity));
}

bool Run::fn_LowBoundary(const Expr& call, const Scope& scope, size_t mark) { return boundary_of(call, scope, mark, false); }
bool Run::fn_HighBoundary(const Expr& call, const Scope& scope, size_t mark) { return boundary_of(call, scope, mark, true); }

bool Run::fn_PrecisionOf(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_value(call, mark, value)) return false;
  if (value.is_none()) return give(mark, value);
  if (value.is_temporal()) return give(mark, Item::integer(precision_digits(value.temporal(), value.temporal_kind())));
  QuantityValue quantity;
  if (!as_quantity(value, quantity)) return fail(call, ErrorKind::Execution, std::string(kind_name(value.kind())) + " has no precision");
  return give(mark, Item::integer(quantity.value.scale));
}

}  // namespace fhirpath
