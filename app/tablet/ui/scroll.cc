// Scrolling: offsets kept by id, flings that slow down, and bringing a widget into view.
#include <cmath>

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {
namespace {

constexpr float kSlowMs = 325;    // a fling loses 63 % of its speed in this time
constexpr float kStopDp = 18;     // a second
constexpr int64_t kStepMs = 16;

float most(const ScrollState& state) { return std::max(0.0f, state.content - state.view); }

}  // namespace

bool scroll_by(Kit& kit, Id id, float dy) {
  const auto found = kit.scrolls.find(id);
  if (found == kit.scrolls.end() || dy == 0) return false;
  ScrollState& state = found->second;
  const float before = state.offset;
  state.offset = std::clamp(state.offset + dy, 0.0f, most(state));
  state.wanted = -1;
  return state.offset != before;
}

void animate_scrolls(Kit& kit) {
  static int64_t last = 0;
  const int64_t step = std::clamp<int64_t>(kit.now - last, 0, 50);
  last = kit.now;
  for (auto& [id, state] : kit.scrolls) {
    if (state.velocity == 0) continue;
    const float before = state.offset;
    const float passed = float(step) / 1000;
    state.offset = std::clamp(state.offset + state.velocity * passed, 0.0f, most(state));
    state.velocity *= std::exp(-float(step) / kSlowMs);
    const bool stuck = step > 0 && state.offset == before;
    if (std::fabs(state.velocity) < kStopDp * kit.unit || stuck) state.velocity = 0, state.offset = std::round(state.offset);
    else request_frame(kStepMs);
  }
}

ScrollState& open_scroller(Id id, const Rect& view) {
  Kit& k = kit();
  ScrollState& state = k.scrolls[id];
  state.view = view.h(), state.seen = k.frame;
  k.scrollers.push_back({id, view, k.layer, k.scroll_stack.empty() ? int16_t(-1) : k.scroll_stack.back()});
  k.scroll_stack.push_back(int16_t(k.scrollers.size() - 1));
  return state;
}

void close_scroller(Id id, float content) {
  Kit& k = kit();
  k.scroll_stack.pop_back();
  ScrollState& state = k.scrolls[id];
  state.content = content;
  float offset = state.offset;
  if (state.wanted >= 0) {
    offset = state.wanted;
    if (offset <= most(state)) state.wanted = -1;
  }
  offset = std::clamp(offset, 0.0f, most(state));
  if (std::fabs(offset - state.offset) > 0.4f) state.offset = offset, k.rebuild = true;
}

void bring_into_view(Kit& kit, const Item& item) {
  Rect rect = item.rect;
  for (int16_t at = item.scroller; at >= 0 && size_t(at) < kit.scrollers.size(); at = kit.scrollers[size_t(at)].parent) {
    const Scroller& scroller = kit.scrollers[size_t(at)];
    const float margin = std::min(24 * kit.unit, scroller.view.h() / 4);
    float dy = 0;
    if (rect.y1 > scroller.view.y1 - margin) dy = rect.y1 - scroller.view.y1 + margin;
    if (rect.y0 - dy < scroller.view.y0 + margin) dy = rect.y0 - scroller.view.y0 - margin;
    if (dy != 0 && scroll_by(kit, scroller.id, dy)) rect = rect.moved(0, -dy), kit.rebuild = true;
  }
}

void draw_scroll_hint(const ScrollState& state, const Rect& view) {
  if (state.content <= state.view + 1) return;
  const float track = view.h() - dp(8), bar = std::max(dp(36), track * state.view / state.content);
  const float at = view.y0 + dp(4) + (track - bar) * (most(state) > 0 ? state.offset / most(state) : 0);
  draw_fill(rect_at(view.x1 - dp(7), at, dp(4), bar), with_alpha(theme().soft, 110), dp(2));
}

float scroll_of(std::string_view page_id) {
  const auto found = kit().scrolls.find(hash_id(full_name(page_id)));
  return found == kit().scrolls.end() ? 0 : found->second.offset;
}

void set_scroll(std::string_view page_id, float y) {
  ScrollState& state = kit().scrolls[hash_id(full_name(page_id))];
  state.velocity = 0;
  state.wanted = y;
  kit().rebuild = true;
}

void reveal(std::string_view full_id, bool focus) {
  Kit& k = kit();
  k.reveal = hash_id(full_id), k.reveal_name = full_id, k.reveal_focus = focus, k.reveal_tries = 8;
  k.rebuild = true;
}

}  // namespace ui
