#include "app/care/time_limits.h"

#include <algorithm>
#include <charconv>

#include "platform/base/csv.h"

namespace care {

base::Result<BankHolidays> BankHolidays::parse(std::string_view text) {
  TRY(const base::Csv csv, base::Csv::parse(text));
  BankHolidays holidays;
  for (size_t row = 0; row < csv.row_count(); ++row) {
    Date date;
    if (!parse_iso(csv.at(row, "date"), date) || !date.is_whole()) return base::fail(base::Fault::BadInput, "bank holiday row " + std::to_string(row + 1));
    holidays.days_.push_back(date);
  }
  std::sort(holidays.days_.begin(), holidays.days_.end());
  return holidays;
}

bool BankHolidays::contains(const Date& date) const { return std::binary_search(days_.begin(), days_.end(), date); }

bool is_working_day(const Date& date, const BankHolidays& holidays) { return weekday(date) < 5 && !holidays.contains(date); }

Date add_working_days(const Date& from, int count, const BankHolidays& holidays) {
  Date date = from;
  while (count > 0) {
    date = add_days(date, 1);
    if (is_working_day(date, holidays)) --count;
  }
  return date;
}

int working_days_between(const Date& from, const Date& to, const BankHolidays& holidays) {
  if (to < from) return -working_days_between(to, from, holidays);
  int count = 0;
  for (int64_t day = day_number(from) + 1, last = day_number(to); day <= last; ++day)
    if (is_working_day(date_of_day(day), holidays)) ++count;
  return count;
}

namespace {

bool parse_unit(std::string_view word, LimitUnit& unit) {
  if (word == "days") unit = LimitUnit::Days;
  else if (word == "working days") unit = LimitUnit::WorkingDays;
  else if (word == "weeks") unit = LimitUnit::Weeks;
  else if (word == "months") unit = LimitUnit::Months;
  else return false;
  return true;
}

int count_between(const TimeLimit& limit, const Date& from, const Date& to, const BankHolidays& holidays) {
  if (limit.unit == LimitUnit::WorkingDays) return working_days_between(from, to, holidays);
  return int(day_number(to) - day_number(from));
}

}  // namespace

base::Result<TimeLimits> TimeLimits::parse(std::string_view text) {
  TRY(const base::Csv csv, base::Csv::parse(text));
  TimeLimits limits;
  for (size_t row = 0; row < csv.row_count(); ++row) {
    TimeLimit limit;
    const std::string_view amount = csv.at(row, "amount");
    const bool is_number = std::from_chars(amount.data(), amount.data() + amount.size(), limit.amount).ec == std::errc{};
    if (!is_number || limit.amount < 0 || !parse_unit(csv.at(row, "unit"), limit.unit) || !parse_iso(csv.at(row, "starts"), limit.starts))
      return base::fail(base::Fault::BadInput, "time limit row " + std::to_string(row + 1));
    limit.code = csv.at(row, "code");
    limit.source = csv.at(row, "source");
    limits.limits_.push_back(std::move(limit));
  }
  return limits;
}

const TimeLimit* TimeLimits::find(std::string_view code, const Date& on) const {
  const TimeLimit* found = nullptr;
  for (const TimeLimit& limit : limits_)
    if (limit.code == code && limit.starts <= on && (!found || found->starts <= limit.starts)) found = &limit;
  return found;
}

Date due_date(const TimeLimit& limit, const Date& from, const BankHolidays& holidays) {
  switch (limit.unit) {
    case LimitUnit::Days: return add_days(from, limit.amount);
    case LimitUnit::Weeks: return add_days(from, int64_t(limit.amount) * 7);
    case LimitUnit::Months: return add_months(from, limit.amount);
    case LimitUnit::WorkingDays: return add_working_days(from, limit.amount, holidays);
  }
  return from;
}

Clocks clocks_on(const TimeLimit& limit, const Date& from, const Date& today, const std::vector<Wait>& waits, const BankHolidays& holidays) {
  Clocks clocks;
  clocks.due = due_date(limit, from, holidays);
  clocks.used = count_between(limit, from, today, holidays);
  clocks.left = count_between(limit, today, clocks.due, holidays);
  for (const Wait& wait : waits) {
    const Date until = wait.to.is_empty() || wait.to > today ? today : wait.to;
    if (until > wait.from) clocks.at_risk += count_between(limit, wait.from, until, holidays);
  }
  return clocks;
}

}  // namespace care
