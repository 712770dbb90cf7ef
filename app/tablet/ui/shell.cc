#include "app/tablet/ui/shell.h"

#include <cmath>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"
#include "app/tablet/ui/words.h"

namespace ui {
namespace {

void draw_badge(Vec centre, int count) {
  if (count <= 0) return;
  const Font font = {Weight::SemiBold, dp(12), dp(16), 0};
  const std::string words = count > 99 ? "99+" : std::to_string(count);
  const float width = std::max(dp(19), text_width(words, font) + dp(9));
  const Rect rect{centre.x - width / 2, centre.y - dp(9.5f), centre.x + width / 2, centre.y + dp(9.5f)};
  draw_box(rect, {theme().danger, 0, rect.h() / 2, 0});
  draw_centred(words, font, rect, theme().on_danger);
}

bool draw_place(const Place& place, const Rect& rect, bool here_now) {
  const Theme& t = theme();
  const Touch touch = item(place.id, rect, pressable(Role::Nav, place.label, true, here_now ? "selected" : place.badge > 0 ? std::to_string(place.badge) : ""));
  const Rect shape{rect.x0 + dp(6), rect.y0, rect.x1 - dp(5), rect.y1};
  if (here_now || touch.pressed) draw_box(shape, {t.accent_tint, look() == Look::HighContrast ? t.accent : 0, dp(14), dp(2)});
  else if (touch.hovered) draw_fill(shape, blend(t.surface, t.accent_tint, 0.5f), dp(14));
  Font font = font_of(here_now ? Style::SmallStrong : Style::Small);
  if (!here_now) font.weight = Weight::Medium;
  while (text_width(place.label, font) > shape.w() - dp(4) && font.px > dp(11)) font.px -= 0.5f;
  const Colour ink = here_now ? t.accent_ink : t.soft;
  const float block = ip(24) + dp(4) + font.line, top = rect.centre().y - block / 2;
  draw_icon(place.icon, {rect.centre().x, top + ip(12)}, ip(24), ink);
  draw_centred(place.label, font, {shape.x0 + dp(2), top + ip(24) + dp(4), shape.x1 - dp(2), top + block}, ink);
  draw_badge({rect.centre().x + ip(17), top + ip(5)}, place.badge);
  if (touch.ring) draw_focus(shape.grown(-dp(3)), dp(12));
  return touch.clicked;
}

}  // namespace

int nav(std::string_view id, std::span<const Place> places, int here_now) {
  Kit& k = kit();
  Rect& region = ui::region();
  int out = -1;
  const uint16_t group_before = k.group;
  k.group = ++k.groups;
  const Scope scope(id);
  const float font_extra = font_of(Style::Small).line - dp(18) + ip(24) - dp(24);
  const float step = dp(68) + std::max(0.0f, font_extra);
  if (!portrait()) {
    const float width = std::round(dp(92) * std::min(1.35f, std::max(1.0f, 0.6f + 0.4f * text_scale())));
    draw_fill(rect_at(region.x0, region.y0, width, region.h()), theme().surface);
    draw_fill(rect_at(region.x0 + width - dp(1), region.y0, dp(1), region.h()), theme().line);
    const float gap = std::min(dp(6), std::max(0.0f, (region.h() - dp(28) - step * float(places.size())) / float(places.size())));
    const float each = std::min(step, (region.h() - dp(20)) / float(places.size()));
    float y = region.y0 + dp(14), bottom = region.y1 - dp(14);
    for (size_t i = 0; i < places.size(); ++i) {
      Rect rect = rect_at(region.x0, y, width - dp(1), each);
      if (places[i].at_end) rect = rect_at(region.x0, bottom - each, width - dp(1), each), bottom -= each + gap;
      else y += each + gap;
      if (draw_place(places[i], rect, int(i) == here_now)) out = int(i);
    }
    region.x0 += width;
  } else {
    const float height = step + dp(12), each = region.w() / float(places.size());
    draw_fill({region.x0, region.y1 - height, region.x1, region.y1}, theme().surface);
    draw_fill({region.x0, region.y1 - height, region.x1, region.y1 - height + dp(1)}, theme().line);
    for (size_t i = 0; i < places.size(); ++i) {
      const float x = std::round(region.x0 + each * float(i));
      if (draw_place(places[i], {x, region.y1 - height + dp(7), std::round(x + each), region.y1 - dp(5)}, int(i) == here_now)) out = int(i);
    }
    region.y1 -= height;
  }
  k.group = group_before;
  return out;
}

namespace {

// What is left between the way back and the pill.
float top_bar_words(const TopBar& bar, const Rect& region, const Font& pill_font) {
  const float x = region.x0 + dp(bar.back ? 64 : compact() ? 16 : 24);
  float right = region.x1 - dp(compact() ? 16 : 24) - (bar.initials.empty() ? 0 : ip(48) + dp(16));
  if (bar.signal.empty()) return right - x;
  const float whole = text_width(bar.signal, pill_font) + dp(29) + (bar.signal_icon == Icon::None ? 0 : ip(27));
  right -= bar.signal_icon != Icon::None && whole > (right - x) * 0.45f ? ip(44) : whole;
  return right - dp(16) - x;
}

}  // namespace

TopBarTap top_bar(const TopBar& bar) {
  Rect& region = ui::region();
  const Theme& t = theme();
  TopBarTap out = TopBarTap::None;
  Font title_font = font_of(Style::Title);
  const Font soft_font = font_of(Style::Secondary), pill_font = font_of(Style::Pill);
  if (portrait() || compact()) title_font.px = std::round(title_font.px * 0.9f * 4) / 4;
  const float words_w = top_bar_words(bar, region, pill_font);
  const int lines_max = portrait() || compact() ? 2 : 1;  // of the title, and of what stands under it
  const Lines& titles = lay_out(bar.title, title_font, words_w, lines_max);
  const Lines& subtitles = lay_out(bar.subtitle, soft_font, words_w, lines_max);
  const float titles_h = float(titles.lines.size()) * title_font.line, subtitles_h = bar.subtitle.empty() ? 0 : float(subtitles.lines.size()) * soft_font.line;
  const float height = std::max(dp(72), titles_h + subtitles_h + dp(16));
  const Rect rect = rect_at(region.x0, region.y0, region.w(), height);
  draw_fill(rect, t.surface);
  draw_fill({rect.x0, rect.y1 - dp(1), rect.x1, rect.y1}, t.line);
  const float middle = rect.y0 + (height - dp(1)) / 2;
  float x = rect.x0 + dp(compact() ? 16 : 24), right = rect.x1 - dp(compact() ? 16 : 24);
  if (bar.back) {
    const Rect spot = rect_at(rect.x0 + dp(12), middle - dp(24), dp(48), dp(48));
    const Touch touch = item("back", spot, pressable(Role::Button, tr("ui.back")));
    if (touch.pressed || touch.hovered) draw_circle(spot.centre(), dp(22), t.accent_tint);
    draw_icon(Icon::Back, spot.centre(), ip(26), t.ink);
    if (touch.ring) draw_focus(spot.grown(-dp(3)), dp(20));
    if (touch.clicked) out = TopBarTap::Back;
    x = rect.x0 + dp(64);
  }
  if (!bar.initials.empty()) {
    const Rect spot = rect_at(right - ip(48), middle - ip(24), ip(48), ip(48));
    const Touch touch = item("me", spot, pressable(Role::Button, bar.initials));
    draw_circle(spot.centre(), ip(24), touch.pressed ? blend(t.accent_tint, t.accent, 0.2f) : t.accent_tint, look() == Look::HighContrast ? t.accent : 0, dp(1));
    draw_centred(bar.initials, {Weight::Bold, ip(17), ip(24), 0}, spot, t.accent_ink);
    if (touch.ring) draw_focus(spot, ip(24));
    if (touch.clicked) out = TopBarTap::Avatar;
    right = spot.x0 - dp(16);
  }
  if (!bar.signal.empty()) {
    const ToneColours& colours = tone_colours(bar.signal_tone);
    const float icon = bar.signal_icon == Icon::None ? 0 : ip(27), whole = text_width(bar.signal, pill_font) + dp(29) + icon;
    // In a narrow window the pill keeps its pictogram and loses its words.
    const bool short_form = bar.signal_icon != Icon::None && whole > (right - x) * 0.45f;
    const float pill_h = short_form ? ip(44) : pill_font.line + dp(15), width = short_form ? std::max(dp(48), pill_h) : whole;
    const Rect spot{right - width, middle - std::max(dp(24), pill_h / 2), right, middle + std::max(dp(24), pill_h / 2)};
    const Touch touch = item("signal", spot, pressable(Role::Button, bar.signal));
    const Rect shape = short_form ? Rect{right - pill_h, middle - pill_h / 2, right, middle + pill_h / 2} : Rect{spot.x0, middle - pill_h / 2, spot.x1, middle + pill_h / 2};
    draw_box(shape, {touch.pressed ? blend(colours.tint, colours.ink, 0.2f) : colours.tint, look() == Look::HighContrast ? colours.ink : 0, shape.h() / 2, dp(1)});
    draw_icon(bar.signal_icon, {short_form ? shape.centre().x : shape.x0 + dp(14) + ip(10), middle}, ip(short_form ? 22 : 20), colours.ink);
    if (!short_form) draw_text(bar.signal, pill_font, shape.x0 + dp(14) + icon, middle - pill_font.line / 2, colours.ink);
    if (touch.ring) draw_focus(shape, shape.h() / 2);
    if (touch.clicked) out = TopBarTap::Signal;
    right = shape.x0 - dp(16);
  }
  const float gap = bar.subtitle.empty() ? 0 : dp(3), words_h = titles_h + gap + subtitles_h;
  const float top = middle - words_h / 2 + dp(bar.subtitle.empty() ? 0 : 1);
  note("title", Role::Heading, {x, top, right, top + titles_h}, bar.title);
  draw_lines(bar.title, titles, title_font, {x, top, titles.right_to_left ? x + titles.width : right, top + titles_h}, t.ink);
  if (!bar.subtitle.empty()) {
    note("subtitle", Role::Text, {x, top + titles_h + gap, right, top + words_h}, bar.subtitle);
    draw_lines(bar.subtitle, subtitles, soft_font, {x, top + titles_h + gap, right, top + words_h}, t.soft);
  }
  region.y0 = rect.y1;
  return out;
}

}  // namespace ui
