#include "app/tablet/ui/controls.h"

#include <cmath>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/group.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {
namespace {

struct ButtonColours {
  Colour fill, ink, edge;
};

ButtonColours colours_of(Kind kind, const Touch& touch) {
  const Theme& t = theme();
  ButtonColours out{};
  switch (kind) {
    case Kind::Primary: out = {t.accent, t.on_accent, 0}; break;
    case Kind::Outline: out = {t.surface, t.accent_ink, t.accent}; break;
    case Kind::Quiet: out = {t.surface, t.accent_ink, 0}; break;
    case Kind::Danger: out = {t.danger, t.on_danger, 0}; break;
    case Kind::DangerOutline: out = {t.surface, t.danger, t.danger}; break;
  }
  if (!touch.enabled) return {kind == Kind::Primary || kind == Kind::Danger ? t.raised : out.fill, t.faint, out.edge ? t.line : 0};
  if (touch.pressed) out.fill = blend(out.fill, kind == Kind::Primary || kind == Kind::Danger ? t.ink : t.accent_tint, kind == Kind::Primary ? 0.3f : 1.0f);
  else if (touch.hovered) out.fill = blend(out.fill, kind == Kind::Primary || kind == Kind::Danger ? t.ink : t.accent_tint, kind == Kind::Primary ? 0.12f : 0.5f);
  if (look() == Look::HighContrast && out.edge == 0) out.edge = out.ink == t.on_accent ? t.accent : out.ink;
  return out;
}

}  // namespace

bool button(std::string_view id, std::string_view label, ButtonOptions options) {
  const Font font = font_of(options.small ? Style::SecondaryStrong : Style::Strong);
  const float pad = dp(options.small ? 16 : 24), icon = options.icon == Icon::None ? 0 : ip(options.small ? 30 : 34);
  const float after = options.icon_after == Icon::None ? 0 : ip(34);
  const float whole = options.fill ? room() : in_wrap() ? here().area.w() : room();
  const float text_room = whole - 2 * pad - icon - after;
  const Lines& lines = lay_out(label, font, text_room);
  const float words_h = float(lines.lines.size()) * font.line;
  const float height = std::max(dp(options.small ? 44 : 52), words_h + dp(options.small ? 16 : 24));
  const float natural = lines.width + 2 * pad + icon + after + 2;
  const Rect rect = options.fill ? take(height) : take(std::max(natural, dp(kTargetDp)), height);
  const Rect reach = options.small ? Rect{rect.x0, rect.y0 - dp(2), rect.x1, rect.y1 + dp(2)} : rect;
  const Touch touch = item(id, reach, pressable(Role::Button, label, options.enabled));
  const ButtonColours c = colours_of(options.kind, touch);
  const float radius = dp(12);
  draw_box(rect, {c.fill, c.edge, radius, dp(2)});
  const float x = rect.x0 + (rect.w() - (lines.width + icon + after)) / 2;
  draw_icon(options.icon, {x + ip(12), rect.centre().y}, ip(options.small ? 20 : 24), c.ink);
  draw_lines(label, lines, font, {x + icon, rect.centre().y - words_h / 2, x + icon + lines.width, rect.y1}, c.ink, lines.lines.size() > 1);
  draw_icon(options.icon_after, {x + icon + lines.width + ip(22), rect.centre().y}, ip(24), c.ink);
  if (touch.ring) draw_focus(rect, radius);
  return touch.clicked;
}

bool primary_button(std::string_view id, std::string_view label, Icon icon, bool enabled) {
  return button(id, label, {.kind = Kind::Primary, .icon = icon, .enabled = enabled});
}
bool outline_button(std::string_view id, std::string_view label, Icon icon, bool enabled) {
  return button(id, label, {.kind = Kind::Outline, .icon = icon, .enabled = enabled});
}
bool quiet_button(std::string_view id, std::string_view label, Icon icon, bool enabled) {
  return button(id, label, {.kind = Kind::Quiet, .icon = icon, .enabled = enabled});
}
bool danger_button(std::string_view id, std::string_view label, Icon icon, bool enabled) {
  return button(id, label, {.kind = Kind::Danger, .icon = icon, .enabled = enabled});
}

bool icon_button(std::string_view id, Icon icon, std::string_view label, bool enabled) {
  const Rect rect = take(ip(kTargetDp), ip(kTargetDp));
  const Touch touch = item(id, rect, pressable(Role::Button, label, enabled));
  if (touch.pressed || touch.hovered) draw_circle(rect.centre(), ip(22), blend(theme().surface, theme().accent_tint, touch.pressed ? 1.0f : 0.6f));
  draw_icon(icon, rect.centre(), ip(24), touch.enabled ? theme().ink : theme().faint);
  if (touch.ring) draw_focus(rect.grown(-dp(3)), dp(20));
  return touch.clicked;
}

bool link(std::string_view id, std::string_view words) {
  const Font font = font_of(Style::Secondary);
  const float width = text_width(words, font);
  // Among words a link stands like one of them; a finger finds it in the room above and a little below the line.
  const bool among_words = in_wrap();
  const Rect rect = take(width + 1, among_words ? font.line : std::max(dp(kTargetDp), font.line));
  const Rect spot = among_words ? Rect{rect.x0 - dp(4), std::min(rect.y0, rect.y1 + dp(8) - dp(kTargetDp)), rect.x1 + dp(4), rect.y1 + dp(8)} : rect;
  const Touch touch = item(id, spot, pressable(Role::Link, words));
  const Colour ink = touch.pressed || touch.hovered ? theme().accent_ink : theme().soft;
  const float y = rect.centre().y - font.line / 2;
  draw_cut(words, font, rect.x0, y, rect.w(), ink);
  draw_line(rect.x0, rect.x1 - 1, y + font.line - dp(2), ink, dp(1));
  if (touch.ring) draw_focus(rect, dp(6));
  return touch.clicked;
}

namespace {

std::string counted(const Choice& choice) {
  std::string out(choice.label);
  if (choice.count >= 0) out += " " + std::to_string(choice.count);
  return out;
}

}  // namespace

int chips(std::string_view id, std::span<const Choice> choices, int chosen) {
  int out = -1;
  const Wrap wrap({.gap_dp = 4});
  const Group group(id);
  const Font font = font_of(Style::Pill);
  for (size_t i = 0; i < choices.size(); ++i) {
    const std::string label = counted(choices[i]);
    const float left = choices[i].icon == Icon::None ? dp(16) : dp(16) + ip(26);
    const Rect rect = take(left + text_width(label, font) + dp(17), std::max(dp(kTargetDp), font.line + dp(20)));
    const bool on = int(i) == chosen;
    const Touch touch = item(choices[i].id, rect, pressable(Role::Chip, label, true, on ? "selected" : ""));
    const Rect shape{rect.x0, rect.y0 + dp(6), rect.x1, rect.y1 - dp(6)};
    const Colour fill = on || touch.pressed ? theme().accent_tint : touch.hovered ? blend(theme().ground, theme().accent_tint, 0.6f) : 0;
    draw_box(shape, {fill, on && look() == Look::HighContrast ? theme().accent : 0, shape.h() / 2, dp(2)});
    draw_icon(choices[i].icon, {rect.x0 + dp(16) + ip(10), rect.centre().y}, ip(20), on ? theme().accent_ink : theme().soft);
    draw_text(label, font, rect.x0 + left, rect.centre().y - font.line / 2, on ? theme().accent_ink : theme().soft);
    if (touch.ring) draw_focus(shape, shape.h() / 2);
    if (touch.clicked) out = int(i);
  }
  return out;
}

// Tabs that do not fit wrap to another line: nothing is out of reach.
int tabs(std::string_view id, std::span<const Choice> choices, int chosen) {
  int out = -1;
  Rect& region = ui::region();
  const Font font = font_of(Style::Body), chosen_font = {Weight::SemiBold, font.px, font.line, 0};
  const float height = std::max(dp(56), font.line + dp(30)), side = dp(compact() ? 8 : 24), pad = dp(compact() ? 12 : 16);
  float x = region.x0 + side, y = region.y0;
  const LateBox box = reserve_box(0, false);
  {
    const Group group(id);
    for (size_t i = 0; i < choices.size(); ++i) {
      const std::string label = counted(choices[i]);
      const bool on = int(i) == chosen;
      const float width = text_width(label, chosen_font) + 2 * pad;
      if (x + width > region.x1 - dp(4) && x > region.x0 + side) x = region.x0 + side, y += height;
      const Rect rect = rect_at(x, y, std::ceil(width), height);
      const Touch touch = item(choices[i].id, rect, pressable(Role::Tab, label, true, on ? "selected" : ""));
      const Rect spot{rect.x0 + dp(4), rect.y0 + dp(6), rect.x1 - dp(4), rect.y1 - dp(6)};
      if (touch.pressed) draw_fill(spot, theme().accent_tint, dp(10));
      else if (touch.hovered && !on) draw_fill(spot, blend(theme().surface, theme().accent_tint, 0.5f), dp(10));  // the one she is on invites no press
      draw_centred(label, on ? chosen_font : font, {rect.x0, rect.y0, rect.x1, rect.y1 - dp(3)}, on ? theme().accent_ink : theme().soft);
      if (on) draw_fill({rect.x0, rect.y1 - dp(3), rect.x1, rect.y1}, theme().accent);
      if (touch.ring) draw_focus(rect.grown(-dp(5)), dp(8));
      if (touch.clicked) out = int(i);
      x += rect.w();
    }
  }
  const float bottom = y + height;
  finish_box(box, {region.x0, region.y0, region.x1, bottom}, {theme().surface, 0, 0, 0});
  draw_fill({region.x0, bottom, region.x1, bottom + dp(1)}, theme().line);
  region.y0 = bottom + dp(1);
  return out;
}

int segmented(std::string_view id, std::span<const Choice> choices, int chosen) {
  int out = -1;
  const Font font = font_of(Style::Pill);
  float widest = 0;
  for (const Choice& choice : choices) widest = std::max(widest, text_width(counted(choice), font) + dp(36) + (choice.icon == Icon::None ? 0 : ip(28)));
  const float each = std::ceil(std::max(widest, dp(72)));
  if (each * float(choices.size()) > here().area.w()) return chips(id, choices, chosen);
  const Rect rect = take(each * float(choices.size()), std::max(dp(kTargetDp), font.line + dp(22)));
  draw_box(rect, {theme().surface, theme().line, dp(12), dp(2)});
  const Group group(id);
  for (size_t i = 0; i < choices.size(); ++i) {
    const Rect part = rect_at(rect.x0 + each * float(i), rect.y0, each, rect.h());
    const std::string label = counted(choices[i]);
    const bool on = int(i) == chosen;
    const Touch touch = item(choices[i].id, part, pressable(Role::Radio, label, true, on ? "selected" : ""));
    if (on || touch.pressed || touch.hovered)
      draw_box(part, {on || touch.pressed ? theme().accent_tint : blend(theme().surface, theme().accent_tint, 0.5f), on ? theme().accent : 0, dp(12), dp(2)});
    const Colour ink = on ? theme().accent_ink : theme().soft;
    const float icon = choices[i].icon == Icon::None ? 0 : ip(28), width = icon + text_width(label, font);
    const float x = part.centre().x - width / 2;
    draw_icon(choices[i].icon, {x + ip(10), part.centre().y}, ip(20), ink);
    draw_text(label, font, x + icon, part.centre().y - font.line / 2, ink);
    if (touch.ring) draw_focus(part, dp(12));
    if (touch.clicked) out = int(i);
  }
  return out;
}

bool toggle(std::string_view id, std::string_view label, bool on, std::string_view detail) {
  const Font font = font_of(Style::Body), small_font = font_of(Style::Secondary);
  const float room_for_words = room() - dp(76);
  const Lines& labels = lay_out(label, font, room_for_words);
  const Lines& details = lay_out(detail, small_font, room_for_words);
  const float words_h = float(labels.lines.size()) * font.line + (detail.empty() ? 0 : float(details.lines.size()) * small_font.line);
  const Rect rect = take(std::max(dp(56), words_h + dp(16)));
  const Touch touch = item(id, rect, pressable(Role::Switch, label, true, on ? "on" : "off"));
  const Theme& t = theme();
  const float top = rect.centre().y - words_h / 2;
  draw_lines(label, labels, font, {rect.x0, top, rect.x1, rect.y1}, touch.enabled ? t.ink : t.faint);
  if (!detail.empty()) draw_lines(detail, details, small_font, {rect.x0, top + float(labels.lines.size()) * font.line, rect.x1, rect.y1}, t.soft);
  const Rect track = rect_at(rect.x1 - dp(56), rect.centre().y - dp(16), dp(56), dp(32));
  draw_box(track, {on ? t.accent : t.surface, on ? t.accent : t.field_line, dp(16), dp(2)});
  const Vec knob{on ? track.x1 - dp(16) : track.x0 + dp(16), track.centre().y};
  draw_circle(knob, dp(10), on ? t.on_accent : t.field_line);
  if (on) draw_icon(Icon::Check, knob, dp(14), t.accent);
  if (touch.ring) draw_focus(rect.grown(dp(2)), dp(10));
  return touch.clicked;
}

bool checkbox(std::string_view id, std::string_view label, bool on) {
  const Font font = font_of(Style::Body);
  const Lines& lines = lay_out(label, font, room() - ip(44));
  const float words_h = float(lines.lines.size()) * font.line;
  const Rect rect = take(std::min(room(), lines.width + ip(48)), std::max(dp(kTargetDp), words_h + dp(12)));
  const Touch touch = item(id, rect, pressable(Role::Check, label, true, on ? "selected" : ""));
  draw_choice_mark({rect.x0 + ip(16), rect.centre().y}, true, on, touch.enabled);
  draw_lines(label, lines, font, {rect.x0 + ip(44), rect.centre().y - words_h / 2, rect.x1, rect.y1}, touch.enabled ? theme().ink : theme().faint);
  if (touch.ring) draw_focus(rect, dp(10));
  return touch.clicked;
}

bool stepper(std::string_view id, std::string_view label, int& value, int low, int high, int step) {
  const Font font = font_of(Style::Body), number_font = font_of(Style::Heading);
  const std::string shown = std::to_string(value);
  const float control = 2 * dp(52) + std::max(dp(64), text_width(shown, number_font) + dp(24));
  const Lines& lines = lay_out(label, font, room() - control - dp(12));
  const Rect rect = take(std::max(dp(60), float(lines.lines.size()) * font.line + dp(16)));
  const Scope scope(id);
  note("value", Role::Spin, rect, label, shown);
  draw_lines(label, lines, font, {rect.x0, rect.centre().y - float(lines.lines.size()) * font.line / 2, rect.x1, rect.y1}, theme().ink);
  const auto press = [&](std::string_view part, float x, Icon icon_shape, const char* sign, bool enabled) {
    const Rect box = rect_at(x, rect.centre().y - dp(26), dp(52), dp(52));
    const Touch touch = item(part, box, pressable(Role::Button, part, enabled));
    const ButtonColours c = colours_of(Kind::Outline, touch);
    draw_box(box, {c.fill, c.edge, dp(12), dp(2)});
    if (icon_shape != Icon::None) draw_icon(icon_shape, box.centre(), dp(24), c.ink);
    else draw_centred(sign, number_font, box, c.ink);
    if (touch.ring) draw_focus(box, dp(12));
    return touch.clicked;
  };
  const float x = rect.x1 - control;
  draw_centred(shown, number_font, {x + dp(52), rect.y0, rect.x1 - dp(52), rect.y1}, theme().ink);
  const int before = value;
  if (press("less", x, Icon::None, "−", value > low)) value = std::max(low, value - step);
  if (press("more", rect.x1 - dp(52), Icon::Add, "+", value < high)) value = std::min(high, value + step);
  return value != before;
}

bool slider(std::string_view id, std::string_view label, float& value, SliderOptions options) {
  const Font font = font_of(Style::Body), small_font = font_of(Style::Small);
  char shown[32];
  std::snprintf(shown, sizeof shown, options.step >= 1 ? "%.0f" : options.step >= 0.1f ? "%.1f" : "%.2f", double(value));
  std::string words = shown;
  if (!options.unit.empty()) words += std::string(options.unit == "%" ? "" : " ") + std::string(options.unit);
  if (options.unset) words.clear();
  const float labels = label.empty() && options.spoken.empty() ? 0 : font.line + dp(2), ends = options.low_label.empty() && options.high_label.empty() ? 0 : small_font.line;
  const Rect rect = take(labels + dp(kTargetDp) + ends);
  const Rect track_area{rect.x0, rect.y0 + labels, rect.x1, rect.y0 + labels + dp(kTargetDp)};
  Look_ look = pressable(Role::Slider, label.empty() ? options.spoken : label, true, words);
  look.drags = Drags::All;
  const Touch touch = item(id, track_area, look);
  Kit& k = kit();
  const float before = value, left = track_area.x0 + dp(14), right = track_area.x1 - dp(14);
  if (touch.enabled && (k.acts.dragged == touch.id || k.acts.dropped == touch.id)) {
    value = options.low + (options.high - options.low) * std::clamp((k.press.now.x - left) / (right - left), 0.0f, 1.0f);
    k.rebuild = true;
  }
  const float step = options.step > 0 ? options.step : (options.high - options.low) / 20;
  if (key_is(touch, window::Key::Right) || key_is(touch, window::Key::Up)) value += step, take_key();
  else if (key_is(touch, window::Key::Left) || key_is(touch, window::Key::Down)) value -= step, take_key();
  if (options.step > 0) value = options.low + std::round((value - options.low) / options.step) * options.step;
  value = std::clamp(value, options.low, options.high);
  if (!label.empty()) {
    draw_cut(label, font, rect.x0, rect.y0, rect.w() - text_width(words, font) - dp(12), theme().ink);
    draw_text(words, font, rect.x1 - text_width(words, font), rect.y0, theme().soft);
  }
  const float y = track_area.centre().y, x = left + (right - left) * (value - options.low) / std::max(1e-6f, options.high - options.low);
  if (label.empty() && labels > 0 && !words.empty()) {
    const Font strong = font_of(Style::Strong);
    const float width = text_width(words, strong);
    draw_text(words, strong, std::clamp(x - width / 2, rect.x0, std::max(rect.x0, rect.x1 - width)), rect.y0, theme().ink);
  }
  draw_fill({left, y - dp(4), right, y + dp(4)}, theme().line, dp(4));
  draw_fill({left, y - dp(4), x, y + dp(4)}, theme().accent, dp(4));
  draw_circle({x, y}, dp(13), touch.pressed ? theme().accent : theme().surface, options.unset && !touch.pressed ? theme().field_line : theme().accent, dp(3));
  if (touch.ring) draw_focus({x - dp(16), y - dp(16), x + dp(16), y + dp(16)}, dp(16));
  if (ends > 0) {
    draw_text(options.low_label, small_font, rect.x0, track_area.y1, theme().soft);
    draw_text(options.high_label, small_font, rect.x1 - text_width(options.high_label, small_font), track_area.y1, theme().soft);
  }
  return value != before || (options.unset && touch.clicked);  // the low end is an answer too
}

int pin_pad(std::string_view id, size_t entered, size_t length, bool enabled) {
  Kit& k = kit();
  int out = kPinNone;
  const float key_w = dp(96), key_h = dp(72), gap = dp(14), whole = 3 * key_w + 2 * gap;
  const Rect area = take(dp(18) + dp(20) + 4 * key_h + 3 * gap);
  const float x0 = std::round(area.centre().x - whole / 2);
  const Disabled off(!enabled);
  const Group group(id);
  const float dots = float(length) * dp(36) - dp(18);
  note("dots", Role::Pad, rect_at(area.centre().x - dots / 2, area.y0, dots, dp(18)), "", std::to_string(entered) + "/" + std::to_string(length));
  for (size_t i = 0; i < length; ++i) {
    const Vec at{area.centre().x - dots / 2 + dp(9) + float(i) * dp(36), area.y0 + dp(9)};
    draw_circle(at, dp(9), i < entered ? theme().accent : 0, theme().accent, dp(2));
  }
  const Font font = {Weight::SemiBold, std::round(dp(26) * std::min(1.3f, text_scale())), dp(34), 0};
  constexpr int kKeys[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, kPinErase, 0, kPinDone};
  for (int i = 0; i < 12; ++i) {
    const int key = kKeys[i];
    const std::string name = key == kPinErase ? "erase" : key == kPinDone ? "done" : std::to_string(key);
    const Rect rect = rect_at(x0 + float(i % 3) * (key_w + gap), area.y0 + dp(38) + float(i / 3) * (key_h + gap), key_w, key_h);
    const Touch touch = item(name, rect, pressable(Role::Button, name));
    const Theme& t = theme();
    draw_box(rect, {touch.pressed ? t.accent_tint : touch.hovered ? blend(t.surface, t.accent_tint, 0.5f) : t.surface, t.line, dp(12), dp(2)});
    const Colour ink = touch.enabled ? t.ink : t.faint;
    if (key == kPinErase) draw_icon(Icon::Backspace, rect.centre(), dp(26), ink);
    else if (key == kPinDone) draw_icon(Icon::Check, rect.centre(), dp(26), ink);
    else draw_centred(name, font, rect, ink);
    if (touch.ring) draw_focus(rect, dp(12));
    if (touch.clicked) out = key;
  }
  // A keyboard's digits work wherever the focus is, unless something that takes words has it.
  if (enabled && !k.used && k.has_event && k.event.kind == window::Event::Kind::KeyDown && k.layer >= k.modal_seen && out == kPinNone) {
    if (k.event.key == window::Key::Letter && k.event.letter >= '0' && k.event.letter <= '9' && !k.event.ctrl) out = k.event.letter - '0', take_key();
    else if (k.event.key == window::Key::Backspace) out = kPinErase, take_key();
    else if (k.event.key == window::Key::Enter) out = kPinDone, take_key();
  }
  return out;
}

}  // namespace ui
