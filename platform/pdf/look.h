// platform/pdf/look.h: measures and colours. One unit is a point, 1/72 inch; y runs down from the top of an A4 page.
#pragma once
#include <cstdint>

namespace pdf {

inline constexpr double kPageWidth = 595.276;  // A4
inline constexpr double kPageHeight = 841.89;

struct Colour {
  double red = 0, green = 0, blue = 0;
};
constexpr Colour colour_of(uint32_t rgb) { return {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0}; }

enum class Face : uint8_t { Regular, Bold, Italic };

struct TextLook {
  Face face = Face::Regular;
  double size = 11;
  Colour colour;
};

struct Point {
  double x = 0, y = 0;
};

}  // namespace pdf
