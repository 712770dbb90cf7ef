#include "app/tablet/state/settings.h"

#include <algorithm>
#include <charconv>

namespace state {
namespace {

int number_of(std::string_view text, int otherwise) {
  int value = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

void take_line(std::string_view key, std::string_view value, Settings& out) {
  if (key == "text_percent") out.text_percent = std::clamp(number_of(value, 100), 100, 200);
  if (key == "lock_after_minutes") out.lock_after_minutes = std::clamp(number_of(value, 5), 1, 60);
  if (key == "theme") out.theme = value == "dark" ? Theme::Dark : value == "high_contrast" ? Theme::HighContrast : Theme::Light;
  if (key == "language") out.language = value == "cy" ? Language::Welsh : Language::English;
}

}  // namespace

std::string encode_settings(const Settings& s) {
  const char* theme = s.theme == Theme::Dark ? "dark" : s.theme == Theme::HighContrast ? "high_contrast" : "light";
  return "text_percent " + std::to_string(s.text_percent) + "\ntheme " + theme + "\nlanguage " +
         (s.language == Language::Welsh ? "cy" : "en") + "\nlock_after_minutes " + std::to_string(s.lock_after_minutes) + "\n";
}

Settings decode_settings(std::string_view text) {
  Settings out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const size_t space = line.find(' ');
    if (space != std::string_view::npos) take_line(line.substr(0, space), line.substr(space + 1), out);
  }
  return out;
}

}  // namespace state
