#include "platform/window/raster.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace window {
namespace {

// Source-over of one pixel; `colour` is 0xAARRGGBB with straight alpha.
inline uint32_t over(uint32_t below, uint32_t colour, uint32_t alpha) {
  const uint32_t rest = 255 - alpha;
  const uint32_t rb = (colour & 0xff00ff) * alpha + (below & 0xff00ff) * rest + 0x800080;
  const uint32_t g = ((colour >> 8) & 0xff) * alpha + ((below >> 8) & 0xff) * rest + 0x80;
  return 0xff000000u | (((rb + ((rb >> 8) & 0xff00ff)) >> 8) & 0xff00ff) | (((g + (g >> 8)) >> 8) << 8);
}

// Dear ImGui's 0xAABBGGRR to the surface's 0xAARRGGBB.
inline uint32_t swapped(uint32_t c) { return (c & 0xff00ff00u) | ((c & 0xff) << 16) | ((c >> 16) & 0xff); }

inline uint32_t times(uint32_t a, uint32_t b) { return (a * b + 127) / 255; }

}  // namespace

struct Clip {
  int x0, y0, x1, y1;
};

// One command's drawing: the surface, the clip and the texture in hand.
struct Pen {
  using Texture = Rasteriser::Texture;
  Surface surface;
  Clip clip;
  const Texture* texture = nullptr;

  uint32_t* row(int y) const { return surface.pixels + ptrdiff_t(y) * surface.pitch; }

  void span(int y, int x0, int x1, uint32_t colour) const {
    const uint32_t alpha = colour >> 24;
    uint32_t* out = row(y);
    if (alpha == 255) std::fill(out + x0, out + x1, colour);
    else for (int x = x0; x < x1; ++x) out[x] = over(out[x], colour, alpha);
  }

  // Pixels whose centres are inside.
  void fill(float x0, float y0, float x1, float y1, uint32_t colour) const {
    const int left = std::max(clip.x0, int(std::ceil(x0 - 0.5f))), right = std::min(clip.x1, int(std::ceil(x1 - 0.5f)));
    const int top = std::max(clip.y0, int(std::ceil(y0 - 0.5f))), bottom = std::min(clip.y1, int(std::ceil(y1 - 0.5f)));
    if (left >= right || (colour >> 24) == 0) return;
    for (int y = top; y < bottom; ++y) span(y, left, right, colour);
  }

  uint32_t texel(int x, int y) const {
    if (x < 0 || y < 0 || x >= texture->width || y >= texture->rows) return 0;
    return texture->pixels[size_t(y) * size_t(texture->width) + size_t(x)];
  }

  static uint32_t mix(uint32_t a, uint32_t b, uint32_t t) {  // t in 0..256
    const uint32_t rb = (((a & 0xff00ff) * (256 - t) + (b & 0xff00ff) * t) >> 8) & 0xff00ff;
    const uint32_t ga = (((a >> 8) & 0xff00ff) * (256 - t) + ((b >> 8) & 0xff00ff) * t) & 0xff00ff00u;
    return rb | ga;
  }

  // Between the four texels around (u, v), in texels.
  uint32_t smooth(float u, float v) const {
    const float fu = std::floor(u - 0.5f), fv = std::floor(v - 0.5f);
    const int x0 = std::clamp(int(fu), 0, texture->width - 1), x1 = std::clamp(int(fu) + 1, 0, texture->width - 1);
    const int y0 = std::clamp(int(fv), 0, texture->height - 1), y1 = std::clamp(int(fv) + 1, 0, texture->height - 1);
    const uint32_t tx = uint32_t((u - 0.5f - fu) * 256), ty = uint32_t((v - 0.5f - fv) * 256);
    return mix(mix(texel(x0, y0), texel(x1, y0), tx), mix(texel(x0, y1), texel(x1, y1), tx), ty);
  }

  static void put(uint32_t& out, uint32_t sample, uint32_t colour) {
    const uint32_t alpha = times(sample >> 24, colour >> 24);
    if (alpha == 0) return;
    uint32_t shade = colour;
    if ((sample & 0xffffff) != 0xffffff) {
      const uint32_t r = times(sample & 0xff, (colour >> 16) & 0xff), g = times((sample >> 8) & 0xff, (colour >> 8) & 0xff);
      const uint32_t b = times((sample >> 16) & 0xff, colour & 0xff);
      shade = (r << 16) | (g << 8) | b;
    }
    out = over(out, shade, alpha);
  }

  // A picture in a rectangle; texel for pixel where nothing is scaled.
  void picture(const ImDrawVert& a, const ImDrawVert& c, uint32_t colour) const {
    const float u0 = a.uv.x * float(texture->width), v0 = a.uv.y * float(texture->height);
    const float w = c.pos.x - a.pos.x, h = c.pos.y - a.pos.y;
    if (w <= 0 || h <= 0) return;
    const float du = (c.uv.x * float(texture->width) - u0) / w, dv = (c.uv.y * float(texture->height) - v0) / h;
    const int left = std::max(clip.x0, int(std::ceil(a.pos.x - 0.5f))), right = std::min(clip.x1, int(std::ceil(c.pos.x - 0.5f)));
    const int top = std::max(clip.y0, int(std::ceil(a.pos.y - 0.5f))), bottom = std::min(clip.y1, int(std::ceil(c.pos.y - 0.5f)));
    const bool exact = std::fabs(du - 1) < 0.002f && std::fabs(dv - 1) < 0.002f;
    for (int y = top; y < bottom; ++y) {
      uint32_t* out = row(y);
      const float v = v0 + (float(y) + 0.5f - a.pos.y) * dv;
      for (int x = left; x < right; ++x) {
        const float u = u0 + (float(x) + 0.5f - a.pos.x) * du;
        put(out[x], exact ? texel(int(u), int(v)) : smooth(u, v), colour);
      }
    }
  }

  void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) const;
};

namespace {

// One corner, with its colour split and its place in the texture in texels.
struct Corner {
  float x, y;
  float v[6];  // r g b a u v
};

Corner corner_of(const ImDrawVert& from, float tw, float th) {
  const uint32_t c = from.col;
  return {from.pos.x, from.pos.y, {float(c & 0xff), float((c >> 8) & 0xff), float((c >> 16) & 0xff), float(c >> 24), from.uv.x * tw, from.uv.y * th}};
}

// Where an edge crosses a row; always from its upper end, so that neighbours agree on the pixel.
float cross(const Corner* p, const Corner* q, float y) {
  if (q->y < p->y || (q->y == p->y && q->x < p->x)) std::swap(p, q);
  return q->y == p->y ? p->x : p->x + (q->x - p->x) * ((y - p->y) / (q->y - p->y));
}

}  // namespace

void Pen::triangle(const ImDrawVert& va, const ImDrawVert& vb, const ImDrawVert& vc) const {
  const float tw = texture ? float(texture->width) : 1, th = texture ? float(texture->height) : 1;
  Corner corners[3] = {corner_of(va, tw, th), corner_of(vb, tw, th), corner_of(vc, tw, th)};
  const Corner *a = &corners[0], *b = &corners[1], *c = &corners[2];
  if (b->y < a->y) std::swap(a, b);
  if (c->y < a->y) std::swap(a, c);
  if (c->y < b->y) std::swap(b, c);
  const int top = std::max(clip.y0, int(std::ceil(a->y - 0.5f))), bottom = std::min(clip.y1, int(std::ceil(c->y - 0.5f)));
  const float area = (corners[1].x - corners[0].x) * (corners[2].y - corners[0].y) - (corners[2].x - corners[0].x) * (corners[1].y - corners[0].y);
  if (top >= bottom || area == 0) return;
  const bool flat = va.col == vb.col && vb.col == vc.col, plain = !texture || (va.uv.x == vb.uv.x && vb.uv.x == vc.uv.x && va.uv.y == vb.uv.y && vb.uv.y == vc.uv.y);
  const bool one_hue = plain && ((va.col ^ vb.col) & 0xffffff) == 0 && ((vb.col ^ vc.col) & 0xffffff) == 0;
  // How every value changes with x and y over the triangle.
  float dx[6], dy[6];
  if (!(flat && plain)) {
    for (int i = 0; i < 6; ++i) {
      const float p = corners[1].v[i] - corners[0].v[i], q = corners[2].v[i] - corners[0].v[i];
      dx[i] = (p * (corners[2].y - corners[0].y) - q * (corners[1].y - corners[0].y)) / area;
      dy[i] = (q * (corners[1].x - corners[0].x) - p * (corners[2].x - corners[0].x)) / area;
    }
  }
  const uint32_t hue = swapped(va.col);
  for (int y = top; y < bottom; ++y) {
    const float centre = float(y) + 0.5f;
    float from = cross(a, c, centre), to = centre < b->y ? cross(a, b, centre) : cross(b, c, centre);
    if (from > to) std::swap(from, to);
    const int left = std::max(clip.x0, int(std::ceil(from - 0.5f))), right = std::min(clip.x1, int(std::ceil(to - 0.5f)));
    if (left >= right) continue;
    if (flat && plain) {
      span(y, left, right, hue);
      continue;
    }
    uint32_t* out = row(y);
    const auto at = [&](int i, float x) { return corners[0].v[i] + (x - corners[0].x) * dx[i] + (centre - corners[0].y) * dy[i]; };
    if (one_hue) {
      float alpha = at(3, float(left) + 0.5f);
      for (int x = left; x < right; ++x, alpha += dx[3]) out[x] = over(out[x], hue, uint32_t(std::clamp(alpha + 0.5f, 0.0f, 255.0f)));
      continue;
    }
    for (int x = left; x < right; ++x) {
      const float px = float(x) + 0.5f;
      uint32_t parts[4];
      for (int i = 0; i < 4; ++i) parts[i] = uint32_t(std::clamp(at(i, px) + 0.5f, 0.0f, 255.0f));
      const uint32_t colour = (parts[3] << 24) | (parts[0] << 16) | (parts[1] << 8) | parts[2];
      put(out[x], plain ? 0xffffffffu : smooth(at(4, px), at(5, px)), colour);
    }
  }
}

namespace {

// Two triangles a,b,c and a,c,d that make an upright rectangle of one colour.
bool is_rectangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, const ImDrawVert& d) {
  return a.col == b.col && b.col == c.col && c.col == d.col && a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x &&
         a.pos.x <= c.pos.x && a.pos.y <= c.pos.y && a.uv.y == b.uv.y && b.uv.x == c.uv.x && c.uv.y == d.uv.y && d.uv.x == a.uv.x;
}

void draw_command(const Pen& pen, const ImDrawIdx* index, unsigned count, const ImDrawVert* vertices) {
  for (unsigned i = 0; i + 2 < count;) {
    const ImDrawVert &a = vertices[index[i]], &b = vertices[index[i + 1]], &c = vertices[index[i + 2]];
    if (i + 5 < count && index[i + 3] == index[i] && index[i + 4] == index[i + 2]) {
      const ImDrawVert& d = vertices[index[i + 5]];
      if (is_rectangle(a, b, c, d)) {
        if (a.uv.x == c.uv.x && a.uv.y == c.uv.y) pen.fill(a.pos.x, a.pos.y, c.pos.x, c.pos.y, swapped(a.col));
        else if (pen.texture) pen.picture(a, c, swapped(a.col));
        i += 6;
        continue;
      }
    }
    const float top = std::min({a.pos.y, b.pos.y, c.pos.y}), bottom = std::max({a.pos.y, b.pos.y, c.pos.y});
    if (bottom > float(pen.clip.y0) && top < float(pen.clip.y1)) pen.triangle(a, b, c);
    i += 3;
  }
}

}  // namespace

TextureId Rasteriser::create(int width, int height) {
  textures_[next_] = Texture{width, height, 0, {}};
  return next_++;
}

void Rasteriser::update(TextureId id, int x, int y, int width, int height, std::span<const uint32_t> rgba) {
  const auto found = textures_.find(id);
  if (found == textures_.end() || width <= 0 || height <= 0) return;
  Texture& texture = found->second;
  if (x < 0 || y < 0 || x + width > texture.width || y + height > texture.height || rgba.size() < size_t(width) * size_t(height)) return;
  if (y + height > texture.rows) {
    texture.rows = std::min(texture.height, std::max(y + height, texture.rows + 64));
    texture.pixels.resize(size_t(texture.rows) * size_t(texture.width));
  }
  for (int line = 0; line < height; ++line)
    std::memcpy(&texture.pixels[size_t(y + line) * size_t(texture.width) + size_t(x)], &rgba[size_t(line) * size_t(width)], size_t(width) * 4);
}

void Rasteriser::destroy(TextureId id) { textures_.erase(id); }

void Rasteriser::draw(const ImDrawData& data, uint32_t clear, const Surface& surface) {
  for (int y = 0; y < surface.height; ++y) std::fill_n(surface.pixels + ptrdiff_t(y) * surface.pitch, surface.width, swapped(clear) | 0xff000000u);
  for (int i = 0; i < data.CmdListsCount; ++i) {
    const ImDrawList* list = data.CmdLists[i];
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const Clip clip{std::max(0, int(command.ClipRect.x)), std::max(0, int(command.ClipRect.y)), std::min(surface.width, int(command.ClipRect.z)),
                      std::min(surface.height, int(command.ClipRect.w))};
      if (clip.x0 >= clip.x1 || clip.y0 >= clip.y1 || command.ElemCount == 0) continue;
      const auto texture = textures_.find(TextureId(reinterpret_cast<uintptr_t>(command.TextureId)));
      const Pen pen{surface, clip, texture == textures_.end() ? nullptr : &texture->second};
      draw_command(pen, list->IdxBuffer.Data + command.IdxOffset, command.ElemCount, list->VtxBuffer.Data + command.VtxOffset);
    }
  }
}

}  // namespace window
