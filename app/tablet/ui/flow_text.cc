#include "app/tablet/ui/flow_text.h"

#include <fribidi.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "app/tablet/ui/grapheme.h"
#include "app/tablet/ui/kit.h"
#include "platform/base/utf8.h"

namespace ui {
namespace {

struct Kept {
  Lines lines;
  uint32_t used = 0;
};
std::unordered_map<uint64_t, Kept> g_kept;
uint32_t g_age = 0;

uint64_t key_of(std::string_view text, const Font& font, float width, int lines_max) {
  const uint64_t a = std::hash<std::string_view>{}(text) + text.size();
  const uint64_t b = (uint64_t(std::lround(font.px * 4)) << 40) ^ (uint64_t(std::lround(std::max(0.0f, width) * 4)) << 8) ^ (uint64_t(font.weight) << 4) ^ uint64_t(lines_max);
  return (a ^ (b * 0x9E3779B97F4A7C15ull)) + (a >> 31);
}

float advance_of(uint32_t code_point, const Font& font) { return kit().glyphs->shape(font.weight, code_point, font.px).advance + (is_mark(code_point) ? 0 : font.tracking); }

// What two neighbours on a line stand closer by.
float between(uint32_t before, uint32_t code_point, const Font& font) { return kit().glyphs->kerning(font.weight, before, code_point, font.px); }

// A line may end after these.
bool breaks_after(uint32_t c) { return c == ' ' || c == '\t' || c == '-' || c == '/' || c == 0x2013 || c == 0x2014 || c == 0x200B; }
// Scripts written without spaces break anywhere.
bool breaks_anywhere(uint32_t c) { return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF); }

bool first_strong_is_rtl(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const base::CodePoint c = base::decode_at(text, at);
    at += c.bytes;
    if (c.value < 0x80) {
      if ((c.value | 32) >= 'a' && (c.value | 32) <= 'z') return false;
      continue;
    }
    const FriBidiCharType type = fribidi_get_bidi_type(c.value);
    if (FRIBIDI_IS_STRONG(type)) return FRIBIDI_IS_RTL(type);
  }
  return false;
}

struct Wrapper {
  std::string_view text;
  const Font& font;
  float width;
  Lines& out;
  size_t begin = 0;        // of the line being filled
  float pen = 0, ink = 0;  // its width with and without trailing spaces
  size_t good = 0;         // the last place it may end, if past begin
  float good_pen = 0, good_ink = 0;
  uint32_t before = 0;     // the letter before

  void finish(size_t end, float line_width) {
    out.lines.push_back({uint32_t(begin), uint32_t(end), line_width});
    if (line_width > out.width) out.width = line_width;
  }
  void start(size_t at, float carried) { begin = good = at, pen = ink = carried, good_pen = good_ink = 0; }

  // Puts a letter of `advance` at [at, next); breaks before it when it does not fit.
  void put(size_t at, size_t next, uint32_t c, float advance) {
    const bool blank = c == ' ' || c == '\t';
    if (width > 0 && !blank && pen + advance > width + 0.01f && at > begin) {
      if (good > begin) {
        const float carried = pen - good_pen;
        finish(good, good_ink);
        const size_t from = good;
        start(from, carried);
      } else if (!is_mark(c) && !is_invisible(c)) {
        finish(at, ink);
        start(at, 0);
      }
    }
    pen += advance;
    if (!blank) ink = pen;
    if (breaks_after(c) || breaks_anywhere(c)) good = next, good_pen = pen, good_ink = ink;
  }

  void run() {
    for (size_t at = 0; at < text.size();) {
      const uint8_t byte = uint8_t(text[at]);
      const base::CodePoint c = byte < 0x80 ? base::CodePoint{byte, 1} : base::decode_at(text, at);
      if (at > begin) pen += between(before, c.value, font);
      before = c.value;
      if (c.value == '\n') {
        finish(at, ink);
        start(at + 1, 0);
      } else {
        put(at, at + c.bytes, c.value, advance_of(c.value, font));
      }
      at += c.bytes;
    }
    finish(text.size(), ink);
  }
};

// Width up to which a cut line keeps its letters, so that the ellipsis fits.
void cut_lines(std::string_view text, const Font& font, float width, size_t lines_max, Lines& out) {
  if (out.lines.size() <= lines_max) return;
  out.cut = true;
  out.lines.resize(lines_max);
  Line& last = out.lines.back();
  const float room = width - advance_of(0x2026, font);
  float pen = 0;
  size_t at = last.begin;
  const size_t stop = std::min<size_t>(text.size(), text.find('\n', last.begin));
  while (at < stop) {
    const size_t next = next_grapheme(text, at);
    float cluster = 0;
    for (size_t i = at; i < next;) {
      const base::CodePoint c = base::decode_at(text, i);
      cluster += advance_of(c.value, font), i += c.bytes;
    }
    if (pen + cluster > room) break;
    pen += cluster, at = next;
  }
  while (at > last.begin && text[at - 1] == ' ') --at;
  last.end = uint32_t(at);
  last.width = std::min(width, pen + advance_of(0x2026, font));
}

}  // namespace

bool has_right_to_left(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const uint8_t b = uint8_t(text[i]);
    if (b >= 0xD6 && b <= 0xDF) return true;                                     // U+0580..U+07FF
    if (b == 0xE0 && i + 1 < text.size() && uint8_t(text[i + 1]) < 0xA4) return true;  // U+0800..U+08FF
    if (b == 0xE2 && i + 1 < text.size() && (uint8_t(text[i + 1]) == 0x80 || uint8_t(text[i + 1]) == 0x81)) {
      const uint32_t c = base::decode_at(text, i).value;
      if (c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return true;
    }
    if (b == 0xEF && i + 1 < text.size() && uint8_t(text[i + 1]) >= 0xAC) return true;  // presentation forms
    if (b == 0xF0 && i + 1 < text.size() && uint8_t(text[i + 1]) == 0x90) return true;
  }
  return false;
}

namespace {

// Joined letters are narrower than the same letters apart, by which the lines were broken.
void measure_joined(std::string_view text, const Font& font, Lines& out) {
  out.width = 0;
  for (auto& line : out.lines) {
    line.width = 0;
    for (const Placed& letter : placed(text.substr(line.begin, line.end - line.begin), font, out.right_to_left)) line.width = std::max(line.width, letter.x + letter.advance);
    out.width = std::max(out.width, line.width);
  }
}

}  // namespace

const Lines& lay_out(std::string_view text, const Font& font, float width, int lines_max) {
  Kept& kept = g_kept[key_of(text, font, width, lines_max)];
  kept.used = g_age;
  Lines& out = kept.lines;
  if (!out.lines.empty()) return out;
  Wrapper{text, font, width, out}.run();
  out.right_to_left = has_right_to_left(text) && first_strong_is_rtl(text);
  if (lines_max > 0) cut_lines(text, font, width, size_t(lines_max), out);
  if (!out.cut && has_right_to_left(text)) measure_joined(text, font, out);
  return out;
}

float text_width(std::string_view text, const Font& font) { return lay_out(text, font, 0).width; }

void age_layouts() {
  ++g_age;
  if (g_kept.size() < 2000 && (g_age & 255) != 0) return;
  std::erase_if(g_kept, [](const auto& entry) { return entry.second.used + 2 < g_age; });
}

void forget_layouts() { g_kept.clear(); }

namespace {

// Letters in drawing order by the Unicode bidirectional algorithm, Arabic joined by the presentation forms.
void order_visually(std::string_view line, const Font& font, bool paragraph_rtl, std::vector<Placed>& out) {
  std::vector<FriBidiChar> letters;
  std::vector<uint32_t> starts;
  for (size_t at = 0; at < line.size();) {
    const base::CodePoint c = base::decode_at(line, at);
    letters.push_back(c.value), starts.push_back(uint32_t(at));
    at += c.bytes;
  }
  const auto count = FriBidiStrIndex(letters.size());
  std::vector<FriBidiCharType> types(letters.size());
  std::vector<FriBidiBracketType> brackets(letters.size());
  std::vector<FriBidiLevel> levels(letters.size());
  std::vector<FriBidiJoiningType> joining(letters.size());
  std::vector<FriBidiStrIndex> map(letters.size());
  for (size_t i = 0; i < map.size(); ++i) map[i] = FriBidiStrIndex(i);
  fribidi_get_bidi_types(letters.data(), count, types.data());
  fribidi_get_bracket_types(letters.data(), count, types.data(), brackets.data());
  FriBidiParType base = paragraph_rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
  if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), count, &base, levels.data()) == 0) return;
  fribidi_get_joining_types(letters.data(), count, joining.data());
  fribidi_join_arabic(types.data(), count, levels.data(), joining.data());
  fribidi_shape(FRIBIDI_FLAGS_ARABIC | FRIBIDI_FLAG_SHAPE_MIRRORING, levels.data(), count, joining.data(), letters.data());
  if (fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, types.data(), count, 0, base, levels.data(), letters.data(), map.data()) == 0) return;
  float pen = 0;
  for (size_t i = 0; i < letters.size(); ++i) {
    const size_t logical = size_t(map[i]);
    const uint32_t c = letters[i] == FRIBIDI_CHAR_FILL ? 0x200B : letters[i];
    const float advance = advance_of(c, font);
    out.push_back({c, starts[logical], pen, advance, (levels[logical] & 1) != 0});
    pen += advance;
  }
}

}  // namespace

const std::vector<Placed>& placed(std::string_view line, const Font& font, bool paragraph_rtl) {
  static std::vector<Placed> out;
  out.clear();
  if (paragraph_rtl || has_right_to_left(line)) {
    order_visually(line, font, paragraph_rtl, out);
    return out;
  }
  float pen = 0;
  uint32_t before = 0;
  for (size_t at = 0; at < line.size();) {
    const uint8_t byte = uint8_t(line[at]);
    const base::CodePoint c = byte < 0x80 ? base::CodePoint{byte, 1} : base::decode_at(line, at);
    const float advance = advance_of(c.value, font);
    pen += between(before, c.value, font);
    before = c.value;
    out.push_back({c.value, uint32_t(at), pen, advance, false});
    pen += advance, at += c.bytes;
  }
  return out;
}

float caret_x(std::string_view line, const Font& font, size_t at, bool paragraph_rtl) {
  const std::vector<Placed>& letters = placed(line, font, paragraph_rtl);
  float end = 0;
  const Placed* last = nullptr;
  for (const Placed& p : letters) {
    if (p.at == at) return p.right_to_left ? p.x + p.advance : p.x;
    if (!last || p.at > last->at) last = &p;
    end = p.x + p.advance;
  }
  if (!last) return 0;
  return last->right_to_left ? last->x : paragraph_rtl ? last->x + last->advance : std::max(end, last->x + last->advance);
}

size_t caret_at(std::string_view line, const Font& font, float x, bool paragraph_rtl) {
  const std::vector<Placed> letters = placed(line, font, paragraph_rtl);
  if (letters.empty()) return 0;
  size_t best = 0;
  float nearest = 1e9f;
  for (size_t at = 0;; at = next_grapheme(line, at)) {
    float edge = -1;
    if (at >= line.size()) {
      edge = caret_x(line, font, line.size(), paragraph_rtl);
    } else {
      for (const Placed& p : letters)
        if (p.at == at) edge = p.right_to_left ? p.x + p.advance : p.x;
    }
    if (edge >= 0 && std::fabs(edge - x) < nearest) nearest = std::fabs(edge - x), best = at;
    if (at >= line.size()) break;
  }
  return best;
}

std::vector<Range> ranges_of(std::string_view line, const Font& font, size_t begin, size_t end, bool paragraph_rtl) {
  std::vector<Range> out;
  for (const Placed& p : placed(line, font, paragraph_rtl)) {
    if (p.at < begin || p.at >= end) continue;
    if (!out.empty() && std::fabs(out.back().x1 - p.x) < 0.5f) out.back().x1 = p.x + p.advance;
    else out.push_back({p.x, p.x + p.advance});
  }
  return out;
}

}  // namespace ui
