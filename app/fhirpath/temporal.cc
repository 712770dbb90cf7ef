#include "app/fhirpath/temporal.h"

#include <array>
#include <cstdlib>

namespace fhirpath {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;
constexpr int kZoneMinutesMax = 14 * 60;
constexpr int kZoneMinutesMin = -12 * 60;

void civil_of(int64_t days, Temporal& out) {  // Hinnant's algorithm, proleptic Gregorian
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const unsigned day_of_era = unsigned(days - era * 146097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  out.day = uint8_t(day_of_year - (153 * shifted + 2) / 5 + 1);
  out.month = uint8_t(shifted < 10 ? shifted + 3 : shifted - 9);
  out.year = int16_t(int64_t(year_of_era) + era * 400 + (out.month <= 2));
}

int64_t second_of_day(const Temporal& t) { return t.hour * 3600 + t.minute * 60 + t.second; }
void set_second_of_day(Temporal& t, int64_t seconds) {
  t.hour = uint8_t(seconds / 3600);
  t.minute = uint8_t(seconds / 60 % 60);
  t.second = uint8_t(seconds % 60);
}
int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

int64_t utc_seconds(const Temporal& t) {
  return day_number(t.year, t.month, t.day) * 86400 + second_of_day(t) - (t.has_zone ? t.zone_minutes * 60 : 0);
}

Temporal to_utc(const Temporal& value) {
  Temporal out = value;
  const int64_t seconds = utc_seconds(value), days = floor_divide(seconds, 86400);
  civil_of(days, out);
  set_second_of_day(out, seconds - days * 86400);
  out.zone_minutes = 0;
  return out;
}

Order order_fields(const Temporal& a, const Temporal& b) {
  const std::array<int, 6> left{a.year, a.month, a.day, a.hour, a.minute, a.second},
      right{b.year, b.month, b.day, b.hour, b.minute, b.second};
  const int common = int(a.precision < b.precision ? a.precision : b.precision);
  for (int i = 0; i <= common; ++i)
    if (left[size_t(i)] != right[size_t(i)]) return left[size_t(i)] < right[size_t(i)] ? Order::Less : Order::Greater;
  if (a.precision != b.precision) return Order::Unknown;
  if (a.precision == Precision::Second && a.nanos != b.nanos) return a.nanos < b.nanos ? Order::Less : Order::Greater;
  return Order::Same;
}

// One of them has no offset: it may be any from -12:00 to +14:00.
Order order_with_guess(const Temporal& zoned, const Temporal& bare) {
  const int64_t moment = utc_seconds(zoned), local = utc_seconds(bare);
  if (moment < local - kZoneMinutesMax * 60) return Order::Less;
  if (moment > local - kZoneMinutesMin * 60 + 3600) return Order::Greater;
  return Order::Unknown;
}

// `amount` units of `unit`, told in the unit a value of that precision can take; the fraction stays on.
Decimal in_units_of(const Decimal& amount, CalendarUnit unit, Precision precision, CalendarUnit& target) {
  struct Step {
    CalendarUnit from;
    int64_t divisor;
    CalendarUnit to;
  };
  static constexpr Step steps[] = {{CalendarUnit::Millisecond, 1000, CalendarUnit::Second},
                                   {CalendarUnit::Second, 60, CalendarUnit::Minute},
                                   {CalendarUnit::Minute, 60, CalendarUnit::Hour},
                                   {CalendarUnit::Hour, 24, CalendarUnit::Day},
                                   {CalendarUnit::Day, 30, CalendarUnit::Month},
                                   {CalendarUnit::Month, 12, CalendarUnit::Year}};
  static constexpr CalendarUnit finest[] = {CalendarUnit::Year, CalendarUnit::Month,  CalendarUnit::Day,
                                            CalendarUnit::Hour, CalendarUnit::Minute, CalendarUnit::Second};
  const CalendarUnit goal = finest[int(precision)];
  std::optional<Decimal> value = amount;
  target = unit;
  if (target == CalendarUnit::Week && goal < CalendarUnit::Day) {
    value = multiply(*value, Decimal::of(7));
    target = CalendarUnit::Day;
  }
  for (const Step& step : steps) {
    if (!value || step.from != target || target <= goal) continue;
    if (target == CalendarUnit::Day && goal == CalendarUnit::Year) {  // straight to years, not by way of twelve months of 30 days
      value = divide(*value, Decimal::of(365));
      target = CalendarUnit::Year;
    } else {
      value = divide(*value, Decimal::of(step.divisor));
      target = step.to;
    }
  }
  return value ? *value : Decimal{};
}

std::optional<Temporal> add_months(Temporal value, int64_t months) {
  const int64_t total = int64_t(value.year) * 12 + (value.month - 1) + months, year = floor_divide(total, 12);
  if (year < 1 || year > 9999) return std::nullopt;
  value.year = int16_t(year);
  value.month = uint8_t(total - year * 12 + 1);
  const int last = days_in_month(value.year, value.month);
  if (value.day > last) value.day = uint8_t(last);
  return value;
}

std::optional<Temporal> add_nanos(Temporal value, TemporalKind kind, Int128 nanos) {
  const Int128 day = Int128(86400) * kNanosPerSecond;
  Int128 total = Int128(second_of_day(value)) * kNanosPerSecond + value.nanos + nanos;
  int64_t days = int64_t(total / day);
  total -= Int128(days) * day;
  if (total < 0) {
    total += day;
    --days;
  }
  set_second_of_day(value, int64_t(total / kNanosPerSecond));
  value.nanos = uint32_t(total % kNanosPerSecond);
  if (value.nanos != 0 && value.precision == Precision::Second) {
    int digits = 9;
    for (uint32_t rest = value.nanos; rest % 10 == 0; rest /= 10) --digits;
    if (digits > value.fraction_digits) value.fraction_digits = uint8_t(digits < 3 ? 3 : digits) & 15;
  }
  if (kind == TemporalKind::Time) return value;
  const int64_t number = day_number(value.year, value.month, value.day) + days;
  if (number < day_number(1, 1, 1) || number > day_number(9999, 12, 31)) return std::nullopt;
  civil_of(number, value);
  return value;
}

}  // namespace

int days_in_month(int year, int month) {
  static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap);
}

int64_t day_number(int year, int month, int day) {
  const int64_t y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400, day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Temporal from_clock(int64_t unix_ms, int zone_minutes, ZoneStyle style) {
  const int64_t local = unix_ms + int64_t(zone_minutes) * 60000, days = floor_divide(local, 86400000), ms = local - days * 86400000;
  Temporal out;
  civil_of(days, out);
  set_second_of_day(out, ms / 1000);
  out.precision = Precision::Second;
  out.nanos = uint32_t(ms % 1000 * 1000000);
  out.fraction_digits = ms % 1000 == 0 ? 0 : 3;
  out.has_zone = true;
  out.zone_minutes = int16_t(zone_minutes);
  out.zone_style = style;
  return out;
}

Temporal date_part(const Temporal& value) {
  Temporal out;
  out.year = value.year;
  out.month = value.month;
  out.day = value.day;
  out.precision = value.precision < Precision::Day ? value.precision : Precision::Day;
  return out;
}

std::optional<Temporal> time_part(const Temporal& value) {
  if (value.precision < Precision::Hour) return std::nullopt;
  Temporal out = value;
  out.year = 0;
  out.month = out.day = 1;
  out.has_zone = false;
  out.zone_minutes = 0;
  return out;
}

Order order_of(const Temporal& a, const Temporal& b) {
  const bool timed = a.precision >= Precision::Hour && b.precision >= Precision::Hour;
  if (timed && a.has_zone && b.has_zone) {
    if (a.zone_minutes == b.zone_minutes) return order_fields(a, b);
    return order_fields(to_utc(a), to_utc(b));
  }
  if (timed && a.has_zone != b.has_zone) {
    if (a.has_zone) return order_with_guess(a, b);
    const Order turned = order_with_guess(b, a);
    return turned == Order::Less ? Order::Greater : (turned == Order::Greater ? Order::Less : turned);
  }
  return order_fields(a, b);
}

bool same_precision(const Temporal& a, const Temporal& b) { return a.precision == b.precision && a.has_zone == b.has_zone; }

bool unit_allowed(TemporalKind kind, CalendarUnit unit) {
  return unit != CalendarUnit::None && (kind != TemporalKind::Time || unit >= CalendarUnit::Hour);
}

std::optional<Temporal> add_calendar(const Temporal& value, TemporalKind kind, const Decimal& amount, CalendarUnit unit) {
  CalendarUnit target = unit;
  const Decimal scaled = in_units_of(amount, unit, value.precision, target);
  if (target == CalendarUnit::Second || target == CalendarUnit::Millisecond) {
    const std::optional<Decimal> nanos = multiply(scaled, Decimal::of(target == CalendarUnit::Second ? kNanosPerSecond : 1'000'000));
    if (!nanos || digits_of(Uint128(nanos->absolute().truncated().coefficient)) > 24) return std::nullopt;
    return add_nanos(value, kind, nanos->truncated().coefficient);
  }
  const std::optional<int64_t> whole = scaled.to_int64();
  if (!whole || *whole > 400'000'000 || *whole < -400'000'000) return std::nullopt;
  switch (target) {
    case CalendarUnit::Year:
      return add_months(value, *whole * 12);
    case CalendarUnit::Month:
      return add_months(value, *whole);
    case CalendarUnit::Week:
      return add_nanos(value, kind, Int128(*whole) * 7 * 86400 * kNanosPerSecond);
    case CalendarUnit::Day:
      return add_nanos(value, kind, Int128(*whole) * 86400 * kNanosPerSecond);
    case CalendarUnit::Hour:
      return add_nanos(value, kind, Int128(*whole) * 3600 * kNanosPerSecond);
    default:
      return add_nanos(value, kind, Int128(*whole) * 60 * kNanosPerSecond);
  }
}

std::optional<int64_t> whole_periods(const Temporal& a, const Temporal& b, CalendarUnit unit) {
  const Precision needed = unit == CalendarUnit::Year     ? Precision::Year
                           : unit == CalendarUnit::Month  ? Precision::Month
                           : unit <= CalendarUnit::Day    ? Precision::Day
                           : unit == CalendarUnit::Hour   ? Precision::Hour
                           : unit == CalendarUnit::Minute ? Precision::Minute
                                                          : Precision::Second;
  if (a.precision < needed || b.precision < needed) return std::nullopt;
  if (unit >= CalendarUnit::Hour || (a.has_zone && b.has_zone && unit >= CalendarUnit::Week)) {
    static constexpr int64_t ms[] = {0, 0, 0, 604800000, 86400000, 3600000, 60000, 1000, 1};
    const int64_t from = utc_seconds(a) * 1000 + a.nanos / 1000000, to = utc_seconds(b) * 1000 + b.nanos / 1000000;
    return (to - from) / ms[int(unit)];
  }
  if (unit == CalendarUnit::Week || unit == CalendarUnit::Day) {
    const int64_t from = day_number(a.year, a.month, a.day) * 86400 + second_of_day(a),
                  to = day_number(b.year, b.month, b.day) * 86400 + second_of_day(b);
    return (to - from) / (unit == CalendarUnit::Week ? 604800 : 86400);
  }
  int64_t months = (int64_t(b.year) - a.year) * 12 + (int64_t(b.month) - a.month);
  if (unit == CalendarUnit::Year && (a.precision == Precision::Year || b.precision == Precision::Year)) return int64_t(b.year) - a.year;
  const auto rest = [](const Temporal& t) { return int64_t(t.day) * 86400 + second_of_day(t); };
  if (months > 0 && rest(b) < rest(a)) --months;
  if (months < 0 && rest(b) > rest(a)) ++months;
  return unit == CalendarUnit::Year ? months / 12 : months;
}

std::optional<int64_t> boundaries_crossed(const Temporal& a, const Temporal& b, CalendarUnit unit) {
  Temporal from = a, to = b;
  if (unit >= CalendarUnit::Hour && a.has_zone && b.has_zone) {
    from = to_utc(a);
    to = to_utc(b);
  }
  if (!whole_periods(from, to, unit)) return std::nullopt;
  switch (unit) {
    case CalendarUnit::Year:
      return int64_t(to.year) - from.year;
    case CalendarUnit::Month:
      return (int64_t(to.year) - from.year) * 12 + to.month - from.month;
    case CalendarUnit::Week:  // weeks begin on Sunday; 1970-01-04 was one
      return floor_divide(day_number(to.year, to.month, to.day) - 3, 7) - floor_divide(day_number(from.year, from.month, from.day) - 3, 7);
    case CalendarUnit::Day:
      return day_number(to.year, to.month, to.day) - day_number(from.year, from.month, from.day);
    default:
      break;
  }
  static constexpr int64_t seconds[] = {0, 0, 0, 0, 0, 3600, 60, 1, 1};
  const int64_t size = seconds[int(unit)];
  const auto local = [](const Temporal& t) { return day_number(t.year, t.month, t.day) * 86400 + second_of_day(t); };
  const int64_t steps = floor_divide(local(to), size) - floor_divide(local(from), size);
  if (unit != CalendarUnit::Millisecond) return steps;
  return steps * 1000 + int64_t(to.nanos) / 1000000 - int64_t(from.nanos) / 1000000;
}

}  // namespace fhirpath
