// What a person does with a finger, a pen, a mouse and the keyboard, told to the widgets of the last frame: press, hold, scroll, focus.
#include "app/tablet/ui/input.h"

#include <algorithm>
#include <cmath>

namespace ui {

const Item* find_item(const std::vector<Item>& items, Id id) {
  if (id == kNoId) return nullptr;
  for (const Item& one : items)
    if (one.id == id && one.hits) return &one;
  for (const Item& one : items)
    if (one.id == id) return &one;
  return nullptr;
}

void set_focus(Kit& kit, Id id, std::string_view name, bool shown) {
  if (kit.focus != id) kit.focus_before = kit.focus, kit.focus_block = kNoId;
  kit.focus = id;
  kit.focus_name = name;
  kit.focus_shown = shown;
  kit.focus_seen = true;  // until a build shows otherwise: what stands around a field asks for the focus before the field is built
}

namespace {

constexpr int64_t kHoldMs = 500, kDoubleMs = 400;
constexpr float kSlopDp = 9;

bool may_become_hold(const Press& press) { return press.down && !press.moved && !press.caught && !press.long_sent && press.id != kNoId; }

// The topmost widget of the last frame under a point. A little beside it counts where nothing else is.
const Item* hit(const Kit& kit, Vec at) {
  const Item* best = nullptr;
  for (const Item& one : kit.seen) {
    if (!one.hits || one.layer < kit.modal_seen || !one.clip.has(at) || !one.rect.has(at)) continue;
    if (!best || one.layer >= best->layer) best = &one;
  }
  return best;
}

Id scroller_at(const Kit& kit, Vec at) {
  Id best = kNoId;
  int layer = -1;
  for (const Scroller& one : kit.seen_scrollers)
    if (one.layer >= kit.modal_seen && int(one.layer) >= layer && one.view.has(at)) best = one.id, layer = one.layer;
  return best;
}

void pointer_down(Kit& kit, const window::Event& event) {
  Press& press = kit.press;
  press = {};
  kit.focus_wanted = kNoId;  // what she touches now comes before what was asked for and has not appeared
  press.down = true, press.pointer = event.pointer, press.button = event.button;
  press.start = press.now = press.before = {event.x, event.y};
  press.at_ms = press.moved_ms = kit.now;
  press.scroller = scroller_at(kit, press.now);
  // A finger on a page that is still gliding stops it, and presses nothing.
  auto state = kit.scrolls.find(press.scroller);
  if (state != kit.scrolls.end() && std::fabs(state->second.velocity) > 30 * kit.unit) {
    state->second.velocity = 0;
    press.scrolling = true;
    return;
  }
  if (const Item* item = hit(kit, press.now)) {
    press.id = item->enabled ? item->id : kNoId;
    kit.acts.pressed_now = press.id;
    press.caught = item->enabled && (item->drags == Drags::All || (item->drags == Drags::Mouse && event.pointer != window::Pointer::Touch));
    if (press.caught) kit.acts.dragged = press.id;
    if (item->enabled && item->focusable && (event.pointer != window::Pointer::Touch || !item->types)) set_focus(kit, item->id, item->name, false);
  } else if (kit.modal_seen == 0 && event.pointer != window::Pointer::Touch) {
    set_focus(kit, kNoId, "", false);
  }
}

void pointer_move(Kit& kit, const window::Event& event) {
  Press& press = kit.press;
  if (!press.down || event.pointer != press.pointer) return;  // a mouse that lies beside the tablet does not drag what a finger holds
  press.before = press.now;
  press.now = {event.x, event.y};
  const float dy = press.now.y - press.before.y;
  const float far = std::hypot(press.now.x - press.start.x, press.now.y - press.start.y);
  if (far > kSlopDp * kit.unit) press.moved = true;
  if (press.caught) {
    kit.acts.dragged = press.id;
    return;
  }
  if (!press.scrolling && press.moved) {
    press.scrolling = true;
    press.id = kNoId;
    scroll_by(kit, press.scroller, -(press.now.y - press.start.y));
  } else if (press.scrolling) {
    scroll_by(kit, press.scroller, -dy);
  }
  const int64_t since = std::max<int64_t>(1, kit.now - press.moved_ms);
  const float speed = -dy * 1000 / float(since);
  press.velocity = press.velocity * 0.4f + speed * 0.6f;
  press.moved_ms = kit.now;
}

void pointer_up(Kit& kit, const window::Event& event) {
  if (kit.press.down && event.pointer != kit.press.pointer) return;
  Press press = kit.press;
  kit.press = {};
  if (!press.down) return;
  press.now = {event.x, event.y};
  if (press.caught) {
    kit.press.now = press.now, kit.press.before = press.before, kit.press.start = press.start, kit.press.pointer = press.pointer;
    kit.acts.dropped = press.id;
  }
  if (press.scrolling) {
    if (kit.now - press.moved_ms < 80 && std::fabs(press.velocity) > 60 * kit.unit) {
      const float most = 6000 * kit.unit;
      kit.scrolls[press.scroller].velocity = std::clamp(press.velocity, -most, most);
    }
    return;
  }
  const Item* item = find_item(kit.seen, press.id);
  if (!item && press.pointer == window::Pointer::Touch && !hit(kit, press.now) && kit.modal_seen == 0) set_focus(kit, kNoId, "", false);  // puts the keyboard away
  if (!item || press.long_sent || !item->rect.grown(dp(8)).has(press.now)) return;
  if (press.button == 3) {
    kit.acts.context = press.id;
    return;
  }
  if (press.button != 1) return;
  kit.acts.clicked = press.id;
  if (kit.last_click == press.id && kit.now - kit.last_click_ms < kDoubleMs &&
      std::hypot(press.now.x - kit.last_click_at.x, press.now.y - kit.last_click_at.y) < 24 * kit.unit)
    kit.acts.doubled = press.id;
  kit.last_click = press.id, kit.last_click_ms = kit.now, kit.last_click_at = press.now;
  if (item->focusable) set_focus(kit, item->id, item->name, false);
}

// In reading order: the next widget that takes the focus in the layer that has the input.
void move_focus(Kit& kit, bool back) {
  std::vector<const Item*> stops;
  for (const Item& one : kit.items)
    if (one.focusable && one.enabled && one.layer >= kit.modal && one.id != kNoId) stops.push_back(&one);
  if (stops.empty()) return;
  const auto count = ptrdiff_t(stops.size());
  ptrdiff_t at = -1;
  for (ptrdiff_t i = 0; i < count; ++i)
    if (stops[size_t(i)]->id == kit.focus) at = i;
  at = at < 0 ? (back ? count - 1 : 0) : (at + (back ? count - 1 : 1)) % count;
  const Item& to = *stops[size_t(at)];
  set_focus(kit, to.id, to.name, true);
  bring_into_view(kit, to);
}

// Arrows move between the members of a group: options, tabs, days of a calendar.
bool move_in_group(Kit& kit, window::Key key) {
  const Item* from = find_item(kit.items, kit.focus);
  if (!from || from->group == 0) return false;
  const Vec centre = from->rect.centre();
  const Item* best = nullptr;
  float nearest = 1e9f;
  for (const Item& one : kit.items) {
    if (one.group != from->group || &one == from || !one.enabled || !one.focusable) continue;
    const Vec to = one.rect.centre();
    const float dx = to.x - centre.x, dy = to.y - centre.y;
    const bool ahead = key == window::Key::Right ? dx > 1 : key == window::Key::Left ? dx < -1 : key == window::Key::Down ? dy > 1 : dy < -1;
    const bool along = key == window::Key::Left || key == window::Key::Right;
    const float far = along ? std::fabs(dx) + 4 * std::fabs(dy) : std::fabs(dy) + 4 * std::fabs(dx);
    if (ahead && far < nearest) nearest = far, best = &one;
  }
  if (!best) return false;
  set_focus(kit, best->id, best->name, true);
  bring_into_view(kit, *best);
  return true;
}

// The page the focus is in, else the last one drawn in the top layer.
Id key_scroller(const Kit& kit) {
  const Item* item = find_item(kit.items, kit.focus);
  if (item && item->scroller >= 0 && size_t(item->scroller) < kit.scrollers.size()) return kit.scrollers[size_t(item->scroller)].id;
  Id out = kNoId;
  for (const Scroller& one : kit.scrollers)
    if (one.layer >= kit.modal) out = one.id;
  return out;
}

bool scroll_key(Kit& kit, window::Key key) {
  const Id id = key_scroller(kit);
  const auto found = kit.scrolls.find(id);
  if (found == kit.scrolls.end()) return false;
  const float view = found->second.view;
  switch (key) {
    case window::Key::Down: return scroll_by(kit, id, 60 * kit.unit);
    case window::Key::Up: return scroll_by(kit, id, -60 * kit.unit);
    case window::Key::PageDown: return scroll_by(kit, id, view * 0.85f);
    case window::Key::PageUp: return scroll_by(kit, id, -view * 0.85f);
    case window::Key::Home: return scroll_by(kit, id, -1e7f);
    case window::Key::End: return scroll_by(kit, id, 1e7f);
    default: return false;
  }
}

}  // namespace

void feed(Kit& kit, const window::Event& event) {
  using Kind = window::Event::Kind;
  switch (event.kind) {
    case Kind::PointerDown: pointer_down(kit, event); break;
    case Kind::PointerMove: pointer_move(kit, event); break;
    case Kind::PointerUp: pointer_up(kit, event); break;
    case Kind::PointerCancel: kit.press = {}; break;
    case Kind::PointerLeave: kit.pointer_known = false; return;
    case Kind::Wheel: scroll_by(kit, scroller_at(kit, {event.x, event.y}), -event.dy * 90 * kit.unit); break;
    case Kind::Pinch: kit.pinch = event.scale; return;
    case Kind::Compose: kit.composing = event.text; return;
    case Kind::Text: kit.composing.clear(); return;
    case Kind::KeyDown: kit.focus_shown = kit.focus_shown || event.key == window::Key::Tab; return;
    default: return;
  }
  kit.pointer = {event.x, event.y};
  kit.last_pointer = event.pointer;
  kit.pointer_known = event.pointer != window::Pointer::Touch;
}

void check_hold(Kit& kit) {
  Press& press = kit.press;
  if (!may_become_hold(press) || kit.now - press.at_ms < kHoldMs) return;
  press.long_sent = true;
  kit.acts.held = press.id;
}

int64_t hold_due_ms(const Kit& kit) { return may_become_hold(kit.press) ? std::max<int64_t>(1, kit.press.at_ms + kHoldMs - kit.now) : 0; }

// Keys nobody used.
void default_key(Kit& kit) {
  const window::Event& event = kit.event;
  if (event.key == window::Key::Tab && !event.ctrl && !event.alt) {
    move_focus(kit, event.shift);
    kit.rebuild = true;
  } else if (event.key == window::Key::Left || event.key == window::Key::Right || event.key == window::Key::Up || event.key == window::Key::Down) {
    if (move_in_group(kit, event.key) || scroll_key(kit, event.key)) kit.rebuild = true;
  } else if (scroll_key(kit, event.key)) {
    kit.rebuild = true;
  }
}

}  // namespace ui
