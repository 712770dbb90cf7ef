// app/tablet/ui/glyphs.h: the letters in use, drawn once each into one texture that never moves what is already in it. A letter is
// drawn when it is first needed, in the frame that needs it. Fonts other than Inter open when a letter asks for them. Private to the kit.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/tablet/ui/icons.h"
#include "platform/base/result.h"
#include "platform/window/typeface.h"
#include "platform/window/window.h"

namespace ui {

enum class Weight : uint8_t { Regular, Medium, SemiBold, Bold, Slanted, MediumSlanted, SemiBoldSlanted, BoldSlanted };
inline constexpr size_t kWeights = 8;
constexpr bool is_slanted(Weight weight) { return weight >= Weight::Slanted; }
constexpr Weight upright(Weight weight) { return Weight(uint8_t(weight) & 3); }
constexpr Weight slanted(Weight weight) { return Weight(uint8_t(weight) | 4); }
constexpr bool is_heavy(Weight weight) { return upright(weight) >= Weight::SemiBold; }

// Which letter shape, of which font file. face 0xff: no font has it, so a box is drawn.
struct Shape {
  uint8_t face = 0xff;
  uint32_t glyph = 0;
  float advance = 0;  // pixels
};

struct GlyphPlace {
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
  int16_t left = 0, top = 0, width = 0, height = 0;
  bool coloured = false;
};

class Glyphs {
 public:
  // Errors: NotFound when neither Inter nor a stand-in is installed.
  static base::Result<std::unique_ptr<Glyphs>> open(window::Textures& textures);
  Shape shape(Weight weight, uint32_t code_point, float px);
  Shape icon_shape(Icon icon);
  // `quarter` is how many quarters of a pixel the letter stands to the right of a whole one.
  const GlyphPlace& place(uint8_t face, uint32_t glyph, float px, int quarter);
  // Pixels from the top of the capitals to the baseline.
  float cap_height(Weight weight, float px);
  // Pixels to add between two letters of Inter; 0 for anything else.
  float kerning(Weight weight, uint32_t left, uint32_t right, float px);
  window::TextureId texture() const { return texture_; }
  float white_u() const;
  float white_v() const;
  // The texture was full and has been emptied: what was built this frame must be built again.
  bool take_flushed();
  size_t count() const { return places_.size(); }

 private:
  struct Sized {
    std::array<Shape, 0x250> shapes;
    std::array<bool, 0x250> known{};
  };
  Glyphs(window::Textures& textures) : textures_(textures) {}
  void clear_texture();
  uint8_t load(const std::string& path);
  uint8_t face_of(Weight weight);  // slanted ones are opened when a form first asks for them
  Shape find(Weight weight, uint32_t code_point, float px);
  Shape fallback(Weight weight, uint32_t code_point, float px);
  bool reserve(int width, int height, int& x, int& y);

  window::Textures& textures_;
  window::TextureId texture_ = 0;
  std::vector<std::unique_ptr<window::Typeface>> faces_;
  std::unordered_map<std::string, uint8_t> by_path_;
  std::array<uint8_t, kWeights> weights_{};
  uint8_t icons_ = 0xff;
  std::unordered_map<uint64_t, GlyphPlace> places_;
  std::unordered_map<uint32_t, std::unique_ptr<Sized>> sized_;
  std::unordered_map<uint32_t, std::pair<uint8_t, uint32_t>> fallbacks_;
  std::array<uint32_t, size_t(Icon::Count)> icon_glyphs_{};
  // Thousandths of the size between two letters of ASCII, worked out when first asked.
  std::array<std::unique_ptr<std::array<int16_t, 128 * 128>>, kWeights> pairs_;
  int pen_x_ = 0, shelf_y_ = 0, shelf_h_ = 0;
  bool flushed_ = false;
};

}  // namespace ui
