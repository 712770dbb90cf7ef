// platform/window/raster.h: draws Dear ImGui's triangles into memory, 32 bits a pixel. Rectangles and unscaled glyphs, which are most of
// a screen, have short ways of their own; the rest are scan-converted with coverage in the vertices' alpha, so edges are as smooth as
// on a graphics card. (SDL's own software geometry rounds corners to whole pixels, which breaks those edges.)
#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "platform/window/window.h"

namespace window {

// Pixels are 0xAARRGGBB (SDL's ARGB8888 and RGB888). Borrowed.
struct Surface {
  uint32_t* pixels = nullptr;
  int width = 0, height = 0;
  int pitch = 0;  // in pixels
};

class Rasteriser final : public Textures {
 public:
  TextureId create(int width, int height) override;
  void update(TextureId id, int x, int y, int width, int height, std::span<const uint32_t> rgba) override;
  void destroy(TextureId id) override;
  void draw(const ImDrawData& data, uint32_t clear, const Surface& surface);

 private:
  friend struct Pen;
  struct Texture {
    int width = 0, height = 0, rows = 0;
    std::vector<uint32_t> pixels;  // 0xAABBGGRR, `rows` of them
  };
  std::unordered_map<TextureId, Texture> textures_;
  TextureId next_ = 1;
};

}  // namespace window
