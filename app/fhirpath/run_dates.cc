// The clock, the parts of dates and times, and the time between two of them.
#include "app/fhirpath/run.h"

namespace fhirpath {

bool Run::clock_temporal(Kind kind, size_t mark) {
  const Temporal now = from_clock(context_.now_ms, context_.zone_minutes, context_.zone_style);
  if (kind == Kind::Date) return give(mark, Item::temporal(kind, date_part(now)));
  if (kind == Kind::Time) return give(mark, Item::temporal(kind, *time_part(now)));
  return give(mark, Item::temporal(kind, now));
}

bool Run::fn_Now(const Expr&, const Scope&, size_t mark) { return clock_temporal(Kind::DateTime, mark); }
bool Run::fn_Today(const Expr&, const Scope&, size_t mark) { return clock_temporal(Kind::Date, mark); }
bool Run::fn_TimeOfDay(const Expr&, const Scope&, size_t mark) { return clock_temporal(Kind::Time, mark); }

// A date or time, or text that reads as one (data without a model); None for anything else.
bool Run::input_moment(const Expr& call, size_t mark, Item& out) {
  Item value;
  if (!input_value(call, mark, value)) return false;
  out = Item();
  if (value.is_temporal()) out = value;
  if (value.kind() != Kind::String) return true;
  if (const std::optional<Temporal> date = parse_date(value.text())) out = Item::temporal(Kind::Date, *date);
  else if (const std::optional<Temporal> instant = parse_date_time(value.text())) out = Item::temporal(Kind::DateTime, *instant);
  else if (const std::optional<Temporal> time = parse_time(value.text())) out = Item::temporal(Kind::Time, *time);
  return true;
}

// `part` answers -1 where the value has no such part.
bool Run::date_part_of(const Expr& call, size_t mark, int (*part)(const Temporal&, TemporalKind)) {
  Item value;
  if (!input_moment(call, mark, value)) return false;
  const int found = value.is_none() ? -1 : part(value.temporal(), value.temporal_kind());
  return give(mark, found < 0 ? Item() : Item::integer(found));
}

#define DATE_PART(name, needed, expression, condition)                                \
  bool Run::fn_##name(const Expr& call, const Scope&, size_t mark) {                  \
    return date_part_of(call, mark, [](const Temporal& t, TemporalKind kind) -> int { \
      return (condition) && t.precision >= Precision::needed ? int(expression) : -1;  \
    });                                                                               \
  }
DATE_PART(YearOf, Year, t.year, kind != TemporalKind::Time)
DATE_PART(MonthOf, Month, t.month, kind != TemporalKind::Time)
DATE_PART(DayOf, Day, t.day, kind != TemporalKind::Time)
DATE_PART(HourOf, Hour, t.hour, kind != TemporalKind::Date)
DATE_PART(MinuteOf, Minute, t.minute, kind != TemporalKind::Date)
DATE_PART(SecondOf, Second, t.second, kind != TemporalKind::Date)
DATE_PART(MillisecondOf, Second, t.nanos / 1000000, kind != TemporalKind::Date && t.fraction_digits > 0)
#undef DATE_PART

bool Run::fn_TimezoneOffsetOf(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_moment(call, mark, value)) return false;
  if (value.kind() != Kind::DateTime || !value.temporal().has_zone) return give(mark, Item());
  const std::optional<Decimal> hours = divide(Decimal::of(value.temporal().zone_minutes), Decimal::of(60));
  return give(mark, Item::decimal(*hours));
}

bool Run::fn_DateOf(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_moment(call, mark, value)) return false;
  if (value.is_none() || value.kind() == Kind::Time) return give(mark, Item());
  return give(mark, Item::temporal(Kind::Date, date_part(value.temporal())));
}

bool Run::fn_TimeOf(const Expr& call, const Scope&, size_t mark) {
  Item value;
  if (!input_moment(call, mark, value)) return false;
  if (value.kind() != Kind::DateTime) return give(mark, Item());
  const std::optional<Temporal> time = time_part(value.temporal());
  return give(mark, time ? Item::temporal(Kind::Time, *time) : Item());
}

bool Run::interval(const Expr& call, const Scope& scope, size_t mark, bool boundaries) {
  Item from, to, precision;
  if (!input_value(call, mark, from) || !argument(call, 0, scope, to) || !text_argument(call, 1, scope, precision)) return false;
  if (from.is_none() || to.is_none() || precision.is_none()) return give(mark, Item());
  const CalendarUnit unit = calendar_unit(precision.text());
  const bool times = from.kind() == Kind::Time;
  if (!from.is_temporal() || !to.is_temporal() || times != (to.kind() == Kind::Time))
    return fail(call, ErrorKind::Execution,
                std::string("there is no time between ") + kind_name(from.kind()) + " and " + kind_name(to.kind()));
  if (unit == CalendarUnit::None || !unit_allowed(from.temporal_kind(), unit))
    return fail(*call.arguments[1], ErrorKind::Execution, "this is no precision of such a value");
  const std::optional<int64_t> count =
      boundaries ? boundaries_crossed(from.temporal(), to.temporal(), unit) : whole_periods(from.temporal(), to.temporal(), unit);
  if (!count) return give(mark, Item());
  const bool small = *count >= INT32_MIN && *count <= INT32_MAX;
  return give(mark, small ? Item::integer(int32_t(*count)) : Item::long_integer(*count));
}

bool Run::fn_Duration(const Expr& call, const Scope& scope, size_t mark) { return interval(call, scope, mark, false); }
bool Run::fn_Difference(const Expr& call, const Scope& scope, size_t mark) { return interval(call, scope, mark, true); }

}  // namespace fhirpath
