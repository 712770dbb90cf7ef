#include "platform/base/utf8.h"

#include <cstring>

namespace base {

namespace {
constexpr CodePoint kBroken{0xFFFD, 1};
bool is_trail(std::string_view text, size_t at) { return at < text.size() && (uint8_t(text[at]) & 0xC0) == 0x80; }
}  // namespace

CodePoint decode_at(std::string_view text, size_t at) {
  const uint8_t lead = uint8_t(text[at]);
  if (lead < 0x80) return {lead, 1};
  const size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return kBroken;
  uint32_t value = lead & (0xFFu >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) {
    if (!is_trail(text, at + i)) return kBroken;
    value = value << 6 | (uint8_t(text[at + i]) & 0x3F);
  }
  static constexpr uint32_t kLowest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLowest[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return kBroken;
  return {value, bytes};
}

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += char(c);
  } else if (c < 0x800) {
    out += char(0xC0 | c >> 6);
    out += char(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += char(0xE0 | c >> 12);
    out += char(0x80 | (c >> 6 & 0x3F));
    out += char(0x80 | (c & 0x3F));
  } else {
    out += char(0xF0 | c >> 18);
    out += char(0x80 | (c >> 12 & 0x3F));
    out += char(0x80 | (c >> 6 & 0x3F));
    out += char(0x80 | (c & 0x3F));
  }
}

bool is_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (at + 8 <= text.size()) {  // most text is eight plain characters after eight plain characters
      uint64_t eight;
      std::memcpy(&eight, text.data() + at, 8);
      if ((eight & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    if (uint8_t(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = decode_at(text, at);
    if (c.value == 0xFFFD && c.bytes == 1) return false;
    at += c.bytes;
  }
  return true;
}

size_t next_boundary(std::string_view text, size_t at) { return at >= text.size() ? text.size() : at + decode_at(text, at).bytes; }

size_t previous_boundary(std::string_view text, size_t at) {
  if (at > text.size()) at = text.size();
  if (at == 0) return 0;
  --at;
  for (int i = 0; i < 3 && at > 0 && is_trail(text, at); ++i) --at;
  return at;
}

std::string clean_pasted(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode_at(text, at);
    at += c.bytes;
    if (c.value == '\r') {
      if (at < text.size() && text[at] == '\n') continue;
      out += '\n';
      continue;
    }
    const bool control = (c.value < 0x20 && c.value != '\n' && c.value != '\t') || (c.value >= 0x7F && c.value < 0xA0);
    if (!control) append_utf8(out, c.value);
  }
  return out;
}

}  // namespace base
