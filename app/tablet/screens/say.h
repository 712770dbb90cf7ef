// app/tablet/screens/say.h: dates, times, durations and counts in words, in the language in use (assets/words/common.csv). Frame's thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "app/care/date.h"

namespace screens {

// "Sunday 22 November"
std::string day_long(const care::Date& date);
// "22 November"
std::string day_and_month(const care::Date& date);
// "22 Nov", with the year where it is not that of `today`. Partial dates give what is known: "Nov 1942", "1942". Empty for no date.
std::string day_short(const care::Date& date, const care::Date& today = {});
// "Today", "Yesterday", "Tomorrow", a weekday within the last six days ("Fri"), else day_short.
std::string day_near(const care::Date& date, const care::Date& today);
// The same where there is little room: the weekday for yesterday too.
std::string day_in_week(const care::Date& date, const care::Date& today);
// "due in 2 days", "due today", "6 days overdue"
std::string due(const care::Date& date, const care::Date& today);
// "45 min", "1 h", "1 h 30 min"
std::string duration(int64_t minutes);
// The wall clock of an instant: "10:42", "10:42:07".
std::string clock_at(os::UnixMs at);
std::string clock_seconds_at(os::UnixMs at);
// "1,240"
std::string whole(uint64_t number);
// "£1,234.56"
std::string money(int64_t pence);
// "18.2 MB"
std::string size(uint64_t bytes);
// The row `<key>.one` for one, else `<key>.many` with {0} the number.
std::string count(std::string_view key, int64_t number);
// The same, filled in with other words than the number.
std::string count(std::string_view key, int64_t number, std::string_view words);

}  // namespace screens
