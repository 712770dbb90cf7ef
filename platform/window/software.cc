// The software way: the rasteriser onto the window's own surface.
#include <SDL.h>

#include <cstring>

#include "platform/window/raster.h"
#include "platform/window/surface.h"

namespace window {
namespace {

class SoftwareDrawer final : public Drawer {
 public:
  explicit SoftwareDrawer(SDL_Window* window) : window_(window) {}
  Textures& textures() override { return raster_; }
  const char* name() const override { return "software"; }

  void show(const ImDrawData& data, uint32_t clear) override {
    SDL_Surface* surface = SDL_GetWindowSurface(window_);
    if (!surface) return;
    const bool direct = surface->format->format == SDL_PIXELFORMAT_RGB888 || surface->format->format == SDL_PIXELFORMAT_ARGB8888;
    SDL_LockSurface(surface);
    if (direct) {
      raster_.draw(data, clear, {static_cast<uint32_t*>(surface->pixels), surface->w, surface->h, surface->pitch / 4});
    } else {
      own_.resize(size_t(surface->w) * size_t(surface->h));
      raster_.draw(data, clear, {own_.data(), surface->w, surface->h, surface->w});
      SDL_ConvertPixels(surface->w, surface->h, SDL_PIXELFORMAT_RGB888, own_.data(), surface->w * 4, surface->format->format, surface->pixels, surface->pitch);
    }
    SDL_UnlockSurface(surface);
    SDL_UpdateWindowSurface(window_);
  }

  Image capture() override {
    Image out;
    SDL_Surface* surface = SDL_GetWindowSurface(window_);
    if (!surface) return out;
    out.width = surface->w, out.height = surface->h;
    out.rgba.resize(size_t(out.width) * size_t(out.height) * 4);
    SDL_ConvertPixels(surface->w, surface->h, surface->format->format, surface->pixels, surface->pitch, SDL_PIXELFORMAT_ABGR8888, out.rgba.data(), surface->w * 4);
    for (size_t i = 3; i < out.rgba.size(); i += 4) out.rgba[i] = 255;
    return out;
  }

 private:
  SDL_Window* window_;
  Rasteriser raster_;
  std::vector<uint32_t> own_;
};

}  // namespace

std::unique_ptr<Drawer> make_software_drawer(SDL_Window* window) { return std::make_unique<SoftwareDrawer>(window); }

}  // namespace window
