// platform/window/translate.h: SDL's events to ours and back. Private to the module.
#pragma once
#include <SDL.h>

#include "platform/window/events.h"

namespace window {

// Fingers on the glass: the first is the pointer, the second makes a pinch.
class Translator {
 public:
  // `pixels` of a window unit; `width` and `height` of the window in pixels.
  void set_size(float pixels, int width, int height) { pixels_ = pixels, width_ = width, height_ = height; }
  void set_wake_type(uint32_t type) { wake_type_ = type; }
  void translate(const SDL_Event& event, Events& out);

 private:
  struct Finger {
    SDL_FingerID id = 0;
    float x = 0, y = 0;
    bool down = false;
  };
  void finger(const SDL_TouchFingerEvent& event, Event::Kind kind, Events& out);
  void window_event(const SDL_WindowEvent& event, Events& out);
  float apart() const;

  float pixels_ = 1;
  int width_ = 1, height_ = 1;
  uint32_t wake_type_ = 0;
  Finger fingers_[2];
  bool pinching_ = false;
  float apart_before_ = 0;
};

// As the devices would have queued it. Text longer than SDL's buffer becomes several events.
void push_to_sdl(const Event& event, uint32_t window_id, float pixels, int width, int height);

}  // namespace window
