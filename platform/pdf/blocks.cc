// The blocks of a Document that are not plain text, and the edges of its pages.
#include <algorithm>
#include <numeric>

#include "platform/pdf/document_parts.h"

namespace pdf {
namespace {

std::string filled(std::string words, int page, int pages) {
  for (const auto& [slot, number] : {std::pair{"{0}", page}, std::pair{"{1}", pages}}) {
    if (const size_t at = words.find(slot); at != std::string::npos) words.replace(at, 3, std::to_string(number));
  }
  return words;
}

// Widths of columns that hold their widest word and share what is left by how much they have to say; empty where they cannot.
std::vector<double> column_widths(Painter& painter, const Table& table, const TextLook& body, const TextLook& head, double width, double padding) {
  std::vector<Breadth> wants(table.columns.size());
  for (size_t c = 0; c < table.columns.size(); ++c) {
    wants[c] = breadth(painter, table.columns[c], head.face, head.size);
    for (const auto& row : table.rows) {
      if (c >= row.size()) continue;
      const Breadth cell = breadth(painter, row[c], body.face, body.size);
      wants[c] = {std::max(wants[c].word, cell.word), std::max(wants[c].line, cell.line)};
    }
    wants[c].word = std::min(wants[c].word, width * 0.4) + padding;
    wants[c].line = std::max(wants[c].word, std::min(wants[c].line, width * 0.8) + padding);
  }
  std::vector<double> out(wants.size(), 0);
  double left = width;
  for (const Breadth& want : wants) left -= want.word;
  if (left < 0) return {};
  // Columns that want less than an even share get what they want; the rest share what is left.
  std::vector<size_t> open(wants.size());
  std::iota(open.begin(), open.end(), size_t{0});
  left = width;
  for (bool settled = true; settled && !open.empty();) {
    settled = false;
    const double even = left / double(open.size());
    for (size_t i = 0; i < open.size(); ++i) {
      const Breadth& want = wants[open[i]];
      if (want.line > even && want.word <= even) continue;
      out[open[i]] = want.line <= even ? want.line : want.word;
      left -= out[open[i]];
      open.erase(open.begin() + long(i));
      settled = true;
      break;
    }
  }
  for (const size_t column : open) out[column] = left / double(open.size());
  if (open.empty()) {
    for (double& column : out) column += left / double(out.size());
  }
  return out;
}

}  // namespace

void Document::Parts::text_row(std::string_view text, const TextLook& look, double gap) {
  RowLook row;
  row.gap = gap;
  row.lines_together = 3;
  flow.row({flow.cell(text, look, flow.left(), flow.width())}, row);
}

void Document::Parts::draw_edges() {
  const int pages = painter.pages();
  const TextLook small = look(Face::Regular, 0.82, kQuiet);
  const double top = kPageHeight - (large ? 58 : 50);
  for (int page = 0; page < pages; ++page) {
    const std::string numbers = filled(options.page_words, page + 1, pages);
    const double numbers_width = breadth(painter, numbers, small.face, small.size).line;
    painter.line(page, {flow.left(), top - 6}, {flow.left() + flow.width(), top - 6}, 0.5, kRule);
    flow.draw_line(typeset(painter, numbers, small.face, small.size, flow.width()).front(), small, page, flow.left() + flow.width() - numbers_width,
                   numbers_width + 1, top);
    const double footer_width = flow.width() - numbers_width - 18;
    const auto footer = typeset(painter, options.footer, small.face, small.size, footer_width);
    for (size_t i = 0; i < footer.size() && i < 2; ++i) {
      flow.draw_line(footer[i], small, page, flow.left(), footer_width, top + double(i) * Flow::line_height(small));
    }
    if (page == 0 || options.title.empty()) continue;
    const auto head = typeset(painter, options.title, small.face, small.size, flow.width());
    flow.draw_line(head.front(), small, page, flow.left(), flow.width(), large ? 22 : 32);
  }
}

void Document::table(const Table& table) {
  if (table.columns.empty()) return;
  Flow& flow = parts_->flow;
  const TextLook body = parts_->look(Face::Regular, 0.95, kInk), head = parts_->look(Face::Bold, 0.9, kAccent);
  const double padding = 12;
  const auto widths = column_widths(parts_->painter, table, body, head, flow.width(), padding);
  if (widths.empty()) {  // no room: each row becomes a list
    for (const auto& row : table.rows) {
      std::vector<Row> list;
      for (size_t c = 0; c < row.size() && c < table.columns.size(); ++c) list.push_back({table.columns[c], row[c]});
      panel(list);
    }
    return;
  }
  const auto cells_of = [&](const std::vector<std::string>& texts, const TextLook& look) {
    std::vector<Cell> cells;
    double x = flow.left();
    for (size_t c = 0; c < widths.size(); x += widths[c], ++c) {
      cells.push_back(flow.cell(c < texts.size() ? texts[c] : "", look, x + padding / 2, widths[c] - padding));
    }
    return cells;
  };
  RowLook head_look;
  head_look.fill = kTint;
  head_look.rule = kAccent;
  head_look.above = head_look.below = 4;
  const auto draw_head = [&] { flow.row(cells_of(table.columns, head), head_look); };
  RowLook look;
  look.rule = kRule;
  look.above = look.below = 4;
  look.on_new_page = draw_head;
  flow.need(4 * Flow::line_height(body) + 16);
  draw_head();
  for (const auto& row : table.rows) flow.row(cells_of(row, body), look);
  flow.gap(12);
}

void Document::picture(base::ByteView jpeg, std::string_view caption, double width_share) {
  Flow& flow = parts_->flow;
  const Painter::Picture picture = parts_->painter.add_jpeg(jpeg);
  if (picture.index >= 0 && picture.width > 0 && picture.height > 0) {
    const double width_max = flow.width() * std::clamp(width_share, 0.1, 1.0), height_max = flow.page_height() / 3;
    const double scale = std::min(width_max / picture.width, height_max / picture.height);
    flow.need(picture.height * scale + 2 * Flow::line_height(parts_->body()));
    parts_->painter.picture(flow.page(), picture, flow.left(), flow.y(), picture.width * scale, picture.height * scale);
    flow.advance(picture.height * scale);
    flow.gap(4);
  }
  if (!caption.empty()) parts_->text_row(caption, parts_->look(Face::Regular, 0.9, kQuiet), 10);
}

void Document::Parts::draw_strokes(const Drawing& drawing, double x, double y, double scale) {
  for (const Stroke& stroke : drawing.strokes) {
    std::vector<Point> points;
    for (const Point& point : stroke.points) points.push_back({x + point.x * scale, y + point.y * scale});
    if (stroke.closed_and_filled) painter.fill(flow.page(), points, stroke.colour);
    else painter.stroke(flow.page(), points, stroke.thickness, stroke.colour);
  }
}

void Document::Parts::draw_marks(const Drawing& drawing, double x, double y, double scale) {
  const TextLook number = look(Face::Bold, 0.8, colour_of(0xFFFFFF));
  for (size_t i = 0; i < drawing.marks.size(); ++i) {
    const Point at = {x + drawing.marks[i].at.x * scale, y + drawing.marks[i].at.y * scale};
    painter.stroke(flow.page(), {at}, 1.7 * number.size, kAccent);
    const Line line = typeset(painter, std::to_string(i + 1), number.face, number.size, 100).front();
    flow.draw_line(line, number, flow.page(), at.x - line.width / 2, 100, at.y - number.size * 0.69);
  }
}

// The list of marks stands beside a narrow drawing, where all of it fits there, else beneath.
void Document::drawing(const Drawing& drawing, std::string_view caption, double width_share) {
  Flow& flow = parts_->flow;
  if (drawing.width <= 0 || drawing.height <= 0) return;
  const TextLook body = parts_->body();
  const double scale = std::min(flow.width() * std::clamp(width_share, 0.1, 1.0) / drawing.width, flow.page_height() / 2.2 / drawing.height);
  const double height = drawing.height * scale, beside = drawing.width * scale + 24;
  const bool narrow = !parts_->large && beside < flow.width() * 0.5;
  std::vector<Cell> list;
  double list_height = 0;
  for (size_t i = 0; i < drawing.marks.size(); ++i) {
    if (drawing.marks[i].words.empty()) continue;
    const double x = narrow ? flow.left() + beside : flow.left();
    list.push_back(flow.cell(std::to_string(i + 1) + ".  " + drawing.marks[i].words, body, x, flow.left() + flow.width() - x));
    list_height += double(list.back().lines.size()) * Flow::line_height(body) + 6;
  }
  flow.need(height + 2 * Flow::line_height(body));
  const double top = flow.y();
  parts_->draw_strokes(drawing, flow.left(), top, scale);
  parts_->draw_marks(drawing, flow.left(), top, scale);
  RowLook row;
  row.gap = 6;
  if (narrow && list_height <= height) {
    flow.advance((height - list_height) / 3);
    for (const Cell& cell : list) flow.row({cell}, row);
    flow.advance(top + height - flow.y());
  } else {
    flow.advance(height);
    flow.gap(6);
    row.gap = 2;
    for (const Cell& cell : list) flow.row({cell}, row);
  }
  flow.gap(6);
  if (!caption.empty()) parts_->text_row(caption, parts_->look(Face::Regular, 0.9, kQuiet), 10);
}

void Document::signatures(const std::vector<Signing>& signings) {
  Flow& flow = parts_->flow;
  const size_t across = parts_->large ? 1 : 2;
  const double gutter = 24, width = (flow.width() - gutter * double(across - 1)) / double(across);
  const double box = parts_->large ? 84 : 62;
  for (size_t i = 0; i < signings.size(); i += across) {
    std::vector<Cell> roles, names;
    flow.need(box + 5 * Flow::line_height(parts_->body()));
    for (size_t j = i; j < std::min(i + across, signings.size()); ++j) {
      const double x = flow.left() + double(j - i) * (width + gutter);
      const Signing& signing = signings[j];
      roles.push_back(flow.cell(signing.role, parts_->look(Face::Bold, 1, kInk), x, width));
      std::string beneath = signing.name;
      for (const std::string* more : {&signing.when, &signing.words}) beneath += more->empty() ? "" : "\n" + *more;
      names.push_back(flow.cell(beneath, parts_->body(), x, width));
    }
    flow.row(roles, {});
    for (size_t j = i; j < i + roles.size(); ++j) {
      const double x = flow.left() + double(j - i) * (width + gutter);
      const Signing& signing = signings[j];
      if (signing.ink != nullptr && signing.ink->width > 0 && signing.ink->height > 0) {
        const double scale = std::min((width - 8) / signing.ink->width, (box - 10) / signing.ink->height);
        parts_->draw_strokes(*signing.ink, x + 4, flow.y() + (box - 4 - signing.ink->height * scale), scale);
      }
      parts_->painter.line(flow.page(), {x, flow.y() + box}, {x + width, flow.y() + box}, 0.75, kQuiet);
    }
    flow.advance(box + 4);
    RowLook look;
    look.gap = 18;
    flow.row(names, look);
  }
}

}  // namespace pdf
