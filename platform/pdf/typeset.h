// platform/pdf/typeset.h: for this folder's own use: text into lines of a width. Breaks at spaces, hyphens and slashes, and inside a word only when it is
// longer than a line; puts Arabic and Hebrew into the order and shapes they are read in (FriBidi), line by line.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/pdf/painter.h"

namespace pdf {

struct Run {
  int font = 0;
  std::string text;  // in the order drawn
};

struct Line {
  std::vector<Run> runs;
  double width = 0;         // points
  bool from_right = false;  // the paragraph reads from the right
};

// At least one line, even for no text. A newline ends a line; control characters are left out.
std::vector<Line> typeset(Painter& painter, std::string_view utf8, Face face, double size, double width);
// The widest single word, and the widest line if nothing had to be broken: for tables.
struct Breadth {
  double word = 0;
  double line = 0;
};
Breadth breadth(Painter& painter, std::string_view utf8, Face face, double size);

}  // namespace pdf
