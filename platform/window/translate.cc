#include "platform/window/translate.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "platform/base/utf8.h"

namespace window {
namespace {

constexpr struct {
  SDL_Keycode sdl;
  Key key;
} kKeys[] = {
    {SDLK_RETURN, Key::Enter}, {SDLK_KP_ENTER, Key::Enter}, {SDLK_ESCAPE, Key::Escape}, {SDLK_AC_BACK, Key::Escape}, {SDLK_TAB, Key::Tab},
    {SDLK_SPACE, Key::Space}, {SDLK_BACKSPACE, Key::Backspace}, {SDLK_DELETE, Key::Delete}, {SDLK_LEFT, Key::Left}, {SDLK_RIGHT, Key::Right},
    {SDLK_UP, Key::Up}, {SDLK_DOWN, Key::Down}, {SDLK_HOME, Key::Home}, {SDLK_END, Key::End}, {SDLK_PAGEUP, Key::PageUp},
    {SDLK_PAGEDOWN, Key::PageDown}, {SDLK_INSERT, Key::Insert}, {SDLK_MENU, Key::Menu}, {SDLK_APPLICATION, Key::Menu},
    {SDLK_F1, Key::F1}, {SDLK_F2, Key::F2}, {SDLK_F3, Key::F3}, {SDLK_F4, Key::F4}, {SDLK_F5, Key::F5}, {SDLK_F6, Key::F6},
    {SDLK_F7, Key::F7}, {SDLK_F8, Key::F8}, {SDLK_F9, Key::F9}, {SDLK_F10, Key::F10}, {SDLK_F11, Key::F11}, {SDLK_F12, Key::F12}};

Event made(Event::Kind kind, uint32_t at) {
  Event out;
  out.kind = kind;
  out.at_ms = at;
  return out;
}

void key_of(const SDL_KeyboardEvent& from, Event& out) {
  const SDL_Keycode code = from.keysym.sym;
  for (const auto& row : kKeys)
    if (row.sdl == code) out.key = row.key;
  if (out.key == Key::None && code > 32 && code < 127) out.key = Key::Letter, out.letter = char(code);
  if (code >= SDLK_KP_1 && code <= SDLK_KP_9) out.key = Key::Letter, out.letter = char('1' + (code - SDLK_KP_1));
  if (code == SDLK_KP_0) out.key = Key::Letter, out.letter = '0';
  out.ctrl = (from.keysym.mod & (KMOD_CTRL | KMOD_GUI)) != 0;
  out.shift = (from.keysym.mod & KMOD_SHIFT) != 0;
  out.alt = (from.keysym.mod & KMOD_LALT) != 0;
  out.repeat = from.repeat != 0;
}

}  // namespace

float Translator::apart() const { return std::max(1.0f, std::hypot(fingers_[0].x - fingers_[1].x, fingers_[0].y - fingers_[1].y)); }

void Translator::finger(const SDL_TouchFingerEvent& from, Event::Kind kind, Events& out) {
  Event event = made(kind, from.timestamp);
  event.pointer = Pointer::Touch;
  event.x = from.x * float(width_), event.y = from.y * float(height_);
  event.pressure = from.pressure > 0 ? from.pressure : 1;
  Finger* known = nullptr;
  for (Finger& one : fingers_)
    if (one.down && one.id == from.fingerId) known = &one;
  if (kind == Event::Kind::PointerDown && !known) {
    known = !fingers_[0].down ? &fingers_[0] : !fingers_[1].down ? &fingers_[1] : nullptr;
    if (known) *known = {from.fingerId, event.x, event.y, true};
    if (fingers_[0].down && fingers_[1].down) {
      if (!pinching_) event.kind = Event::Kind::PointerCancel, out.push_back(event);
      pinching_ = true, apart_before_ = apart();
      return;
    }
  }
  if (!known) return;
  known->x = event.x, known->y = event.y;
  if (kind == Event::Kind::PointerUp) known->down = false;
  if (!pinching_) return out.push_back(event);
  if (!fingers_[0].down && !fingers_[1].down) pinching_ = false;
  if (kind != Event::Kind::PointerMove || !fingers_[0].down || !fingers_[1].down) return;
  const float now = apart();
  event.kind = Event::Kind::Pinch, event.scale = now / apart_before_;
  event.x = (fingers_[0].x + fingers_[1].x) / 2, event.y = (fingers_[0].y + fingers_[1].y) / 2;
  apart_before_ = now;
  out.push_back(event);
}

void Translator::window_event(const SDL_WindowEvent& from, Events& out) {
  const auto add = [&](Event::Kind kind) { out.push_back(made(kind, from.timestamp)); };
  switch (from.event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED: return add(Event::Kind::Resize);
    case SDL_WINDOWEVENT_EXPOSED: return add(Event::Kind::Exposed);
    case SDL_WINDOWEVENT_FOCUS_GAINED: return add(Event::Kind::Focus);
    case SDL_WINDOWEVENT_FOCUS_LOST: return add(Event::Kind::Unfocus);
    case SDL_WINDOWEVENT_LEAVE: return add(Event::Kind::PointerLeave);
    default: return;
  }
}

void Translator::translate(const SDL_Event& from, Events& out) {
  if (wake_type_ != 0 && from.type == wake_type_) return out.push_back(made(Event::Kind::Wake, from.common.timestamp));
  switch (from.type) {
    case SDL_QUIT: return out.push_back(made(Event::Kind::Close, from.common.timestamp));
    case SDL_WINDOWEVENT: return window_event(from.window, out);
    case SDL_FINGERDOWN: return finger(from.tfinger, Event::Kind::PointerDown, out);
    case SDL_FINGERMOTION: return finger(from.tfinger, Event::Kind::PointerMove, out);
    case SDL_FINGERUP: return finger(from.tfinger, Event::Kind::PointerUp, out);
    case SDL_MOUSEMOTION: {
      if (from.motion.which == SDL_TOUCH_MOUSEID) return;
      Event event = made(Event::Kind::PointerMove, from.motion.timestamp);
      event.x = float(from.motion.x) * pixels_, event.y = float(from.motion.y) * pixels_;
      return out.push_back(event);
    }
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: {
      if (from.button.which == SDL_TOUCH_MOUSEID) return;
      Event event = made(from.type == SDL_MOUSEBUTTONDOWN ? Event::Kind::PointerDown : Event::Kind::PointerUp, from.button.timestamp);
      event.x = float(from.button.x) * pixels_, event.y = float(from.button.y) * pixels_;
      event.button = from.button.button;
      return out.push_back(event);
    }
    case SDL_MOUSEWHEEL: {
      Event event = made(Event::Kind::Wheel, from.wheel.timestamp);
      event.dx = from.wheel.preciseX, event.dy = from.wheel.preciseY;
      event.x = float(from.wheel.mouseX) * pixels_, event.y = float(from.wheel.mouseY) * pixels_;
      return out.push_back(event);
    }
    case SDL_KEYDOWN: {
      Event event = made(Event::Kind::KeyDown, from.key.timestamp);
      key_of(from.key, event);
      return out.push_back(event);
    }
    case SDL_TEXTINPUT:
    case SDL_TEXTEDITING: {
      Event event = made(from.type == SDL_TEXTINPUT ? Event::Kind::Text : Event::Kind::Compose, from.text.timestamp);
      event.text = from.type == SDL_TEXTINPUT ? from.text.text : from.edit.text;
      return out.push_back(event);
    }
    default: return;
  }
}

namespace {

void push_text(const Event& event, SDL_Event& to, uint32_t window_id) {
  to.type = SDL_TEXTINPUT;
  to.text.windowID = window_id;
  size_t at = 0;
  while (at < event.text.size()) {
    size_t end = std::min(event.text.size(), at + SDL_TEXTINPUTEVENT_TEXT_SIZE - 1);
    if (end < event.text.size()) end = base::previous_boundary(event.text, end + 1);
    if (end <= at) return;
    std::memset(to.text.text, 0, sizeof to.text.text);
    std::memcpy(to.text.text, event.text.data() + at, end - at);
    SDL_PushEvent(&to);
    at = end;
  }
}

void push_finger(const Event& event, SDL_Event& to, uint32_t type, uint32_t window_id, int width, int height) {
  to.type = type;
  to.tfinger.windowID = window_id;
  to.tfinger.touchId = 1, to.tfinger.fingerId = event.button;
  to.tfinger.x = event.x / float(width), to.tfinger.y = event.y / float(height);
  to.tfinger.pressure = event.pressure;
  SDL_PushEvent(&to);
}

}  // namespace

void push_to_sdl(const Event& event, uint32_t window_id, float pixels, int width, int height) {
  SDL_Event to{};
  to.common.timestamp = SDL_GetTicks();
  const bool finger = event.pointer == Pointer::Touch;
  const int x = int(std::lround(event.x / pixels)), y = int(std::lround(event.y / pixels));
  switch (event.kind) {
    case Event::Kind::PointerDown:
    case Event::Kind::PointerUp: {
      const bool down = event.kind == Event::Kind::PointerDown;
      if (finger) return push_finger(event, to, down ? SDL_FINGERDOWN : SDL_FINGERUP, window_id, width, height);
      to.type = down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP;
      to.button.windowID = window_id, to.button.button = event.button, to.button.state = down ? SDL_PRESSED : SDL_RELEASED, to.button.clicks = 1;
      to.button.x = x, to.button.y = y;
      SDL_PushEvent(&to);
      return;
    }
    case Event::Kind::PointerMove:
      if (finger) return push_finger(event, to, SDL_FINGERMOTION, window_id, width, height);
      to.type = SDL_MOUSEMOTION, to.motion.windowID = window_id, to.motion.x = x, to.motion.y = y;
      SDL_PushEvent(&to);
      return;
    case Event::Kind::Wheel:
      to.type = SDL_MOUSEWHEEL, to.wheel.windowID = window_id, to.wheel.preciseX = event.dx, to.wheel.preciseY = event.dy;
      to.wheel.mouseX = x, to.wheel.mouseY = y;
      SDL_PushEvent(&to);
      return;
    case Event::Kind::KeyDown: {
      to.type = SDL_KEYDOWN, to.key.windowID = window_id, to.key.state = SDL_PRESSED;
      for (const auto& row : kKeys)
        if (row.key == event.key) { to.key.keysym.sym = row.sdl; break; }
      if (event.key == Key::Letter) to.key.keysym.sym = event.letter;
      to.key.keysym.mod = uint16_t((event.ctrl ? KMOD_LCTRL : 0) | (event.shift ? KMOD_LSHIFT : 0) | (event.alt ? KMOD_LALT : 0));
      SDL_PushEvent(&to);
      to.type = SDL_KEYUP, to.key.state = SDL_RELEASED;
      SDL_PushEvent(&to);
      return;
    }
    case Event::Kind::Text: return push_text(event, to, window_id);
    case Event::Kind::Close:
      to.type = SDL_QUIT;
      SDL_PushEvent(&to);
      return;
    default: return;
  }
}

}  // namespace window
