#include "app/tablet/ui/table.h"

#include <algorithm>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/pill.h"

namespace ui {
namespace {

constexpr float kSideDp = 10, kBetweenDp = 14;

// Where each column begins and how wide its words may be, from the table's left edge; the pills' begins after the last.
struct Widths {
  std::vector<float> starts, widths;
  float pill_start = 0;
  bool fit = false;
};

Widths widths_of(std::span<const TableColumn> columns, std::span<const TableRow> rows, float room) {
  Widths out;
  const Font head = font_of(Style::Pill), body = font_of(Style::Body);
  float pill = 0, sum = 2 * dp(kSideDp);
  for (const TableRow& row : rows) pill = std::max(pill, pill_width(row.pill));
  for (size_t i = 0; i < columns.size(); ++i) {
    float width = text_width(columns[i].words, head);
    for (const TableRow& row : rows) width = std::max(width, text_width(row.cells[i], body));
    out.widths.push_back(width);
    sum += width + dp(kBetweenDp);
  }
  const float spare = room - sum - pill;
  out.fit = spare >= 0;
  const float more = dp(kBetweenDp) + std::max(0.0f, spare) / float(columns.size() + 1);
  float x = dp(kSideDp);
  for (const float width : out.widths) out.starts.push_back(x), x += width + more;
  out.pill_start = x;
  return out;
}

void draw_cell(std::string_view words, const Font& font, Colour colour, const Rect& rect, const Widths& widths, size_t i, bool to_right) {
  const float used = text_width(words, font), left = rect.x0 + widths.starts[i] + (to_right ? widths.widths[i] - used : 0);
  draw_text(words, font, left, rect.centre().y - font.line / 2, colour);
}

void draw_head(std::span<const TableColumn> columns, const Widths& widths) {
  const Font font = font_of(Style::Pill);
  const Rect rect = take_row(font.line + dp(18));
  for (size_t i = 0; i < columns.size(); ++i) {
    note("", Role::Label, rect, columns[i].words);
    draw_cell(columns[i].words, font, theme().soft, rect, widths, i, columns[i].to_right);
  }
}

void draw_across(std::span<const TableColumn> columns, const TableRow& row, const Widths& widths) {
  const Font font = font_of(Style::Body);
  const bool parted = follows_row();
  const Rect rect = take_row(std::max(dp(56), font.line + dp(24)));
  std::string words;
  for (const std::string& cell : row.cells) words += (words.empty() ? "" : ", ") + (cell.empty() ? std::string("–") : cell);
  item(row.id, rect, {.role = Role::Row, .label = words, .value = row.pill});
  for (size_t i = 0; i < columns.size(); ++i) draw_cell(row.cells[i].empty() ? "–" : row.cells[i], font, theme().ink, rect, widths, i, columns[i].to_right);
  if (!row.pill.empty()) draw_pill_at(rect_at(rect.x0 + widths.pill_start, rect.centre().y - pill_height() / 2, pill_width(row.pill), pill_height()), row.pill, row.tone);
  if (parted) draw_fill({rect.x0, rect.y0, rect.x1, rect.y0 + dp(1)}, theme().line);
}

void draw_alone(std::span<const TableColumn> columns, const TableRow& row_of) {
  std::string rest;
  for (size_t i = 1; i < columns.size(); ++i)
    if (!row_of.cells[i].empty()) rest += (rest.empty() ? "" : " · ") + std::string(columns[i].words) + " " + row_of.cells[i];
  row(row_of.id, {.title = row_of.cells.front(), .subtitle = rest, .pill = row_of.pill, .pill_tone = row_of.tone, .tappable = false});
}

}  // namespace

void table(std::span<const TableColumn> columns, std::span<const TableRow> rows) {
  const Widths widths = widths_of(columns, rows, room());
  if (widths.fit) draw_head(columns, widths);
  for (const TableRow& row : rows) widths.fit ? draw_across(columns, row, widths) : draw_alone(columns, row);
}

}  // namespace ui
