// app/fhirpath/temporal.h: dates, times and instants that may be partial, and their calendar arithmetic.
// Source of the rules: FHIRPath, "Date/Time Equality", "Date/Time Arithmetic", lowBoundary/highBoundary, precision, duration, difference.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/fhirpath/decimal.h"

namespace fhirpath {

enum class Precision : uint8_t { Year, Month, Day, Hour, Minute, Second };
enum class TemporalKind : uint8_t { Date, DateTime, Time };
enum class CalendarUnit : uint8_t { None, Year, Month, Week, Day, Hour, Minute, Second, Millisecond };
// How the offset was written: +01:00, Z, or -00:00 (UTC, local offset unknown: RFC 3339, section 4.3).
enum class ZoneStyle : uint8_t { Offset, Z, Unknown };

// 16 bytes. Fields finer than `precision` are at their least value; a Time has year 0. Seconds and their fraction are one precision.
struct Temporal {
  int16_t year = 0;
  uint8_t month = 1;
  uint8_t day = 1;
  uint8_t hour = 0;
  uint8_t minute = 0;
  uint8_t second = 0;
  Precision precision = Precision::Year;
  int16_t zone_minutes = 0;
  bool has_zone = false;
  uint8_t fraction_digits : 4 = 0;  // as written, 0..9
  ZoneStyle zone_style : 4 = ZoneStyle::Offset;
  uint32_t nanos = 0;
};

// The whole text must be of that kind; ranges are checked (2019-02-29 and +14:01 are refused). A DateTime may be a bare date; text after a
// date may be a lone "T". A time may begin with T.
std::optional<Temporal> parse_date(std::string_view text);
std::optional<Temporal> parse_date_time(std::string_view text);
std::optional<Temporal> parse_time(std::string_view text);
// By the codes yyyy yy MM M dd d HH H hh h mm m ss s S a Z; everything else stands for itself.
std::optional<Temporal> parse_format(std::string_view text, std::string_view format, TemporalKind kind);
std::string to_string(const Temporal& value, TemporalKind kind);
void append_to(std::string& out, const Temporal& value, TemporalKind kind);
// The instant `unix_ms`, told at that offset; milliseconds are left out when they are zero.
Temporal from_clock(int64_t unix_ms, int zone_minutes, ZoneStyle style);
Temporal date_part(const Temporal& value);
std::optional<Temporal> time_part(const Temporal& value);

enum class Order : uint8_t { Less, Same, Greater, Unknown };  // Unknown: precisions differ where all before agree, or an offset is missing
Order order_of(const Temporal& a, const Temporal& b);
// For equivalence: precisions differ, so they cannot be the same.
bool same_precision(const Temporal& a, const Temporal& b);

// Nothing when the year leaves 1..9999. `unit` must suit the kind (time_unit_allowed).
bool unit_allowed(TemporalKind kind, CalendarUnit unit);
std::optional<Temporal> add_calendar(const Temporal& value, TemporalKind kind, const Decimal& amount, CalendarUnit unit);

// Digits of precision: 4 6 8 10 12 14 17 for dates and instants, 2 4 6 9 for times.
int precision_digits(const Temporal& value, TemporalKind kind);
// The earliest or latest moment of a partial value, told to `digits`; nothing for digits no such value has.
std::optional<Temporal> boundary(const Temporal& value, TemporalKind kind, int digits, bool high);

// Whole periods passed, or boundaries crossed, from `a` to `b`; nothing when either is too coarse.
std::optional<int64_t> whole_periods(const Temporal& a, const Temporal& b, CalendarUnit unit);
std::optional<int64_t> boundaries_crossed(const Temporal& a, const Temporal& b, CalendarUnit unit);

int days_in_month(int year, int month);
int64_t day_number(int year, int month, int day);   // days since 1970-01-01
CalendarUnit calendar_unit(std::string_view word);  // "year", "years", ...; None for anything else
const char* calendar_word(CalendarUnit unit);       // the singular

}  // namespace fhirpath
