// platform/window/events.h: what a person did, free of SDL. Positions are pixels of the window, y downwards.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace window {

enum class Pointer : uint8_t { Mouse, Touch, Pen };

enum class Key : uint8_t {
  None, Letter, Enter, Escape, Tab, Space, Backspace, Delete, Left, Right, Up, Down, Home, End, PageUp, PageDown, Insert, Menu,
  F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12
};

struct Event {
  enum class Kind : uint8_t {
    PointerDown, PointerMove, PointerUp,
    PointerCancel,  // a second finger came down, or the window lost the pointer
    PointerLeave,   // the mouse left the window
    Wheel,          // dx, dy in notches, y up
    Pinch,          // scale: how far the fingers moved apart since the last one, 1 is none
    KeyDown, Text, Compose,
    Resize, Exposed, Focus, Unfocus, Close, Wake
  };
  Kind kind = Kind::Wake;
  Pointer pointer = Pointer::Mouse;
  Key key = Key::None;
  char letter = 0;            // for Key::Letter: 'a'-'z', '0'-'9' or the unshifted sign
  bool ctrl = false, shift = false, alt = false, repeat = false;
  uint8_t button = 1;         // 1 left, 2 middle, 3 right
  float x = 0, y = 0;
  float pressure = 1;         // 0 to 1
  float dx = 0, dy = 0;
  float scale = 1;
  int64_t at_ms = 0;          // monotonic, from SDL
  std::string text;           // Text: what was typed; Compose: what is being composed
};
using Events = std::vector<Event>;

}  // namespace window
