// Dates and times: a field to type into, and a calendar or clock for fingers that opens under it.
#include <cmath>
#include <cstdio>
#include <optional>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/dates.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/edit_box.h"
#include "app/tablet/ui/fields.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/layout.h"
#include "app/tablet/ui/words.h"

namespace ui {
namespace {

bool opener(std::string_view id, const Rect& box, Icon icon, std::string_view words) {
  const Rect spot{box.x1 - dp(52), box.centre().y - dp(26), box.x1, box.centre().y + dp(26)};
  const Touch touch = item(id, spot, pressable(Role::Button, words));
  if (touch.pressed || touch.hovered) draw_circle(spot.centre(), dp(19), theme().accent_tint);
  draw_icon(icon, spot.centre(), ip(24), theme().accent_ink);
  if (touch.ring) draw_focus(spot.grown(-dp(5)), dp(18));
  return touch.clicked;
}

// What the person sees while the field has not the keyboard: the date in words they know. While typing: what they typed.
struct Typed {
  std::string text;
  bool begun = false;
};

bool cell(std::string_view id, const Rect& rect, std::string_view words, bool on, bool marked, std::string_view spoken) {
  const Touch touch = item(id, rect, pressable(Role::Button, spoken, true, on ? "selected" : ""));
  const Theme& t = theme();
  const Rect shape = rect.grown(-dp(2));
  if (on) draw_box(shape, {t.accent, 0, dp(10), 0});
  else if (touch.pressed || touch.hovered) draw_box(shape, {t.accent_tint, 0, dp(10), 0});
  if (marked && !on) draw_box(shape, {0, t.accent, dp(10), dp(2)});
  draw_centred(words, font_of(Style::Body), rect, on ? t.on_accent : t.ink);
  if (touch.ring) draw_focus(shape, dp(10));
  return touch.clicked;
}

bool small_arrow(std::string_view id, const Rect& rect, Icon icon, std::string_view words) {
  const Touch touch = item(id, rect, pressable(Role::Button, words));
  if (touch.pressed || touch.hovered) draw_circle(rect.centre(), dp(22), theme().accent_tint);
  draw_icon(icon, rect.centre(), ip(26), theme().ink);
  if (touch.ring) draw_focus(rect.grown(-dp(4)), dp(20));
  return touch.clicked;
}

// A month of days, arrows to the months and years beside it. True when a day was tapped.
bool calendar(FieldState& state, const Day& chosen, const Day& today, Day& out) {
  const float each = std::floor(std::min(here().area.w() - dp(24), sp(420)) / 7), row = std::max(dp(kTargetDp), font_of(Style::Body).line + dp(12));
  const int shift = weekday_of({state.panel_year, state.panel_month, 1}), days = days_in(state.panel_year, state.panel_month);
  const int rows = (shift + days + 6) / 7;
  const Font head_font = font_of(Style::Strong), day_font = font_of(Style::Small);
  const float width = each * 7 + dp(24), head = std::max(dp(56), head_font.line + dp(20)), names = day_font.line + dp(8);
  const Rect rect = take(width, head + names + row * float(rows) + dp(12));
  draw_box(rect, {theme().surface, theme().line, dp(16), dp(1)});
  const auto step = [&](int months) {
    int index = state.panel_year * 12 + state.panel_month - 1 + months;
    index = std::clamp(index, 1800 * 12, 2200 * 12 + 11);
    state.panel_year = index / 12, state.panel_month = index % 12 + 1;
  };
  const auto arrow = [&](const char* id, float x, Icon icon, int months, std::string_view words) {
    if (small_arrow(id, rect_at(x, rect.y0 + (head - dp(48)) / 2, dp(48), dp(48)), icon, words)) step(months);
  };
  arrow("year_back", rect.x0 + dp(4), Icon::DoubleLeft, -12, tr("ui.year_back"));
  arrow("month_back", rect.x0 + dp(52), Icon::ChevronLeft, -1, tr("ui.month_back"));
  arrow("month_next", rect.x1 - dp(100), Icon::ChevronRight, 1, tr("ui.month_next"));
  arrow("year_next", rect.x1 - dp(52), Icon::DoubleRight, 12, tr("ui.year_next"));
  const std::string title = month_name(state.panel_month) + " " + std::to_string(state.panel_year);
  note("month", Role::Heading, rect, title);
  draw_centred(title, head_font, {rect.x0 + dp(100), rect.y0, rect.x1 - dp(100), rect.y0 + head}, theme().ink);
  const float x0 = rect.x0 + dp(12), y0 = rect.y0 + head;
  for (int i = 0; i < 7; ++i) draw_centred(weekday_letter(i), day_font, rect_at(x0 + each * float(i), y0, each, names), theme().soft);
  bool tapped = false;
  Kit& k = kit();
  const uint16_t group_before = k.group;
  k.group = ++k.groups;
  for (int day = 1; day <= days; ++day) {
    const int place = shift + day - 1;
    const Day date{state.panel_year, state.panel_month, day};
    const Rect spot = rect_at(x0 + each * float(place % 7), y0 + names + row * float(place / 7), each, row);
    if (!cell(std::to_string(day), spot, std::to_string(day), date == chosen, date == today, long_date(date))) continue;
    out = date;
    tapped = true;
  }
  k.group = group_before;
  return tapped;
}

// The words typed live in the field's own state while it has the keyboard; the value is read from them at every keystroke.
std::unordered_map<Id, std::string>& all_typed() {
  static std::unordered_map<Id, std::string> kept;
  return kept;
}
std::string& typed_words(Id id) { return all_typed()[id]; }

}  // namespace

void forget_typed_dates() { all_typed().clear(); }

Edited date_field(std::string_view id, std::string& value, const FieldOptions& options, std::string_view today_iso) {
  const float gap = here().gap;
  field_head(options);
  const Id own = id_of(id);
  FieldState& state = field_state(own);
  std::string& words = typed_words(own);
  if (!state.had_focus) words = shown_date(value);
  FieldOptions box = options;
  if (box.placeholder.empty()) box.placeholder = tr("ui.date_hint");
  BoxStyle style;
  style.right = dp(40);
  const float whole = std::min(here().area.w(), sp(options.width_dp > 0 ? options.width_dp : 320));
  const Rect rect = take(whole, box_height(words, whole, style, 1));
  Edited out = edit_box(id, words, rect, box, style);
  if (out.changed) {
    const std::string read = read_date(words);
    value = read.empty() ? words : read;
  }
  Day today{2026, 1, 1};
  parse_day(today_iso, today);
  std::optional<Scope> scope(std::in_place, id);
  if (options.enabled && !options.read_only && opener("open", rect, Icon::Today, tr("ui.calendar"))) {
    state.open_panel = !state.open_panel;
    Day shown = today;
    parse_day(value, shown);
    state.panel_year = shown.year, state.panel_month = shown.month;
  }
  if (state.open_panel) {
    here().gap = dp(8);
    Day chosen{}, picked{};
    parse_day(value, chosen);
    if (calendar(state, chosen, today_iso.empty() ? Day{} : today, picked)) {
      value = iso_of(picked), words = shown_date(value);
      out.changed = out.left = true;
      state.open_panel = false;
    }
    if (shortcut("escape")) state.open_panel = false;
  }
  scope.reset();
  field_foot(id, value, options);
  here().gap = gap;
  return out;
}

Edited time_field(std::string_view id, std::string& value, const FieldOptions& options) {
  const float gap = here().gap;
  field_head(options);
  const Id own = id_of(id);
  FieldState& state = field_state(own);
  std::string& words = typed_words(own);
  if (!state.had_focus) words = value;
  FieldOptions box = options;
  if (box.placeholder.empty()) box.placeholder = tr("ui.time_hint");
  BoxStyle style;
  style.right = dp(40);
  const float whole = std::min(here().area.w(), sp(options.width_dp > 0 ? options.width_dp : 220));
  const Rect rect = take(whole, box_height(words, whole, style, 1));
  Edited out = edit_box(id, words, rect, box, style);
  if (out.changed) {
    const std::string read = read_time(words);
    value = read.empty() ? words : read;
  }
  std::optional<Scope> scope(std::in_place, id);
  if (options.enabled && !options.read_only && opener("open", rect, Icon::Clock, tr("ui.clock"))) state.open_panel = !state.open_panel;
  if (state.open_panel) {
    here().gap = dp(8);
    int hour = -1, minute = -1;
    const std::string now = read_time(value);
    if (!now.empty()) std::sscanf(now.c_str(), "%d:%d", &hour, &minute);
    const float each = std::floor(std::min(here().area.w() - dp(24), sp(456)) / 8), row = std::max(dp(kTargetDp), font_of(Style::Body).line + dp(12));
    const Font small_font = font_of(Style::Small);
    const Rect panel = take(each * 8 + dp(24), row * 5 + 2 * (small_font.line + dp(8)) + dp(16));
    draw_box(panel, {theme().surface, theme().line, dp(16), dp(1)});
    float y = panel.y0 + dp(6);
    const auto pick = [&](int new_hour, int new_minute) {
      char text[8];
      std::snprintf(text, sizeof text, "%02d:%02d", std::clamp(new_hour, 0, 23), std::clamp(new_minute, 0, 59));
      value = words = text;
      out.changed = out.left = true;
    };
    draw_text(tr("ui.hour"), small_font, panel.x0 + dp(16), y, theme().soft);
    y += small_font.line + dp(4);
    for (int h = 0; h < 24; ++h) {
      const Rect spot = rect_at(panel.x0 + dp(12) + each * float(h % 8), y + row * float(h / 8), each, row);
      char text[8];
      std::snprintf(text, sizeof text, "%02d", h);
      if (cell(std::string("h") + text, spot, text, h == hour, false, text)) pick(h, std::max(0, minute));
    }
    y += row * 3 + dp(4);
    draw_text(tr("ui.minute"), small_font, panel.x0 + dp(16), y, theme().soft);
    y += small_font.line + dp(4);
    for (int i = 0; i < 12; ++i) {
      const Rect spot = rect_at(panel.x0 + dp(12) + each * float(i % 8), y + row * float(i / 8), each, row);
      char text[8];
      std::snprintf(text, sizeof text, "%02d", i * 5);
      if (cell(std::string("m") + text, spot, text, i * 5 == minute, false, text)) pick(std::max(0, hour), i * 5), state.open_panel = hour < 0;
    }
    if (shortcut("escape")) state.open_panel = false;
  }
  scope.reset();
  field_foot(id, value, options);
  here().gap = gap;
  return out;
}

}  // namespace ui
