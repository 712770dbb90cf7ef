// platform/pdf/document_parts.h: for this folder's own use: what a Document holds, and its colours.
#pragma once
#include <algorithm>

#include "platform/pdf/document.h"
#include "platform/pdf/flow.h"

namespace pdf {

inline constexpr Colour kInk = colour_of(0x14202B);
inline constexpr Colour kQuiet = colour_of(0x47545F);
inline constexpr Colour kAccent = colour_of(0x0A5C6B);
inline constexpr Colour kTint = colour_of(0xEDF5F6);
inline constexpr Colour kRule = colour_of(0xB9C6CC);
inline constexpr double kLargePrint = 16;

struct Document::Parts {
  Parts(const Options& chosen, FontFiles fonts)
      : options(chosen),
        large(chosen.text_size >= kLargePrint),
        painter(std::move(fonts)),
        flow(painter, margin(), 64, kPageWidth - margin(), kPageHeight - (large ? 84 : 72)) {}

  double margin() const { return large ? 48 : 62; }
  // In large print nothing is smaller than the size asked for.
  TextLook look(Face face, double scale, const Colour& colour) const {
    return {face, options.text_size * (large ? std::max(1.0, scale) : scale), colour};
  }
  TextLook body() const { return look(Face::Regular, 1, kInk); }
  void text_row(std::string_view text, const TextLook& look, double gap);
  // The running head and the foot of every page, once their number is known.
  void draw_edges();
  void draw_strokes(const Drawing& drawing, double x, double y, double scale);
  void draw_marks(const Drawing& drawing, double x, double y, double scale);

  Options options;
  bool large;
  Painter painter;
  Flow flow;
};

}  // namespace pdf
