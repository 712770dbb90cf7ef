#include "app/tablet/ui/dates.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "app/tablet/ui/words.h"

namespace ui {
namespace {

struct Token {
  bool number = false;
  int value = 0;
  size_t digits = 0;
  std::string word;
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    Token token;
    if (c >= '0' && c <= '9') {
      token.number = true;
      for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && token.digits < 8; ++i, ++token.digits) token.value = token.value * 10 + (text[i] - '0');
      out.push_back(token);
    } else if ((c | 32) >= 'a' && (c | 32) <= 'z') {
      for (; i < text.size() && (text[i] | 32) >= 'a' && (text[i] | 32) <= 'z'; ++i) token.word.push_back(char(text[i] | 32));
      out.push_back(token);
    } else if (c == '/' || c == '-' || c == '.' || c == ' ' || c == ',' || c == ':') {
      ++i;
    } else {
      return {};
    }
  }
  return out;
}

int month_of_word(const std::string& word) {
  constexpr const char* kEnglish[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  constexpr const char* kWelsh[] = {"ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha"};
  for (int i = 0; i < 12; ++i)
    if (word.starts_with(kEnglish[i]) || word.starts_with(kWelsh[i])) return i + 1;
  return 0;
}

int year_of(const Token& token) {
  if (token.digits == 4) return token.value;
  if (token.digits == 2) return token.value > 45 ? 1900 + token.value : 2000 + token.value;
  return 0;
}

std::string iso_month(int year, int month) {
  char out[32];
  std::snprintf(out, sizeof out, "%04d-%02d", year, month);
  return out;
}

}  // namespace

int days_in(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Sakamoto's rule, turned so that Monday is 0.
int weekday_of(const Day& day) {
  constexpr int kShift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  if (day.month < 1 || day.month > 12) return 0;
  const int y = day.month < 3 ? day.year - 1 : day.year;
  return (y + y / 4 - y / 100 + y / 400 + kShift[day.month - 1] + day.day + 6) % 7;
}

bool is_day(const Day& day) { return day.year >= 1800 && day.year <= 2200 && day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= days_in(day.year, day.month); }

bool parse_day(std::string_view iso, Day& out) {
  Day read;
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return false;
  if (std::sscanf(std::string(iso.substr(0, 10)).c_str(), "%4d-%2d-%2d", &read.year, &read.month, &read.day) != 3 || !is_day(read)) return false;
  out = read;
  return true;
}

std::string iso_of(const Day& day) {
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", day.year, day.month, day.day);
  return out;
}

std::string read_date(std::string_view typed) {
  std::vector<Token> parts = tokens_of(typed);
  std::erase_if(parts, [](const Token& t) { return !t.number && (t.word == "st" || t.word == "nd" || t.word == "rd" || t.word == "th"); });
  if (parts.empty() || parts.size() > 3) return {};
  Day day;
  if (parts.size() == 1) {
    if (!parts[0].number) return {};
    if (parts[0].digits == 4 && parts[0].value >= 1800 && parts[0].value <= 2200) return std::to_string(parts[0].value);
    if (parts[0].digits == 8) day = {parts[0].value % 10000, parts[0].value / 10000 % 100, parts[0].value / 1000000};
    return is_day(day) ? iso_of(day) : std::string();
  }
  if (parts.size() == 2) {
    const bool year_first = parts[0].number && parts[0].digits == 4;
    const Token &a = parts[year_first ? 1 : 0], &b = parts[year_first ? 0 : 1];
    const int month = a.number ? a.value : month_of_word(a.word), year = b.number && b.digits == 4 ? b.value : 0;
    return month >= 1 && month <= 12 && year >= 1800 && year <= 2200 ? iso_month(year, month) : std::string();
  }
  if (parts[0].number && parts[0].digits == 4) day = {parts[0].value, parts[1].number ? parts[1].value : month_of_word(parts[1].word), parts[2].value};
  else if (parts[0].number) day = {year_of(parts[2]), parts[1].number ? parts[1].value : month_of_word(parts[1].word), parts[0].value};
  else day = {year_of(parts[2]), month_of_word(parts[0].word), parts[1].value};
  return is_day(day) ? iso_of(day) : std::string();
}

std::string read_time(std::string_view typed) {
  std::vector<Token> parts = tokens_of(typed);
  if (parts.empty() || parts.size() > 3 || !parts[0].number) return {};
  int hour = parts[0].value, minute = 0;
  size_t next = 1;
  if (parts[0].digits >= 3 && parts[0].digits <= 4) minute = hour % 100, hour /= 100;
  else if (parts[0].digits > 4) return {};
  else if (parts.size() > 1 && parts[1].number) {
    if (parts[1].digits != 2) return {};
    minute = parts[next++].value;
  }
  if (next < parts.size()) {
    const std::string& half = parts[next].word;
    if (half != "am" && half != "pm" && half != "a" && half != "p") return {};
    if (hour < 1 || hour > 12) return {};
    hour = hour % 12 + (half[0] == 'p' ? 12 : 0);
  }
  if (hour > 23 || minute > 59) return {};
  char out[32];
  std::snprintf(out, sizeof out, "%02d:%02d", hour, minute);
  return out;
}

std::string shown_date(std::string_view iso) {
  Day day;
  if (iso.size() == 10 && parse_day(iso, day)) {
    char out[40];
    std::snprintf(out, sizeof out, "%02d/%02d/%04d", day.day, day.month, day.year);
    return out;
  }
  const auto digits = [&](size_t from, size_t count) {
    for (size_t i = from; i < from + count; ++i)
      if (iso[i] < '0' || iso[i] > '9') return false;
    return true;
  };
  if (iso.size() == 7 && iso[4] == '-' && digits(0, 4) && digits(5, 2)) return std::string(iso.substr(5)) + "/" + std::string(iso.substr(0, 4));
  return std::string(iso);
}

std::string month_name(int month) { return std::string(tr("month." + std::to_string(month))); }
std::string weekday_letter(int weekday) { return std::string(tr("day.short." + std::to_string(weekday))); }
std::string long_date(const Day& day) {
  return std::string(tr("day." + std::to_string(weekday_of(day)))) + " " + std::to_string(day.day) + " " + month_name(day.month) + " " + std::to_string(day.year);
}

}  // namespace ui
