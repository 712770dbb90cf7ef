#include "app/fhirpath/text_code.h"

#include <cstdint>

#include "app/fhirpath/json_reader.h"
#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

constexpr std::string_view kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void encode_base64(std::string_view text, std::string_view alphabet, std::string& out) {
  for (size_t at = 0; at < text.size(); at += 3) {
    uint32_t group = 0;
    for (size_t i = 0; i < 3; ++i) group = group << 8 | (at + i < text.size() ? uint8_t(text[at + i]) : 0u);
    const size_t count = text.size() - at < 3 ? text.size() - at : 3;
    for (size_t i = 0; i < 4; ++i) out += i <= count ? alphabet[group >> (18 - 6 * i) & 63] : '=';
  }
}

bool decode_base64(std::string_view text, std::string_view alphabet, std::string& out) {
  while (text.ends_with('=')) text.remove_suffix(1);
  uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return false;
    group = group << 6 | uint32_t(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += char(group >> bits & 255);
    }
  }
  return bits < 6;
}

int hex_digit(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool decode_hex(std::string_view text, std::string& out) {
  if (text.size() % 2 != 0) return false;
  for (size_t at = 0; at < text.size(); at += 2) {
    const int high = hex_digit(text[at]), low = hex_digit(text[at + 1]);
    if (high < 0 || low < 0) return false;
    out += char(high * 16 + low);
  }
  return true;
}

struct Entity {
  std::string_view name;
  uint32_t character;
};
constexpr Entity kEntities[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};

// "&name;", "&#39;" or "&#x27;" at `at`: its length, or 0.
size_t read_entity(std::string_view text, size_t at, uint32_t& character) {
  const size_t end = text.find(';', at);
  if (end == std::string_view::npos || end - at > 10 || end - at < 2) return 0;
  std::string_view name = text.substr(at + 1, end - at - 1);
  for (const Entity& entity : kEntities) {
    if (entity.name != name) continue;
    character = entity.character;
    return end - at + 1;
  }
  if (!name.starts_with('#')) return 0;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  if (name.empty()) return 0;
  character = 0;
  for (const char c : name) {
    const int digit = hex_digit(c);
    if (digit < 0 || (!hex && digit > 9)) return 0;
    character = character * (hex ? 16 : 10) + uint32_t(digit);
  }
  return character > 0x10FFFF || (character >= 0xD800 && character < 0xE000) ? 0 : end - at + 1;
}

class OneString final : public JsonEvents {
 public:
  std::string text;
  bool good = false;
  void object_begin() override {}
  void object_end() override {}
  void array_begin() override {}
  void array_end() override {}
  void key(std::string_view) override {}
  void string(std::string_view value) override {
    text = value;
    good = true;
  }
  void number(std::string_view) override {}
  void boolean(bool) override {}
  void null() override {}
};

}  // namespace

Coded encode_text(std::string_view text, std::string_view format, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  if (format == "hex") {
    for (const char c : text) (out += kHex[uint8_t(c) >> 4]) += kHex[uint8_t(c) & 15];
  } else if (format == "base64" || format == "urlbase64") {
    encode_base64(text, format == "base64" ? kStandard : kUrl, out);
  } else if (format == "ascii") {
    for (size_t at = 0; at < text.size();) {
      const base::CodePoint point = base::decode_at(text, at);
      out += point.value < 128 ? char(point.value) : '?';
      at += point.bytes;
    }
  } else {
    return Coded::UnknownFormat;
  }
  return Coded::Done;
}

Coded decode_text(std::string_view text, std::string_view format, std::string& out) {
  bool good = false;
  if (format == "hex") good = decode_hex(text, out);
  else if (format == "base64") good = decode_base64(text, kStandard, out);
  else if (format == "urlbase64") good = decode_base64(text, kUrl, out);
  else return Coded::UnknownFormat;
  if (!good) return Coded::Malformed;
  return base::is_utf8(out) ? Coded::Done : Coded::Nothing;
}

Coded escape_text(std::string_view text, std::string_view target, std::string& out) {
  if (target == "json") {
    append_json_string(out, text);
    out = out.substr(1, out.size() - 2);
    return Coded::Done;
  }
  if (target != "html") return Coded::UnknownFormat;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return Coded::Done;
}

Coded unescape_text(std::string_view text, std::string_view target, std::string& out) {
  if (target == "json") {
    std::string quoted = "\"";
    bool escaped = false;
    for (const char c : text) {  // a bare quote or line end is taken as it is
      if (c == '"' && !escaped) quoted += '\\';
      if (uint8_t(c) < 0x20) {
        append_json_string(out, std::string_view(&c, 1));
        quoted.append(out, 1, out.size() - 2);
        out.clear();
      } else {
        quoted += c;
      }
      escaped = c == '\\' && !escaped;
    }
    quoted += '"';
    Arena arena;
    OneString events;
    if (!read_json(quoted, arena, events) || !events.good) return Coded::Malformed;
    out = std::move(events.text);
    return Coded::Done;
  }
  if (target != "html") return Coded::UnknownFormat;
  for (size_t at = 0; at < text.size();) {
    uint32_t character = 0;
    const size_t taken = text[at] == '&' ? read_entity(text, at, character) : 0;
    if (taken > 0) base::append_utf8(out, character);
    else out += text[at];
    at += taken > 0 ? taken : 1;
  }
  return Coded::Done;
}

}  // namespace fhirpath
