// app/tablet/state/body_figure.h: the outline of a body to mark: our own drawing, neither a man's nor a woman's, front and back, as points.
// assets/bodymap/*.csv has the columns part,closed,x,y; x and y in thousandths of the figure's box from its top left corner, one row a point, the rows of
// one part together.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace state {

struct FigurePoint {
  float x = 0, y = 0;  // 0 to 1 of the box
};
struct FigurePart {
  std::string name;  // "outline", "navel"
  bool closed = true;
  std::vector<FigurePoint> points;
};

inline constexpr float kFigureAspect = 0.5f;  // width / height of the box

// Errors: BadInput, naming the line.
base::Result<std::vector<FigurePart>> parse_figure(std::string_view csv);

}  // namespace state
