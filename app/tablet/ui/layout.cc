#include "app/tablet/ui/layout.h"

#define IMGUI_DEFINE_MATH_OPERATORS
#include <imgui.h>

#include <cmath>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/kit.h"
#include "platform/base/check.h"

namespace ui {

// --- the flow

// Widgets drawn outside any page stand at the top of what is left, and take their room from it.
Container& here() {
  Container& c = kit().flow.back();
  if (!c.region) return c;
  const Rect& left = kit().regions.back();
  const float side = dp(compact() ? 16 : 24);
  c.area = {left.x0 + side, left.y0, left.x1 - side, left.y1};
  if (c.y < left.y0 + dp(12)) c.y = left.y0 + dp(12), c.first = true, c.gap = dp(12);
  return c;
}

Rect& region() {
  Kit& k = kit();
  Rect& left = k.regions.back();
  const Container& c = k.flow.back();
  if (c.region && !c.first && c.y > left.y0) left.y0 = c.y;
  return left;
}

namespace {

void push_region(const Rect& rect) {
  Kit& k = kit();
  k.regions.push_back(rect);
  push_flow(rect, 0);
  k.flow.back().region = true;
}

}  // namespace

bool in_wrap() { return here().kind == Container::Kind::Wrap; }

void push_flow(const Rect& area, float gap_dp) {
  Container made;
  made.area = area, made.y = area.y0, made.gap = gap_dp == 0 ? 0 : dp(gap_dp);
  kit().flow.push_back(std::move(made));
}

float pop_flow() {
  const float y = here().y;
  kit().flow.pop_back();
  return y;
}

Container::Mark mark() {
  Kit& k = kit();
  return {size_t(k.list->VtxBuffer.Size), size_t(k.list->CmdBuffer.Size), k.items.size(), 0, 0, 0};
}

// Vertices, widgets and the clips opened in between; the clip that was there at the start stays.
void move_since(const Container::Mark& from, const Container::Mark* to, float dx, float dy) {
  dx = std::round(dx), dy = std::round(dy);
  if (dx == 0 && dy == 0) return;
  Kit& k = kit();
  const size_t vertices = to ? to->vertex : size_t(k.list->VtxBuffer.Size), items = to ? to->item : k.items.size();
  const size_t commands = to ? to->command : size_t(k.list->CmdBuffer.Size);
  for (size_t i = from.vertex; i < vertices; ++i) {
    ImVec2& at = k.list->VtxBuffer[int(i)].pos;
    at.x += dx, at.y += dy;
  }
  for (size_t i = from.item; i < items; ++i)
    if (k.items[i].layer == k.layer) k.items[i].rect = k.items[i].rect.moved(dx, dy);  // a dialog opened in between stands where it is drawn
  const ImVec4 outer = k.list->CmdBuffer[int(from.command) - 1].ClipRect;
  for (size_t i = from.command; i < commands; ++i) {
    ImVec4& clip = k.list->CmdBuffer[int(i)].ClipRect;
    if (clip.x == outer.x && clip.y == outer.y && clip.z == outer.z && clip.w == outer.w) continue;
    clip = {clip.x + dx, clip.y + dy, clip.z + dx, clip.w + dy};
  }
}

namespace {

// Children of a line stand on its middle; those after to_right() at its end.
void end_line(Container& c) {
  const size_t count = c.marks.size();
  for (size_t i = 0; i < count; ++i) {
    const Container::Mark* next = i + 1 < count ? &c.marks[i + 1] : nullptr;
    float dx = 0;
    const float left = c.area.x1 - c.marks.back().right;
    if (c.to_right >= 0 && i >= size_t(c.to_right)) dx = left;
    else if (c.centred) dx = left / 2;
    move_since(c.marks[i], next, dx, (c.line_h - c.marks[i].height) / 2);
  }
  c.marks.clear();
  c.y = c.line_top + c.line_h;
  c.pen = 0, c.line_h = 0, c.to_right = -1;
}

Rect take_in_wrap(Container& c, float width, float height) {
  const float whole = c.area.w();
  width = std::min(width, whole);
  if (c.pen > 0 && c.pen + width > whole + 0.5f) end_line(c);
  if (c.pen == 0) {
    if (!c.first) c.y += c.gap;
    c.first = false;
    c.line_top = c.y;
  }
  Container::Mark at = mark();
  at.height = height, at.right = c.area.x0 + c.pen + width;
  c.marks.push_back(at);
  const Rect out = rect_at(c.area.x0 + c.pen, c.line_top, width, height);
  c.pen += width + c.gap;
  c.line_h = std::max(c.line_h, height);
  return out;
}

}  // namespace

Rect take(float width, float height) {
  Container& c = here();
  width = std::ceil(width), height = std::ceil(height);
  if (c.kind == Container::Kind::Wrap) return take_in_wrap(c, width, height);
  if (!c.first) c.y += c.gap;
  c.first = c.after_row = false;
  const Rect out = rect_at(c.area.x0, c.y, std::min(width, c.area.w()), height);
  c.y += height;
  return out;
}

Rect take(float height) { return take(room(), height); }

Rect take_row(float height) {
  Container& c = here();
  if (c.after_row) c.first = true;
  const Rect out = take(height);
  c.after_row = true;
  return out;
}

float room() {
  const Container& c = here();
  if (c.kind != Container::Kind::Wrap || c.pen == 0) return c.area.w();
  const float left = c.area.w() - c.pen;
  return left < sp(120) ? c.area.w() : left;
}

Rect clip_rect() {
  const ImVec4& c = kit().list->_ClipRectStack.back();
  return {c.x, c.y, c.z, c.w};
}
void push_clip(const Rect& rect) { kit().list->PushClipRect({rect.x0, rect.y0}, {rect.x1, rect.y1}, true); }
void pop_clip() { kit().list->PopClipRect(); }
bool visible(const Rect& rect) { return kit().uncut || rect.meets(clip_rect().grown(dp(48))); }

// --- small containers

Scope::Scope(std::string_view name) {
  Kit& k = kit();
  k.scope_ends.push_back(k.path.size());
  k.path.append(name).push_back('/');
}
Scope::~Scope() {
  Kit& k = kit();
  k.path.resize(k.scope_ends.back());
  k.scope_ends.pop_back();
}

Disabled::Disabled(bool disabled) : disabled_(disabled) { kit().disabled += disabled; }
Disabled::~Disabled() { kit().disabled -= disabled_; }

Indent::Indent(float left_dp, float right_dp) {
  Container& c = here();
  const Rect area{c.area.x0 + dp(left_dp), c.y + (c.first ? 0 : c.gap), c.area.x1 - dp(right_dp), c.area.y1};
  const float gap = c.gap;
  c.first = false;
  push_flow(area, 0);
  here().gap = gap;
}
Indent::~Indent() {
  const float y = pop_flow();
  here().y = y;
}

Wrap::Wrap(WrapOptions options) {
  Container& outer = here();
  CHECK(outer.kind != Container::Kind::Wrap);
  const Rect area{outer.area.x0, outer.y + (outer.first ? 0 : outer.gap), outer.area.x1, outer.area.y1};
  push_flow(area, options.gap_dp);
  here().kind = Container::Kind::Wrap;
  here().centred = options.centred;
}
Wrap::~Wrap() {
  Container& c = here();
  if (!c.marks.empty()) end_line(c);
  const bool empty = c.first;
  const float y = pop_flow();
  if (!empty) here().y = y, here().first = false;
}
void Wrap::to_right() {
  Container& c = here();
  if (c.to_right < 0) c.to_right = int(c.marks.size());
}

Columns::Columns(std::initializer_list<float> weights, float narrowest_dp, float gap_dp) {
  Container& outer = here();
  const Rect area{outer.area.x0, outer.y + (outer.first ? 0 : outer.gap), outer.area.x1, outer.area.y1};
  const float gap = outer.gap;
  push_flow(area, 0);
  Container& c = here();
  c.kind = Container::Kind::Columns;
  c.weights = weights, c.whole = area, c.column_gap = dp(gap_dp), c.deepest = area.y0, c.gap = gap;
  float sum = 0, least = 1e9f;
  for (const float w : c.weights) sum += w, least = std::min(least, w);
  const float usable = area.w() - c.column_gap * float(c.weights.size() - 1);
  stacked_ = c.stacked = c.weights.size() > 1 && usable * least / sum < sp(narrowest_dp);
  const float first = stacked_ ? area.w() : std::round(usable * c.weights[0] / sum);
  push_flow({area.x0, area.y0, area.x0 + first, area.y1}, 0);
  here().gap = gap;
}

void Columns::next() {
  Kit& k = kit();
  Container& inner = here();
  Container& c = k.flow[k.flow.size() - 2];
  CHECK(c.kind == Container::Kind::Columns);
  ++c.column;
  if (c.stacked) return;
  c.deepest = std::max(c.deepest, inner.y);
  float sum = 0, before = 0;
  for (size_t i = 0; i < c.weights.size(); ++i) sum += c.weights[i], before += i < c.column ? c.weights[i] : 0;
  const float usable = c.whole.w() - c.column_gap * float(c.weights.size() - 1);
  const float x = std::round(c.whole.x0 + usable * before / sum + c.column_gap * float(c.column));
  const float gap = inner.gap;
  inner = Container{};
  inner.area = {x, c.whole.y0, std::round(x + usable * c.weights[c.column] / sum), c.whole.y1};
  inner.y = c.whole.y0, inner.gap = gap;
}

Columns::~Columns() {
  const float y = pop_flow();
  const float deepest = std::max(y, here().deepest);
  pop_flow();
  here().y = deepest, here().first = false;
}

// --- cards

namespace {

struct OpenCard {
  LateBox box;
  size_t item = SIZE_MAX;
  Surface surface;
  float padding = 0, top = 0, fill_to = -1e9f;
  bool ring = false;
};
std::vector<OpenCard>& open_cards() {
  static std::vector<OpenCard> cards;
  return cards;
}

Surface card_surface(const CardOptions& options, const Touch& touch) {
  const Theme& t = theme();
  Surface out{t.surface, t.line, dp(16), dp(t.edge_dp)};
  if (!options.plain_tone) {
    const ToneColours& tone = tone_colours(options.tone);
    out.fill = tone.tint, out.edge = options.tone == Tone::Neutral ? t.line : tone.ink;
  }
  if (options.outlined || options.selected) out.edge = t.accent, out.width = dp(2);
  if (options.selected) out.fill = t.accent_tint;
  if (touch.pressed) out.fill = blend(out.fill, t.accent_tint, 0.8f);
  else if (touch.hovered) out.fill = blend(out.fill, t.accent_tint, 0.35f);
  return out;
}

// What the last frame knew of a widget whose size this frame does not know yet.
bool hovered_before(Id id) {
  const Kit& k = kit();
  if (!k.pointer_known || k.press.down) return false;
  for (const Item& one : k.seen)
    if (one.id == id) return one.rect.has(k.pointer) && one.clip.has(k.pointer);
  return false;
}

}  // namespace

Card::Card(std::string_view id, CardOptions options) {
  Container& outer = here();
  OpenCard card;
  const float top = outer.y + (outer.first ? 0 : outer.gap);
  Touch touch;
  if (!id.empty()) {
    card.item = kit().items.size();
    Look_ look = options.tappable ? pressable(Role::Row, options.label, options.enabled, options.selected ? "selected" : "") : Look_{.role = Role::Card, .label = options.label};
    touch = item(id, {outer.area.x0, top, outer.area.x1, top}, look);
    touch.hovered = options.tappable && touch.enabled && hovered_before(touch.id);
    tapped_ = options.tappable && touch.clicked;
    held_ = options.tappable && touch.held;
  }
  card.surface = card_surface(options, options.tappable ? touch : Touch{});
  card.ring = touch.ring;
  card.box = reserve_box(card.surface.radius, true);
  card.padding = dp(options.padding_dp) + card.surface.width, card.top = top;
  if (options.fill_height) card.fill_to = kit().regions.back().y1 - dp(24);
  open_cards().push_back(card);
  push_flow({outer.area.x0 + card.padding, top + card.padding, outer.area.x1 - card.padding, outer.area.y1 - card.padding}, 10);
}

Card::~Card() {
  const OpenCard card = open_cards().back();
  open_cards().pop_back();
  float bottom = pop_flow() + card.padding;
  if (card.fill_to > bottom) bottom = card.fill_to;
  Container& outer = here();
  const Rect rect{outer.area.x0, card.top, outer.area.x1, std::ceil(bottom)};
  finish_box(card.box, rect, card.surface);
  if (card.item != SIZE_MAX) kit().items[card.item].rect = rect;
  if (card.ring) draw_focus(rect, card.surface.radius);
  outer.y = rect.y1, outer.first = false;
}

// --- pages and panes

namespace {

struct OpenPage {
  Id id = kNoId;
  Rect view;
  float start = 0, padding = 0;
  bool centred = false;
  Container::Mark begun;
  bool uncut_before = false;
};
std::vector<OpenPage>& open_pages() {
  static std::vector<OpenPage> pages;
  return pages;
}

}  // namespace

Page::Page(std::string_view id, PageOptions options) {
  Kit& k = kit();
  OpenPage page;
  page.view = region();
  page.id = id_of(id);
  note(id, Role::Page, page.view, "");
  if (k.on_brand == 0) draw_fill(page.view, options.surface ? theme().surface : theme().ground);
  const ScrollState& state = open_scroller(page.id, page.view);
  push_clip(page.view);
  page.padding = dp(compact() ? std::min(16.0f, options.padding_dp) : options.padding_dp);
  page.start = page.view.y0 + page.padding - std::round(state.offset);
  page.centred = options.centred, page.uncut_before = k.uncut;
  if (page.centred) k.uncut = true;
  page.begun = mark();
  Rect area{page.view.x0 + page.padding, page.start, page.view.x1 - page.padding, page.view.y1 - page.padding};
  if (options.width_dp_max > 0 && area.w() > sp(options.width_dp_max)) {
    const float spare = std::round((area.w() - sp(options.width_dp_max)) / 2);
    area.x0 += spare, area.x1 -= spare;
  }
  push_flow(area, 14);
  open_pages().push_back(page);
}

Page::~Page() {
  Kit& k = kit();
  const OpenPage page = open_pages().back();
  open_pages().pop_back();
  const float bottom = pop_flow() + page.padding;
  const float content = bottom - page.start + page.padding;
  if (page.centred && content < page.view.h()) move_since(page.begun, nullptr, 0, (page.view.h() - content) / 2);
  k.uncut = page.uncut_before;
  pop_clip();
  close_scroller(page.id, std::ceil(content));
  draw_scroll_hint(k.scrolls[page.id], page.view);
  k.regions.back().y0 = k.regions.back().y1;
}

namespace {

struct OpenFooter {
  LateBox box;
  Container::Mark begun;
  float top = 0, padding = 0;
  bool uncut_before = false;
  std::string id;
};
std::vector<OpenFooter>& open_footers() {
  static std::vector<OpenFooter> footers;
  return footers;
}

}  // namespace

Footer::Footer(std::string_view id, float side_dp) {
  Kit& k = kit();
  const Rect left = region();
  OpenFooter footer;
  footer.begun = mark();
  footer.id = id;
  footer.padding = dp(compact() ? 12 : 22);
  footer.top = left.y0;
  footer.uncut_before = k.uncut;
  k.uncut = true;
  footer.box = reserve_box(0, false);
  const float side = dp(compact() ? 16 : side_dp);
  push_flow({left.x0 + side, left.y0 + footer.padding, left.x1 - side, left.y1}, 10);
  open_footers().push_back(footer);
}

Footer::~Footer() {
  Kit& k = kit();
  const OpenFooter footer = open_footers().back();
  open_footers().pop_back();
  const float bottom = pop_flow() + footer.padding;
  Rect& left = k.regions.back();
  const float height = std::ceil(bottom - footer.top);
  finish_box(footer.box, {left.x0, footer.top, left.x1, footer.top + height}, {theme().ground, 0, 0, 0});
  k.uncut = footer.uncut_before;
  move_since(footer.begun, nullptr, 0, left.y1 - height - footer.top);
  left.y1 -= height;
}

Pane::Pane(std::string_view id, float width_dp, PaneOptions options) {
  Rect& left = region();
  Rect pane = left;
  const bool whole = compact();
  if (whole) {
    left.x0 = left.x1;
  } else {
    const float width = std::min(sp(width_dp), left.w() * 0.55f);
    if (options.right) pane.x0 = left.x1 = std::round(left.x1 - width);
    else pane.x1 = left.x0 = std::round(left.x0 + width);
  }
  note(id, Role::Group, pane, "");
  if (options.brand) draw_fill(pane, theme().brand), ++kit().on_brand;
  else if (options.surface) draw_fill(pane, theme().surface);
  branded_ = options.brand;
  if (!whole && !options.brand) {
    draw_fill(options.right ? rect_at(pane.x0, pane.y0, dp(1), pane.h()) : rect_at(pane.x1 - dp(1), pane.y0, dp(1), pane.h()), theme().line);
    (options.right ? pane.x0 : pane.x1) += options.right ? dp(1) : -dp(1);
  }
  push_region(pane);
}

Pane::~Pane() {
  kit().on_brand -= branded_;
  pop_flow();
  kit().regions.pop_back();
}

// --- long pages

namespace {

struct OpenBlock {
  Id key = kNoId, height_key = kNoId;
  float top = 0, guess = 0;
  bool built = false, reached = false;
  size_t item = 0;
};
std::vector<OpenBlock>& open_blocks() {
  static std::vector<OpenBlock> blocks;
  return blocks;
}

ScrollState* scroll_here() {
  Kit& k = kit();
  if (k.scroll_stack.empty()) return nullptr;
  return &k.scrolls[k.scrollers[size_t(k.scroll_stack.back())].id];
}

}  // namespace

Block::Block(std::string_view key, float estimate_dp) {
  Kit& k = kit();
  Container& c = here();
  OpenBlock block;
  block.key = id_of(key);
  block.height_key = block.key ^ (uint64_t(c.area.w()) * 0x9E3779B97F4A7C15ull) ^ uint64_t(text_scale() * 100);
  block.top = c.y + (c.first ? 0 : c.gap);
  const auto known = k.heights.find(block.height_key);
  block.guess = known == k.heights.end() ? sp(estimate_dp) : known->second;
  const Rect view = clip_rect();
  const Rect near = {view.x0, view.y0 - view.h() * 0.5f, view.x1, view.y1 + view.h() * 0.5f};
  if (k.reveal == block.key) {
    // Not built yet, or built and out of view: put its top a little below the page's.
    if (ScrollState* scroll = scroll_here()) {
      const float dy = block.top - view.y0 - dp(24);
      const float to = std::clamp(scroll->offset + dy, 0.0f, std::max(0.0f, scroll->content - scroll->view));
      if (std::fabs(to - scroll->offset) > 1) scroll->offset = std::round(to), k.rebuild = true;
      else k.reveal = kNoId, block.reached = k.reveal_focus;
    }
  }
  block.built = built_ = k.uncut || block.key == k.focus_block || Rect{view.x0, block.top, view.x1, block.top + block.guess}.meets(near);
  block.item = k.items.size();
  open_blocks().push_back(block);
  push_flow({c.area.x0, block.top, c.area.x1, c.area.y1}, 0);
  here().gap = c.gap;
}

Block::~Block() {
  Kit& k = kit();
  const OpenBlock block = open_blocks().back();
  open_blocks().pop_back();
  const float bottom = pop_flow();
  float height = block.guess;
  if (block.built) {
    height = std::ceil(bottom - block.top);
    k.heights[block.height_key] = height;
    // What grows or shrinks above the view must not push what is being read.
    ScrollState* scroll = scroll_here();
    if (scroll && std::fabs(height - block.guess) > 0.5f && block.top + block.guess <= clip_rect().y0) {
      scroll->offset = std::max(0.0f, scroll->offset + height - block.guess);
      k.rebuild = true;
    }
  }
  if (k.focus != kNoId && k.focus_seen && k.focus_block != block.key)
    for (size_t i = block.item; i < k.items.size(); ++i)
      if (k.items[i].id == k.focus) k.focus_block = block.key;
  if (block.reached) {
    // What can be answered comes before the links and buttons around it.
    const Item* first = nullptr;
    for (size_t i = block.item; i < k.items.size(); ++i) {
      const Item& item = k.items[i];
      if (!item.focusable) continue;
      const bool beside = item.role == Role::Link || item.role == Role::Button;
      if (!first || !beside) first = &item;
      if (!beside) break;
    }
    if (first) k.focus_wanted = first->id, k.focus_shown = true;
  }
  here().y = block.top + height, here().first = false;
}

List::List(std::string_view id, size_t count, float row_height_dp) : count_(count) {
  Container& c = here();
  row_ = sp(row_height_dp);
  top_ = c.y + (c.first ? 0 : c.gap);
  whole_ = {c.area.x0, top_, c.area.x1, top_ + row_ * float(count)};
  note(id, Role::List, whole_, "", std::to_string(count));
  const Rect view = clip_rect();
  const auto row_at = [&](float y) { return size_t(std::clamp((y - top_) / row_, 0.0f, float(count))); };
  first_ = row_at(view.y0 - 2 * row_);
  last_ = std::min(count, row_at(view.y1 + 2 * row_) + 1);
}
List::~List() {
  Container& c = here();
  c.y = whole_.y1, c.first = false;
}
void List::place(size_t row) {
  Container& c = here();
  c.y = top_ + row_ * float(row), c.first = true;
}
size_t List::Iterator::operator*() const {
  list->place(at);
  return at;
}
List::Iterator List::begin() { return {this, first_}; }
List::Iterator List::end() { return {this, last_}; }
void List::show(size_t row) {
  if (row >= count_) return;
  Item target;
  target.rect = rect_at(whole_.x0, top_ + row_ * float(row), whole_.w(), row_);
  target.scroller = kit().scroll_stack.empty() ? int16_t(-1) : kit().scroll_stack.back();
  bring_into_view(kit(), target);
}

// --- measures

void space(float gap_dp) {
  Container& c = here();
  if (c.kind == Container::Kind::Wrap) c.pen += dp(gap_dp);
  else c.y += dp(gap_dp);
}
void divider() {
  const Rect r = take(dp(1));
  draw_fill(r, theme().line);
}
void set_gap(float gap_dp) { here().gap = dp(gap_dp); }
float flow_width_dp() { return room() / (kit().unit * text_scale()); }
Rect flow_rect() {
  const Container& c = here();
  return {c.area.x0, c.y, c.area.x1, kit().regions.back().y1};
}
bool portrait() { return kit().window->height_px() > kit().window->width_px(); }
bool compact() { return float(kit().window->width_px()) < 900 * kit().unit * std::min(text_scale(), 1.5f); }

}  // namespace ui
