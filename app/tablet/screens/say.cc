#include "app/tablet/screens/say.h"

#include "app/tablet/ui/words.h"

namespace screens {
namespace {

std::string numbered(std::string_view key, int number) { return std::string(key) + std::to_string(number); }

}  // namespace

std::string day_long(const care::Date& date) {
  if (!date.is_whole()) return day_short(date);
  return ui::tr("date.weekday_day_month", ui::tr(numbered("day.", care::weekday(date))), date.day, ui::tr(numbered("month.", date.month)));
}

std::string day_and_month(const care::Date& date) {
  if (!date.is_whole()) return day_short(date);
  return ui::tr("date.day_month", date.day, ui::tr(numbered("month.", date.month)));
}

std::string day_short(const care::Date& date, const care::Date& today) {
  if (date.is_empty()) return {};
  if (date.month == 0) return std::to_string(date.year);
  const std::string_view month = ui::tr(numbered("month.short.", date.month));
  if (date.day == 0) return ui::tr("date.day_month", month, date.year);
  if (date.year == today.year) return ui::tr("date.day_month", date.day, month);
  return ui::tr("date.day_month_year", date.day, month, date.year);
}

std::string day_in_week(const care::Date& date, const care::Date& today) {
  if (!date.is_whole() || !today.is_whole()) return day_short(date, today);
  const int64_t days = care::day_number(date) - care::day_number(today);
  if (days == 0) return std::string(ui::tr("date.today"));
  return days < 0 && days > -7 ? std::string(ui::tr(numbered("day.short.", care::weekday(date)))) : day_short(date, today);
}

std::string day_near(const care::Date& date, const care::Date& today) {
  const int64_t days = date.is_whole() && today.is_whole() ? care::day_number(date) - care::day_number(today) : 0;
  if (days == -1) return std::string(ui::tr("date.yesterday"));
  if (days == 1) return std::string(ui::tr("date.tomorrow"));
  return day_in_week(date, today);
}

std::string due(const care::Date& date, const care::Date& today) {
  const int64_t days = care::day_number(date) - care::day_number(today);
  if (days == 0) return std::string(ui::tr("date.due_today"));
  return days > 0 ? count("date.due_in", days) : count("date.overdue", -days);
}

std::string duration(int64_t minutes) {
  if (minutes < 60) return ui::tr("time.minutes", minutes);
  if (minutes % 60 == 0) return ui::tr("time.hours", minutes / 60);
  return ui::tr("time.hours_minutes", minutes / 60, minutes % 60);
}

std::string clock_at(os::UnixMs at) { return care::to_clock(care::wall_time(at).minute); }

std::string clock_seconds_at(os::UnixMs at) {
  const int seconds = int(at / 1000 % 60);
  return clock_at(at) + (seconds < 10 ? ":0" : ":") + std::to_string(seconds);
}

std::string whole(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string money(int64_t pence) {
  const std::string pounds = whole(uint64_t(pence < 0 ? -pence : pence) / 100);
  std::string rest = std::to_string((pence < 0 ? -pence : pence) % 100);
  if (rest.size() < 2) rest.insert(0, "0");
  return (pence < 0 ? "-£" : "£") + pounds + '.' + rest;
}

std::string size(uint64_t bytes) {
  const auto tenths = [&](uint64_t unit) { return std::to_string(bytes / unit) + "." + std::to_string(bytes % unit * 10 / unit); };
  if (bytes < 1'000'000) return ui::tr("common.kb", (bytes + 999) / 1000);
  return bytes < 1'000'000'000 ? ui::tr("common.mb", tenths(1'000'000)) : ui::tr("common.gb", tenths(1'000'000'000));
}

std::string count(std::string_view key, int64_t number) { return ui::tr(std::string(key) + (number == 1 ? ".one" : ".many"), number); }

std::string count(std::string_view key, int64_t number, std::string_view words) { return ui::tr(std::string(key) + (number == 1 ? ".one" : ".many"), words); }

}  // namespace screens
