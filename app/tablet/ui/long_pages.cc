// What a page of two thousand questions or ten thousand rows builds: only what is near the view.
#include <algorithm>
#include <cmath>

#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {
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
  const float gap = c.gap;
  const bool after_row = c.after_row;
  push_flow({c.area.x0, block.top, c.area.x1, c.area.y1}, 0);
  here().gap = gap, here().after_row = after_row;
}

Block::~Block() {
  Kit& k = kit();
  const OpenBlock block = open_blocks().back();
  open_blocks().pop_back();
  const bool after_row = here().after_row;
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
  here().y = block.top + height, here().first = false, here().after_row = after_row;
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

}  // namespace ui
