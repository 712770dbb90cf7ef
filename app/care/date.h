// app/care/date.h: calendar dates as people give them, some only a year or a month (domain: "partial birth date allowed with precision
// flag"), and the clock on the wall in England and Wales. Pure arithmetic on the proleptic Gregorian calendar; no time-zone files are read.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/os/clock.h"

namespace care {

// year 0: no date. month 0: only the year is known. day 0: only the year and the month.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  auto operator<=>(const Date&) const = default;
  bool is_empty() const { return year == 0; }
  bool is_whole() const { return day != 0; }
};

bool is_leap_year(int year);
int days_in_month(int year, int month);
// A year 1 to 9999 and, where given, a month and a day that exist.
bool is_date(const Date& date);
// "1942", "1942-02" or "1942-02-03"; false, and `out` untouched, for anything else.
bool parse_iso(std::string_view text, Date& out);
std::string to_iso(const Date& date);
// As people type it: "3/2/1942", "03.02.42", "3 Feb 1942", "Feb 1942", "1942", "03021942" and ISO; day before month. Two-digit years fall in the
// hundred years up to `today`. False when it cannot be a date.
bool parse_typed(std::string_view text, const Date& today, Date& out);

// Days since 1970-01-01. Whole dates only.
int64_t day_number(const Date& date);
Date date_of_day(int64_t day_number);
Date add_days(const Date& date, int64_t days);
// The same day so many months on, or the last of a shorter month (31 January + 1 month = 28 February).
Date add_months(const Date& date, int months);
// Monday 0 ... Sunday 6.
int weekday(const Date& date);

// Whole years lived on `on`; with a partial birth date the youngest and the oldest they may be. {-1, -1} when there is nothing to count from.
struct Age {
  int least = -1;
  int most = -1;
  bool operator==(const Age&) const = default;
  bool is_known() const { return least >= 0; }
  bool is_exact() const { return least >= 0 && least == most; }
};
Age age_on(const Date& born, const Date& on);

// The clock on the wall: UTC, one hour on from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October.
struct WallTime {
  Date date;
  int minute = 0;  // of the day, 0 to 1439
  bool operator==(const WallTime&) const = default;
};
WallTime wall_time(os::UnixMs at);
// The instant of a wall time. In the autumn hour that comes twice, the first.
os::UnixMs instant_of(const WallTime& wall);
// "09:30"
std::string to_clock(int minute);
// "9", "9:30", "09.30", "0930", "9.30pm"; false when it cannot be a time of day.
bool parse_clock(std::string_view text, int& minute);

}  // namespace care
