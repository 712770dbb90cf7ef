#include "app/care/date.h"

#include <array>
#include <vector>

#include "platform/base/ascii.h"

namespace care {

bool is_leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  static constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return month == 2 && is_leap_year(year) ? 29 : kDays[size_t(month - 1)];
}

bool is_date(const Date& date) {
  if (date.year < 1 || date.year > 9999) return false;
  if (date.month == 0) return date.day == 0;
  if (date.month < 1 || date.month > 12) return false;
  return date.day >= 0 && date.day <= days_in_month(date.year, date.month);
}

namespace {

bool parse_digits(std::string_view text, int& out) {
  if (text.empty() || text.size() > 9) return false;
  int value = 0;
  for (const char c : text) {
    if (!base::is_digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  out = value;
  return true;
}

std::string padded(int value, size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

// Runs of digits and runs of letters; everything else only separates them.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at < text.size();) {
    const auto is_letter = [](char c) { return base::is_letter(c) || uint8_t(c) >= 0x80; };
    const bool digits = base::is_digit(text[at]);
    if (!digits && !is_letter(text[at])) {
      ++at;
      continue;
    }
    size_t end = at;
    while (end < text.size() && (digits ? base::is_digit(text[end]) : is_letter(text[end]))) ++end;
    parts.push_back(text.substr(at, end - at));
    at = end;
  }
  return parts;
}

// English and Welsh month names by their first three letters, where those tell them apart.
int month_of_word(std::string_view word) {
  struct Name {
    std::string_view start;
    int month;
  };
  static constexpr Name kNames[] = {{"jan", 1}, {"feb", 2}, {"mar", 3},  {"apr", 4},  {"may", 5},  {"jun", 6},   {"jul", 7},  {"aug", 8},
                                    {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}, {"ion", 1},  {"chw", 2},   {"maw", 3},  {"ebr", 4},
                                    {"mai", 5}, {"meh", 6}, {"gor", 7},  {"aws", 8},  {"med", 9},  {"hyd", 10},  {"tac", 11}, {"rha", 12}};
  std::string low;
  for (const char c : word.substr(0, 3)) low += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
  for (const Name& name : kNames)
    if (low == name.start) return name.month;
  return 0;
}

int full_year(int year, size_t digits, const Date& today) {
  if (digits != 2) return year;
  const int century = today.year / 100 * 100;
  return century + year > today.year ? century - 100 + year : century + year;
}

bool accept(const Date& date, Date& out) {
  if (!is_date(date)) return false;
  out = date;
  return true;
}

}  // namespace

bool parse_iso(std::string_view text, Date& out) {
  Date date;
  const bool shaped = text.size() == 4 || (text.size() == 7 && text[4] == '-') || (text.size() == 10 && text[4] == '-' && text[7] == '-');
  if (!shaped || !parse_digits(text.substr(0, 4), date.year)) return false;
  if (text.size() >= 7 && (!parse_digits(text.substr(5, 2), date.month) || date.month == 0)) return false;
  if (text.size() == 10 && (!parse_digits(text.substr(8, 2), date.day) || date.day == 0)) return false;
  return accept(date, out);
}

std::string to_iso(const Date& date) {
  if (date.is_empty()) return {};
  std::string text = padded(date.year, 4);
  if (date.month != 0) text.append("-").append(padded(date.month, 2));
  if (date.day != 0) text.append("-").append(padded(date.day, 2));
  return text;
}

bool parse_typed(std::string_view text, const Date& today, Date& out) {
  if (parse_iso(text, out)) return true;
  const std::vector<std::string_view> parts = parts_of(text);
  const auto number = [&](size_t i, int& value) { return parse_digits(parts[i], value); };
  const auto year = [&](size_t i, int& value) {
    if (!number(i, value) || (parts[i].size() != 2 && parts[i].size() != 4)) return false;
    value = full_year(value, parts[i].size(), today);
    return true;
  };
  Date date;
  if (parts.size() == 1 && parts[0].size() == 8) {
    int value = 0;
    if (!number(0, value)) return false;
    return accept({value % 10000, value / 10000 % 100, value / 1000000}, out);
  }
  if (parts.size() == 1) return parts[0].size() == 4 && number(0, date.year) && accept(date, out);
  if (parts.size() == 2) {
    if (!number(0, date.month) && (date.month = month_of_word(parts[0])) == 0) return false;
    return year(1, date.year) && date.month > 0 && accept(date, out);
  }
  if (parts.size() != 3) return false;
  if (parts[0].size() == 4 && number(0, date.year) && number(1, date.month) && number(2, date.day)) return date.day > 0 && accept(date, out);
  if (!number(0, date.day) || !year(2, date.year)) return false;
  if (!number(1, date.month)) date.month = month_of_word(parts[1]);
  return date.day > 0 && date.month > 0 && accept(date, out);
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days.
int64_t day_number(const Date& date) {
  const int64_t y = date.month <= 2 ? date.year - 1 : date.year;
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Date date_of_day(int64_t day) {
  day += 719468;
  const int64_t era = (day >= 0 ? day : day - 146096) / 146097;
  const int64_t day_of_era = day - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t m = (5 * day_of_year + 2) / 153;
  const int month = int(m < 10 ? m + 3 : m - 9);
  return {int(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, int(day_of_year - (153 * m + 2) / 5 + 1)};
}

Date add_days(const Date& date, int64_t days) { return date_of_day(day_number(date) + days); }

Date add_months(const Date& date, int months) {
  const int from_zero = date.year * 12 + date.month - 1 + months;
  const int year = from_zero / 12, month = from_zero % 12 + 1;
  const int last = days_in_month(year, month);
  return {year, month, date.day < last ? date.day : last};
}

int weekday(const Date& date) { return int(((day_number(date) + 3) % 7 + 7) % 7); }

Age age_on(const Date& born, const Date& on) {
  if (born.is_empty() || on.is_empty()) return {};
  const auto years = [&](int month, int day) {
    const int lived = on.year - born.year;
    const bool had_birthday = on.month > month || (on.month == month && on.day >= day);
    return had_birthday ? lived : lived - 1;
  };
  const int first_month = born.month ? born.month : 1, last_month = born.month ? born.month : 12;
  const int first_day = born.day ? born.day : 1, last_day = born.day ? born.day : days_in_month(born.year, last_month);
  const Age age{years(last_month, last_day), years(first_month, first_day)};
  return age.most < 0 ? Age{} : Age{age.least < 0 ? 0 : age.least, age.most};
}

namespace {

constexpr os::UnixMs kMinuteMs = 60'000;
constexpr int64_t kDayMinutes = 24 * 60;

int64_t floor_div(int64_t value, int64_t by) { return value >= 0 ? value / by : -((-value + by - 1) / by); }

// Minutes since 1970 UTC of 01:00 on the last Sunday of `month`.
int64_t clock_change(int year, int month) {
  const Date last{year, month, 31};
  return (day_number(last) - (weekday(last) + 1) % 7) * kDayMinutes + 60;
}

bool is_summer(int64_t utc_minute) {
  const int year = date_of_day(floor_div(utc_minute, kDayMinutes)).year;
  return utc_minute >= clock_change(year, 3) && utc_minute < clock_change(year, 10);
}

}  // namespace

WallTime wall_time(os::UnixMs at) {
  const int64_t utc = floor_div(at, kMinuteMs);
  const int64_t local = utc + (is_summer(utc) ? 60 : 0);
  const int64_t day = floor_div(local, kDayMinutes);
  return {date_of_day(day), int(local - day * kDayMinutes)};
}

os::UnixMs instant_of(const WallTime& wall) {
  const int64_t as_utc = day_number(wall.date) * kDayMinutes + wall.minute;
  return (is_summer(as_utc - 60) ? as_utc - 60 : as_utc) * kMinuteMs;
}

std::string to_clock(int minute) { return padded(minute / 60, 2).append(":").append(padded(minute % 60, 2)); }

bool parse_clock(std::string_view text, int& minute) {
  std::vector<std::string_view> parts = parts_of(text);
  bool afternoon = false, morning = false;
  if (!parts.empty() && (parts.back() == "pm" || parts.back() == "am" || parts.back() == "PM" || parts.back() == "AM")) {
    (parts.back()[0] == 'p' || parts.back()[0] == 'P' ? afternoon : morning) = true;
    parts.pop_back();
  }
  int hours = 0, minutes = 0;
  if (parts.size() == 1 && parts[0].size() == 4) {
    if (!parse_digits(parts[0], hours)) return false;
    minutes = hours % 100;
    hours /= 100;
  } else if (parts.empty() || parts.size() > 2 || !parse_digits(parts[0], hours) || (parts.size() == 2 && !parse_digits(parts[1], minutes))) {
    return false;
  }
  if ((afternoon || morning) && (hours < 1 || hours > 12)) return false;
  if (afternoon && hours < 12) hours += 12;
  if (morning && hours == 12) hours = 0;
  if (hours > 23 || minutes > 59) return false;
  minute = hours * 60 + minutes;
  return true;
}

}  // namespace care
