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

// What a block's height is remembered under: it differs with the width and the text size.
Id height_key_of(Id key, float width) { return key ^ (uint64_t(width) * 0x9E3779B97F4A7C15ull) ^ uint64_t(text_scale() * 100); }

float height_known(Id height_key, float estimate_dp) {
  const auto known = kit().heights.find(height_key);
  return known == kit().heights.end() ? std::ceil(sp(estimate_dp)) : known->second;
}

Rect near_view() {
  const Rect view = clip_rect();
  return {view.x0, view.y0 - view.h() * 0.5f, view.x1, view.y1 + view.h() * 0.5f};
}

// The block that is to be shown stands at `top`: its top goes a little below the page's. True once it is there.
bool brought_into_view(float top) {
  Kit& k = kit();
  ScrollState* const scroll = scroll_here();
  if (!scroll) return false;
  const float to = std::clamp(scroll->offset + top - clip_rect().y0 - dp(24), 0.0f, std::max(0.0f, scroll->content - scroll->view));
  if (std::fabs(to - scroll->offset) > 1) {
    scroll->offset = std::round(to), k.rebuild = true;
    return false;
  }
  k.reveal = kNoId;
  return true;
}

// What can be answered comes before the links and buttons around it.
void focus_first_of(size_t from) {
  Kit& k = kit();
  const Item* first = nullptr;
  for (size_t i = from; i < k.items.size(); ++i) {
    const Item& item = k.items[i];
    if (!item.focusable) continue;
    const bool beside = item.role == Role::Link || item.role == Role::Button;
    if (!first || !beside) first = &item;
    if (!beside) break;
  }
  if (first) k.focus_wanted = first->id, k.focus_shown = true;
}

void open_block(const OpenBlock& block, bool after_row) {
  const Container& c = here();
  const float gap = c.gap;
  open_blocks().push_back(block);
  push_flow({c.area.x0, block.top, c.area.x1, c.area.y1}, 0);
  here().gap = gap, here().after_row = after_row;
}

// How high it is now.
float close_block() {
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
  if (block.reached) focus_first_of(block.item);
  here().y = block.top + height, here().first = false, here().after_row = after_row;
  return height;
}

}  // namespace

Block::Block(std::string_view key, float estimate_dp) {
  Kit& k = kit();
  const Container& c = here();
  OpenBlock block;
  block.key = id_of(key);
  block.height_key = height_key_of(block.key, c.area.w());
  block.top = c.y + (c.first ? 0 : c.gap);
  block.guess = height_known(block.height_key, estimate_dp);
  if (k.reveal == block.key) block.reached = brought_into_view(block.top) && k.reveal_focus;
  block.built = built_ = k.uncut || block.key == k.focus_block || Rect{near_view().x0, block.top, near_view().x1, block.top + block.guess}.meets(near_view());
  block.item = k.items.size();
  open_block(block, c.after_row);
}

Block::~Block() { close_block(); }

namespace {

// A run while it is drawn: `top` is where its first block begins.
struct DrawnRun {
  BlockRun& run;
  const BlockSpecs& specs;
  const std::function<void(size_t)>& draw;
  float top = 0;
  size_t revealed = SIZE_MAX;  // the block that is to be shown and now stands in view

  float top_of(size_t at) const { return top + run.top(at); }

  void one(size_t at) const {
    OpenBlock block;
    block.key = id_of(specs(at).key);
    block.height_key = height_key_of(block.key, here().area.w());
    block.top = top_of(at), block.guess = run.height(at), block.built = true;
    block.reached = at == revealed && kit().reveal_focus;
    block.item = kit().items.size();
    open_block(block, false);
    draw(at);
    const float height = close_block();
    if (height != block.guess) run.set_height(at, height);
  }

  // What is near the view, and what has the keyboard wherever it stands.
  void all() const {
    const Kit& k = kit();
    const Rect near = near_view();
    const size_t focused = run.find(k.focus_block).value_or(SIZE_MAX);
    size_t at = k.uncut ? 0 : run.first_below(near.y0 - top);
    if (focused < at) one(focused);
    for (; at < run.size() && (k.uncut || top_of(at) < near.y1); ++at) one(at);
    if (focused != SIZE_MAX && focused >= at) one(focused);
  }
};

}  // namespace

void blocks(std::string_view id, size_t count, uint64_t version, const BlockSpecs& specs, const std::function<void(size_t)>& draw) {
  if (count == 0) return;
  Kit& k = kit();
  Container& c = here();
  BlockRun& run = k.runs[id_of(id)];
  const BlockRun::Made made{version, count, c.area.w(), text_scale(), c.gap};
  if (!run.is_made_for(made)) {
    std::vector<std::pair<Id, float>> heights;
    heights.reserve(count);
    for (size_t i = 0; i < count; ++i) {
      const BlockSpec spec = specs(i);
      const Id key = id_of(spec.key);
      heights.emplace_back(key, height_known(height_key_of(key, c.area.w()), spec.estimate_dp));
    }
    run.make(made, std::move(heights));
  }
  DrawnRun drawn{run, specs, draw, c.y + (c.first ? 0 : c.gap)};
  const auto wanted = k.reveal == kNoId ? std::nullopt : run.find(k.reveal);
  if (wanted && brought_into_view(drawn.top_of(*wanted))) drawn.revealed = *wanted;
  drawn.all();
  here().y = drawn.top + run.bottom(), here().first = false, here().after_row = false;
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
