// toX() and convertsToX().
#include <charconv>

#include "app/fhirpath/letter_case.h"
#include "app/fhirpath/run.h"
#include "app/fhirpath/value_text.h"

namespace fhirpath {
namespace {

Item to_boolean(const Item& value) {
  if (value.kind() == Kind::Boolean) return value;
  if (value.is_number()) {
    if (compare(value.decimal(), Decimal::of(1)) == 0) return Item::boolean(true);
    return value.decimal().is_zero() ? Item::boolean(false) : Item();
  }
  if (value.kind() != Kind::String) return {};
  const std::string text = to_lower(value.text());
  for (const char* yes : {"true", "t", "yes", "y", "1", "1.0"})
    if (text == yes) return Item::boolean(true);
  for (const char* no : {"false", "f", "no", "n", "0", "0.0"})
    if (text == no) return Item::boolean(false);
  return {};
}

Item whole_of(const Item& value, bool wide) {
  int64_t whole = 0;
  if (value.kind() == Kind::Boolean) {
    whole = value.boolean();
  } else if (value.is_whole()) {
    whole = value.whole();
  } else if (value.kind() == Kind::String) {
    std::string_view text = value.text();
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.starts_with("-+") || text.empty() || text.front() == '+') return {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (error != std::errc() || end != text.data() + text.size()) return {};
  } else {
    return {};
  }
  if (wide) return Item::long_integer(whole);
  return whole >= INT32_MIN && whole <= INT32_MAX ? Item::integer(int32_t(whole)) : Item();
}

Item to_decimal(const Item& value) {
  if (value.is_number()) return Item::decimal(value.decimal());
  if (value.kind() == Kind::Boolean) return Item::decimal(Decimal{value.boolean() ? 10 : 0, 1});
  if (value.kind() != Kind::String || value.text().find_first_of("eE") != std::string_view::npos) return {};
  const std::optional<Decimal> number = Decimal::parse(value.text());
  return number ? Item::decimal(*number) : Item();
}

Item to_moment(const Item& value, Kind kind) {
  if (value.kind() == kind) return value;
  if (kind == Kind::Date && value.kind() == Kind::DateTime) return Item::temporal(Kind::Date, date_part(value.temporal()));
  if (kind == Kind::DateTime && value.kind() == Kind::Date) return Item::temporal(Kind::DateTime, value.temporal());
  if (value.kind() != Kind::String) return {};
  std::optional<Temporal> moment;
  if (kind == Kind::Date) moment = parse_date(value.text());
  if (kind == Kind::DateTime) moment = parse_date_time(value.text());
  if (kind == Kind::Time) moment = parse_time(value.text());
  return moment ? Item::temporal(kind, *moment) : Item();
}

}  // namespace

Item Run::converted(Fn function, const Item& value) const {
  switch (function) {
    case Fn::ToBoolean:
    case Fn::ConvertsToBoolean:
      return to_boolean(value);
    case Fn::ToInteger:
    case Fn::ConvertsToInteger:
      return whole_of(value, false);
    case Fn::ToLong:
    case Fn::ConvertsToLong:
      return whole_of(value, true);
    case Fn::ToDecimal:
    case Fn::ConvertsToDecimal:
      return to_decimal(value);
    case Fn::ToTime:
    case Fn::ConvertsToTime:
      return to_moment(value, Kind::Time);
    default:
      return {};
  }
}

#define CONVERSION(name)                                                                              \
  bool Run::fn_To##name(const Expr& call, const Scope&, size_t mark) {                                \
    Item value;                                                                                       \
    return input_value(call, mark, value) && give(mark, converted(call.function, value));             \
  }                                                                                                   \
  bool Run::fn_ConvertsTo##name(const Expr& call, const Scope&, size_t mark) {                        \
    Item value;                                                                                       \
    if (!input_value(call, mark, value)) return false;                                                \
    if (size() == mark || (value.is_none() && is_valueless(stack_[mark]))) return give(mark, Item()); \
    return give(mark, Item::boolean(!converted(call.function, value).is_none()));                     \
  }
CONVERSION(Boolean)
CONVERSION(Integer)
CONVERSION(Long)
CONVERSION(Decimal)
CONVERSION(Time)
#undef CONVERSION

bool Run::fn_ToString(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_value(call, mark, value)) return false;
  if (value.is_none() || value.kind() == Kind::String) return give(mark, value);
  state_.scratch.clear();
  append_value_text(value, state_.scratch);
  return give_text(mark, state_.scratch);
}

bool Run::fn_ConvertsToString(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_value(call, mark, value)) return false;
  if (size() == mark || (value.is_none() && is_valueless(stack_[mark]))) return give(mark, Item());
  return give(mark, Item::boolean(!value.is_none()));
}

bool Run::convert_with_format(const Expr& call, const Scope& scope, size_t mark, Kind kind, bool only_ask) {
  Item value, format;
  if (!input_value(call, mark, value)) return false;
  if (call.argument_count > 0 && !text_argument(call, 0, scope, format)) return false;
  Item out;
  if (value.kind() == Kind::String && format.kind() == Kind::String) {
    const std::optional<Temporal> moment =
        parse_format(value.text(), format.text(), kind == Kind::Date ? TemporalKind::Date : TemporalKind::DateTime);
    if (moment) out = Item::temporal(kind, *moment);
  } else {
    out = to_moment(value, kind);
  }
  if (!only_ask) return give(mark, out);
  if (size() == mark || (value.is_none() && is_valueless(stack_[mark]))) return give(mark, Item());
  return give(mark, Item::boolean(!out.is_none()));
}

bool Run::fn_ToDate(const Expr& call, const Scope& scope, size_t mark) { return convert_with_format(call, scope, mark, Kind::Date, false); }
bool Run::fn_ConvertsToDate(const Expr& call, const Scope& scope, size_t mark) {
  return convert_with_format(call, scope, mark, Kind::Date, true);
}
bool Run::fn_ToDateTime(const Expr& call, const Scope& scope, size_t mark) {
  return convert_with_format(call, scope, mark, Kind::DateTime, false);
}
bool Run::fn_ConvertsToDateTime(const Expr& call, const Scope& scope, size_t mark) {
  return convert_with_format(call, scope, mark, Kind::DateTime, true);
}

bool Run::quantity_conversion(const Expr& call, const Scope& scope, size_t mark, bool only_ask) {
  Item value, unit;
  if (!input_value(call, mark, value)) return false;
  if (call.argument_count > 0 && !text_argument(call, 0, scope, unit)) return false;
  if (size() == mark || (value.is_none() && is_valueless(stack_[mark]))) return give(mark, Item());
  QuantityValue quantity;
  std::optional<QuantityValue> out;
  if (convert_to_quantity(value, quantity)) out = unit.kind() == Kind::String ? convert_quantity(quantity, unit.text()) : quantity;
  if (only_ask) return give(mark, Item::boolean(out.has_value()));
  return give(mark, out ? quantity_item(*out) : Item());
}

bool Run::fn_ToQuantity(const Expr& call, const Scope& scope, size_t mark) { return quantity_conversion(call, scope, mark, false); }
bool Run::fn_ConvertsToQuantity(const Expr& call, const Scope& scope, size_t mark) { return quantity_conversion(call, scope, mark, true); }

}  // namespace fhirpath
