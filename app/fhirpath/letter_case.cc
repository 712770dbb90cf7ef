#include "app/fhirpath/letter_case.h"

#include "platform/base/utf8.h"

namespace fhirpath {
namespace {

// Capitals from `first` to `last`; `offset` to the small letter, or 0 where capitals and small letters alternate beginning with a capital.
struct Letters {
  uint32_t first;
  uint32_t last;
  int32_t offset;
};
constexpr Letters kLetters[] = {
    {0x41, 0x5A, 32},     {0xC0, 0xD6, 32},        {0xD8, 0xDE, 32},    {0x100, 0x12F, 0},   {0x132, 0x137, 0},    {0x139, 0x148, 0},
    {0x14A, 0x177, 0},    {0x178, 0x178, -121},    {0x179, 0x17E, 0},   {0x182, 0x185, 0},   {0x187, 0x188, 0},    {0x18B, 0x18C, 0},
    {0x191, 0x192, 0},    {0x198, 0x199, 0},       {0x1A0, 0x1A5, 0},   {0x1A7, 0x1A8, 0},   {0x1AC, 0x1AD, 0},    {0x1AF, 0x1B0, 0},
    {0x1B3, 0x1B6, 0},    {0x1CD, 0x1DC, 0},       {0x1DE, 0x1EF, 0},   {0x1F4, 0x1F5, 0},   {0x1F8, 0x21F, 0},    {0x222, 0x233, 0},
    {0x386, 0x386, 38},   {0x388, 0x38A, 37},      {0x38C, 0x38C, 64},  {0x38E, 0x38F, 63},  {0x391, 0x3A1, 32},   {0x3A3, 0x3AB, 32},
    {0x400, 0x40F, 80},   {0x410, 0x42F, 32},      {0x460, 0x481, 0},   {0x48A, 0x4BF, 0},   {0x4C1, 0x4CE, 0},    {0x4D0, 0x52F, 0},
    {0x531, 0x556, 48},   {0x1C90, 0x1CBA, -3008}, {0x1E00, 0x1E95, 0}, {0x1EA0, 0x1EFF, 0}, {0x2160, 0x216F, 16}, {0x24B6, 0x24CF, 26},
    {0xFF21, 0xFF3A, 32}, {0x10400, 0x10427, 40}};

// Letters whose capital is more than one. Source: Unicode SpecialCasing.txt.
struct Growing {
  uint32_t letter;
  std::string_view capitals;
};
constexpr Growing kGrowing[] = {{0xDF, "SS"},     {0x149, "\u02BCN"}, {0x1F0, "J\u030C"}, {0x587, "\u0535\u0552"}, {0x1E96, "H\u0331"}, {0x1E97, "T\u0308"}, {0x1E98, "W\u030A"},
                                {0x1E99, "Y\u030A"}, {0x1E9A, "A\u02BE"}, {0xFB00, "FF"},  {0xFB01, "FI"},      {0xFB02, "FL"},    {0xFB03, "FFI"},   {0xFB04, "FFL"},
                                {0xFB05, "ST"},   {0xFB06, "ST"}};

std::string_view grown(uint32_t c) {
  if (c < 0x80) return {};
  for (const Growing& each : kGrowing)
    if (each.letter == c) return each.capitals;
  return {};
}

template <class Change>
std::string changed(std::string_view text, Change change) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_at(text, at);
    base::append_utf8(out, change(point.value));
    at += point.bytes;
  }
  return out;
}

}  // namespace

uint32_t to_lower(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  for (const Letters& letters : kLetters) {
    if (c < letters.first || c > letters.last) continue;
    if (letters.offset != 0) return uint32_t(int32_t(c) + letters.offset);
    return (c - letters.first) % 2 == 0 ? c + 1 : c;
  }
  return c;
}

uint32_t to_upper(uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  if (c == 0x3C2) return 0x3A3;  // final sigma
  for (const Letters& letters : kLetters) {
    if (letters.offset != 0) {
      const uint32_t capital = uint32_t(int32_t(c) - letters.offset);
      if (capital >= letters.first && capital <= letters.last) return capital;
    } else if (c >= letters.first && c <= letters.last) {
      return (c - letters.first) % 2 == 1 ? c - 1 : c;
    }
  }
  return c;
}

std::string to_lower(std::string_view text) {
  return changed(text, [](uint32_t c) { return to_lower(c); });
}
std::string to_upper(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_at(text, at);
    if (const std::string_view more = grown(point.value); !more.empty()) out += more;
    else base::append_utf8(out, to_upper(point.value));
    at += point.bytes;
  }
  return out;
}

bool is_white_space(uint32_t c) {
  return (c >= 9 && c <= 13) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const base::CodePoint left = base::decode_at(a, i), right = base::decode_at(b, j);
    const bool blanks = is_white_space(left.value) && is_white_space(right.value);
    const bool same = blanks || left.value == right.value || to_lower(left.value) == to_lower(right.value);
    if (!same && grown(left.value).empty() && grown(right.value).empty()) return false;
    if (!same) return same_ignoring_case(to_upper(a.substr(i)), to_upper(b.substr(j)));  // in which no letter grows
    i += left.bytes;
    j += right.bytes;
  }
  return i == a.size() && j == b.size();
}

size_t count_characters(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) at += base::decode_at(text, at).bytes;
  return count;
}

}  // namespace fhirpath
