// Quantities: UCUM units, calendar durations, and where the two meet.
// Source: FHIRPath, "Time-valued Quantities", "Quantity Equality", "Quantity Equivalence", toQuantity's conversion factors.
#include "app/fhirpath/run.h"
#include "app/fhirpath/ucum.h"

namespace fhirpath {
namespace {

std::string_view ucum_of(CalendarUnit unit) {
  static constexpr std::string_view codes[] = {"", "a", "mo", "wk", "d", "h", "min", "s", "ms"};
  return codes[int(unit)];
}

CalendarUnit calendar_of(std::string_view ucum) {
  for (int unit = int(CalendarUnit::Year); unit <= int(CalendarUnit::Millisecond); ++unit)
    if (ucum_of(CalendarUnit(unit)) == ucum) return CalendarUnit(unit);
  return CalendarUnit::None;
}

bool is_month_or_year(CalendarUnit unit) { return unit == CalendarUnit::Year || unit == CalendarUnit::Month; }
// 'a', 'mo' and their kin: definite lengths that no calendar year or month has.
bool is_definite_month_or_year(std::string_view ucum) {
  return ucum == "a" || ucum == "mo" || ucum.starts_with("a_") || ucum.starts_with("mo_");
}

// 1 year is 12 months; by days it is 365, and a month 30.
std::optional<Decimal> convert_calendar(const Decimal& value, CalendarUnit from, CalendarUnit to) {
  if (from == to) return value;
  if (is_month_or_year(from) && is_month_or_year(to)) {
    const Decimal twelve = Decimal::of(12);
    return from == CalendarUnit::Year ? multiply(value, twelve) : divide(value, twelve);
  }
  static constexpr int64_t ms[] = {0, 31536000000, 2592000000, 604800000, 86400000, 3600000, 60000, 1000, 1};
  const std::optional<Decimal> whole = multiply(value, Decimal::of(ms[int(from)]));
  return whole ? divide(*whole, Decimal::of(ms[int(to)])) : std::nullopt;
}

QuantityValue as_calendar(const QuantityValue& value) {
  QuantityValue out = value;
  out.calendar = calendar_of(value.unit);
  out.either = false;
  return out;
}

// A FHIR time quantity takes the side of what it is held against.
void take_sides(QuantityValue& a, QuantityValue& b) {
  if (a.either && b.calendar != CalendarUnit::None) a = as_calendar(a);
  if (b.either && a.calendar != CalendarUnit::None) b = as_calendar(b);
}

bool is_unity(const QuantityValue& value) {
  if (value.calendar != CalendarUnit::None) return false;
  if (value.unit == "1") return true;
  const std::optional<Unit> unit = parse_unit(value.unit);
  return unit && unit->is_unity();
}

// The unit of `value` for UCUM arithmetic; nothing for a calendar year or month, which have no definite length.
std::optional<Unit> definite_unit(const QuantityValue& value, bool months_too) {
  if (value.calendar == CalendarUnit::None) return parse_unit(value.unit);
  if (is_month_or_year(value.calendar) && !months_too) return std::nullopt;
  return parse_unit(ucum_of(value.calendar));
}

bool mixes_months(const QuantityValue& a, const QuantityValue& b) {
  const bool calendar_a = a.calendar != CalendarUnit::None, calendar_b = b.calendar != CalendarUnit::None;
  if (calendar_a == calendar_b) return false;
  const QuantityValue& calendar = calendar_a ? a : b;
  const QuantityValue& definite = calendar_a ? b : a;
  return is_month_or_year(calendar.calendar) || is_definite_month_or_year(definite.unit);
}

// `b` told in the unit of `a`.
std::optional<Decimal> in_unit_of(const QuantityValue& a, const QuantityValue& b) {
  if (a.calendar != CalendarUnit::None && b.calendar != CalendarUnit::None) return convert_calendar(b.value, b.calendar, a.calendar);
  if (a.calendar == CalendarUnit::None && b.calendar == CalendarUnit::None && a.unit == b.unit) return b.value;
  if (mixes_months(a, b)) return std::nullopt;
  const std::optional<Unit> to = definite_unit(a, false), from = definite_unit(b, false);
  return to && from ? convert(b.value, *from, *to) : std::nullopt;
}

// Whether one of `a`'s units is more than one of `b`'s.
bool is_coarser(const QuantityValue& a, const QuantityValue& b) {
  if (a.calendar != CalendarUnit::None && b.calendar != CalendarUnit::None) return a.calendar < b.calendar;
  QuantityValue one = b;
  one.value = Decimal::of(1);
  const std::optional<Decimal> told = in_unit_of(a, one);
  return told && compare(*told, Decimal::of(1)) < 0;
}

}  // namespace

bool Run::as_quantity(const Item& value, QuantityValue& out) const {
  if (value.kind() == Kind::Quantity) {
    out = value.quantity();
    return true;
  }
  if (!value.is_number()) return false;
  out = QuantityValue{value.decimal(), "1", CalendarUnit::None, false};
  return true;
}

Run::Comparison Run::compare_quantities(const QuantityValue& left, const QuantityValue& right, bool*) {
  QuantityValue a = left, b = right;
  take_sides(a, b);
  const std::optional<Decimal> other = in_unit_of(a, b);
  if (!other) return Comparison::Unknown;
  const int order = compare(a.value, *other);
  return order < 0 ? Comparison::Less : order > 0 ? Comparison::Greater : Comparison::Same;
}

// Held against each other in the coarser unit, to the places of the less precise.
bool Run::equivalent_quantities(const QuantityValue& left, const QuantityValue& right) {
  QuantityValue a = left, b = right;
  take_sides(a, b);
  if (a.calendar == CalendarUnit::None && b.calendar == CalendarUnit::None && a.unit == b.unit)
    return equivalent_values(Item::decimal(a.value), Item::decimal(b.value));
  if (mixes_months(a, b)) {
    // A calendar year is equivalent to 'a', a month to 'mo'.
    if (a.calendar != CalendarUnit::None) a.unit = ucum_of(a.calendar);
    if (b.calendar != CalendarUnit::None) b.unit = ucum_of(b.calendar);
    a.calendar = b.calendar = CalendarUnit::None;
    const std::optional<Unit> x = parse_unit(a.unit), y = parse_unit(b.unit);
    if (!x || !y || !x->same_dimension(*y)) return false;
    // Days against months: 30 days are equivalent to 1 'mo', by the calendar's factors.
    const CalendarUnit ca = calendar_of(a.unit), cb = calendar_of(b.unit);
    if (ca != CalendarUnit::None && cb != CalendarUnit::None) {
      a.calendar = ca;
      b.calendar = cb;
    }
  }
  if (is_coarser(b, a)) std::swap(a, b);
  const std::optional<Decimal> other = in_unit_of(a, b);
  return other && equivalent_values(Item::decimal(a.value), Item::decimal(*other));
}

std::optional<QuantityValue> Run::convert_quantity(const QuantityValue& value, std::string_view unit) {
  QuantityValue target{Decimal{}, state_.arena.copy(unit), calendar_unit(unit), false};
  QuantityValue from = value;
  take_sides(from, target);
  const std::optional<Decimal> told = in_unit_of(target, from);
  if (!told) return std::nullopt;
  target.value = *told;
  return target;
}

// In the more granular unit of the two.
std::optional<QuantityValue> Run::add_quantities(const QuantityValue& left, const QuantityValue& right, bool minus) {
  QuantityValue a = left, b = right;
  take_sides(a, b);
  if (a.either && !b.either) a.either = false;
  if (b.either && !a.either) b.either = false;
  const bool special = [&] {
    for (const QuantityValue* value : {&a, &b}) {
      if (value->calendar != CalendarUnit::None) continue;
      const std::optional<Unit> unit = parse_unit(value->unit);
      if (!unit || unit->special != SpecialUnit::None) return true;
    }
    return false;
  }();
  if (special) return std::nullopt;
  QuantityValue out = is_coarser(a, b) ? b : a;
  const std::optional<Decimal> x = in_unit_of(out, a), y = in_unit_of(out, b);
  const std::optional<Decimal> sum = x && y ? (minus ? subtract(*x, *y) : add(*x, *y)) : std::nullopt;
  if (!sum) return std::nullopt;
  out.value = *sum;
  return out;
}

std::optional<QuantityValue> Run::multiply_quantities(const QuantityValue& a, const QuantityValue& b, bool by_division) {
  const auto combine = [by_division](const Decimal& x, const Decimal& y) { return by_division ? divide(x, y) : multiply(x, y); };
  // A pure number leaves the other's unit as it is, calendar units too.
  const bool unity_a = is_unity(a), unity_b = is_unity(b);
  if (unity_b || (unity_a && !by_division)) {
    QuantityValue out = unity_b ? a : b;
    const QuantityValue& number = unity_b ? b : a;
    if (out.calendar == CalendarUnit::None) {
      const std::optional<Unit> unit = parse_unit(out.unit);
      if (!unit || unit->special != SpecialUnit::None) return std::nullopt;
    }
    const std::optional<Unit> number_unit = parse_unit(number.unit);
    const std::optional<Decimal> factor = number_unit ? scale_by(number.value, number_unit->factor) : std::nullopt;
    const std::optional<Decimal> value = !factor ? std::nullopt : combine(out.value, *factor);
    if (!value) return std::nullopt;
    out.value = *value;
    return out;
  }
  if (a.calendar != CalendarUnit::None || b.calendar != CalendarUnit::None) return std::nullopt;
  const std::optional<CombinedUnit> unit = combine_units(a.unit, b.unit, by_division);
  std::optional<Decimal> value = unit ? combine(a.value, b.value) : std::nullopt;
  if (value) value = scale_by(*value, unit->factor);
  if (!value) return std::nullopt;
  return QuantityValue{*value, state_.arena.copy(unit->code), CalendarUnit::None, false};
}

// '4 days', '10 \'mg\'', '1.5'.
bool Run::convert_to_quantity(const Item& value, QuantityValue& out) const {
  if (as_quantity(value, out)) return true;
  if (value.kind() == Kind::Boolean) {
    out = QuantityValue{Decimal{value.boolean() ? 10 : 0, 1}, "1", CalendarUnit::None, false};
    return true;
  }
  if (value.kind() != Kind::String) return false;
  const std::string_view text = value.text();
  size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const auto digits = [&] {
    const size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at > start;
  };
  if (!digits()) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return false;
  }
  const std::optional<Decimal> number = Decimal::parse(text.substr(0, at));
  if (!number) return false;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) ++at;
  out = QuantityValue{*number, "1", CalendarUnit::None, false};
  const std::string_view unit = text.substr(at);
  if (unit.empty()) return true;
  if (unit.size() > 2 && unit.front() == '\'' && unit.back() == '\'') {
    out.unit = unit.substr(1, unit.size() - 2);
    return out.unit.find('\'') == std::string_view::npos;
  }
  out.unit = unit;
  out.calendar = calendar_unit(unit);
  return out.calendar != CalendarUnit::None;
}

}  // namespace fhirpath
