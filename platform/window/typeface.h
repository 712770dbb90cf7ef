// platform/window/typeface.h: glyph shapes from font files, through FreeType. Vertical hinting only, so letters keep their widths and may
// stand at fractions of a pixel. Files are mapped, not read: what is not drawn is not loaded. Frame's thread only.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace window {

struct GlyphImage {
  int width = 0, height = 0;
  int left = 0, top = 0;         // from the pen to the bitmap's left edge; from the baseline up to its top
  bool coloured = false;
  std::vector<uint32_t> pixels;  // 0xAABBGGRR; white with coverage as alpha unless coloured
};

struct FaceMetrics {
  float ascent = 0, descent = 0;  // pixels, both positive
  float cap_height = 0;
};

class Typeface {
 public:
  // Errors: NotFound, Corrupt.
  static base::Result<std::unique_ptr<Typeface>> open(const std::string& path);
  virtual ~Typeface() = default;

  virtual uint32_t glyph_of(uint32_t code_point) const = 0;         // 0: none
  virtual uint32_t glyph_named(const std::string& name) const = 0;  // 0: none
  virtual FaceMetrics metrics(float size_px) const = 0;
  // Pixels the pen moves, unrounded.
  virtual float advance(uint32_t glyph, float size_px) = 0;
  // Pixels between two glyphs beyond the left one's advance; mostly 0 or a little below.
  virtual float kerning(uint32_t left, uint32_t right, float size_px) = 0;
  // `shift` moves the shape right by a fraction of a pixel in [0, 1).
  virtual GlyphImage draw(uint32_t glyph, float size_px, float shift) = 0;
};

}  // namespace window
