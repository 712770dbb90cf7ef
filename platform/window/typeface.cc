#include "platform/window/typeface.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H
#include FT_TRUETYPE_TAGS_H

#include <algorithm>
#include <cmath>

#include "platform/window/kerning.h"

namespace window {
namespace {

FT_Library library() {
  static FT_Library made = [] {
    FT_Library out = nullptr;
    return FT_Init_FreeType(&out) == 0 ? out : nullptr;
  }();
  return made;
}

uint32_t white(uint32_t alpha) { return (alpha << 24) | 0xffffff; }

// Blending in sRGB thins dark letters on light paper; a little more coverage in the middle gives them back their weight.
struct Contrast {
  uint8_t to[256];
  Contrast() {
    for (int i = 0; i < 256; ++i) to[i] = uint8_t(std::lround(255 * std::pow(double(i) / 255, 0.84)));
  }
};
const Contrast& contrast() {
  static const Contrast table;
  return table;
}

constexpr FT_ULong kGposBytesMax = 4 << 20;

class FreeTypeFace final : public Typeface {
 public:
  explicit FreeTypeFace(FT_Face face) : face_(face) { has_strikes_ = FT_HAS_FIXED_SIZES(face) && !FT_IS_SCALABLE(face); }
  ~FreeTypeFace() override { FT_Done_Face(face_); }

  uint32_t glyph_of(uint32_t code_point) const override { return FT_Get_Char_Index(face_, code_point); }
  uint32_t glyph_named(const std::string& name) const override { return FT_Get_Name_Index(face_, const_cast<char*>(name.c_str())); }

  FaceMetrics metrics(float size_px) const override {
    if (has_strikes_) return {size_px * 0.93f, size_px * 0.25f, size_px * 0.7f};
    const float unit = size_px / float(face_->units_per_EM);
    const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face_, FT_SFNT_OS2));
    const float cap = os2 && os2->version >= 2 && os2->sCapHeight > 0 ? float(os2->sCapHeight) * unit : size_px * 0.72f;
    return {float(face_->ascender) * unit, float(-face_->descender) * unit, cap};
  }

  float advance(uint32_t glyph, float size_px) override {
    if (has_strikes_) return choose_strike() ? strike_advance(glyph) * size_px / strike_em_ : size_px;
    FT_Fixed units = 0;
    if (unscaled_advance_failed(glyph, units)) return 0;
    return float(units) * size_px / float(face_->units_per_EM);
  }

  float kerning(uint32_t left, uint32_t right, float size_px) override {
    if (has_strikes_) return 0;
    if (!kerning_read_) {
      kerning_read_ = true;
      FT_ULong length = 0;
      std::vector<uint8_t> table;
      if (FT_Load_Sfnt_Table(face_, TTAG_GPOS, 0, nullptr, &length) == 0 && length < kGposBytesMax) {
        table.resize(length);
        if (FT_Load_Sfnt_Table(face_, TTAG_GPOS, 0, table.data(), &length) != 0) table.clear();
      }
      kerning_ = PairKerning(std::move(table));
    }
    return kerning_.empty() ? 0 : float(kerning_.units(left, right)) * size_px / float(face_->units_per_EM);
  }

  GlyphImage draw(uint32_t glyph, float size_px, float shift) override { return has_strikes_ ? draw_strike(glyph, size_px) : draw_outline(glyph, size_px, shift); }

 private:
  bool unscaled_advance_failed(uint32_t glyph, FT_Fixed& units) {
    if (FT_Load_Glyph(face_, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0) return true;
    units = face_->glyph->metrics.horiAdvance;
    return false;
  }

  bool set_size(float size_px) {
    if (size_ == size_px) return true;
    size_ = size_px;
    return FT_Set_Char_Size(face_, 0, FT_F26Dot6(std::lround(size_px * 64)), 72, 72) == 0;
  }

  GlyphImage draw_outline(uint32_t glyph, float size_px, float shift) {
    GlyphImage out;
    if (!set_size(size_px) || FT_Load_Glyph(face_, glyph, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0) return out;
    FT_GlyphSlot slot = face_->glyph;
    if (slot->format != FT_GLYPH_FORMAT_OUTLINE) return out;
    FT_Outline_Translate(&slot->outline, FT_Pos(std::lround(shift * 64)), 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return out;
    const FT_Bitmap& map = slot->bitmap;
    out.width = int(map.width), out.height = int(map.rows), out.left = slot->bitmap_left, out.top = slot->bitmap_top;
    out.pixels.resize(size_t(out.width) * size_t(out.height));
    for (int y = 0; y < out.height; ++y)
      for (int x = 0; x < out.width; ++x) out.pixels[size_t(y * out.width + x)] = white(contrast().to[map.buffer[y * map.pitch + x]]);
    return out;
  }

  // Colour emoji come as pictures of one size; the first strike serves every size.
  bool choose_strike() {
    if (strike_em_ > 0) return true;
    if (FT_Select_Size(face_, 0) != 0) return false;
    strike_em_ = float(face_->available_sizes[0].y_ppem) / 64.0f;
    return strike_em_ > 0;
  }
  float strike_advance(uint32_t glyph) {
    if (FT_Load_Glyph(face_, glyph, FT_LOAD_COLOR) != 0) return strike_em_;
    return float(face_->glyph->advance.x) / 64.0f;
  }

  GlyphImage draw_strike(uint32_t glyph, float size_px) {
    GlyphImage out;
    if (!choose_strike() || FT_Load_Glyph(face_, glyph, FT_LOAD_COLOR) != 0 || face_->glyph->bitmap.pixel_mode != FT_PIXEL_MODE_BGRA) return out;
    const FT_Bitmap& map = face_->glyph->bitmap;
    const float ratio = size_px / strike_em_;
    out.coloured = true;
    out.width = std::max(1, int(std::lround(float(map.width) * ratio))), out.height = std::max(1, int(std::lround(float(map.rows) * ratio)));
    out.left = int(std::lround(float(face_->glyph->bitmap_left) * ratio)), out.top = int(std::lround(float(face_->glyph->bitmap_top) * ratio));
    out.pixels.resize(size_t(out.width) * size_t(out.height));
    for (int y = 0; y < out.height; ++y)
      for (int x = 0; x < out.width; ++x) out.pixels[size_t(y * out.width + x)] = averaged(map, x, y, out.width, out.height);
    return out;
  }

  // The mean of the source pixels under one target pixel; FreeType's BGRA is premultiplied.
  static uint32_t averaged(const FT_Bitmap& map, int x, int y, int width, int height) {
    const unsigned x0 = unsigned(x) * map.width / unsigned(width), x1 = std::max(x0 + 1, unsigned(x + 1) * map.width / unsigned(width));
    const unsigned y0 = unsigned(y) * map.rows / unsigned(height), y1 = std::max(y0 + 1, unsigned(y + 1) * map.rows / unsigned(height));
    uint32_t b = 0, g = 0, r = 0, a = 0, count = 0;
    for (unsigned sy = y0; sy < std::min(y1, map.rows); ++sy) {
      for (unsigned sx = x0; sx < std::min(x1, map.width); ++sx, ++count) {
        const uint8_t* p = map.buffer + ptrdiff_t(sy) * map.pitch + ptrdiff_t(sx) * 4;
        b += p[0], g += p[1], r += p[2], a += p[3];
      }
    }
    if (a == 0 || count == 0) return 0;
    const auto straight = [&](uint32_t sum) { return std::min(255u, sum * 255u / a); };
    return ((a / count) << 24) | (straight(b) << 16) | (straight(g) << 8) | straight(r);
  }

  FT_Face face_;
  float size_ = 0;
  bool has_strikes_ = false;
  float strike_em_ = 0;
  PairKerning kerning_;
  bool kerning_read_ = false;
};

}  // namespace

base::Result<std::unique_ptr<Typeface>> Typeface::open(const std::string& path) {
  FT_Face face = nullptr;
  if (!library()) return base::fail(base::Fault::NotFound, "freetype");
  const FT_Error error = FT_New_Face(library(), path.c_str(), 0, &face);
  if (error != 0) return base::fail(error == FT_Err_Unknown_File_Format ? base::Fault::Corrupt : base::Fault::NotFound, "font " + path);
  return std::unique_ptr<Typeface>(std::make_unique<FreeTypeFace>(face));
}

}  // namespace window
