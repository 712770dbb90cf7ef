// platform/window/window.h: one window, its events and its picture, over SDL2. Two ways of drawing the same draw lists: OpenGL 3 through
// Dear ImGui's backend where a real graphics card answers, else a rasteriser of our own (raster.h) onto the window's surface.
// One window at a time; every call on the thread that opened it, except wake() and push().
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/base/result.h"
#include "platform/window/events.h"

struct ImDrawData;

namespace window {

enum class Drawing : uint8_t { Auto, Software, Gl };

struct Options {
  std::string title;
  int width = 1280, height = 800;  // units of the display
  float scale = 0;                 // pixels of a unit; 0 asks the display
  bool headless = false;           // SDL's dummy driver
  Drawing drawing = Drawing::Auto;
};

// Rows from the top, RGBA.
struct Image {
  int width = 0, height = 0;
  std::vector<uint8_t> rgba;
};

// A handle for draw lists; 0 is none.
using TextureId = uint32_t;

// What gives pictures to draw lists. A texture's coordinates are fixed by its creation size; memory is taken for the rows in use.
class Textures {
 public:
  virtual ~Textures() = default;
  virtual TextureId create(int width, int height) = 0;
  // Replaces a rectangle; `rgba` holds width * height pixels.
  virtual void update(TextureId id, int x, int y, int width, int height, std::span<const uint32_t> rgba) = 0;
  virtual void destroy(TextureId id) = 0;
};

class Window {
 public:
  // Errors: Offline (no display; try headless), BadInput (SDL's own words).
  static base::Result<std::unique_ptr<Window>> open(const Options& options);
  virtual ~Window() = default;

  virtual int width_px() const = 0;
  virtual int height_px() const = 0;
  virtual float scale() const = 0;  // pixels of a density-independent unit

  // Blocks until an event comes or `timeout_ms` have passed (-1: forever), then appends all that are there.
  virtual void wait(int64_t timeout_ms, Events& out) = 0;
  // Any thread: makes wait() return with a Wake event.
  virtual void wake() = 0;

  virtual Textures& textures() = 0;
  // Shows `data` over `clear` (0xAABBGGRR).
  virtual void show(const ImDrawData& data, uint32_t clear) = 0;
  // What was shown last.
  virtual Image capture() = 0;
  virtual const char* drawing_name() const = 0;

  // The on-screen keyboard and input methods; x, y, w, h is where the words appear.
  virtual void start_typing(int x, int y, int w, int h) = 0;
  virtual void stop_typing() = 0;
  virtual std::string clipboard() = 0;
  virtual void set_clipboard(const std::string& text) = 0;
  virtual void set_title(const std::string& title) = 0;
  virtual void resize(int width, int height) = 0;
};

// Puts an event in SDL's queue, as the devices do: for scripts. Resize, Close and Wake are taken too.
void push(const Event& event);

}  // namespace window
