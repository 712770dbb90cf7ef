#include "platform/pdf/flow.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "platform/base/utf8.h"

namespace pdf {
namespace {
constexpr double kBaseline = 1.04;  // of the size, from a line's top: room for Welsh and Arabic above the capitals
}

void Flow::new_page() {
  page_ = painter_.add_page();
  y_ = top_;
  fresh_ = true;
}

void Flow::hold(std::vector<Cell> cells, const RowLook& look, double gap_above) { held_.push_back({std::move(cells), look, gap_above}); }

double Flow::height_of(const std::vector<Cell>& cells, const RowLook& look) {
  double height = 0;
  for (const Cell& cell : cells) height = std::max(height, double(cell.lines.size()) * line_height(cell.look));
  return look.above + height + look.below + look.gap;
}

void Flow::draw_held() {
  for (const Held& held : std::exchange(held_, {})) {
    gap(held.gap_above);
    row(held.cells, held.look);
  }
}

void Flow::need(double height) {
  double held = 0;
  for (const Held& heading : held_) held += heading.gap_above + height_of(heading.cells, heading.look);
  if (page_ < 0 || (height + held > room() && !fresh_)) new_page();
  draw_held();
}

void Flow::advance(double height) {
  y_ += height;
  fresh_ = false;
}

void Flow::gap(double height) {
  if (!fresh_) y_ += height;
}

Cell Flow::cell(std::string_view text, const TextLook& look, double x, double width) {
  return {typeset(painter_, text, look.face, look.size, width), x, width, look};
}

void Flow::draw_line(const Line& line, const TextLook& look, int page, double x, double width, double top) {
  double at = line.from_right ? x + width - line.width : x;
  for (const Run& run : line.runs) {
    painter_.text(page, at, top + kBaseline * look.size, run.font, look.size, look.colour, run.text);
    for (size_t i = 0; i < run.text.size();) {
      const base::CodePoint point = base::decode_at(run.text, i);
      at += painter_.width(run.font, point.value) * look.size;
      i += point.bytes;
    }
  }
}

void Flow::draw_part(const std::vector<Cell>& cells, const RowLook& look, size_t first, size_t count, double line_height) {
  const double height = look.above + double(count) * line_height + look.below;
  if (look.fill) painter_.box(page_, left_ - look.inset, y_, width() + 2 * look.inset, height, *look.fill);
  if (look.bar) painter_.box(page_, left_ - look.inset, y_, 3, height, *look.bar);
  if (look.rule) painter_.line(page_, {left_ - look.inset, y_ + height}, {right_ + look.inset, y_ + height}, 0.5, *look.rule);
  for (const Cell& cell : cells) {
    for (size_t i = first; i < first + count && i < cell.lines.size(); ++i) {
      draw_line(cell.lines[i], cell.look, page_, cell.x, cell.width, y_ + look.above + double(i - first) * line_height);
    }
  }
  advance(height);
}

void Flow::row(const std::vector<Cell>& cells, const RowLook& look) {
  size_t lines = 0;
  double height = 0;
  for (const Cell& cell : cells) {
    lines = std::max(lines, cell.lines.size());
    height = std::max(height, line_height(cell.look));
  }
  const size_t at_first = lines <= look.lines_together ? lines : 2;
  if (!held_.empty() || page_ < 0) need(look.above + double(at_first) * height + look.below);
  for (size_t done = 0; done < lines;) {
    const size_t left = lines - done;
    const double fits = std::floor((room() - look.above - look.below + 0.01) / height);
    size_t take = std::min(left, size_t(std::max(0.0, fits)));
    const size_t least = lines <= look.lines_together ? lines : std::min<size_t>(2, left);
    if (take < least && !fresh_) {
      new_page();
      if (look.on_new_page) look.on_new_page();
      fresh_ = true;  // a repeated head is not substance: what follows it has to go here
      continue;
    }
    take = std::max<size_t>(1, take);
    if (left - take == 1 && take > 2) --take;  // no line alone at the top of a page
    draw_part(cells, look, done, take, height);
    done += take;
    if (done < lines) {
      new_page();
      if (look.on_new_page) look.on_new_page();
      fresh_ = true;
    }
  }
  gap(look.gap);
}

}  // namespace pdf
