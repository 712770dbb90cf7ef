// What a script drags, flings, scrolls and pinches.
#include "app/tablet/ui/script_runner.h"

namespace ui {

using window::Event;

base::Status ScriptRunner::drag(const Words& w) {
  float n[4];
  if (w.size() == 5) {
    for (int i = 0; i < 4; ++i)
      if (!to_number(w[size_t(i) + 1], n[i])) return fail("takes ID dx dy, or x y x y");
    drag_between({n[0] * target_.unit(), n[1] * target_.unit()}, {n[2] * target_.unit(), n[3] * target_.unit()}, 12);
    return settle();
  }
  if (w.size() != 4 || !to_number(w[2], n[0]) || !to_number(w[3], n[1])) return fail("takes ID dx dy, or x y x y");
  const Item* item = bring(w[1]);
  if (!item) return fail(no_widget(w[1]));
  const Vec from = shown(*item).centre();
  drag_between(from, {from.x + n[0] * target_.unit(), from.y + n[1] * target_.unit()}, 12);
  return settle();
}

// A stroke in a pad: ID x0 y0 x1 y1 in parts of its size.
base::Status ScriptRunner::stroke(const Words& w) {
  float n[4];
  for (int i = 0; i < 4; ++i)
    if (!to_number(w[size_t(i) + 2], n[i])) return fail("takes ID x y x y from 0 to 1");
  const Item* item = bring(w[1]);
  if (!item) return fail(no_widget(w[1]));
  const Rect r = item->rect;
  drag_between({r.x0 + r.w() * n[0], r.y0 + r.h() * n[1]}, {r.x0 + r.w() * n[2], r.y0 + r.h() * n[3]}, 16);
  return settle();
}

base::Status ScriptRunner::fling(const Words& w) {
  float dy = 0;
  const Item* item = find(w[1]);
  if (!item) return fail(no_widget(w[1]));
  if (!to_number(w[2], dy)) return fail("takes ID dy");
  const Vec from = shown(*item).centre();
  pointer(Event::Kind::PointerDown, from, true);
  for (int i = 1; i <= 6; ++i) target_.skip(10), pointer(Event::Kind::PointerMove, {from.x, from.y + dy * target_.unit() * float(i) / 6}, true);
  pointer(Event::Kind::PointerUp, {from.x, from.y + dy * target_.unit()}, true);
  return settle();
}

base::Status ScriptRunner::scroll(const Words& w) {
  float dy = 0;
  const Item* item = find(w[1]);
  if (!item) return fail(no_widget(w[1]));
  if (!to_number(w[2], dy)) return fail("takes ID dy");
  wheel(shown(*item), dy * target_.unit());
  return settle();
}

base::Status ScriptRunner::pinch(const Words& w) {
  float ratio = 1;
  if (!to_number(w[1], ratio) || ratio <= 0) return fail("takes a ratio, as 1.5");
  const Vec middle{target_.size().x / 2, target_.size().y / 2};
  const float apart = 100 * target_.unit();
  const auto finger = [&](Event::Kind kind, uint8_t which, float x) {
    Event event;
    event.kind = kind, event.pointer = window::Pointer::Touch, event.button = which, event.x = x, event.y = middle.y;
    target_.input(event);
  };
  finger(Event::Kind::PointerDown, 1, middle.x - apart), finger(Event::Kind::PointerDown, 2, middle.x + apart);
  for (int i = 1; i <= 8; ++i) {
    const float now = apart * (1 + (ratio - 1) * float(i) / 8);
    finger(Event::Kind::PointerMove, 1, middle.x - now), finger(Event::Kind::PointerMove, 2, middle.x + now);
  }
  finger(Event::Kind::PointerUp, 1, middle.x - apart * ratio), finger(Event::Kind::PointerUp, 2, middle.x + apart * ratio);
  return settle();
}

}  // namespace ui
