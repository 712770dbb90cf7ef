#include "app/forms/text_style.h"

#include <algorithm>
#include <string>

#include "app/forms/item.h"

namespace forms {
namespace {

constexpr size_t kStyleBytesMax = 2048;

struct NamedColour {
  std::string_view name;
  uint32_t rgb;
};
// CSS's basic names and the others that forms use.
constexpr NamedColour kColours[] = {
    {"black", 0x000000}, {"silver", 0xc0c0c0}, {"gray", 0x808080}, {"grey", 0x808080}, {"white", 0xffffff}, {"maroon", 0x800000}, {"red", 0xff0000},
    {"purple", 0x800080}, {"fuchsia", 0xff00ff}, {"magenta", 0xff00ff}, {"green", 0x008000}, {"lime", 0x00ff00}, {"olive", 0x808000}, {"yellow", 0xffff00},
    {"navy", 0x000080}, {"blue", 0x0000ff}, {"teal", 0x008080}, {"aqua", 0x00ffff}, {"cyan", 0x00ffff}, {"orange", 0xffa500}, {"pink", 0xffc0cb},
    {"brown", 0xa52a2a}, {"gold", 0xffd700}, {"crimson", 0xdc143c}, {"darkred", 0x8b0000}, {"darkgreen", 0x006400}, {"darkblue", 0x00008b}, {"darkorange", 0xff8c00},
    {"lightblue", 0xadd8e6}, {"lightgreen", 0x90ee90}, {"lightyellow", 0xffffe0}, {"lightgray", 0xd3d3d3}, {"lightgrey", 0xd3d3d3}, {"lightpink", 0xffb6c1},
    {"darkgray", 0xa9a9a9}, {"darkgrey", 0xa9a9a9}, {"tomato", 0xff6347}, {"firebrick", 0xb22222}, {"indigo", 0x4b0082}, {"whitesmoke", 0xf5f5f5},
};

std::string_view trimmed(std::string_view text) {
  const size_t from = text.find_first_not_of(" \t\r\n");
  return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

// "#abc" and "#aabbcc".
std::optional<uint32_t> hex_colour(std::string_view digits) {
  if (digits.size() != 3 && digits.size() != 6) return std::nullopt;
  uint32_t out = 0;
  for (const char c : digits) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    out = (out << 4) | uint32_t(digit);
    if (digits.size() == 3) out = (out << 4) | uint32_t(digit);
  }
  return out;
}

// "rgb(255, 0, 0)"; with an alpha it is not opaque, and what it would stand on is not known here.
std::optional<uint32_t> rgb_colour(std::string_view inside) {
  uint32_t out = 0;
  for (int part = 0; part < 3; ++part) {
    const size_t comma = part < 2 ? inside.find(',') : inside.size();
    if (comma == std::string_view::npos) return std::nullopt;
    const std::string_view number = trimmed(inside.substr(0, comma));
    if (number.empty() || number.size() > 3 || !std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    out = (out << 8) | std::min<uint32_t>(255, uint32_t(std::stoul(std::string(number))));
    inside.remove_prefix(std::min(inside.size(), comma + 1));
  }
  return out;
}

std::optional<uint32_t> colour_of(std::string_view value) {
  if (value.starts_with('#')) return hex_colour(value.substr(1));
  if (value.starts_with("rgb(") && value.ends_with(')')) return rgb_colour(value.substr(4, value.size() - 5));
  for (const NamedColour& one : kColours)
    if (one.name == value) return one.rgb;
  return std::nullopt;
}

bool is_bold(std::string_view value) {
  if (value == "bold" || value == "bolder") return true;
  return value.size() == 3 && value[0] >= '6' && value[0] <= '9' && value.substr(1) == "00";
}

void take(TextStyle& style, std::string_view name, std::string_view value) {
  if (name == "font-weight") style.weight = is_bold(value) ? TextStyle::Weight::Bold : value == "normal" || value == "400" ? TextStyle::Weight::Normal : style.weight;
  else if (name == "font-style") style.italic = value == "italic" || value == "oblique";
  else if (name == "text-align") style.align = value == "center" ? TextStyle::Align::Centre : value == "right" || value == "end" ? TextStyle::Align::Right : TextStyle::Align::Left;
  else if (name == "color") style.colour = colour_of(value);
  else if (name == "background-color" || name == "background") style.background = colour_of(value);
}

}  // namespace

TextStyle read_text_style(std::string_view css) {
  TextStyle out;
  if (css.size() > kStyleBytesMax) return out;
  std::string small(css);
  std::transform(small.begin(), small.end(), small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  for (std::string_view left = small; !left.empty();) {
    const size_t end = std::min(left.find(';'), left.size()), colon = left.find(':');
    std::string_view value = colon < end ? trimmed(left.substr(colon + 1, end - colon - 1)) : std::string_view();
    if (const size_t bang = value.find('!'); bang != std::string_view::npos) value = trimmed(value.substr(0, bang));  // "!important"
    if (!value.empty()) take(out, trimmed(left.substr(0, colon)), value);
    left.remove_prefix(std::min(left.size(), end + 1));
  }
  return out;
}

TextStyle text_style_of(const json::Value& element) {
  const std::string_view css = extension_of(element, "rendering-style")["valueString"].string();
  return css.empty() ? TextStyle() : read_text_style(css);
}

}  // namespace forms
