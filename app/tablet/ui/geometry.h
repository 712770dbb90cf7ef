// app/tablet/ui/geometry.h: points and rectangles in pixels of the window, y downwards.
#pragma once
#include <algorithm>

namespace ui {

struct Vec {
  float x = 0, y = 0;
};

struct Rect {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float w() const { return x1 - x0; }
  float h() const { return y1 - y0; }
  Vec centre() const { return {(x0 + x1) / 2, (y0 + y1) / 2}; }
  bool empty() const { return x1 <= x0 || y1 <= y0; }
  bool has(Vec p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
  bool meets(const Rect& other) const { return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1; }
  Rect grown(float by) const { return {x0 - by, y0 - by, x1 + by, y1 + by}; }
  Rect moved(float dx, float dy) const { return {x0 + dx, y0 + dy, x1 + dx, y1 + dy}; }
  Rect cut(const Rect& by) const { return {std::max(x0, by.x0), std::max(y0, by.y0), std::min(x1, by.x1), std::min(y1, by.y1)}; }
};

inline Rect rect_at(float x, float y, float w, float h) { return {x, y, x + w, y + h}; }

}  // namespace ui
