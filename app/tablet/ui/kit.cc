#include "app/tablet/ui/kit.h"

#define IMGUI_DEFINE_MATH_OPERATORS
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

#include "app/tablet/ui/chord.h"
#include "app/tablet/ui/edit_box.h"
#include "app/tablet/ui/input.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/layout.h"
#include "platform/base/check.h"

namespace ui {
namespace {

Kit* g_kit = nullptr;
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
  kit.foot = -1;
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

float foot_of(const Kit& kit, const std::vector<Scroller>& scrollers) {
  const float middle = float(kit.window->width_px()) / 2, height = float(kit.window->height_px());
  float foot = height;
  for (const Scroller& page : scrollers)
    if (page.layer == 0 && page.view.h() > height / 4 && page.view.x0 < middle && page.view.x1 > middle) foot = std::min(foot, page.view.y1);
  return foot;
}

bool end(Kit& kit) {
  CHECK(kit.flow.size() == 1 && kit.scope_ends.empty() && kit.scroll_stack.empty() && kit.layer_stack.empty());
  if (kit.has_event && kit.event.kind == window::Event::Kind::KeyDown && !kit.used) default_key(kit);
  if (const int64_t ms = hold_due_ms(kit); ms > 0) request_frame(ms);
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
  if (kit.foot >= 0 && kit.foot != foot_of(kit, kit.scrollers)) kit.rebuild = true;
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
  if (!k.has_event || k.used || k.event.kind != window::Event::Kind::KeyDown || k.layer < k.modal_seen || !is_chord(k.event, chord) || is_for_the_field(k)) return false;
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
  constexpr const char* kRoleNames[] = {"text", "heading", "button", "link", "row", "card", "tab", "chip", "radio", "check", "switch", "slider", "spin", "field", "area", "pill",
                                    "image", "progress", "page", "list", "dialog", "toast", "banner", "nav", "pad", "ink", "map", "group", "label", "error"};
  return kRoleNames[size_t(role)];
}

}  // namespace ui
