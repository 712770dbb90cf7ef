// Reading and writing dates and times, and the boundaries of partial ones.
#include "app/fhirpath/temporal.h"

namespace fhirpath {
namespace {

struct Cursor {
  std::string_view text;
  size_t at = 0;
  bool done() const { return at == text.size(); }
  bool take(char c) {
    if (done() || text[at] != c) return false;
    ++at;
    return true;
  }
  bool digit() const { return !done() && text[at] >= '0' && text[at] <= '9'; }
  // Between `least` and `most` digits.
  bool number(int least, int most, int& out) {
    int count = 0, value = 0;
    for (; count < most && digit(); ++count) value = value * 10 + (text[at++] - '0');
    out = value;
    return count >= least;
  }
};

bool read_date(Cursor& in, Temporal& out) {
  int year = 0, month = 0, day = 0;
  if (!in.number(4, 4, year) || year == 0) return false;
  out.year = int16_t(year);
  if (!in.take('-')) return true;
  if (!in.number(2, 2, month) || month < 1 || month > 12) return false;
  out.month = uint8_t(month);
  out.precision = Precision::Month;
  if (!in.take('-')) return true;
  if (!in.number(2, 2, day) || day < 1 || day > days_in_month(year, month)) return false;
  out.day = uint8_t(day);
  out.precision = Precision::Day;
  return true;
}

bool read_fraction(Cursor& in, Temporal& out) {
  uint32_t nanos = 0;
  int digits = 0;
  for (; in.digit(); ++in.at, ++digits)
    if (digits < 9) nanos = nanos * 10 + uint32_t(in.text[in.at] - '0');
  if (digits == 0) return false;
  for (int i = digits; i < 9; ++i) nanos *= 10;
  out.nanos = nanos;
  out.fraction_digits = uint8_t(digits < 9 ? digits : 9) & 15;
  return true;
}

bool read_time(Cursor& in, Temporal& out) {
  int value = 0;
  if (!in.number(2, 2, value) || value > 23) return false;
  out.hour = uint8_t(value);
  out.precision = Precision::Hour;
  if (!in.take(':')) return true;
  if (!in.number(2, 2, value) || value > 59) return false;
  out.minute = uint8_t(value);
  out.precision = Precision::Minute;
  if (!in.take(':')) return true;
  if (!in.number(2, 2, value) || value > 59) return false;
  out.second = uint8_t(value);
  out.precision = Precision::Second;
  return !in.take('.') || read_fraction(in, out);
}

bool read_zone(Cursor& in, Temporal& out) {
  if (in.take('Z')) {
    out.has_zone = true;
    out.zone_style = ZoneStyle::Z;
    return true;
  }
  const bool minus = !in.done() && in.text[in.at] == '-';
  if (!in.take('+') && !in.take('-')) return true;
  int hours = 0, minutes = 0;
  if (!in.number(2, 2, hours) || !in.take(':') || !in.number(2, 2, minutes) || minutes > 59 || hours * 60 + minutes > 14 * 60) return false;
  out.has_zone = true;
  out.zone_minutes = int16_t((minus ? -1 : 1) * (hours * 60 + minutes));
  out.zone_style = minus && out.zone_minutes == 0 ? ZoneStyle::Unknown : ZoneStyle::Offset;
  return true;
}

void append(std::string& out, int value, int width) {
  char digits[12];
  int count = 0;
  for (; count < width || value > 0; value /= 10) digits[count++] = char('0' + value % 10);
  while (count > 0) out += digits[--count];
}

void append_time(std::string& out, const Temporal& value) {
  append(out, value.hour, 2);
  if (value.precision < Precision::Minute) return;
  out += ':';
  append(out, value.minute, 2);
  if (value.precision < Precision::Second) return;
  out += ':';
  append(out, value.second, 2);
  if (value.fraction_digits == 0) return;
  out += '.';
  uint32_t fraction = value.nanos;
  for (int i = value.fraction_digits; i < 9; ++i) fraction /= 10;
  append(out, int(fraction), value.fraction_digits);
}

int digits_of_precision(Precision precision, TemporalKind kind) {
  static constexpr int instants[] = {4, 6, 8, 10, 12, 14};
  return instants[int(precision)] - (kind == TemporalKind::Time ? 8 : 0);
}

// Fills what the value leaves open, with the least or the greatest.
Temporal filled(const Temporal& value, TemporalKind kind, bool high) {
  Temporal out = value;
  if (high) {
    if (value.precision < Precision::Month) out.month = 12;
    if (value.precision < Precision::Day && kind != TemporalKind::Time) out.day = uint8_t(days_in_month(out.year, out.month));
    if (value.precision < Precision::Hour) out.hour = 23;
    if (value.precision < Precision::Minute) out.minute = 59;
    if (value.precision < Precision::Second) out.second = 59;
    uint32_t step = 1'000'000'000;
    for (int i = 0; i < value.fraction_digits; ++i) step /= 10;
    out.nanos += step - 1;
  }
  if (kind == TemporalKind::DateTime && !value.has_zone) {
    out.has_zone = true;
    out.zone_minutes = high ? -12 * 60 : 14 * 60;
    out.zone_style = ZoneStyle::Offset;
  }
  return out;
}

}  // namespace

std::optional<Temporal> parse_date(std::string_view text) {
  Cursor in{text};
  Temporal out;
  if (!read_date(in, out) || !in.done()) return std::nullopt;
  return out;
}

std::optional<Temporal> parse_date_time(std::string_view text) {
  Cursor in{text};
  Temporal out;
  if (!read_date(in, out)) return std::nullopt;
  if (in.take('T') && !in.done() && (out.precision != Precision::Day || !read_time(in, out) || !read_zone(in, out))) return std::nullopt;
  if (!in.done()) return std::nullopt;
  return out;
}

std::optional<Temporal> parse_time(std::string_view text) {
  Cursor in{text};
  Temporal out;
  in.take('T');
  if (!read_time(in, out) || !in.done()) return std::nullopt;
  return out;
}

std::optional<Temporal> parse_format(std::string_view text, std::string_view format, TemporalKind kind) {
  Cursor in{text};
  Temporal out;
  int afternoon = -1, value = 0;
  bool has_year = false;
  const auto reach = [&out](Precision p) {
    if (out.precision < p) out.precision = p;
  };
  for (size_t at = 0; at < format.size();) {
    const char code = format[at];
    size_t run = 1;
    while (at + run < format.size() && format[at + run] == code) ++run;
    at += run;
    const int least = run >= 2 ? 2 : 1;
    switch (code) {
      case 'y':
        if (!in.number(int(run), int(run), value)) return std::nullopt;
        out.year = int16_t(run == 2 ? value + (value < 50 ? 2000 : 1900) : value);
        has_year = true;
        break;
      case 'M':
        if (!in.number(least, 2, value) || value < 1 || value > 12) return std::nullopt;
        out.month = uint8_t(value);
        reach(Precision::Month);
        break;
      case 'd':
        if (!in.number(least, 2, value) || value < 1 || value > 31) return std::nullopt;
        out.day = uint8_t(value);
        reach(Precision::Day);
        break;
      case 'H':
      case 'h':
        if (!in.number(least, 2, value) || value > (code == 'H' ? 23 : 12) || (code == 'h' && value == 0)) return std::nullopt;
        out.hour = uint8_t(code == 'h' && value == 12 ? 0 : value);
        reach(Precision::Hour);
        break;
      case 'm':
        if (!in.number(least, 2, value) || value > 59) return std::nullopt;
        out.minute = uint8_t(value);
        reach(Precision::Minute);
        break;
      case 's':
        if (!in.number(least, 2, value) || value > 59) return std::nullopt;
        out.second = uint8_t(value);
        reach(Precision::Second);
        break;
      case 'S':
        if (!read_fraction(in, out)) return std::nullopt;
        break;
      case 'a': {
        const bool pm = in.take('P') || in.take('p');
        if (!pm && !in.take('A') && !in.take('a')) return std::nullopt;
        if (!in.take('M')) in.take('m');
        afternoon = pm;
        break;
      }
      case 'Z':
        if (!read_zone(in, out)) return std::nullopt;
        break;
      default:
        for (; run > 0; --run)
          if (!in.take(code)) return std::nullopt;
    }
  }
  if (!in.done() || (kind != TemporalKind::Time && !has_year) || out.day > (has_year ? days_in_month(out.year, out.month) : 31))
    return std::nullopt;
  if (afternoon == 1) out.hour = uint8_t(out.hour + 12);
  return kind == TemporalKind::Date ? date_part(out) : out;
}

std::string to_string(const Temporal& value, TemporalKind kind) {
  std::string out;
  append_to(out, value, kind);
  return out;
}

void append_to(std::string& out, const Temporal& value, TemporalKind kind) {
  if (kind == TemporalKind::Time) return append_time(out, value);
  append(out, value.year, 4);
  if (value.precision >= Precision::Month) append(out += '-', value.month, 2);
  if (value.precision >= Precision::Day) append(out += '-', value.day, 2);
  if (value.precision >= Precision::Hour) append_time(out += 'T', value);
  if (!value.has_zone) return;
  if (value.zone_style == ZoneStyle::Z) {
    out += 'Z';
    return;
  }
  const int minutes = value.zone_minutes < 0 ? -value.zone_minutes : value.zone_minutes;
  out += value.zone_minutes < 0 || value.zone_style == ZoneStyle::Unknown ? '-' : '+';
  append(out, minutes / 60, 2);
  append(out += ':', minutes % 60, 2);
}

int precision_digits(const Temporal& value, TemporalKind kind) {
  return digits_of_precision(value.precision, kind) + (value.fraction_digits > 0 ? 3 : 0);
}

std::optional<Temporal> boundary(const Temporal& value, TemporalKind kind, int digits, bool high) {
  const bool with_fraction = digits == (kind == TemporalKind::Time ? 9 : 17);
  Temporal out = filled(value, kind, high);
  bool found = with_fraction;
  out.precision = Precision::Second;
  for (int p = 0; p <= int(Precision::Second) && !with_fraction; ++p) {
    if (digits_of_precision(Precision(p), kind) != digits) continue;
    out.precision = Precision(p);
    found = digits > 0;
  }
  if (!found || (kind == TemporalKind::Date && digits > 8)) return std::nullopt;
  if (out.precision < Precision::Hour || kind != TemporalKind::DateTime) out.has_zone = false;
  out.fraction_digits = with_fraction ? 3 : 0;
  out.nanos = with_fraction ? out.nanos / 1000000 * 1000000 : 0;
  if (out.precision < Precision::Second) out.second = 0;
  if (out.precision < Precision::Minute) out.minute = 0;
  if (out.precision < Precision::Hour) out.hour = 0;
  if (out.precision < Precision::Day) out.day = 1;
  if (out.precision < Precision::Month) out.month = 1;
  return out;
}

CalendarUnit calendar_unit(std::string_view word) {
  static constexpr std::string_view words[] = {"year", "month", "week", "day", "hour", "minute", "second", "millisecond"};
  for (int i = 0; i < 8; ++i) {
    const std::string_view w = words[i];
    if (word.starts_with(w) && (word.size() == w.size() || (word.size() == w.size() + 1 && word.back() == 's'))) return CalendarUnit(i + 1);
  }
  return CalendarUnit::None;
}

const char* calendar_word(CalendarUnit unit) {
  static constexpr const char* words[] = {"", "year", "month", "week", "day", "hour", "minute", "second", "millisecond"};
  return words[int(unit)];
}

}  // namespace fhirpath
