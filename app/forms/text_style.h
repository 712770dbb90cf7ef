// app/forms/text_style.h: how an author wants words lettered (rendering-style, CSS in one string). The safe part: weight, slant, side, and two colours; everything
// else, and what cannot be read, is left out. Any bytes in; linear.
// Source: FHIR R4 extension-rendering-style.html ("style= attribute"); CSS Color Level 3 for the names and forms of colours.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "app/forms/json.h"

namespace forms {

struct TextStyle {
  enum class Weight : uint8_t { Unsaid, Normal, Bold };
  enum class Align : uint8_t { Unsaid, Left, Centre, Right };
  Weight weight = Weight::Unsaid;
  Align align = Align::Unsaid;
  bool italic = false;
  std::optional<uint32_t> colour, background;  // 0xRRGGBB
  bool operator==(const TextStyle&) const = default;
  bool says_nothing() const { return *this == TextStyle(); }
};

TextStyle read_text_style(std::string_view css);
// Of a primitive's element ("_text", "_prefix", "_valueString", "_display") or of an item itself. Says nothing where there is no extension.
TextStyle text_style_of(const json::Value& element);

}  // namespace forms
