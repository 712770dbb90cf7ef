#include "sync/changeset/atoms.h"

#include <charconv>
#include <cstdio>

#include "platform/base/ascii.h"

namespace changeset {
namespace {

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
int32_t days_from_civil(int y, unsigned m, unsigned d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const unsigned yoe = unsigned(y - era * 400), doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  return era * 146097 + int32_t(yoe * 365 + yoe / 4 - yoe / 100 + doy) - 719468;
}

bool digits_at(std::string_view text, size_t at, size_t count, int& out) {
  for (size_t i = at; i < at + count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  return std::from_chars(text.data() + at, text.data() + at + count, out).ec == std::errc();
}


// Where the quoted string that opens at `at` closes; npos with an escape or a hole's mark inside it.
size_t closing_quote(std::string_view json, size_t at) {
  for (size_t i = at + 1; i < json.size(); ++i) {
    if (json[i] == '"') return i;
    if (json[i] == '\\' || uint8_t(json[i]) < 0x20) return std::string_view::npos;
  }
  return std::string_view::npos;
}

size_t number_end(std::string_view json, size_t at) {
  size_t end = at + (json[at] == '-');
  while (end < json.size() && base::is_digit(json[end])) ++end;
  const bool goes_on = end < json.size() && (json[end] == '.' || json[end] == 'e' || json[end] == 'E');
  return goes_on || !number_of(json.substr(at, end - at)) ? at : end;
}

// A decimal or an exponent stays in the form whole.
size_t literal_end(std::string_view json, size_t at) {
  while (at < json.size() && (base::is_digit(json[at]) || std::string_view("+-.eE").find(json[at]) != std::string_view::npos)) ++at;
  return at;
}

}  // namespace

std::optional<int32_t> days_of(std::string_view date) {
  int y = 0, m = 0, d = 0;
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
  if (!digits_at(date, 0, 4, y) || !digits_at(date, 5, 2, m) || !digits_at(date, 8, 2, d)) return std::nullopt;
  if (m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
  const int32_t days = days_from_civil(y, unsigned(m), unsigned(d));
  if (days < kDaysMin || days > kDaysMax || date_of(days) != date) return std::nullopt;
  return days;
}

std::string date_of(int32_t days) {
  const int32_t z = days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const unsigned doe = unsigned(z - era * 146097), yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  const unsigned d = doy - (153 * mp + 2) / 5 + 1, m = mp < 10 ? mp + 3 : mp - 9;
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(yoe) + era * 400 + (m <= 2), m, d);
  return text;
}

std::optional<int64_t> number_of(std::string_view digits) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || std::to_string(value) != digits) return std::nullopt;
  return value;
}

std::optional<Shape> take_apart(std::string_view json) {
  if (json.empty() || (json[0] != '[' && json[0] != '{')) return std::nullopt;
  Shape shape;
  for (size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (uint8_t(c) < 0x20) return std::nullopt;
    if (c == '"') {
      const size_t end = closing_quote(json, at);
      if (end == std::string_view::npos) return std::nullopt;
      const bool key = end + 1 < json.size() && json[end + 1] == ':';
      shape.form += '"';
      key ? void(shape.form += json.substr(at + 1, end - at - 1)) : void(shape.form += kTextHole);
      shape.form += '"';
      if (!key) shape.holes.emplace_back(json.substr(at + 1, end - at - 1));
      at = end + 1;
    } else if (c == '-' || base::is_digit(c)) {
      const size_t end = number_end(json, at), stop = literal_end(json, at);
      if (end == at) {
        shape.form += json.substr(at, stop - at);
        at = stop;
        continue;
      }
      shape.form += kNumberHole;
      shape.holes.emplace_back(json.substr(at, end - at));
      at = end;
    } else {
      shape.form += c;
      ++at;
    }
  }
  return shape;
}

std::optional<std::string> put_together(std::string_view form, const std::vector<std::string>& holes) {
  std::string out;
  size_t next = 0;
  for (const char c : form) {
    if (c != kTextHole && c != kNumberHole) {
      out += c;
      continue;
    }
    if (next == holes.size()) return std::nullopt;
    out += holes[next++];
  }
  if (next != holes.size()) return std::nullopt;
  return out;
}

}  // namespace changeset
