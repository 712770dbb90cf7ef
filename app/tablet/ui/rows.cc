// Rows: of lists and of section rails.
#include <cmath>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"
#include "app/tablet/ui/pill.h"
#include "app/tablet/ui/text.h"

namespace ui {
namespace {

constexpr float kPillColumnDp = 226;

// The parts of a row at its ends, measured before the words between them are wrapped.
struct Ends {
  float left = 0, right = 0;
  float pill_w = 0;
  bool pill_below = false;
};

// As wide as the widest clock, so that the rows of a day line up.
float time_width(const RowSpec& spec) {
  const Font clock = font_of(Style::Clock);
  return std::max({text_width("00:00", clock), text_width(spec.time, clock), text_width(spec.time_detail, font_of(Style::Small))});
}

Ends ends_of(const RowSpec& spec, float width) {
  Ends out;
  out.pill_w = pill_width(spec.pill, spec.pill_icon);
  if (!spec.time.empty()) out.left += time_width(spec) + dp(23);
  if (!spec.initials.empty()) out.left += ip(48) + dp(14);
  else if (spec.icon != Icon::None) out.left += ip(42);
  else if (!spec.number.empty()) out.left += ip(36) + dp(16);
  if (spec.chevron) out.right += ip(24) + dp(14);
  if (spec.end_icon != Icon::None) out.right += ip(24) + dp(16);
  if (!spec.trailing.empty()) out.right += text_width(spec.trailing, font_of(Style::Secondary)) + dp(16);
  // A pill that would leave the words too little room goes under them.
  if (out.pill_w > 0) {
    out.pill_below = width - out.left - out.right - out.pill_w - dp(14) < sp(spec.pill_first ? 120 : 185);
    if (!out.pill_below) (spec.pill_first ? out.left : out.right) += out.pill_w + dp(14);
  }
  return out;
}

struct RowText {
  std::string title;
  const Lines *titles = nullptr, *subtitles = nullptr, *details = nullptr;
  float height = 0;
};

float widest(const Lines& lines) {
  float width = 0;
  for (const auto& line : lines.lines) width = std::max(width, line.width);
  return width;
}

float line_height(const Lines* lines, const Font& font) { return lines ? float(lines->lines.size()) * font.line : 0; }

// Beside a pill that comes first, and with something at the end, titles are smaller: many short lines in a narrow card.
Font title_font(const RowSpec& spec) { return font_of(spec.pill_first ? Style::SecondaryStrong : Style::Strong); }

RowText measure(const RowSpec& spec, const std::string& subtitle, float width) {
  RowText out;
  const Font strong_font = title_font(spec), soft_font = font_of(Style::Secondary);
  const float icon = spec.title_icon == Icon::None ? 0 : ip(30);
  if (!spec.title.empty()) out.titles = &lay_out(spec.title, strong_font, std::max(dp(60), width - icon));
  if (!subtitle.empty()) out.subtitles = &lay_out(subtitle, soft_font, width);
  if (!spec.detail.empty()) out.details = &lay_out(spec.detail, soft_font, width - (spec.detail_icon == Icon::None ? 0 : ip(28)));
  out.height = line_height(out.titles, strong_font) + line_height(out.subtitles, soft_font) + line_height(out.details, soft_font) + (out.details ? dp(2) : 0);
  return out;
}

float draw_leading(const RowSpec& spec, const Rect& rect, float x, Colour ink) {
  const float middle = rect.centre().y;
  const Theme& t = theme();
  if (!spec.time.empty()) {
    const Font clock = font_of(Style::Clock), small_font = font_of(Style::Small);
    const float height = clock.line + (spec.time_detail.empty() ? 0 : small_font.line + dp(2)), top = middle - height / 2;
    draw_text(spec.time, clock, x, top, ink);
    draw_text(spec.time_detail, small_font, x, top + clock.line + dp(2), t.soft);
    x += time_width(spec) + dp(23);
  }
  if (!spec.initials.empty()) {
    draw_circle({x + ip(24), middle}, ip(24), t.accent_tint, look() == Look::HighContrast ? t.accent : 0, dp(1));
    Font font = font_of(Style::Strong);
    font.weight = Weight::Bold, font.px = ip(17);
    draw_centred(spec.initials, font, {x, middle - ip(24), x + ip(48), middle + ip(24)}, t.accent_ink);
    return x + ip(48) + dp(14);
  }
  if (spec.icon != Icon::None) {
    draw_icon(spec.icon, {x + ip(16), middle}, ip(24), ink);
    return x + ip(42);
  }
  if (!spec.number.empty()) {
    draw_circle({x + dp(4) + ip(18), middle}, ip(18), t.accent_tint);
    draw_centred(spec.number, font_of(Style::Pill), {x + dp(4), middle - ip(18), x + dp(4) + ip(36), middle + ip(18)}, t.accent_ink);
    return x + ip(36) + dp(16);
  }
  return x;
}

void draw_words(const RowSpec& spec, const RowText& words, const std::string& subtitle, const Rect& rect, Colour ink) {
  const Font strong_font = title_font(spec), body = font_of(Style::Body), soft_font = font_of(Style::Secondary);
  float y = rect.y0;
  if (words.titles) {
    // A name in a right-to-left script begins where the others begin, with what stands beside it after it.
    const float title_x1 = words.titles->right_to_left ? rect.x0 + widest(*words.titles) : rect.x1;
    draw_lines(spec.title, *words.titles, strong_font, {rect.x0, y, title_x1, rect.y1}, ink);
    const size_t last = words.titles->lines.size() - 1;
    float x = rect.x0 + words.titles->lines[last].width + dp(5);
    const float line_y = y + float(last) * strong_font.line;
    if (!spec.beside_title.empty() && x + text_width(spec.beside_title, body) < rect.x1) {
      draw_text(spec.beside_title, body, x, line_y + (strong_font.line - body.line) / 2, theme().soft);
      x += text_width(spec.beside_title, body) + dp(5);
    }
    draw_icon(spec.title_icon, {x + ip(12), line_y + strong_font.line / 2}, ip(24), ink);
    y += line_height(words.titles, strong_font);
  }
  if (words.subtitles) draw_lines(subtitle, *words.subtitles, soft_font, {rect.x0, y, rect.x1, rect.y1}, theme().soft);
  y += line_height(words.subtitles, soft_font);
  if (words.details) {
    const float left = spec.detail_icon == Icon::None ? 0 : ip(28);
    y += dp(2);
    draw_icon(spec.detail_icon, {rect.x0 + ip(12), y + soft_font.line / 2}, ip(24), theme().soft);
    draw_lines(spec.detail, *words.details, soft_font, {rect.x0 + left, y, rect.x1, rect.y1}, theme().soft);
  }
}

void draw_cells(const RowSpec& spec, float x0, float x1, float middle) {
  const Font font = font_of(Style::Body);
  float sum = 0;
  for (const Cell& cell : spec.cells) sum += std::fabs(cell.weight);
  float x = x0;
  for (const Cell& cell : spec.cells) {
    const float width = (x1 - x0) * std::fabs(cell.weight) / sum;
    const float used = text_width(cell.text, font);
    const float at = cell.weight < 0 ? x + std::max(0.0f, width - used - dp(12)) : x;
    draw_cut(cell.text, font, at, middle - font.line / 2, width - dp(12), theme().soft);
    x += width;
  }
}

std::string spoken(const RowSpec& spec) {
  std::string out(spec.title);
  for (const std::string_view part : {spec.beside_title, spec.subtitle, spec.detail, spec.time, spec.trailing, spec.pill})
    if (!part.empty()) out += (out.empty() ? "" : ", ") + std::string(part);
  for (const Cell& cell : spec.cells)
    if (!cell.text.empty()) out += ", " + std::string(cell.text);
  return out;
}

}  // namespace

bool row(std::string_view id, const RowSpec& given) {
  RowSpec spec = given;
  if (!spec.time.empty() && room() < sp(360)) spec.initials = {};  // the words need the room more than the portrait
  const float width = room(), inset = spec.time.empty() && spec.cells.empty() && spec.icon == Icon::None ? dp(4) : 0;
  const Ends ends = ends_of(spec, width - 2 * inset);
  // Middle columns stand beside the words in a wide row; in a narrow one they join the subtitle.
  const float between = width - 2 * inset - ends.left - ends.right;
  // Whether there is room for them is the same for every row of a list, whatever pill each has.
  const float columns_x1 = width - inset - (spec.chevron ? ip(24) + dp(14) : 0) - sp(kPillColumnDp);
  const bool wide = !spec.cells.empty() && columns_x1 - inset - ends.left > sp(500);
  std::string subtitle(spec.subtitle);
  for (const Cell& cell : spec.cells)
    if (!wide && !cell.text.empty()) subtitle += (subtitle.empty() ? "" : " · ") + std::string(cell.text);
  // The first column starts at the same place in every row, whatever pill the row has.
  const float words_w = wide ? (width - 2 * inset - ends.left) * 0.34f : between;
  const RowText words = measure(spec, subtitle, words_w);
  const float below = ends.pill_below ? pill_height() + dp(8) : 0;
  const float least = spec.height_dp > 0 ? sp(spec.height_dp) : dp(spec.tappable ? 56 : 48);
  const float padding = spec.tappable || spec.divider ? dp(24) : 0;
  const bool parted = spec.divider && follows_row();
  const Rect rect = take_row(std::max({least, words.height + below + padding, !spec.initials.empty() ? ip(48) + padding : 0.0f}));
  Look_ how = spec.tappable ? pressable(Role::Row, spec.title, spec.enabled, spec.selected ? "selected" : spec.pill) : Look_{.role = Role::Row, .label = spec.title};
  const std::string value = spoken(spec);
  how.label = value;
  if (!spec.selected) how.value = "";
  const Touch touch = item(id, rect, how);
  if (!visible(rect)) return touch.clicked;
  const Theme& t = theme();
  const Colour ink = spec.enabled && kit().disabled == 0 ? t.ink : t.faint;
  if (spec.selected || touch.pressed || touch.hovered)
    draw_fill({rect.x0 - dp(4), rect.y0 + dp(1), rect.x1 + dp(4), rect.y1 - dp(2)},
              spec.selected || touch.pressed ? t.accent_tint : blend(t.surface, t.accent_tint, 0.45f), dp(12));
  if (parted && !spec.selected) draw_fill({rect.x0, rect.y0, rect.x1, rect.y0 + dp(1)}, t.line);
  Rect content{rect.x0 + inset, rect.y0, rect.x1 - inset, rect.y1};
  float x = content.x0, right = content.x1;
  const float middle = rect.centre().y, pill_h = pill_height();
  if (spec.pill_first && !ends.pill_below && ends.pill_w > 0) {
    draw_pill_at(rect_at(x, middle - pill_h / 2, ends.pill_w, pill_h), spec.pill, spec.pill_tone, spec.pill_icon);
    x += ends.pill_w + dp(14);
  }
  x = draw_leading(spec, rect, x, ink);
  if (spec.chevron) draw_icon(Icon::ChevronRight, {right - ip(12), middle}, ip(24), t.soft), right -= ip(24) + dp(14);
  if (spec.end_icon != Icon::None) draw_icon(spec.end_icon, {right - ip(12), middle}, ip(24), ink), right -= ip(24) + dp(16);
  if (!spec.pill_first && !ends.pill_below && ends.pill_w > 0) {
    draw_pill_at(rect_at(right - ends.pill_w, middle - pill_h / 2, ends.pill_w, pill_h), spec.pill, spec.pill_tone, spec.pill_icon);
    right -= ends.pill_w + dp(14);
  }
  if (!spec.trailing.empty()) {
    const Font font = font_of(Style::Secondary);
    const float trailing_w = text_width(spec.trailing, font);
    draw_text(spec.trailing, font, right - trailing_w, middle - font.line / 2, t.soft);
    right -= trailing_w + dp(16);
  }
  const float top = middle - (words.height + below) / 2;
  draw_words(spec, words, subtitle, {x, top, x + words_w, rect.y1}, ink);
  if (ends.pill_below) draw_pill_at(rect_at(x, top + words.height + dp(6), std::min(ends.pill_w, right - x), pill_h), spec.pill, spec.pill_tone, spec.pill_icon);
  // Columns end at the same place in every row too, unless a pill is wider than most.
  if (wide) draw_cells(spec, x + words_w + dp(8), std::min(right, rect.x0 + columns_x1), middle);
  if (touch.ring) draw_focus(rect, dp(12));
  return touch.clicked;
}

bool rail_item(const RailItem& rail) {
  const Font font = font_of(Style::Secondary), strong_font = font_of(Style::SecondaryStrong), count_font = font_of(rail.selected ? Style::SmallStrong : Style::Small);
  const float inset = dp(12), count_w = rail.done || rail.problem ? ip(30) : text_width(rail.count, count_font) + dp(10);
  const Font& words_font = rail.selected ? strong_font : font;
  const Lines& lines = lay_out(rail.label, words_font, room() - 2 * inset - count_w);
  const Rect rect = take_row(std::max(dp(56), float(lines.lines.size()) * words_font.line + dp(16)));
  const Touch touch = item(rail.id, rect, pressable(Role::Tab, rail.label, true, rail.selected ? "selected" : rail.done ? "done" : rail.count));
  const Theme& t = theme();
  if (rail.selected || touch.pressed) draw_fill(rect, t.accent_tint, dp(12));
  else if (touch.hovered) draw_fill(rect, blend(t.surface, t.accent_tint, 0.5f), dp(12));
  if (rail.selected && look() == Look::HighContrast) draw_box(rect, {0, t.accent, dp(12), dp(2)});
  draw_lines(rail.label, lines, words_font, {rect.x0 + inset, rect.centre().y - float(lines.lines.size()) * words_font.line / 2, rect.x1, rect.y1},
             rail.selected ? t.accent_ink : t.ink);
  const Vec end{rect.x1 - inset - ip(12), rect.centre().y};
  if (rail.problem) draw_icon(Icon::Error, end, ip(24), tone_colours(Tone::Red).ink);
  else if (rail.done) draw_icon(Icon::Done, end, ip(24), tone_colours(Tone::Green).ink);
  else draw_text(rail.count, count_font, rect.x1 - inset - text_width(rail.count, count_font), rect.centre().y - count_font.line / 2, t.soft);
  if (touch.ring) draw_focus(rect.grown(-dp(3)), dp(12));
  return touch.clicked;
}

}  // namespace ui
