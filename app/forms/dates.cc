#include "app/forms/dates.h"

#include <array>
#include <charconv>

namespace forms {
namespace {

// Reads `count` digits at the front; false when they are not there.
bool take_digits(std::string_view& text, size_t count, int& out) {
  if (text.size() < count) return false;
  out = 0;
  for (size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

bool take_calendar(std::string_view& text, DateParts& out) {
  if (!take_digits(text, 4, out.year) || out.year == 0) return false;
  out.parts = 1;
  if (!take(text, '-')) return true;
  if (!take_digits(text, 2, out.month) || out.month < 1 || out.month > 12) return false;
  out.parts = 2;
  if (!take(text, '-')) return true;
  if (!take_digits(text, 2, out.day) || out.day < 1 || out.day > days_in_month(out.year, out.month)) return false;
  out.parts = 3;
  return true;
}

bool take_clock(std::string_view& text, DateParts& out) {
  if (!take_digits(text, 2, out.hour) || out.hour > 23 || !take(text, ':')) return false;
  if (!take_digits(text, 2, out.minute) || out.minute > 59) return false;
  out.parts = 6;
  if (!take(text, ':')) return true;
  int whole = 0;
  if (!take_digits(text, 2, whole) || whole > 60) return false;
  out.second = whole;
  if (!take(text, '.')) return true;
  double scale = 0.1;
  size_t digits = 0;
  for (int digit = 0; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits, scale /= 10) {
    take_digits(text, 1, digit);
    out.second += digit * scale;
  }
  return digits > 0;
}

bool take_zone(std::string_view& text, DateParts& out) {
  if (take(text, 'Z')) {
    out.zone_minutes = 0;
    return true;
  }
  const bool west = text.starts_with('-');
  if (!west && !text.starts_with('+')) return true;
  text.remove_prefix(1);
  int hours = 0, minutes = 0;
  if (!take_digits(text, 2, hours) || !take(text, ':') || !take_digits(text, 2, minutes) || hours > 14 || minutes > 59) return false;
  out.zone_minutes = (west ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

double seconds_of(const DateParts& at) {
  return double(days_from_civil(at.year, at.month, at.day)) * 86400 + at.hour * 3600 + (at.minute - at.zone_minutes.value_or(0)) * 60 + at.second;
}

}  // namespace

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[size_t(month - 1)];
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
int64_t days_from_civil(int year, int month, int day) {
  const int64_t y = year - (month <= 2);
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

DateParts civil_from_days(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * day_of_year + 2) / 153;
  DateParts out;
  out.day = int(day_of_year - (153 * shifted + 2) / 5 + 1);
  out.month = int(shifted < 10 ? shifted + 3 : shifted - 9);
  out.year = int(year_of_era + era * 400 + (out.month <= 2));
  out.parts = 3;
  return out;
}

std::string iso_date(int year, int month, int day) {
  std::string out = "0000-00-00";
  const auto put = [&](size_t at, size_t width, int value) {
    for (size_t i = width; i-- > 0; value /= 10) out[at + i] = char('0' + value % 10);
  };
  put(0, 4, year);
  put(5, 2, month);
  put(8, 2, day);
  return out;
}

std::optional<DateParts> parse_date(std::string_view text) {
  DateParts out;
  if (!take_calendar(text, out) || !text.empty()) return std::nullopt;
  return out;
}

std::optional<DateParts> parse_date_time(std::string_view text) {
  DateParts out;
  if (!take_calendar(text, out)) return std::nullopt;
  if (text.empty()) return out;
  if (out.parts != 3 || !take(text, 'T') || !take_clock(text, out) || !take_zone(text, out) || !text.empty()) return std::nullopt;
  return out;
}

std::optional<DateParts> parse_time(std::string_view text) {
  DateParts out;
  if (!take_clock(text, out) || !text.empty()) return std::nullopt;
  return out;
}

std::optional<std::weak_ordering> compare_dates(const DateParts& a, const DateParts& b) {
  if (a.parts == 6 && b.parts == 6) {
    const double x = seconds_of(a), y = seconds_of(b);
    return x < y ? std::weak_ordering::less : x > y ? std::weak_ordering::greater : std::weak_ordering::equivalent;
  }
  const std::array<int, 3> x = {a.year, a.month, a.day}, y = {b.year, b.month, b.day};
  for (int part = 0; part < 3 && part < a.parts && part < b.parts; ++part)
    if (x[size_t(part)] != y[size_t(part)]) return x[size_t(part)] < y[size_t(part)] ? std::weak_ordering::less : std::weak_ordering::greater;
  if (a.parts == b.parts) return std::weak_ordering::equivalent;
  return std::nullopt;
}

}  // namespace forms
