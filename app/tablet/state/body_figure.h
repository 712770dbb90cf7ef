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

inline constexpr float kFigureAspect = 0.42f;  // width / height of the box

// Errors: BadInput, naming the row.
base::Result<std::vector<FigurePart>> parse_figure(std::string_view csv);

// What a place on the body is called (assets/bodymap/regions.csv). Left and right are the person's own.
struct BodyRegion {
  bool front = true, back = true;
  float top = 0, bottom = 1;    // of the box's height
  float inner = 0, outer = 1;   // of its width, away from the middle
  std::string english_left, english_right, welsh_left, welsh_right;
};
base::Result<std::vector<BodyRegion>> parse_regions(std::string_view csv);
// Empty when no region holds the point.
std::string region_at(const std::vector<BodyRegion>& regions, bool front, FigurePoint at, bool welsh);

}  // namespace state
