// app/care/time_limits.h: how long a step may take, and how it stands today. Limits are rows of assets/codes/time-limits.csv (law, guidance or a
// council's own), never constants here. Working days skip weekends and the bank holidays of assets/codes/bank-holidays.csv.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/care/date.h"
#include "platform/base/result.h"

namespace care {

class BankHolidays {
 public:
  // Columns: date,name. Errors: BadInput (a date that is none).
  static base::Result<BankHolidays> parse(std::string_view csv);
  bool contains(const Date& date) const;
  // Years outside the list are not known to have no holidays: counts there are too short by at most eight days a year.
  Date last_known() const { return days_.empty() ? Date{} : days_.back(); }

 private:
  std::vector<Date> days_;  // ascending
};

bool is_working_day(const Date& date, const BankHolidays& holidays);
// The working day `count` working days after `from`; the day itself is day 0. `count` >= 0.
Date add_working_days(const Date& from, int count, const BankHolidays& holidays);
// Working days after `from` up to and with `to`; negative when `to` is earlier.
int working_days_between(const Date& from, const Date& to, const BankHolidays& holidays);

enum class LimitUnit { Days, WorkingDays, Weeks, Months };

struct TimeLimit {
  std::string code;  // "needs-assessment"
  int amount = 0;
  LimitUnit unit = LimitUnit::Days;
  std::string source;  // "law", "guidance", "local"
  Date starts;         // the row counts from this date on
  bool operator==(const TimeLimit&) const = default;
};

class TimeLimits {
 public:
  // Columns: code,amount,unit,source,starts. Errors: BadInput.
  static base::Result<TimeLimits> parse(std::string_view csv);
  // The row in force on `on`; nullptr when there is none. Borrowed.
  const TimeLimit* find(std::string_view code, const Date& on) const;

 private:
  std::vector<TimeLimit> limits_;
};

Date due_date(const TimeLimit& limit, const Date& from, const BankHolidays& holidays);

// Waiting on somebody else, with the reason: days at risk are shown, and never taken off the clock.
struct Wait {
  Date from;
  Date to;  // empty: still waiting
  std::string reason;
};

// The three clocks, in the limit's own unit where it is days or working days, else in days. A clock is never reset.
struct Clocks {
  Date due;
  int used = 0;
  int left = 0;  // negative: days late
  int at_risk = 0;
};
Clocks clocks_on(const TimeLimit& limit, const Date& from, const Date& today, const std::vector<Wait>& waits, const BankHolidays& holidays);

}  // namespace care
