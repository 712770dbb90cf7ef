// app/tablet/ui/draw.h: shapes and words onto the current draw list. Rectangles are snapped to whole pixels. Private to the kit.
#pragma once
#include <cstdint>
#include <string_view>

#include "app/tablet/ui/flow_text.h"
#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/theme.h"

struct ImDrawList;

namespace ui {

struct Surface {
  Colour fill = 0, edge = 0;
  float radius = 0, width = 0;  // pixels; of the corners and the edge
};
void draw_box(const Rect& rect, const Surface& surface);
void draw_fill(const Rect& rect, Colour colour, float radius = 0);
void draw_line(float x0, float x1, float y, Colour colour, float width);
void draw_circle(Vec centre, float radius, Colour fill, Colour edge = 0, float width = 0);
void draw_polyline(const Vec* points, size_t count, Colour colour, float width, bool closed);
void draw_segment(Vec a, Vec b, Colour colour, float width_a, float width_b);
void draw_focus(const Rect& rect, float radius);
void draw_texture(const Rect& rect, uint32_t texture, float u1, float v1);

// A box whose place in the drawing is taken now and whose size is known later.
struct LateBox {
  ImDrawList* list = nullptr;
  size_t vertex = 0;
  int steps = 0;
  bool edged = false;
};
LateBox reserve_box(float radius, bool edged);
void finish_box(const LateBox& box, const Rect& rect, const Surface& surface);

// Words. `y` is the top of the line; the baseline follows from the font.
void draw_text(std::string_view text, const Font& font, float x, float y, Colour colour);
void draw_lines(std::string_view text, const Lines& lines, const Font& font, const Rect& rect, Colour colour, float lean = 0);  // 0: from the side they are read from; 0.5: in the middle; 1: to the right
void draw_centred(std::string_view text, const Font& font, const Rect& rect, Colour colour);
// One line within `width`, ending in an ellipsis when cut. Returns its width.
float draw_cut(std::string_view text, const Font& font, float x, float y, float width, Colour colour);
void draw_icon(Icon icon, Vec centre, float size, Colour colour);
void draw_letters(std::string_view line, const Font& font, float x, float y, Colour colour, bool paragraph_rtl);

// A colour between two, for pressed and hovered things.
Colour blend(Colour from, Colour to, float part);

}  // namespace ui
