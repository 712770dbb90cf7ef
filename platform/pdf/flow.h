// platform/pdf/flow.h: for this folder's own use: where on which page the next thing goes. Everything with text is a row of cells, split between pages line
// by line; everything else asks for its height in one piece.
#pragma once
#include <functional>
#include <optional>

#include "platform/pdf/typeset.h"

namespace pdf {

struct Cell {
  std::vector<Line> lines;
  double x = 0, width = 0;
  TextLook look;
};

// How a row of cells stands.
struct RowLook {
  double above = 0, below = 0;     // inside the fill
  double inset = 0;                // of the fill, beyond the text on both sides
  double gap = 0;                  // after the row, outside
  std::optional<Colour> fill;
  std::optional<Colour> bar;       // at the left edge
  std::optional<Colour> rule;      // under the row
  size_t lines_together = 4;       // rows of at most so many lines are not split
  std::function<void()> on_new_page;  // a table's head
};

class Flow {
 public:
  Flow(Painter& painter, double left, double top, double right, double bottom)
      : painter_(painter), left_(left), top_(top), right_(right), bottom_(bottom) {}

  double left() const { return left_; }
  double width() const { return right_ - left_; }
  double room() const { return bottom_ - y_; }
  double page_height() const { return bottom_ - top_; }
  double y() const { return y_; }
  int page() const { return page_; }
  // Nothing of substance stands on this page yet.
  bool fresh() const { return fresh_; }

  void new_page();
  // Moves to a new page unless `height` is left on this one. Then the caller draws and calls advance().
  void need(double height);
  // A heading: drawn with whatever comes next, on the same page as that.
  void hold(std::vector<Cell> cells, const RowLook& look, double gap_above);
  void advance(double height);
  void gap(double height);  // dropped at the top of a page
  void row(const std::vector<Cell>& cells, const RowLook& look);

  Cell cell(std::string_view text, const TextLook& look, double x, double width);
  void draw_line(const Line& line, const TextLook& look, int page, double x, double width, double top);
  static double line_height(const TextLook& look) { return look.size * 1.42; }

 private:
  struct Held {
    std::vector<Cell> cells;
    RowLook look;
    double gap_above;
  };
  static double height_of(const std::vector<Cell>& cells, const RowLook& look);
  void draw_held();
  void draw_part(const std::vector<Cell>& cells, const RowLook& look, size_t first, size_t count, double line_height);
  Painter& painter_;
  double left_, top_, right_, bottom_;
  double y_ = 0;
  int page_ = -1;
  bool fresh_ = true;
  std::vector<Held> held_;
};

}  // namespace pdf
