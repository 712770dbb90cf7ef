#include "app/tablet/ui/week.h"

#include <algorithm>
#include <string>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {
namespace {

constexpr float kNarrowestDp = 62;  // of a day, before a list reads better
constexpr size_t kDays = 7;

float time_width() { return std::max(dp(77), text_width("00:00", font_of(Style::Secondary)) + dp(20)); }

Rect day_column(const Rect& row, size_t day) {
  const float width = (row.w() - time_width()) / float(kDays);
  const float x = row.x0 + time_width() + width * float(day);
  return {x, row.y0, x + width - dp(10), row.y1};
}

float row_height() { return font_of(Style::SmallStrong).line * 2 + dp(27); }

void draw_heads(std::span<const std::string_view> days) {
  const Font font = font_of(Style::SmallStrong);
  const Rect rect = take_row(font.line + dp(22));
  for (size_t day = 0; day < days.size() && day < kDays; ++day) {
    const Rect column = day_column(rect, day);
    draw_cut(days[day], font, column.x0 + dp(5), rect.centre().y - font.line / 2, column.w() - dp(5), theme().soft);
    note("", Role::Label, column, days[day]);
  }
  draw_fill({rect.x0, rect.y1 - dp(1), rect.x1, rect.y1}, theme().line);
}

// Two lines at most: a label that needs both takes the place of the detail.
void draw_words_in(const WeekCell& cell, const Rect& box) {
  const Font font = font_of(Style::SmallStrong);
  const Colour ink = tone_colours(cell.tone).ink;
  const float x = box.x0 + dp(8), width = box.w() - dp(12);
  const Lines& lines = lay_out(cell.label, font, width, 2);
  const bool two = lines.lines.size() > 1;
  const float height = two || !cell.detail.empty() ? font.line * 2 : font.line, y = box.centre().y - height / 2;
  draw_lines(cell.label, lines, font, {x, y, x + width, y + height}, ink);
  if (!two && !cell.detail.empty()) draw_cut(cell.detail, font, x, y + font.line, width, ink);
}

bool draw_cell(const std::string& id, const WeekCell& cell, const Rect& column, std::string_view read_out, bool enabled) {
  const Touch touch = item(id, column, pressable(Role::Button, read_out, enabled, cell.detail));
  const Font font = font_of(Style::SmallStrong);
  const float half = (cell.detail.empty() ? font.line + dp(17) : font.line * 2 + dp(17)) / 2;
  const Rect box{column.x0, column.centre().y - half, column.x1, column.centre().y + half};
  const ToneColours& colours = tone_colours(cell.tone);
  if (cell.label.empty()) {
    if (touch.pressed || touch.hovered || touch.ring) draw_box(box, {theme().accent_tint, 0, dp(10), 0});
    if (touch.enabled) draw_icon(Icon::Add, box.centre(), dp(16), touch.hovered || touch.ring ? theme().accent : blend(theme().surface, theme().faint, 0.55f));
  } else {
    draw_box(box, {touch.pressed ? blend(colours.tint, colours.ink, 0.25f) : colours.tint, look() == Look::HighContrast ? colours.ink : 0, dp(10), dp(1)});
    draw_words_in(cell, box);
  }
  if (touch.ring) draw_focus(box, dp(10));
  return touch.clicked;
}

}  // namespace

bool week_fits() { return (room() - time_width()) / float(kDays) >= sp(kNarrowestDp); }

WeekTap week_grid(std::string_view id, std::span<const std::string_view> days, std::span<const WeekLine> lines, std::string_view empty, bool enabled) {
  WeekTap tapped;
  draw_heads(days);
  const Font font = font_of(Style::Body);
  for (size_t at = 0; at < lines.size(); ++at) {
    const WeekLine& line = lines[at];
    const Rect row = take_row(row_height());
    draw_cut(line.time, font, row.x0 + dp(10), row.centre().y - font.line / 2, time_width() - dp(12), theme().soft);
    for (size_t day = 0; day < kDays; ++day) {
      const WeekCell& cell = line.cells[day];
      const std::string cell_id = std::string(id) + '/' + std::string(line.id) + '/' + char('0' + day);
      const std::string said = std::string(days[day]) + ' ' + std::string(line.time) + ' ' + std::string(cell.label.empty() ? empty : cell.label);
      if (draw_cell(cell_id, cell, day_column(row, day), said, enabled)) tapped = {int(at), int(day)};
    }
    draw_fill({row.x0, row.y1 - dp(1), row.x1, row.y1}, theme().line);
  }
  return tapped;
}

}  // namespace ui
