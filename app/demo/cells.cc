#include "app/demo/cells.h"

#include <algorithm>
#include <charconv>

#include "app/care/date.h"

namespace demo {

int number_of(std::string_view text) {
  int value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double fraction_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_yes(std::string_view text) { return text == "yes"; }

int minute_of(std::string_view clock) {
  int minute = 0;
  care::parse_clock(clock, minute);
  return minute;
}

std::vector<std::string> strings_of(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  return {words.begin(), words.end()};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace demo
