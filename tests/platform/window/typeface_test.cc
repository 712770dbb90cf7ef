#include "platform/window/typeface.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {
constexpr const char* kInter = "/usr/share/fonts/opentype/inter/Inter-Regular.otf";
constexpr const char* kEmoji = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";

double ink(const window::GlyphImage& image) {
  double out = 0;
  for (const uint32_t pixel : image.pixels) out += (pixel >> 24) / 255.0;
  return out;
}
}  // namespace

TEST(Typeface, DrawsALetterAtTheSizeAsked) {
  auto face = window::Typeface::open(kInter);
  ASSERT_TRUE(face) << face.error().detail;
  const uint32_t h = (*face)->glyph_of('H');
  ASSERT_NE(h, 0u);
  const window::GlyphImage image = (*face)->draw(h, 32, 0);
  EXPECT_NEAR(image.height, (*face)->metrics(32).cap_height, 1.6);
  EXPECT_EQ(image.top, image.height);
  EXPECT_GT(ink(image), 80);
  EXPECT_NEAR((*face)->advance(h, 32), 2 * (*face)->advance(h, 16), 0.001);
}

TEST(Typeface, MovesALetterByPartsOfAPixelWithoutChangingItsInk) {
  auto face = window::Typeface::open(kInter);
  ASSERT_TRUE(face);
  const uint32_t l = (*face)->glyph_of('o');
  const double whole = ink((*face)->draw(l, 17, 0));
  for (const float shift : {0.25f, 0.5f, 0.75f}) EXPECT_NEAR(ink((*face)->draw(l, 17, shift)), whole, whole * 0.05) << shift;
}

TEST(Typeface, DrawsEmojiInColourAtAnySize) {
  auto face = window::Typeface::open(kEmoji);
  if (!face) GTEST_SKIP() << "fonts-noto-color-emoji is not installed";
  const uint32_t dog = (*face)->glyph_of(0x1F436);
  ASSERT_NE(dog, 0u);
  const window::GlyphImage image = (*face)->draw(dog, 20, 0);
  EXPECT_TRUE(image.coloured);
  EXPECT_NEAR(image.height, 24, 6);
  EXPECT_GT((*face)->advance(dog, 20), 15);
}

TEST(Typeface, SaysWhenAFileIsNoFont) {
  EXPECT_EQ(window::Typeface::open("/nowhere/font.ttf").error().fault, base::Fault::NotFound);
  EXPECT_EQ(window::Typeface::open("/etc/passwd").error().fault, base::Fault::Corrupt);
}

TEST(Typeface, BringsPairsCloserThatWouldGape) {
  auto face = window::Typeface::open(kInter);
  ASSERT_TRUE(face);
  const auto kern = [&](char left, char right) { return (*face)->kerning((*face)->glyph_of(uint32_t(left)), (*face)->glyph_of(uint32_t(right)), 100); };
  EXPECT_LT(kern('A', 'V'), -2);
  EXPECT_LT(kern('T', 'o'), -2);
  EXPECT_LT(kern('W', 'a'), -1);
  EXPECT_NEAR(kern('n', 'n'), 0, 0.6f);
}
