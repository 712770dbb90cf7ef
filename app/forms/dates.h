// app/forms/dates.h: FHIR dates, dateTimes and times as text: checked against the calendar, compared as far as both go.
// Source: FHIR R4, datatypes.html, sections date, dateTime, time.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace forms {

// What one FHIR date or dateTime says; `parts` counts what was given: 1 year, 2 month, 3 day, 6 time of day to the second.
struct DateParts {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0;
  double second = 0;
  int parts = 0;
  std::optional<int> zone_minutes;  // east of Greenwich
};

int days_in_month(int year, int month);
// Days since 1970-01-01 in the Gregorian calendar, and back.
int64_t days_from_civil(int year, int month, int day);
DateParts civil_from_days(int64_t days);
std::string iso_date(int year, int month, int day);

// Nothing when the text is not a FHIR date (or dateTime, or hh:mm[:ss] time) or names a day that does not exist.
std::optional<DateParts> parse_date(std::string_view text);
std::optional<DateParts> parse_date_time(std::string_view text);
std::optional<DateParts> parse_time(std::string_view text);

// Nothing when one is less precise than the other and they agree as far as they go.
std::optional<std::weak_ordering> compare_dates(const DateParts& a, const DateParts& b);

}  // namespace forms
