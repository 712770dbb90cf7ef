#include "app/tablet/screens/typed.h"

#include <charconv>

#include "app/tablet/ui/words.h"

namespace screens {
namespace {

// Shows what stands in the box, lets it be changed, and asks `read` what it means.
template <class Read>
bool field(std::string_view id, const std::string& shown, Unread& unread, const char* problem, const auto& draw, const Read& read) {
  const auto kept = unread.find(id);
  std::string text = kept == unread.end() ? shown : kept->second;
  if (!draw(text, kept == unread.end() ? std::string_view() : ui::tr(problem))) return false;
  if (read(text)) {
    if (kept != unread.end()) unread.erase(kept);
    return true;
  }
  unread.insert_or_assign(std::string(id), std::move(text));
  return false;
}

}  // namespace

bool date_of(std::string_view id, care::Date& value, Unread& unread, const care::Date& today, ui::FieldOptions options) {
  const std::string now = care::to_iso(today);
  return field(
      id, care::to_iso(value), unread, "typed.not_a_date",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return bool(ui::date_field(id, text, options, now));
      },
      [&](const std::string& text) {
        if (text.empty()) return value = {}, true;
        return care::parse_iso(text, value);
      });
}

bool minute_of(std::string_view id, int& value, Unread& unread, ui::FieldOptions options) {
  return field(
      id, care::to_clock(value), unread, "typed.not_a_time",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return bool(ui::time_field(id, text, options));
      },
      [&](const std::string& text) { return care::parse_clock(text, value); });
}

bool number_of(std::string_view id, int& value, int most, Unread& unread, ui::FieldOptions options) {
  return field(
      id, value == 0 ? std::string() : std::to_string(value), unread, "typed.not_a_number",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return bool(ui::text_field(id, text, options));
      },
      [&](const std::string& text) {
        int read = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), read);
        if (!text.empty() && (fault != std::errc() || end != text.data() + text.size() || read < 0 || read > most)) return false;
        return value = read, true;
      });
}

bool parse_pence(std::string_view text, int64_t& out) {
  int64_t pence = 0;
  int digits = 0, decimals = -1;
  for (const char c : text) {
    if (c == ',' || c == ' ') continue;
    if (c == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 9 || decimals == 2) return false;
    pence = pence * 10 + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  if (digits == 0) return false;
  for (int left = decimals < 0 ? 2 : 2 - decimals; left > 0; --left) pence *= 10;
  out = pence;
  return true;
}

bool pence_of(std::string_view id, int64_t& value, Unread& unread, ui::FieldOptions options) {
  options.unit = "£";
  std::string shown;
  if (value != 0) shown = std::to_string(value / 100) + (value % 100 < 10 ? ".0" : ".") + std::to_string(value % 100);
  return field(
      id, shown, unread, "typed.not_money",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return bool(ui::text_field(id, text, options));
      },
      [&](const std::string& text) {
        if (text.empty()) return value = 0, true;
        return parse_pence(text, value);
      });
}

}  // namespace screens
