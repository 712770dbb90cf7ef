#include "app/tablet/ui/grapheme.h"

#include <fribidi.h>

#include "platform/base/utf8.h"

namespace ui {
namespace {

constexpr uint32_t kJoiner = 0x200D;

bool is_regional(uint32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
bool is_skin(uint32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }
bool is_tag(uint32_t c) { return c >= 0xE0020 && c <= 0xE007F; }
// Spacing vowel signs of the Indic scripts stand with their consonant.
bool is_spacing_mark(uint32_t c) {
  return (c >= 0x0900 && c <= 0x0DFF) && ((c & 0x7F) == 0x03 || ((c & 0x7F) >= 0x3E && (c & 0x7F) <= 0x4C)) && (c & 0x7F) != 0x3D;
}
bool extends(uint32_t c) { return is_mark(c) || is_spacing_mark(c) || is_skin(c) || is_tag(c) || c == kJoiner || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200C; }

bool is_wordy(uint32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '\'';
  return c >= 0xAA && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x206F && c != 0x2019) && !(c >= 0x3000 && c <= 0x3003);
}
bool wordy_at(std::string_view text, size_t at) { return at < text.size() && is_wordy(base::decode_at(text, at).value); }

}  // namespace

bool is_mark(uint32_t c) { return c >= 0x300 && fribidi_get_bidi_type(c) == FRIBIDI_TYPE_NSM; }
bool is_invisible(uint32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F) || is_tag(c) || c == 0xFEFF ||
         c == 0xAD;
}

size_t next_grapheme(std::string_view text, size_t at) {
  if (at >= text.size()) return text.size();
  base::CodePoint first = base::decode_at(text, at);
  at += first.bytes;
  if (first.value == '\n') return at;
  if (is_regional(first.value) && at < text.size() && is_regional(base::decode_at(text, at).value)) at += base::decode_at(text, at).bytes;
  bool joined = false;
  while (at < text.size()) {
    const base::CodePoint next = base::decode_at(text, at);
    if (next.value == '\n' || (!extends(next.value) && !joined)) break;
    joined = next.value == kJoiner;
    at += next.bytes;
  }
  return at;
}

// Graphemes are found forwards, so this starts from a safe place: the line's start or a few dozen bytes back at a plain letter.
size_t previous_grapheme(std::string_view text, size_t at) {
  if (at == 0) return 0;
  if (at > text.size()) at = text.size();
  size_t start = base::previous_boundary(text, at);
  while (start > 0) {
    const uint32_t here = base::decode_at(text, start).value;
    const size_t before = base::previous_boundary(text, start);
    const uint32_t there = base::decode_at(text, before).value;
    if (here < 0x80 && there < 0x80) break;
    if (at - start > 256) break;
    if (!extends(here) && !is_regional(here) && there != kJoiner) break;
    start = before;
  }
  for (size_t next = next_grapheme(text, start); next < at; next = next_grapheme(text, start)) start = next;
  return start;
}

size_t grapheme_count(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) {
    const bool plain = uint8_t(text[at]) < 0x80 && (at + 1 == text.size() || uint8_t(text[at + 1]) < 0x80);
    at = plain ? at + 1 : next_grapheme(text, at);
  }
  return count;
}

size_t next_word(std::string_view text, size_t at) {
  while (wordy_at(text, at)) at = base::next_boundary(text, at);
  while (at < text.size() && !wordy_at(text, at)) at = base::next_boundary(text, at);
  return at;
}

size_t previous_word(std::string_view text, size_t at) {
  while (at > 0 && !wordy_at(text, base::previous_boundary(text, at))) at = base::previous_boundary(text, at);
  while (at > 0 && wordy_at(text, base::previous_boundary(text, at))) at = base::previous_boundary(text, at);
  return at;
}

void word_around(std::string_view text, size_t at, size_t& begin, size_t& end) {
  begin = end = at;
  while (begin > 0 && wordy_at(text, base::previous_boundary(text, begin))) begin = base::previous_boundary(text, begin);
  while (wordy_at(text, end)) end = base::next_boundary(text, end);
  if (begin == end) end = next_grapheme(text, at);
}

}  // namespace ui
