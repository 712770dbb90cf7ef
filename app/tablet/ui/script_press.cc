// What a script presses and types.
#include <algorithm>

#include "app/tablet/ui/chord.h"
#include "app/tablet/ui/script_runner.h"
#include "platform/base/utf8.h"

namespace ui {

using window::Event;

base::Status ScriptRunner::pressable(const std::string& id, Vec& out) {
  const std::string why = why_not_pressable(id, out);
  return why.empty() ? base::Status() : base::Status(fail(why));
}

base::Status ScriptRunner::tap(const Words& w) {
  Vec at;
  TRY_DO(pressable(w[1], at));
  tap_at(at, false);
  return settle();
}

base::Status ScriptRunner::tap_text(const Words& w) {
  for (const Item& one : target_.items())
    if (one.hits && one.enabled && one.label.find(w[1]) != std::string_view::npos) return tap({w[0], std::string(one.name)});
  return fail("nothing to press says \"" + w[1] + "\"");
}

base::Status ScriptRunner::touch(const Words& w) {
  Vec at;
  TRY_DO(pressable(w[1], at));
  tap_at(at, true);
  return settle();
}

base::Status ScriptRunner::tap_place(const Words& w) {
  float x = 0, y = 0;
  const Item* item = bring(w[1]);
  if (!item) return fail(no_widget(w[1]));
  if (!to_number(w[2], x) || !to_number(w[3], y)) return fail("takes an id and two numbers from 0 to 1");
  tap_at({item->rect.x0 + item->rect.w() * x, item->rect.y0 + item->rect.h() * y}, true);
  return settle();
}

base::Status ScriptRunner::hold(const Words& w) {
  Vec at;
  TRY_DO(pressable(w[1], at));
  pointer(Event::Kind::PointerDown, at, true);
  target_.skip(700);
  pointer(Event::Kind::PointerUp, at, true);
  return settle();
}

base::Status ScriptRunner::twice(const Words& w) {
  Vec at;
  TRY_DO(pressable(w[1], at));
  tap_at(at, false), tap_at(at, false);
  return settle();
}

base::Status ScriptRunner::type(const Words& w) {
  // Line ends are the Enter key, as on a keyboard.
  std::string_view rest = w[1];
  while (!rest.empty()) {
    const size_t newline = rest.find('\n');
    for (size_t at = 0, end = std::min(newline, rest.size()); at < end;) {
      const size_t next = base::next_boundary(rest, at);
      Event event;
      event.kind = Event::Kind::Text, event.text = std::string(rest.substr(at, next - at));
      target_.input(event);
      at = next;
    }
    if (newline == std::string_view::npos) break;
    Event enter;
    enter.kind = Event::Kind::KeyDown, enter.key = window::Key::Enter;
    target_.input(enter);
    rest.remove_prefix(newline + 1);
  }
  return settle();
}

base::Status ScriptRunner::key(const Words& w) {
  Event event;
  float times = 1;
  if (!read_chord(w[1], event)) return fail("unknown key \"" + w[1] + "\"");
  if (w.size() > 2 && !to_number(w[2], times)) return fail("takes a key and how often");
  for (int i = 0; i < int(times); ++i) target_.input(event);
  return settle();
}

base::Status ScriptRunner::paste(const Words& w) {
  target_.set_clipboard(w[1]);
  Event event;
  event.kind = Event::Kind::KeyDown, event.key = window::Key::Letter, event.letter = 'v', event.ctrl = true;
  target_.input(event);
  return settle();
}

base::Status ScriptRunner::pin(const Words& w) {
  for (const char digit : w[2]) {
    Vec at;
    TRY_DO(pressable(w[1] + "/" + digit, at));
    tap_at(at, true);
  }
  return settle();
}

// Typed again while the pad still asks: a first run wants its PIN twice. Nothing where there is no pad.
base::Status ScriptRunner::unlock(const Words& w) {
  for (int times = 0; times < 2; ++times) {
    TRY_DO(settle());
    if (!find(w[1] + "/1")) return {};
    TRY_DO(pin(w));
  }
  return settle();
}

}  // namespace ui
