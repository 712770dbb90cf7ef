// app/tablet/ui/flow_text.h: words into lines: wrapping, measuring, right-to-left order, and where the caret stands. Offsets are bytes
// of the text given. Private to the kit.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "app/tablet/ui/glyphs.h"
#include "app/tablet/ui/theme.h"

namespace ui {

// A type size ready to draw: pixels.
struct Font {
  Weight weight = Weight::Regular;
  float px = 17;
  float line = 24;   // from one baseline to the next
  float tracking = 0;
};
Font font_of(Style style);
struct Lettering;
Font lettered(Font font, const Lettering& lettering);

struct Line {
  uint32_t begin = 0, end = 0;  // without the newline; trailing spaces belong to the line
  float width = 0;              // without trailing spaces
};
struct Lines {
  std::vector<Line> lines;      // at least one
  float width = 0;              // of the widest
  bool right_to_left = false;   // the first strong letter says so
  bool cut = false;             // lines_max was reached: the last one ends in an ellipsis when drawn
};

// Wrapped to `width` pixels; 0 or less: only newlines break. Kept between frames; the reference holds until the frame ends.
const Lines& lay_out(std::string_view text, const Font& font, float width, int lines_max = 0);
float text_width(std::string_view text, const Font& font);

// A letter as it is drawn, left to right.
struct Placed {
  uint32_t code_point = 0;
  uint32_t at = 0;       // where it is in the text
  float x = 0, advance = 0;
  bool right_to_left = false;
};
// The letters of one line in drawing order. Valid until the next call.
const std::vector<Placed>& placed(std::string_view line, const Font& font, bool paragraph_rtl);

bool has_right_to_left(std::string_view text);
// Pixels from the line's left edge to a caret before the byte `at`; and the byte nearest to `x`.
float caret_x(std::string_view line, const Font& font, size_t at, bool paragraph_rtl);
size_t caret_at(std::string_view line, const Font& font, float x, bool paragraph_rtl);
// Left and right edges of the letters in [begin, end), one pair for each visual run.
struct Range {
  float x0, x1;
};
std::vector<Range> ranges_of(std::string_view line, const Font& font, size_t begin, size_t end, bool paragraph_rtl);

// Called by the kit between frames: drops layouts nobody asked for lately.
void age_layouts();
void forget_layouts();

}  // namespace ui
