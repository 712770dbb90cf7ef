// platform/window/surface.h: what a way of drawing does for the window. Private to the module.
#pragma once
#include <memory>

#include "platform/window/window.h"

struct SDL_Window;

namespace window {

class Drawer {
 public:
  virtual ~Drawer() = default;
  virtual Textures& textures() = 0;
  virtual void show(const ImDrawData& data, uint32_t clear) = 0;
  virtual Image capture() = 0;
  virtual void size_changed() {}
  virtual const char* name() const = 0;
};

std::unique_ptr<Drawer> make_software_drawer(SDL_Window* window);
// Null when there is no OpenGL 3 or only a software one, unless `even_software`. The window must have been made with SDL_WINDOW_OPENGL.
std::unique_ptr<Drawer> make_gl_drawer(SDL_Window* window, bool even_software);
// Asks SDL for the context make_gl_drawer needs; before the window is made.
void ask_for_gl();

}  // namespace window
