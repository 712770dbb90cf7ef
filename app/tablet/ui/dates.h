// app/tablet/ui/dates.h: dates as people type them and as ISO has them. Day before month, as in Britain. Pure.
#pragma once
#include <string>
#include <string_view>

namespace ui {

struct Day {
  int year = 0, month = 0, day = 0;
  bool operator==(const Day&) const = default;
};

int days_in(int year, int month);
int weekday_of(const Day& day);             // Monday 0
bool is_day(const Day& day);
bool parse_day(std::string_view iso, Day& out);  // a whole date; leaves `out` alone otherwise
std::string iso_of(const Day& day);

// "22/11/2026", "22.11.26", "22 Nov 2026", "2026-11-22" -> "2026-11-22"; "11/2026", "Nov 2026" -> "2026-11"; "2026" -> "2026".
// Empty when it cannot be read. Two-digit years are within the last 80 and the next 19 of 2026.
std::string read_date(std::string_view typed);
// "930", "9:30", "9.30pm", "0930" -> "09:30". Empty when it cannot be read.
std::string read_time(std::string_view typed);
// ISO as shown in a field: "22/11/2026", "11/2026", "2026"; anything else as it is.
std::string shown_date(std::string_view iso);
std::string month_name(int month);
std::string weekday_letter(int weekday);
std::string long_date(const Day& day);      // "Sunday 22 November 2026"

}  // namespace ui
