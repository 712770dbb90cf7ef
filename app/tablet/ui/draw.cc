#include "app/tablet/ui/draw.h"

#define IMGUI_DEFINE_MATH_OPERATORS
#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>

#include "app/tablet/ui/kit.h"

namespace ui {
namespace {

ImVec2 white() { return {kit().glyphs->white_u(), kit().glyphs->white_v()}; }

Rect snapped(const Rect& r) { return {std::round(r.x0), std::round(r.y0), std::round(r.x1), std::round(r.y1)}; }

int steps_for(float radius) { return radius < 0.75f ? 0 : std::min(24, 3 + int(std::sqrt(radius) * 1.7f)); }

struct Counts {
  int vertices, indices;
};
// Fill: three bands and four corners, each a fan and its soft rim. Edge: four sides and four corners of three strips.
Counts counts_of(int steps, bool edged) {
  const int n = steps + 1;
  Counts out{12 + (steps ? 4 * (1 + 2 * n) : 0), 18 + (steps ? 4 * (steps * 3 + steps * 6) : 0)};
  if (edged) out.vertices += 16 + (steps ? 4 * 4 * n : 0), out.indices += 24 + (steps ? 4 * 3 * steps * 6 : 0);
  return out;
}

// Writes the indices of a box's vertices, which are always in the same order.
void write_indices(ImDrawList* list, int steps, bool edged) {
  ImDrawIdx* out = list->_IdxWritePtr;
  unsigned at = list->_VtxCurrentIdx;
  const auto put = [&](unsigned a, unsigned b, unsigned c) { *out++ = ImDrawIdx(a), *out++ = ImDrawIdx(b), *out++ = ImDrawIdx(c); };
  const auto quads = [&](int count) {
    for (int i = 0; i < count; ++i, at += 4) put(at, at + 1, at + 2), put(at, at + 2, at + 3);
  };
  const unsigned n = unsigned(steps) + 1;
  quads(3);
  if (steps) {
    for (int corner = 0; corner < 4; ++corner, at += 1 + 2 * n) {
      for (unsigned i = 0; i < unsigned(steps); ++i) {
        put(at, at + 1 + i, at + 2 + i);
        put(at + 1 + i, at + 1 + n + i, at + 2 + n + i);
        put(at + 1 + i, at + 2 + n + i, at + 2 + i);
      }
    }
  }
  if (edged) {
    quads(4);
    for (int corner = 0; steps && corner < 4; ++corner, at += 4 * n)
      for (unsigned ring = 0; ring < 3; ++ring)
        for (unsigned i = 0; i < unsigned(steps); ++i) {
          const unsigned a = at + ring * n + i, b = a + n;
          put(a, b, b + 1), put(a, b + 1, a + 1);
        }
  }
  list->_IdxWritePtr = out;
}

struct VertexPen {
  ImDrawVert* out;
  ImVec2 uv;
  void put(float x, float y, Colour colour) { *out++ = {{x, y}, uv, colour}; }
  void rect(float x0, float y0, float x1, float y1, Colour colour) { put(x0, y0, colour), put(x1, y0, colour), put(x1, y1, colour), put(x0, y1, colour); }
  void arc(Vec centre, float radius, int quarter, int steps, Colour colour) {
    for (int i = 0; i <= steps; ++i) {
      const float angle = (float(quarter) + float(i) / float(steps)) * 1.57079633f;
      put(centre.x + std::cos(angle) * radius, centre.y + std::sin(angle) * radius, colour);
    }
  }
};

void write_vertices(ImDrawVert* at, const Rect& given, const Surface& surface, int steps, bool edged) {
  VertexPen pen{at, white()};
  const Rect r = snapped(given);
  const float radius = steps ? std::min(std::round(surface.radius), std::floor(std::min(r.w(), r.h()) / 2)) : 0;
  const Colour clear = surface.fill & 0x00ffffffu;
  pen.rect(r.x0 + radius, r.y0, r.x1 - radius, r.y0 + radius, surface.fill);
  pen.rect(r.x0, r.y0 + radius, r.x1, r.y1 - radius, surface.fill);
  pen.rect(r.x0 + radius, r.y1 - radius, r.x1 - radius, r.y1, surface.fill);
  // Corners clockwise from the lower right, as the angles run with y downwards.
  const Vec centres[4] = {{r.x1 - radius, r.y1 - radius}, {r.x0 + radius, r.y1 - radius}, {r.x0 + radius, r.y0 + radius}, {r.x1 - radius, r.y0 + radius}};
  const float inner = edged ? surface.width / 2 : 0;
  for (int corner = 0; steps && corner < 4; ++corner) {
    pen.put(centres[corner].x, centres[corner].y, surface.fill);
    pen.arc(centres[corner], std::max(0.0f, radius - inner - 0.5f), corner, steps, surface.fill);
    pen.arc(centres[corner], std::max(0.0f, radius - inner + 0.5f), corner, steps, clear);
  }
  if (!edged) return;
  const float w = std::max(1.0f, std::round(surface.width));
  const Colour edge = surface.edge, gone = surface.edge & 0x00ffffffu;
  pen.rect(r.x0 + radius, r.y0, r.x1 - radius, r.y0 + w, edge);
  pen.rect(r.x0 + radius, r.y1 - w, r.x1 - radius, r.y1, edge);
  pen.rect(r.x0, r.y0 + (steps ? radius : w), r.x0 + w, r.y1 - (steps ? radius : w), edge);
  pen.rect(r.x1 - w, r.y0 + (steps ? radius : w), r.x1, r.y1 - (steps ? radius : w), edge);
  for (int corner = 0; steps && corner < 4; ++corner) {
    pen.arc(centres[corner], radius + 0.5f, corner, steps, gone);
    pen.arc(centres[corner], radius - 0.5f, corner, steps, edge);
    pen.arc(centres[corner], std::max(0.0f, radius - w + 0.5f), corner, steps, edge);
    pen.arc(centres[corner], std::max(0.0f, radius - w - 0.5f), corner, steps, gone);
  }
}

LateBox reserve(int steps, bool edged) {
  ImDrawList* list = kit().list;
  const Counts counts = counts_of(steps, edged);
  list->PrimReserve(counts.indices, counts.vertices);
  LateBox box{list, size_t(list->_VtxWritePtr - list->VtxBuffer.Data), steps, edged};
  write_indices(list, steps, edged);
  const ImDrawVert nothing{{-1, -1}, white(), 0};
  for (int i = 0; i < counts.vertices; ++i) list->_VtxWritePtr[i] = nothing;
  list->_VtxWritePtr += counts.vertices;
  list->_VtxCurrentIdx += unsigned(counts.vertices);
  return box;
}

}  // namespace

LateBox reserve_box(float radius, bool edged) { return reserve(steps_for(radius), edged); }

void finish_box(const LateBox& box, const Rect& rect, const Surface& surface) {
  if (rect.x1 <= rect.x0 || rect.y1 <= rect.y0) return;
  write_vertices(box.list->VtxBuffer.Data + box.vertex, rect, surface, box.steps, box.edged);
}

void draw_box(const Rect& rect, const Surface& surface) {
  if (rect.empty() || !visible(rect)) return;
  const bool edged = (surface.edge >> 24) != 0 && surface.width > 0;
  finish_box(reserve(steps_for(std::min({surface.radius, rect.w() / 2, rect.h() / 2})), edged), rect, surface);
}

void draw_fill(const Rect& rect, Colour colour, float radius) { draw_box(rect, {colour, 0, radius, 0}); }

void draw_line(float x0, float x1, float y, Colour colour, float width) {
  const float top = std::round(y), thick = std::max(1.0f, std::round(width));
  draw_fill({x0, top, x1, top + thick}, colour);
}

void draw_circle(Vec c, float radius, Colour fill, Colour edge, float width) {
  draw_box({c.x - radius, c.y - radius, c.x + radius, c.y + radius}, {fill, edge, radius, width});
}

void draw_polyline(const Vec* points, size_t count, Colour colour, float width, bool closed) {
  if (count < 2) return;
  ImVector<ImVec2> path;
  path.resize(int(count));
  for (size_t i = 0; i < count; ++i) path[int(i)] = {points[i].x, points[i].y};
  kit().list->AddPolyline(path.Data, path.Size, colour, closed ? ImDrawFlags_Closed : 0, width);
}

// One piece of a pen's stroke: as wide as the pressure at its ends, with round joints.
void draw_segment(Vec a, Vec b, Colour colour, float width_a, float width_b) {
  kit().list->AddCircleFilled({a.x, a.y}, width_a / 2, colour, 10);
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  if (length < 0.01f) return;
  kit().list->AddCircleFilled({b.x, b.y}, width_b / 2, colour, 10);
  const float nx = -(b.y - a.y) / length, ny = (b.x - a.x) / length;
  kit().list->AddQuadFilled({a.x + nx * width_a / 2, a.y + ny * width_a / 2}, {b.x + nx * width_b / 2, b.y + ny * width_b / 2},
                            {b.x - nx * width_b / 2, b.y - ny * width_b / 2}, {a.x - nx * width_a / 2, a.y - ny * width_a / 2}, colour);
}

void draw_focus(const Rect& rect, float radius) {
  draw_box(rect.grown(dp(4)), {0, theme().focus, radius + dp(4), dp(4)});
  draw_box(rect, {0, theme().focus_edge, radius, dp(2)});
}

void draw_texture(const Rect& rect, uint32_t texture, float u1, float v1) {
  const Rect r = snapped(rect);
  kit().list->AddImage(reinterpret_cast<ImTextureID>(uintptr_t(texture)), {r.x0, r.y0}, {r.x1, r.y1}, {0, 0}, {u1, v1});
}

namespace {

void draw_glyph(const Shape& shape, float px, float x, float baseline, Colour colour) {
  Glyphs& glyphs = *kit().glyphs;
  if (shape.face == 0xff) {  // no font has it: a box, so that it is seen to be there
    if (shape.advance > 0) draw_box({x + 1, baseline - px * 0.72f, x + shape.advance - 1, baseline}, {0, with_alpha(colour, 140), 2, 1});
    return;
  }
  if (shape.glyph == 0) return;  // joiners and direction marks
  const float whole = std::floor(x + 0.125f);
  const GlyphPlace& place = glyphs.place(shape.face, shape.glyph, px, int((x + 0.125f - whole) * 4));
  if (place.width == 0) return;
  const float left = whole + place.left, top = baseline - place.top;
  ImDrawList* list = kit().list;
  list->PrimReserve(6, 4);
  list->PrimRectUV({left, top}, {left + place.width, top + place.height}, {place.u0, place.v0}, {place.u1, place.v1},
                   place.coloured ? (colour | 0x00ffffffu) : colour);
}

float baseline_of(const Font& font, float y) { return std::round(y + font.line / 2 + kit().glyphs->cap_height(font.weight, font.px) / 2); }

}  // namespace

void draw_letters(std::string_view line, const Font& font, float x, float y, Colour colour, bool paragraph_rtl) {
  const float baseline = baseline_of(font, y);
  if (!visible({x - font.px, y - font.line, x + 100000, y + 2 * font.line})) return;
  for (const Placed& p : placed(line, font, paragraph_rtl)) {
    if (p.code_point == ' ') continue;
    draw_glyph(kit().glyphs->shape(font.weight, p.code_point, font.px), font.px, x + p.x, baseline, colour);
  }
}

void draw_text(std::string_view text, const Font& font, float x, float y, Colour colour) { draw_letters(text, font, x, y, colour, false); }

void draw_lines(std::string_view text, const Lines& lines, const Font& font, const Rect& rect, Colour colour, float lean) {
  float y = rect.y0;
  for (size_t i = 0; i < lines.lines.size(); ++i, y += font.line) {
    const Line& line = lines.lines[i];
    if (!visible({rect.x0, y - font.line, rect.x1, y + 2 * font.line})) continue;
    const std::string_view words = text.substr(line.begin, line.end - line.begin);
    const float x = lean > 0 ? rect.x0 + (rect.w() - line.width) * lean : lines.right_to_left ? rect.x1 - line.width : rect.x0;
    if (lines.cut && i + 1 == lines.lines.size()) draw_letters(std::string(words) + "…", font, x, y, colour, lines.right_to_left);
    else draw_letters(words, font, x, y, colour, lines.right_to_left);
  }
}

void draw_centred(std::string_view text, const Font& font, const Rect& rect, Colour colour) {
  const float width = std::min(rect.w(), text_width(text, font));
  draw_cut(text, font, rect.x0 + (rect.w() - width) / 2, rect.y0 + (rect.h() - font.line) / 2, rect.w() + 1, colour);
}

float draw_cut(std::string_view text, const Font& font, float x, float y, float width, Colour colour) {
  if (width <= 0) return 0;
  const float whole = text_width(text, font);
  if (whole <= width + 0.5f) {
    draw_text(text, font, x, y, colour);
    return whole;
  }
  const Lines& lines = lay_out(text, font, width, 1);
  draw_text(std::string(text.substr(lines.lines[0].begin, lines.lines[0].end - lines.lines[0].begin)) + "…", font, x, y, colour);
  return lines.lines[0].width;
}

void draw_icon(Icon icon, Vec centre, float size, Colour colour) {
  if (icon == Icon::None || !visible({centre.x - size, centre.y - size, centre.x + size, centre.y + size})) return;
  Glyphs& glyphs = *kit().glyphs;
  const Shape shape = glyphs.icon_shape(icon);
  const GlyphPlace& place = glyphs.place(shape.face, shape.glyph, std::round(size), 0);
  if (place.width == 0) return;
  // The font's box is 24 units with the baseline 3.43 above its bottom; centring the box keeps pictograms of one row level.
  const float left = std::round(centre.x - size / 2) + place.left, top = std::round(centre.y + size * (0.5f - 0.1429f)) - place.top;
  ImDrawList* list = kit().list;
  list->PrimReserve(6, 4);
  list->PrimRectUV({left, top}, {left + place.width, top + place.height}, {place.u0, place.v0}, {place.u1, place.v1}, colour);
}

Colour blend(Colour from, Colour to, float part) {
  Colour out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float a = float((from >> shift) & 0xff), b = float((to >> shift) & 0xff);
    out |= uint32_t(a + (b - a) * part + 0.5f) << shift;
  }
  return out;
}

}  // namespace ui
