#include "app/tablet/ui/glyphs.h"

#include <cmath>

#include "app/tablet/ui/grapheme.h"

namespace ui {
namespace {

constexpr int kWidth = 1024, kHeight = 2048;
constexpr uint8_t kNone = 0xff;
constexpr const char* kInter = "/usr/share/fonts/opentype/inter/Inter-";
constexpr const char* kNoto = "/usr/share/fonts/truetype/noto/NotoSans";
constexpr const char* kIcons = "/usr/share/fonts/truetype/materialdesignicons-webfont/materialdesignicons-webfont.ttf";
constexpr const char* kDejaVu = "/usr/share/fonts/truetype/dejavu/DejaVuSans";
constexpr const char* kEmoji = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";

constexpr const char* kNames[kWeights] = {"Regular.otf", "Medium.otf", "SemiBold.otf", "Bold.otf", "Italic.otf", "MediumItalic.otf", "SemiBoldItalic.otf", "BoldItalic.otf"};

// Where a script's letters are drawn, by the first code point past its end. Anything else is asked of the general fonts below.
struct Script {
  uint32_t first, last;
  const char* name;
};
constexpr Script kScripts[] = {
    {0x0530, 0x058F, "Armenian"}, {0x0590, 0x05FF, "Hebrew"},   {0x0600, 0x08FF, "Arabic"},    {0x0900, 0x097F, "Devanagari"}, {0x0980, 0x09FF, "Bengali"},
    {0x0A00, 0x0A7F, "Gurmukhi"}, {0x0A80, 0x0AFF, "Gujarati"}, {0x0B80, 0x0BFF, "Tamil"},     {0x0C00, 0x0C7F, "Telugu"},     {0x0C80, 0x0CFF, "Kannada"},
    {0x0D00, 0x0D7F, "Malayalam"}, {0x0D80, 0x0DFF, "Sinhala"}, {0x0E00, 0x0E7F, "Thai"},      {0x0E80, 0x0EFF, "Lao"},        {0x1000, 0x109F, "Myanmar"},
    {0x10A0, 0x10FF, "Georgian"}, {0x1200, 0x139F, "Ethiopic"}, {0x1780, 0x17FF, "Khmer"},     {0x2190, 0x23FF, "Symbols"},    {0x2460, 0x27BF, "Symbols2"},
    {0x2900, 0x2BFF, "Symbols2"}, {0xFB1D, 0xFB4F, "Hebrew"},   {0xFB50, 0xFDFF, "Arabic"},    {0xFE70, 0xFEFF, "Arabic"},
};

std::string weighted(const std::string& stem, Weight weight) { return stem + (is_heavy(weight) ? "-Bold.ttf" : "-Regular.ttf"); }

bool prefers_emoji(uint32_t c) { return c >= 0x1F000 && c <= 0x1FAFF; }

uint32_t size_key(float px) { return uint32_t(std::lround(px * 4)); }

}  // namespace

base::Result<std::unique_ptr<Glyphs>> Glyphs::open(window::Textures& textures) {
  std::unique_ptr<Glyphs> out(new Glyphs(textures));
  out->weights_.fill(kNone);
  for (size_t i = 0; i < 4; ++i) {
    uint8_t face = out->load(std::string(kInter) + kNames[i]);
    if (face == kNone) face = out->load(weighted(kNoto, Weight(i)));
    if (face == kNone) face = out->load(std::string(kDejaVu) + (i >= 2 ? "-Bold.ttf" : ".ttf"));
    if (face == kNone) return base::fail(base::Fault::NotFound, "no font for text: install fonts-inter");
    out->weights_[i] = face;
  }
  out->icons_ = out->load(kIcons);
  if (out->icons_ == kNone) return base::fail(base::Fault::NotFound, "no font for icons: install fonts-materialdesignicons-webfont");
  out->texture_ = textures.create(kWidth, kHeight);
  out->clear_texture();
  return out;
}

float Glyphs::white_u() const { return 2.0f / kWidth; }
float Glyphs::white_v() const { return 2.0f / kHeight; }

void Glyphs::clear_texture() {
  places_.clear();
  const std::vector<uint32_t> white(16, 0xffffffffu);
  textures_.update(texture_, 0, 0, 4, 4, white);
  pen_x_ = 5, shelf_y_ = 0, shelf_h_ = 5;
}

bool Glyphs::take_flushed() {
  const bool was = flushed_;
  flushed_ = false;
  return was;
}

// Fonts that cannot be opened are remembered too, so that a missing one is asked for once.
uint8_t Glyphs::load(const std::string& path) {
  const auto known = by_path_.find(path);
  if (known != by_path_.end()) return known->second;
  auto face = window::Typeface::open(path);
  uint8_t id = kNone;
  if (face && faces_.size() < kNone) {
    id = uint8_t(faces_.size());
    faces_.push_back(std::move(*face));
  }
  by_path_[path] = id;
  return id;
}

uint8_t Glyphs::face_of(Weight weight) {
  uint8_t& face = weights_[size_t(weight)];
  if (face == kNone) face = load(std::string(kInter) + kNames[size_t(weight)]);
  if (face == kNone) face = weights_[size_t(upright(weight))];  // better upright than not at all
  return face;
}

Shape Glyphs::shape(Weight weight, uint32_t code_point, float px) {
  if (code_point >= 0x250) return find(weight, code_point, px);
  const uint32_t key = (uint32_t(weight) << 24) | size_key(px);
  std::unique_ptr<Sized>& sized = sized_[key];
  if (!sized) sized = std::make_unique<Sized>();
  if (!sized->known[code_point]) {
    sized->shapes[code_point] = find(weight, code_point, px);
    sized->known[code_point] = true;
  }
  return sized->shapes[code_point];
}

Shape Glyphs::find(Weight weight, uint32_t code_point, float px) {
  if (code_point == '\t') return {0, 0, px * 1.2f};
  if (code_point < 0x20 || is_invisible(code_point)) return {0, 0, 0};
  if (code_point == 0xA0 || code_point == 0x202F) code_point = ' ';
  const uint8_t own = face_of(weight);
  if (!prefers_emoji(code_point)) {
    const uint32_t glyph = faces_[own]->glyph_of(code_point);
    if (glyph != 0) return {own, glyph, is_mark(code_point) ? 0 : faces_[own]->advance(glyph, px)};
  }
  return fallback(weight, code_point, px);
}

Shape Glyphs::fallback(Weight weight, uint32_t code_point, float px) {
  const uint32_t key = (uint32_t(is_heavy(weight)) << 24) | code_point;
  auto known = fallbacks_.find(key);
  if (known == fallbacks_.end()) {
    std::pair<uint8_t, uint32_t> found{kNone, 0};
    const auto ask = [&](const std::string& path) {
      if (found.first != kNone) return;
      const uint8_t face = load(path);
      const uint32_t glyph = face == kNone ? 0 : faces_[face]->glyph_of(code_point);
      if (glyph != 0) found = {face, glyph};
    };
    if (prefers_emoji(code_point)) ask(kEmoji);
    for (const Script& script : kScripts)
      if (code_point >= script.first && code_point <= script.last) ask(weighted(std::string(kNoto) + script.name, weight)), ask(std::string(kNoto) + script.name + "-Regular.ttf");
    ask(weighted(kNoto, weight));
    ask(std::string(kDejaVu) + (is_heavy(weight) ? "-Bold.ttf" : ".ttf"));
    ask(std::string(kNoto) + "Symbols2-Regular.ttf");
    ask(kEmoji);
    known = fallbacks_.emplace(key, found).first;
  }
  const auto [face, glyph] = known->second;
  if (face == kNone) return {kNone, code_point, is_mark(code_point) ? 0 : px * 0.72f};
  return {face, glyph, is_mark(code_point) ? 0 : faces_[face]->advance(glyph, px)};
}

float Glyphs::kerning(Weight weight, uint32_t left, uint32_t right, float px) {
  if (left >= 128 || right >= 128 || left <= ' ' || right <= ' ') return 0;
  constexpr int16_t kUnknown = INT16_MIN;
  auto& pairs = pairs_[size_t(weight)];
  if (!pairs) pairs = std::make_unique<std::array<int16_t, 128 * 128>>(), pairs->fill(kUnknown);
  int16_t& known = (*pairs)[left * 128 + right];
  if (known == kUnknown) {
    window::Typeface& face = *faces_[face_of(weight)];
    known = int16_t(std::lround(face.kerning(face.glyph_of(left), face.glyph_of(right), 1000)));
  }
  return float(known) * px / 1000;
}

float Glyphs::cap_height(Weight weight, float px) { return faces_[face_of(weight)]->metrics(px).cap_height; }

bool Glyphs::reserve(int width, int height, int& x, int& y) {
  if (pen_x_ + width + 1 > kWidth) shelf_y_ += shelf_h_ + 1, pen_x_ = 0, shelf_h_ = 0;
  if (shelf_y_ + height + 1 > kHeight || width >= kWidth) return false;
  x = pen_x_, y = shelf_y_;
  pen_x_ += width + 1;
  if (height > shelf_h_) shelf_h_ = height;
  return true;
}

const GlyphPlace& Glyphs::place(uint8_t face, uint32_t glyph, float px, int quarter) {
  const uint64_t key = (uint64_t(face) << 56) | (uint64_t(glyph) << 24) | (uint64_t(size_key(px) & 0xfffff) << 2) | uint64_t(quarter & 3);
  const auto known = places_.find(key);
  if (known != places_.end()) return known->second;
  window::GlyphImage image;
  if (face != kNone) image = faces_[face]->draw(glyph, float(size_key(px)) / 4, float(quarter) / 4);
  int x = 0, y = 0;
  if (image.width > 0 && !reserve(image.width, image.height, x, y)) {
    clear_texture();
    flushed_ = true;
    if (!reserve(image.width, image.height, x, y)) image = {};
  }
  GlyphPlace out;
  if (image.width > 0) {
    textures_.update(texture_, x, y, image.width, image.height, image.pixels);
    out = {float(x) / kWidth, float(y) / kHeight, float(x + image.width) / kWidth, float(y + image.height) / kHeight, int16_t(image.left), int16_t(image.top),
           int16_t(image.width), int16_t(image.height), image.coloured};
  }
  return places_[key] = out;
}

}  // namespace ui
