#include "app/tablet/ui/fields.h"

#include <cmath>
#include <cstdlib>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/edit_box.h"
#include "app/tablet/ui/grapheme.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/layout.h"
#include "app/tablet/ui/text.h"
#include "app/tablet/ui/words.h"

namespace ui {

void field_head(const FieldOptions& options) {
  Container& c = here();
  const float gap = c.gap;
  if (!options.label.empty()) {
    label(options.label, options.required);
    c.gap = dp(4);
  }
  if (!options.help.empty()) {
    secondary(options.help);
    c.gap = dp(8);
  }
  if (!options.label.empty()) space(2);
  if (options.label.empty() && options.help.empty()) c.gap = gap;
}

void field_foot(std::string_view id, std::string_view value, const FieldOptions& options) {
  Container& c = here();
  c.gap = dp(6);
  if (!options.error.empty()) problem(options.error, std::string(id) + "/error");
  if (options.under.empty() && !options.count) return;
  const Font font = font_of(Style::Small);
  const std::string count = options.count ? tr("ui.characters", grapheme_count(value)) : "";
  const float count_w = count.empty() ? 0 : text_width(count, font) + dp(16);
  const Lines& lines = lay_out(options.under, font, c.area.w() - count_w);
  const Rect rect = take(std::max(1.0f, float(lines.lines.size())) * font.line);
  if (!options.under.empty()) note(std::string(id) + "/under", Role::Text, rect, options.under);
  if (!count.empty()) note(std::string(id) + "/count", Role::Text, rect, count);
  draw_lines(options.under, lines, font, {rect.x0, rect.y0, rect.x1 - count_w, rect.y1}, theme().soft);
  draw_text(count, font, rect.x1 - count_w + dp(16), rect.y0, theme().soft);
}

namespace {

// Keeps the container's gap while a field's own parts stand closer together.
class CloseTogether {
 public:
  CloseTogether() : gap_(here().gap) {}
  ~CloseTogether() { here().gap = gap_; }

 private:
  float gap_;
};

float field_width(const FieldOptions& options) { return options.width_dp > 0 ? std::min(here().area.w(), sp(options.width_dp)) : here().area.w(); }

bool small_press(std::string_view id, const Rect& spot, Icon icon, std::string_view words) {
  const Touch touch = item(id, spot, {.role = Role::Button, .label = words, .enabled = true, .hits = true, .focusable = true});
  if (touch.pressed || touch.hovered) draw_circle(spot.centre(), dp(19), theme().accent_tint);
  draw_icon(icon, spot.centre(), ip(22), touch.enabled ? theme().ink : theme().faint);
  if (touch.ring) draw_focus(spot.grown(-dp(5)), dp(18));
  return touch.clicked;
}

Edited one_line(std::string_view id, std::string& value, const FieldOptions& options, bool secret) {
  CloseTogether keep;
  field_head(options);
  BoxStyle style;
  style.secret = secret;
  style.left = options.icon == Icon::None ? 0 : ip(36);
  style.right = secret ? dp(40) : options.unit.empty() ? 0 : text_width(options.unit, font_of(Style::Body)) + dp(10);
  const Rect rect = take(field_width(options), box_height(value, field_width(options), style, 1));
  Edited out = edit_box(id, value, rect, options, style);
  draw_icon(options.icon, {rect.x0 + dp(16) + ip(11), rect.centre().y}, ip(22), theme().ink);
  if (!options.unit.empty()) {
    const Font font = font_of(Style::Body);
    draw_text(options.unit, font, rect.x1 - dp(16) - text_width(options.unit, font), rect.centre().y - font.line / 2, theme().soft);
  }
  if (secret) {
    FieldState& state = field_state(id_of(id));
    const Rect spot{rect.x1 - dp(50), rect.centre().y - dp(24), rect.x1 - dp(2), rect.centre().y + dp(24)};
    if (small_press(std::string(id) + "/show", spot, state.show_secret ? Icon::EyeOff : Icon::Eye, tr("ui.show"))) state.show_secret = !state.show_secret;
  }
  field_foot(id, value, options);
  return out;
}

}  // namespace

Edited text_field(std::string_view id, std::string& value, const FieldOptions& options) { return one_line(id, value, options, false); }
Edited secret_field(std::string_view id, std::string& value, const FieldOptions& options) { return one_line(id, value, options, true); }

SecretKeys secret_keys(std::string_view id, size_t letters, const FieldOptions& options) {
  Kit& k = kit();
  CloseTogether keep;
  field_head(options);
  const BoxStyle style;
  const Rect rect = take(field_width(options), box_height("", 0, style, 1));
  Look_ look = pressable(Role::Field, options.label, options.enabled, letters ? "•••" : "");
  look.types = true;
  const Touch touch = item(id, rect, look);
  FieldState& state = field_state(touch.id);
  if (options.focus && !state.offered && options.enabled && (k.focus == kNoId || !k.focus_present)) focus(full_name(id));
  state.offered = true;
  SecretKeys out;
  if (touch.focused && k.has_event && !k.used) {
    const bool key = k.event.kind == window::Event::Kind::KeyDown;
    out.erase = key && k.event.key == window::Key::Backspace;
    out.submitted = key && k.event.key == window::Key::Enter;
    if (k.event.kind == window::Event::Kind::Text) out.typed = k.event.text;
    if (key && k.event.ctrl && k.event.letter == 'v') out.typed = k.window->clipboard();
    std::erase_if(out.typed, [](char c) { return uint8_t(c) < 0x20; });
    if (out.erase || out.submitted || !out.typed.empty() || (key && k.event.key == window::Key::Space)) take_key();
  }
  const Theme& t = theme();
  const bool wrong = !options.error.empty();
  if (touch.focused) draw_box(rect.grown(dp(4)), {0, t.focus, dp(15), dp(4)});
  draw_box(rect, {touch.enabled ? t.surface : t.ground, wrong ? t.danger : touch.focused ? t.focus_edge : touch.enabled ? t.field_line : t.line, dp(12), dp(2)});
  float x = rect.x0 + dp(22);
  for (size_t i = 0; i < letters && x < rect.x1 - dp(20); ++i, x += dp(16)) draw_circle({x, rect.centre().y}, dp(5), touch.enabled ? t.ink : t.faint);
  if (touch.focused) {
    draw_fill(rect_at(x - dp(4), rect.centre().y - dp(13), dp(2), dp(26)), t.ink);
    k.typing = true;
    k.typing_rect[0] = int(x), k.typing_rect[1] = int(rect.y0), k.typing_rect[2] = 2, k.typing_rect[3] = int(rect.h());
  }
  field_foot(id, "", options);
  return out;
}

Edited text_area(std::string_view id, std::string& value, const FieldOptions& options) {
  CloseTogether keep;
  field_head(options);
  BoxStyle style;
  style.several_lines = true;
  const float width = field_width(options);
  const Rect rect = take(width, box_height(value, width, style, options.lines_min));
  Edited out = edit_box(id, value, rect, options, style);
  field_foot(id, value, options);
  return out;
}

Edited search_box(std::string_view id, std::string& value, std::string_view placeholder, std::string_view note_words) {
  const Font font = font_of(Style::Secondary);
  FieldOptions options;
  options.placeholder = placeholder, options.label = {};
  BoxStyle style;
  const bool clear = !value.empty();
  const float note_w = note_words.empty() ? 0 : text_width(note_words, font) + dp(8);
  style.left = ip(38), style.right = note_w + (clear ? dp(36) : 0);
  const Rect rect = take(here().area.w(), std::max(dp(52), box_height(value, 0, style, 1)));
  Edited out = edit_box(id, value, rect, options, style);
  draw_icon(Icon::Search, {rect.x0 + dp(16) + ip(12), rect.centre().y}, ip(24), theme().ink);
  float right = rect.x1 - dp(16);
  if (clear && small_press(std::string(id) + "/clear", {rect.x1 - dp(50), rect.centre().y - dp(24), rect.x1 - dp(2), rect.centre().y + dp(24)}, Icon::Close, tr("ui.clear"))) {
    value.clear();
    out.changed = true;
    focus(full_name(id));
  }
  if (clear) right -= dp(36);
  if (!note_words.empty()) {
    note(std::string(id) + "/note", Role::Text, {right - note_w, rect.y0, right, rect.y1}, note_words);
    draw_text(note_words, font, right - note_w + dp(8), rect.centre().y - font.line / 2, theme().soft);
  }
  return out;
}

namespace {

bool read_number(std::string_view text, double& out) {
  const std::string copy(text);
  char* end = nullptr;
  out = std::strtod(copy.c_str(), &end);
  return !copy.empty() && end && *end == 0 && std::isfinite(out);
}

std::string shown_number(double number, double step) {
  const int places = step >= 1 && number == std::floor(number) ? 0 : step >= 0.1 ? 1 : 2;
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", places, number);
  return out;
}

}  // namespace

Edited number_field(std::string_view id, std::string& value, double step, const FieldOptions& options) {
  CloseTogether keep;
  field_head(options);
  FieldOptions sized = options;
  if (sized.width_dp == 0) sized.width_dp = 320;
  const float whole = field_width(sized), key = dp(52), gap = dp(8);
  BoxStyle style;
  style.right = options.unit.empty() ? 0 : text_width(options.unit, font_of(Style::Body)) + dp(10);
  const Rect line = take(whole, std::max(dp(52), box_height(value, whole, style, 1)));
  const Rect rect{line.x0 + key + gap, line.y0, line.x1 - key - gap, line.y1};
  Edited out;
  const auto press = [&](const char* part, float x, const char* sign, double by, std::string_view spoken) {
    const Rect spot = rect_at(x, line.centre().y - dp(26), key, dp(52));
    const Touch touch = item(std::string(id) + "/" + part, spot, pressable(Role::Button, spoken, options.enabled && !options.read_only));
    const Theme& t = theme();
    draw_box(spot, {touch.pressed ? t.accent_tint : touch.hovered ? blend(t.surface, t.accent_tint, 0.5f) : t.surface, touch.enabled ? t.accent : t.line, dp(12), dp(2)});
    draw_centred(sign, font_of(Style::Heading), spot, touch.enabled ? t.accent_ink : t.faint);
    if (touch.ring) draw_focus(spot, dp(12));
    if (!touch.clicked) return;
    double number = 0;
    if (!value.empty() && !read_number(value, number)) return;
    value = shown_number(number + by, step);
    out.changed = true;
  };
  press("less", line.x0, "−", -step, tr("ui.less"));
  const Edited typed = edit_box(id, value, rect, options, style);
  if (!options.unit.empty()) {
    const Font font = font_of(Style::Body);
    draw_text(options.unit, font, rect.x1 - dp(16) - text_width(options.unit, font), rect.centre().y - font.line / 2, theme().soft);
  }
  press("more", line.x1 - key, "+", step, tr("ui.more"));
  field_foot(id, value, options);
  out.left = typed.left || out.changed;  // a press is done with at once; "31." is on its way to "31.5"
  out.changed |= typed.changed;
  out.focused = typed.focused, out.submitted = typed.submitted, out.moved = typed.moved;
  return out;
}

}  // namespace ui
