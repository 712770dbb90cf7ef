// app/tablet/ui/canvas.h: pictures, ink and the body map. Marks and strokes are the caller's data; nothing is kept as pixels.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/theme.h"

namespace ui {

// Pixels are RGBA, 4 bytes each, rows from the top; read when `key` is first drawn, so they may be dropped after. A new key means new pixels.
struct PictureView {
  uint64_t key = 0;
  int width = 0, height = 0;
  std::span<const uint8_t> rgba;
};
// Fitted into the flow's width and `height_dp_max`. True when tapped.
bool picture(std::string_view id, const PictureView& view, float height_dp_max, std::string_view label);

// A point of a stroke: x, y in [0,1] of the pad's width and height; pressure in [0,1]; milliseconds since the stroke began.
struct InkPoint {
  float x = 0, y = 0, pressure = 1;
  uint32_t at_ms = 0;
};
struct InkStroke {
  std::vector<InkPoint> points;
};
struct InkEdit {
  bool changed = false;   // points were added in this frame
  bool finished = false;  // a stroke ended
};
// Draws `strokes` and adds what the finger, pen or mouse draws. `hint` is shown under an empty line.
InkEdit ink_pad(std::string_view id, std::vector<InkStroke>& strokes, float height_dp, std::string_view hint, bool enabled = true);

// Outlines to tap on. Points are in [0,1] of a figure `aspect` (width / height).
struct Outline {
  std::span<const Vec> points;
  bool closed = true;
};
struct Mark {
  Vec at;
  float size = 0.03f;     // of the figure's height
  Tone tone = Tone::Red;
  std::string_view label; // a number in it
  bool selected = false;
};
struct MapTap {
  int mark = -1;          // an existing mark was tapped
  bool added = false;     // the figure was tapped: `at` says where
  Vec at;
};
MapTap body_map(std::string_view id, std::span<const Outline> outlines, float aspect, std::span<const Mark> marks, float height_dp, std::string_view label,
                bool enabled = true);

}  // namespace ui
