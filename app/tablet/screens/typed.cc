#include "app/tablet/screens/typed.h"

#include <charconv>

#include "app/tablet/ui/words.h"

namespace screens {
namespace {

// Shows what stands in the box, lets it be changed, and asks `read` what it means.
template <class T, class Draw, class Read>
bool field(std::string_view id, T& value, const std::string& shown, Typed& typed, const char* problem, const Draw& draw, const Read& read) {
  auto kept = typed.find(id);
  T meant = value;
  const bool readable = kept == typed.end() || read(kept->second, meant);
  if (kept != typed.end() && readable && meant != value) {  // the value was changed elsewhere: taken back, or chosen from a calendar
    typed.erase(kept);
    kept = typed.end();
  }
  std::string text = kept == typed.end() ? shown : kept->second;
  const ui::Edited edited = draw(text, readable ? std::string_view() : ui::tr(problem));
  if (edited) typed.insert_or_assign(std::string(id), text);
  T now = value;
  const bool changed = edited && read(text, now) && now != value;
  if (changed) value = now;
  if (edited.left && read(text, now)) typed.erase(std::string(id));
  return changed;
}

}  // namespace

bool date_of(std::string_view id, care::Date& value, Typed& typed, const care::Date& today, ui::FieldOptions options) {
  const std::string now = care::to_iso(today);
  return field(
      id, value, care::to_iso(value), typed, "typed.not_a_date",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return ui::date_field(id, text, options, now);
      },
      [](const std::string& text, care::Date& out) {
        if (text.empty()) return out = {}, true;
        return care::parse_iso(text, out);
      });
}

bool minute_of(std::string_view id, int& value, Typed& typed, ui::FieldOptions options) {
  return field(
      id, value, care::to_clock(value), typed, "typed.not_a_time",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return ui::time_field(id, text, options);
      },
      [](const std::string& text, int& out) { return care::parse_clock(text, out); });
}

bool number_of(std::string_view id, int& value, int most, Typed& typed, ui::FieldOptions options) {
  return field(
      id, value, value == 0 ? std::string() : std::to_string(value), typed, "typed.not_a_number",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return ui::text_field(id, text, options);
      },
      [&](const std::string& text, int& out) {
        int read = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), read);
        if (!text.empty() && (fault != std::errc() || end != text.data() + text.size() || read < 0 || read > most)) return false;
        return out = read, true;
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

bool pence_of(std::string_view id, int64_t& value, Typed& typed, ui::FieldOptions options) {
  options.unit = "£";
  std::string shown;
  if (value != 0) shown = std::to_string(value / 100) + (value % 100 < 10 ? ".0" : ".") + std::to_string(value % 100);
  return field(
      id, value, shown, typed, "typed.not_money",
      [&](std::string& text, std::string_view error) {
        options.error = error;
        return ui::text_field(id, text, options);
      },
      [](const std::string& text, int64_t& out) {
        if (text.empty()) return out = 0, true;
        return parse_pence(text, out);
      });
}

}  // namespace screens
