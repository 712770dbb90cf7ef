#include "app/tablet/ui/overlay.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/text.h"
#include "app/tablet/ui/words.h"

namespace ui {
namespace {

struct OpenDialog {
  Id id = kNoId;
  std::string path;
  LateBox box, shadow;
  Container::Mark begun;
  Rect column;
  float start = 0, offset = 0, padding = 0;
  bool uncut_before = false;
  uint16_t group_before = 0;
};
std::vector<OpenDialog>& open_dialogs() {
  static std::vector<OpenDialog> dialogs;
  return dialogs;
}

}  // namespace

// The sheet is drawn at the window's top and moved to the middle when its height is known; one higher than the window scrolls.
Dialog::Dialog(std::string_view id, std::string_view title, DialogOptions options) {
  Kit& k = kit();
  const Rect window{0, 0, float(k.window->width_px()), float(k.window->height_px())};
  OpenDialog dialog;
  dialog.id = id_of(id);
  push_layer(true);
  draw_fill(window, theme().scrim);
  Look_ behind{.role = Role::Group, .label = tr("ui.close"), .hits = true};
  const Touch outside = item(std::string(id) + "/outside", window, behind);
  const float width = std::min(sp(options.width_dp), window.w() - dp(32));
  dialog.column = {std::round((window.w() - width) / 2), dp(16), std::round((window.w() + width) / 2), window.y1 - dp(16)};
  dialog.padding = dp(24);
  dialog.offset = std::round(open_scroller(dialog.id, dialog.column).offset);
  dialog.uncut_before = k.uncut, dialog.group_before = k.group;
  k.uncut = true, k.group = 0;
  dialog.begun = mark();
  dialog.shadow = reserve_box(dp(24), false);
  dialog.box = reserve_box(dp(20), true);
  dialog.start = dialog.column.y0;
  // The sheet itself takes the taps that hit nothing in it.
  item(std::string(id), {dialog.column.x0, dialog.start, dialog.column.x1, dialog.start}, {.role = Role::Dialog, .label = title, .hits = true});
  push_flow({dialog.column.x0 + dialog.padding, dialog.start + dialog.padding, dialog.column.x1 - dialog.padding, window.y1}, 12);
  k.regions.push_back(dialog.column);
  open_dialogs().push_back(dialog);
  const Font font = font_of(Style::Heading);
  const float cross = options.closable ? dp(56) : 0, icon_w = options.icon == Icon::None ? 0 : ip(36);
  const Lines& lines = lay_out(title, font, here().area.w() - cross - icon_w);
  const Rect head = take(std::max(dp(40), float(lines.lines.size()) * font.line));
  note("", Role::Heading, head, title);
  draw_icon(options.icon, {head.x0 + ip(12), head.centre().y}, ip(26), theme().ink);
  draw_lines(title, lines, font, {head.x0 + icon_w, head.centre().y - float(lines.lines.size()) * font.line / 2, head.x1, head.y1}, theme().ink);
  if (options.closable) {
    const Rect spot = rect_at(head.x1 - dp(40), head.centre().y - dp(24), dp(48), dp(48));
    const Touch touch = item(std::string(id) + "/close", spot, pressable(Role::Button, tr("ui.close")));
    if (touch.pressed || touch.hovered) draw_circle(spot.centre(), dp(22), theme().accent_tint);
    draw_icon(Icon::Close, spot.centre(), ip(24), theme().ink);
    if (touch.ring) draw_focus(spot.grown(-dp(3)), dp(20));
    closed_ = touch.clicked || outside.clicked || shortcut("escape");
  }
  // A dialog that has just opened takes the focus from what is under it.
  bool known = false;
  for (const Item& one : k.seen) known |= one.id == dialog.id;
  if (!known) set_focus(k, kNoId, "", false);  // a focus asked for and not found yet may be in here
}

Dialog::~Dialog() {
  Kit& k = kit();
  const OpenDialog dialog = open_dialogs().back();
  open_dialogs().pop_back();
  k.regions.pop_back();
  const float height = std::ceil(pop_flow() + dialog.padding - dialog.start);
  const Rect sheet{dialog.column.x0, dialog.start, dialog.column.x1, dialog.start + height};
  finish_box(dialog.shadow, {sheet.x0 - dp(3), sheet.y0 + dp(2), sheet.x1 + dp(3), sheet.y1 + dp(8)}, {theme().shadow, 0, dp(24), 0});
  finish_box(dialog.box, sheet, {theme().surface, theme().line, dp(20), dp(theme().edge_dp)});
  for (Item& one : k.items)
    if (one.id == dialog.id && one.layer == k.layer) one.rect = sheet;
  const float spare = dialog.column.h() - height;
  move_since(dialog.begun, nullptr, 0, spare > 0 ? std::round(spare / 2) : -dialog.offset);
  k.uncut = dialog.uncut_before, k.group = dialog.group_before;
  close_scroller(dialog.id, height);
  draw_scroll_hint(k.scrolls[dialog.id], dialog.column);
  pop_layer();
}

ToastEvent toast(std::string_view id, std::string_view words, std::string_view action, float seconds) {
  Kit& k = kit();
  static std::unordered_map<Id, std::pair<int64_t, uint64_t>> shown;  // since when, and the frame it was last drawn in
  auto& [since, frame] = shown[id_of(id)];
  if (frame + 16 < k.frame || frame == 0) since = k.now;
  frame = k.frame;
  const int64_t left = since + int64_t(seconds * 1000) - k.now;
  if (left <= 0) {
    shown.erase(id_of(id));
    k.rebuild = true;
    return ToastEvent::Expired;
  }
  request_frame(left);
  push_layer(false);
  const Font font = font_of(Style::Body), strong_font = font_of(Style::Strong);
  const Rect window{0, 0, float(k.window->width_px()), float(k.window->height_px())};
  const float button_w = action.empty() ? 0 : text_width(action, strong_font) + dp(36);
  const float most = std::min(window.w() - dp(32), sp(640));
  const Lines& lines = lay_out(words, font, most - dp(40) - button_w);
  const float width = lines.width + dp(44) + button_w, height = std::max(dp(56), float(lines.lines.size()) * font.line + dp(24));
  k.foot = foot_of(k, k.seen_scrollers);
  const float bottom = std::min(k.foot, window.y1 - dp(portrait() ? 80 : 8)) - dp(16);
  const Rect rect = rect_at(std::round((window.w() - width) / 2), std::round(bottom - height), std::ceil(width), height);
  note(id, Role::Toast, rect, words);
  const Theme& t = theme();
  draw_box(rect, {t.ink, look() == Look::HighContrast ? t.accent : 0, dp(14), dp(2)});
  draw_lines(words, lines, font, {rect.x0 + dp(22), rect.centre().y - float(lines.lines.size()) * font.line / 2, rect.x1, rect.y1}, t.surface);
  ToastEvent out = ToastEvent::None;
  if (!action.empty()) {
    const Rect spot{rect.x1 - button_w - dp(4), rect.y0 + dp(4), rect.x1 - dp(4), rect.y1 - dp(4)};
    const Touch touch = item(std::string(id) + "/action", spot, pressable(Role::Button, action));
    if (touch.pressed || touch.hovered) draw_fill(spot, blend(t.ink, t.surface, 0.2f), dp(10));
    draw_centred(action, strong_font, spot, t.focus);
    if (touch.ring) draw_focus(spot, dp(10));
    if (touch.clicked) out = ToastEvent::Action;
  }
  pop_layer();
  return out;
}

}  // namespace ui
