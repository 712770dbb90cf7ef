#include "app/tablet/ui/script_hand.h"

#include <algorithm>
#include <cmath>

#include "app/tablet/ui/script_words.h"

namespace ui {
namespace {

constexpr int kScrollsMax = 400;

}  // namespace

std::string ScriptHand::no_widget(std::string_view id) const {
  std::vector<std::pair<size_t, std::string_view>> near;
  for (const Item& one : target_.items())
    if (!one.name.empty()) near.push_back({distance(id, one.name), one.name});
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::string out;
  for (size_t i = 0; i < std::min<size_t>(5, near.size()); ++i) out += (i ? ", " : "") + std::string(near[i].second);
  return "no widget \"" + std::string(id) + "\"; " + (out.empty() ? "nothing on the screen has an id" : "nearest: " + out);
}

const Item* ScriptHand::find(std::string_view id) const {
  const Item* out = nullptr;
  const size_t star = id.find('*');
  if (star != std::string_view::npos) {
    for (const Item& one : target_.items())
      if (fits(one.name, id, star)) out = &one;
    return out;
  }
  for (const Item& one : target_.items())
    if (one.name == id && (!out || (one.hits && !out->hits))) out = &one;
  return out;
}

bool ScriptHand::fits(std::string_view name, std::string_view id, size_t star) {
  const std::string_view head = id.substr(0, star), tail = id.substr(star + 1);
  return name.size() >= head.size() + tail.size() && name.starts_with(head) && name.ends_with(tail) &&
         name.substr(head.size(), name.size() - head.size() - tail.size()).find('/') == std::string_view::npos;
}

// Enough of it is in view to be pressed in its middle.
bool ScriptHand::in_view(const Item& item) {
  const Rect part = shown(item);
  return part.w() >= std::min(8.0f, item.rect.w()) && part.h() >= std::min(24.0f, item.rect.h() * 0.5f);
}

void ScriptHand::wheel(const Rect& view, float dy) {
  window::Event event;
  event.kind = window::Event::Kind::Wheel;
  event.x = view.centre().x, event.y = view.centre().y;
  event.dy = -dy / (90 * target_.unit());
  target_.input(event);
}

const Item* ScriptHand::bring(std::string_view id) {
  const Item* item = find(id);
  for (int tries = 0; item && !in_view(*item) && tries < kScrollsMax; ++tries) {
    int16_t at = item->scroller;
    bool moved = false;
    for (; at >= 0 && !moved; at = target_.scrollers()[size_t(at)].parent) {
      const Rect view = target_.scrollers()[size_t(at)].view;
      const float margin = std::min(60.0f, view.h() / 4);
      float dy = 0;
      if (item->rect.y1 > view.y1 - margin) dy = std::min(item->rect.y1 - view.y1 + margin, item->rect.y0 - view.y0 - margin);
      if (item->rect.y0 < view.y0) dy = item->rect.y0 - view.y0 - margin;
      if (std::fabs(dy) < 1) continue;
      const float before = item->rect.y0;
      wheel(view, dy);
      item = find(id);
      moved = item && std::fabs(item->rect.y0 - before) > 0.5f;
      if (!item) return search(id);
      break;
    }
    if (!moved) break;
  }
  return item ? item : search(id);
}

const Item* ScriptHand::search(std::string_view id) {
  const std::vector<Scroller> scrollers = target_.scrollers();
  for (size_t i = scrollers.size(); i-- > 0;) {
    const Rect view = scrollers[i].view;
    wheel(view, -1e6f);
    std::string before;
    for (int tries = 0; tries < kScrollsMax; ++tries) {
      if (find(id)) return bring(id);
      wheel(view, view.h() * 0.7f);
      std::string now = target_.tree_now();
      if (now == before) break;
      before = std::move(now);
    }
  }
  return find(id);
}

void ScriptHand::pointer(window::Event::Kind kind, Vec at, bool finger, uint8_t button) {
  window::Event event;
  event.kind = kind, event.x = at.x, event.y = at.y, event.button = button;
  event.pointer = finger ? window::Pointer::Touch : window::Pointer::Mouse;
  target_.input(event);
}

void ScriptHand::tap_at(Vec at, bool finger) {
  if (!finger) pointer(window::Event::Kind::PointerMove, at, false);
  pointer(window::Event::Kind::PointerDown, at, finger);
  pointer(window::Event::Kind::PointerUp, at, finger);
}

void ScriptHand::drag_between(Vec from, Vec to, int steps) {
  pointer(window::Event::Kind::PointerDown, from, true);
  for (int i = 1; i <= steps; ++i) {
    const float t = float(i) / float(steps);
    pointer(window::Event::Kind::PointerMove, {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t}, true);
    target_.skip(8);
  }
  target_.skip(120);  // the finger rests before it lifts: no fling
  pointer(window::Event::Kind::PointerUp, to, true);
}

std::string ScriptHand::why_not_pressable(const std::string& id, Vec& out) {
  const Item* item = bring(id);
  if (!item) return no_widget(id);
  if (!in_view(*item)) return "\"" + id + "\" cannot be brought into view";
  if (!item->enabled) return "\"" + id + "\" is disabled";
  out = shown(*item).centre();
  const Item* top = nullptr;
  for (const Item& one : target_.items())
    if (one.hits && one.rect.has(out) && one.clip.has(out) && (!top || one.layer >= top->layer)) top = &one;
  if (item->hits && top && top->layer > item->layer) return "\"" + id + "\" is covered by \"" + std::string(top->name) + "\"";
  return {};
}

}  // namespace ui
