#include "app/tablet/ui/kit.h"

#define IMGUI_DEFINE_MATH_OPERATORS
#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstring>

#include "app/tablet/ui/edit_box.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/layout.h"
#include "platform/base/check.h"

namespace ui {
namespace {

Kit* g_kit = nullptr;
constexpr int64_t kHoldMs = 500, kDoubleMs = 400;
constexpr float kSlopDp = 9;

const Item* find_item(const std::vector<Item>& items, Id id) {
  if (id == kNoId) return nullptr;
  for (const Item& one : items)
    if (one.id == id && one.hits) return &one;
  for (const Item& one : items)
    if (one.id == id) return &one;
  return nullptr;
}

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

void set_focus(Kit& kit, Id id, std::string_view name, bool shown) {
  if (kit.focus != id) kit.focus_before = kit.focus, kit.focus_block = kNoId;
  kit.focus = id;
  kit.focus_name = name;
  kit.focus_shown = shown;
  kit.focus_seen = true;  // until a build shows otherwise: what stands around a field asks for the focus before the field is built
}

void pointer_down(Kit& kit, const window::Event& event) {
  Press& press = kit.press;
  press = {};
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
  if (!press.down) return;
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

void check_hold(Kit& kit) {
  Press& press = kit.press;
  if (!press.down || press.moved || press.caught || press.long_sent || press.id == kNoId || kit.now - press.at_ms < kHoldMs) return;
  press.long_sent = true;
  kit.acts.held = press.id;
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

void reset_lists(Kit& kit) {
  ImDrawListSharedData* shared = ImGui::GetDrawListSharedData();
  shared->TexUvWhitePixel = {kit.glyphs->white_u(), kit.glyphs->white_v()};
  shared->CurveTessellationTol = 1.25f;
  shared->SetCircleTessellationMaxError(0.25f);
  shared->ClipRectFullscreen = {0, 0, float(kit.window->width_px()), float(kit.window->height_px())};
  shared->InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AllowVtxOffset;
  kit.lists_used = 0;
  kit.layer = 0;
  kit.layer_stack.clear();
}

}  // namespace

Kit& kit() { return *g_kit; }
void set_kit(Kit* kit) { g_kit = kit; }

Id hash_id(std::string_view full) {
  uint64_t hash = 1469598103934665603ull;
  for (const char c : full) hash = (hash ^ uint8_t(c)) * 1099511628211ull;
  return hash == kNoId ? 1 : hash;
}

std::string_view TextStore::keep(std::string_view text) {
  constexpr size_t kBlock = 16384;
  if (text.empty()) return {};
  if (text.size() > kBlock / 4) {
    large_.push_back(std::make_unique<char[]>(text.size()));
    std::memcpy(large_.back().get(), text.data(), text.size());
    return {large_.back().get(), text.size()};
  }
  if (block_ < blocks_.size() && used_ + text.size() > kBlock) ++block_, used_ = 0;
  if (block_ >= blocks_.size()) blocks_.push_back(std::make_unique<char[]>(kBlock)), used_ = 0;
  char* to = blocks_[block_].get() + used_;
  std::memcpy(to, text.data(), text.size());
  used_ += text.size();
  return {to, text.size()};
}

void forget_words() {
  Kit& k = kit();
  k.items.clear(), k.seen.clear();
  for (TextStore& store : k.text) store.forget();
  k.composing = {}, k.focus_name = {}, k.reveal_name = {};
  k.focus = k.focus_wanted = k.focus_before = k.reveal = kNoId;
  k.event = {};
  forget_fields();
  forget_typed_dates();
  forget_pictures();
  forget_layouts();
}

// A new layer draws over all before it.
static void start_list(Kit& kit) {
  if (kit.lists_used == kit.lists.size()) kit.lists.push_back(std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData()));
  kit.list = kit.lists[kit.lists_used++].get();
  kit.list->_ResetForNewFrame();
  kit.list->PushClipRectFullScreen();
  kit.list->PushTextureID(reinterpret_cast<ImTextureID>(uintptr_t(kit.glyphs->texture())));
}

void push_layer(bool modal) {
  Kit& k = kit();
  k.layer_stack.push_back(uint8_t(k.lists_used - 1));
  start_list(k);
  k.layer = uint8_t(k.lists_used - 1);
  if (modal) k.modal = k.layer;
}

void pop_layer() {
  Kit& k = kit();
  k.layer = k.layer_stack.back();
  k.layer_stack.pop_back();
  k.list = k.lists[k.layer].get();
}

void begin(Kit& kit, const window::Event* event) {
  ++kit.frame;
  kit.now = kit.clock->monotonic_ms();
  std::swap(kit.items, kit.seen);
  std::swap(kit.scrollers, kit.seen_scrollers);
  kit.items.clear(), kit.scrollers.clear();
  kit.side ^= 1;
  kit.text[kit.side].clear();
  kit.modal_seen = kit.modal, kit.modal = 0;
  kit.acts = {}, kit.pinch = 1, kit.rebuild = false, kit.used = false, kit.next_frame_ms = -1;
  kit.has_event = event != nullptr;
  kit.event = event ? *event : window::Event{};
  kit.typing = false;
  kit.focus_present = kit.focus_seen;
  kit.focus_seen = false;
  if (event) feed(kit, *event);
  check_hold(kit);
  animate_scrolls(kit);
  reset_lists(kit);
  start_list(kit);
  kit.path.clear(), kit.scope_ends.clear(), kit.scroll_stack.clear();
  kit.group = kit.groups = 0;
  kit.disabled = kit.on_brand = 0;
  kit.uncut = false;
  const Rect whole{0, 0, float(kit.window->width_px()), float(kit.window->height_px())};
  kit.regions.assign(1, whole);
  kit.flow.clear();
  push_flow(whole, 0);
  kit.flow.back().region = true;
}

bool end(Kit& kit) {
  CHECK(kit.flow.size() == 1 && kit.scope_ends.empty() && kit.scroll_stack.empty() && kit.layer_stack.empty());
  if (kit.has_event && kit.event.kind == window::Event::Kind::KeyDown && !kit.used) default_key(kit);
  if (kit.press.down && !kit.press.moved && !kit.press.caught && !kit.press.long_sent && kit.press.id != kNoId)
    request_frame(std::max<int64_t>(1, kit.press.at_ms + kHoldMs - kit.now));
  if (kit.focus_wanted != kNoId) {
    if (const Item* item = find_item(kit.items, kit.focus_wanted)) {
      set_focus(kit, item->id, item->name, kit.focus_shown);
      bring_into_view(kit, *item);
      kit.focus_wanted = kNoId, kit.rebuild = true;
    }
  }
  if (kit.reveal != kNoId) {
    if (const Item* item = find_item(kit.items, kit.reveal)) {
      bring_into_view(kit, *item);
      if (kit.reveal_focus && item->focusable) set_focus(kit, item->id, item->name, true);
      kit.reveal = kNoId, kit.rebuild = true;
    } else if (--kit.reveal_tries <= 0) {
      kit.reveal = kNoId;
    } else {
      kit.rebuild = true;
    }
  }
  if (kit.glyphs->take_flushed()) kit.rebuild = true;
  age_layouts();
  return kit.rebuild;
}

std::string full_name(std::string_view id) { return kit().path + std::string(id); }

Id id_of(std::string_view id) {
  const std::string& path = kit().path;
  uint64_t hash = 1469598103934665603ull;
  for (const char c : path) hash = (hash ^ uint8_t(c)) * 1099511628211ull;
  for (const char c : id) hash = (hash ^ uint8_t(c)) * 1099511628211ull;
  return hash == kNoId ? 1 : hash;
}

namespace {

std::string_view keep_name(Kit& k, std::string_view id) {
  if (k.path.empty()) return k.text[k.side].keep(id);
  return k.text[k.side].keep(k.path + std::string(id));
}

}  // namespace

Touch item(std::string_view id, const Rect& rect, const Look_& look) {
  Kit& k = kit();
  Item made;
  if (!id.empty()) made.id = id_of(id), made.name = keep_name(k, id);
  made.label = k.text[k.side].keep(look.label), made.value = k.text[k.side].keep(look.value);
  made.rect = rect, made.clip = clip_rect(), made.role = look.role, made.drags = look.drags, made.layer = k.layer, made.types = look.types;
  made.enabled = look.enabled && k.disabled == 0;
  made.hits = look.hits && !id.empty(), made.focusable = look.focusable && made.enabled && !id.empty();
  made.group = k.group;
  made.scroller = k.scroll_stack.empty() ? int16_t(-1) : k.scroll_stack.back();
  Touch out;
  out.id = made.id, out.enabled = made.enabled;
  if (made.id != kNoId && made.enabled) {
    out.focused = k.focus == made.id && made.focusable;
    out.ring = out.focused && k.focus_shown;
    out.clicked = k.acts.clicked == made.id, out.held = k.acts.held == made.id || k.acts.context == made.id, out.doubled = k.acts.doubled == made.id;
    out.pressed = k.press.down && k.press.id == made.id && !k.press.scrolling;
    out.hovered = k.pointer_known && !k.press.down && look.hits && k.layer >= k.modal_seen && made.clip.has(k.pointer) && rect.has(k.pointer);
    if (out.focused) k.focus_seen = true;
    if (out.focused && look.hits && !look.types && k.has_event && !k.used && k.event.kind == window::Event::Kind::KeyDown &&
        (k.event.key == window::Key::Enter || k.event.key == window::Key::Space) && !k.event.ctrl && !k.event.alt)
      out.clicked = true, k.used = true;
    if (out.clicked || out.held || out.doubled) k.rebuild = true;
  }
  k.items.push_back(made);
  return out;
}

void note(std::string_view id, Role role, const Rect& rect, std::string_view label, std::string_view value) { item(id, rect, {.role = role, .label = label, .value = value}); }

bool key_is(const Touch& touch, window::Key key) {
  const Kit& k = kit();
  return touch.focused && k.has_event && !k.used && k.event.kind == window::Event::Kind::KeyDown && k.event.key == key;
}
void take_key() {
  kit().used = true;
  kit().rebuild = true;
}
void again() {
  if (g_kit) g_kit->rebuild = true;
}

// --- interact.h

void focus(std::string_view full_id) {
  Kit& k = kit();
  k.focus_wanted = hash_id(full_id);
  k.rebuild = true;
}
void clear_focus() {
  set_focus(kit(), kNoId, "", false);
  kit().focus_wanted = kNoId;
}
std::string_view focused() { return kit().focus_seen || kit().focus_present ? std::string_view(kit().focus_name) : std::string_view(); }

namespace {

bool chord_matches(const window::Event& event, std::string_view chord) {
  bool ctrl = false, shift = false, alt = false;
  for (size_t plus = chord.find('+'); plus != std::string_view::npos && plus + 1 < chord.size(); plus = chord.find('+')) {
    const std::string_view part = chord.substr(0, plus);
    ctrl |= part == "ctrl", shift |= part == "shift", alt |= part == "alt";
    chord.remove_prefix(plus + 1);
  }
  if (event.ctrl != ctrl || event.alt != alt || event.shift != shift) return false;
  if (chord.size() == 1) return event.key == window::Key::Letter && event.letter == chord[0];
  struct Named {
    std::string_view name;
    window::Key key;
  };
  constexpr Named kNamed[] = {{"escape", window::Key::Escape}, {"enter", window::Key::Enter}, {"left", window::Key::Left}, {"right", window::Key::Right},
                              {"up", window::Key::Up}, {"down", window::Key::Down}, {"home", window::Key::Home}, {"end", window::Key::End},
                              {"pageup", window::Key::PageUp}, {"pagedown", window::Key::PageDown}, {"delete", window::Key::Delete},
                              {"f1", window::Key::F1}, {"f2", window::Key::F2}, {"f3", window::Key::F3}, {"f4", window::Key::F4}, {"f5", window::Key::F5},
                              {"f6", window::Key::F6}, {"f10", window::Key::F10}, {"f11", window::Key::F11}, {"f12", window::Key::F12}};
  for (const Named& one : kNamed)
    if (one.name == chord) return event.key == one.key;
  return false;
}

}  // namespace

namespace {

// Chords of editing belong to the field with the focus first: until it has been built, nobody else gets them.
bool is_for_the_field(const Kit& k) {
  if (k.focus_seen) return false;
  const Item* field = find_item(k.seen, k.focus);
  if (!field || !field->types) return false;
  if (k.event.key == window::Key::Letter) return k.event.ctrl && std::string_view("acvxyz").find(k.event.letter) != std::string_view::npos;
  return !k.event.alt && k.event.key != window::Key::Escape && k.event.key < window::Key::Menu;
}

}  // namespace

bool shortcut(std::string_view chord) {
  Kit& k = kit();
  if (!k.has_event || k.used || k.event.kind != window::Event::Kind::KeyDown || k.layer < k.modal_seen || !chord_matches(k.event, chord) || is_for_the_field(k)) return false;
  take_key();
  return true;
}

float pinch() { return kit().pinch; }
int64_t now_ms() { return kit().now; }
void request_frame(int64_t after_ms) {
  Kit& k = kit();
  const int64_t at = k.now + std::max<int64_t>(0, after_ms);
  if (k.next_frame_ms < 0 || at < k.next_frame_ms) k.next_frame_ms = at;
}

const char* role_name(Role role) {
  constexpr const char* kNames[] = {"text", "heading", "button", "link", "row", "card", "tab", "chip", "radio", "check", "switch", "slider", "spin", "field", "area", "pill",
                                    "image", "progress", "page", "list", "dialog", "toast", "banner", "nav", "pad", "ink", "map", "group", "label", "error"};
  return kNames[size_t(role)];
}

}  // namespace ui
