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

// Children of a line stand on its middle; those after to_right() at its end. `after` is what was drawn next and is not of the line.
void end_line(Container& c, const Container::Mark* after = nullptr) {
  const size_t count = c.marks.size();
  for (size_t i = 0; i < count; ++i) {
    const Container::Mark* next = i + 1 < count ? &c.marks[i + 1] : after;
    float dx = 0;
    const float left = c.area.x1 - c.marks.back().right;
    if (c.to_right >= 0 && i >= size_t(c.to_right)) dx = left;
    else if (c.centred) dx = left / 2;
    move_since(c.marks[i], next, dx, (c.line_h - c.marks[i].height) / 2);
  }
  c.marks.clear();
  c.y = c.line_top + c.line_h;
  c.pen = 0, c.line_h = 0;
  if (c.to_right > 0) c.to_right = 0;
}

float tallest(const std::vector<Container::Mark>& marks) {
  float out = 0;
  for (const Container::Mark& one : marks) out = std::max(out, one.height);
  return out;
}

// What stands at the right stays together: when it does not fit beside what stands at the left, all of it goes to the next line.
void carry_over(Container& c) {
  const auto first = c.marks.begin() + c.to_right;
  std::vector<Container::Mark> carried(first, c.marks.end());
  c.marks.erase(first, c.marks.end());
  const float from = c.line_top, dx = c.area.x0 - (c.marks.back().right + c.gap);
  c.line_h = tallest(c.marks), c.to_right = -1;
  end_line(c, &carried.front());
  c.line_top = c.y += c.gap;
  move_since(carried.front(), nullptr, dx, c.line_top - from);
  for (Container::Mark& one : carried) one.right += dx;
  c.to_right = 0, c.line_h = tallest(carried), c.pen = carried.back().right - c.area.x0 + c.gap;
  c.marks = std::move(carried);
}

Rect take_in_wrap(Container& c, float width, float height) {
  const float whole = c.area.w();
  width = std::min(width, whole);
  const auto fits = [&] { return c.pen == 0 || c.pen + width <= whole + 0.5f; };
  if (!fits() && c.to_right > 0 && size_t(c.to_right) < c.marks.size()) carry_over(c);
  if (!fits()) end_line(c);
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

bool follows_row() { return here().after_row; }

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

Columns::Columns(std::span<const float> weights, float narrowest_dp, float gap_dp) {
  Container& outer = here();
  const Rect area{outer.area.x0, outer.y + (outer.first ? 0 : outer.gap), outer.area.x1, outer.area.y1};
  const float gap = outer.gap;
  push_flow(area, 0);
  Container& c = here();
  c.kind = Container::Kind::Columns;
  c.weights.assign(weights.begin(), weights.end()), c.whole = area, c.column_gap = dp(gap_dp), c.deepest = area.y0, c.gap = gap;
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
