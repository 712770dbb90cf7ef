#include "platform/window/window.h"

#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>

#include "platform/window/surface.h"
#include "platform/window/translate.h"

namespace window {
namespace {

// The dummy driver has no devices to sleep on: everything comes through push() and wake(), which ring this bell. SDL itself would look
// once a millisecond. Signals (Ctrl-C) are noticed at the next slice.
class Bell {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    bell_.notify_one();
  }
  void sleep(int64_t ms) {
    std::unique_lock lock(mutex_);
    bell_.wait_for(lock, std::chrono::milliseconds(ms), [&] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable bell_;
  bool rung_ = false;
};

class SdlWindow;
SdlWindow* g_window = nullptr;

float scale_of_display() {
  float dpi = 0;
  if (SDL_GetDisplayDPI(0, &dpi, nullptr, nullptr) != 0) return 1;
  return std::clamp(std::round(dpi / 160 * 4) / 4, 1.0f, 3.0f);
}

class SdlWindow final : public Window {
 public:
  SdlWindow(SDL_Window* window, bool headless, float scale) : window_(window), headless_(headless), scale_(scale) {
    wake_type_ = SDL_RegisterEvents(1);
    translator_.set_wake_type(wake_type_);
    g_window = this;
  }
  ~SdlWindow() override {
    g_window = nullptr;
    drawer_.reset();
    ImGui::DestroyContext();
    SDL_DestroyWindow(window_);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }
  void set_drawer(std::unique_ptr<Drawer> drawer) {
    drawer_ = std::move(drawer);
    measure();
  }

  int width_px() const override { return width_; }
  int height_px() const override { return height_; }
  float scale() const override { return scale_; }
  Textures& textures() override { return drawer_->textures(); }
  void show(const ImDrawData& data, uint32_t clear) override { drawer_->show(data, clear); }
  Image capture() override { return drawer_->capture(); }
  const char* drawing_name() const override { return drawer_->name(); }

  void wait(int64_t timeout_ms, Events& out) override {
    SDL_Event event;
    if (next(timeout_ms, event)) take(event, out);
    while (SDL_PollEvent(&event)) take(event, out);
  }

  void wake() override {
    SDL_Event event{};
    event.type = wake_type_;
    SDL_PushEvent(&event);
    bell_.ring();
  }

  void inject(const Event& event) {
    push_to_sdl(event, SDL_GetWindowID(window_), pixels_, width_, height_);
    bell_.ring();
  }

  void start_typing(int x, int y, int w, int h) override {
    const SDL_Rect where{int(float(x) / pixels_), int(float(y) / pixels_), int(float(w) / pixels_), int(float(h) / pixels_)};
    SDL_SetTextInputRect(&where);
    if (!typing_) SDL_StartTextInput();
    typing_ = true;
  }
  void stop_typing() override {
    if (typing_) SDL_StopTextInput();
    typing_ = false;
  }
  std::string clipboard() override {
    char* text = SDL_GetClipboardText();
    std::string out = text ? text : "";
    SDL_free(text);
    return out;
  }
  void set_clipboard(const std::string& text) override { SDL_SetClipboardText(text.c_str()); }
  void set_title(const std::string& title) override { SDL_SetWindowTitle(window_, title.c_str()); }
  void resize(int width, int height) override {
    SDL_SetWindowSize(window_, int(std::lround(float(width) * scale_ / pixels_)), int(std::lround(float(height) * scale_ / pixels_)));
    measure();
    bell_.ring();
  }

 private:
  bool next(int64_t timeout_ms, SDL_Event& event) {
    if (!headless_) return timeout_ms < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, int(std::min<int64_t>(timeout_ms, 1 << 30)));
    constexpr int64_t kSliceMs = 500;
    for (int64_t left = timeout_ms;;) {
      if (SDL_PollEvent(&event)) return true;
      if (left == 0) return false;
      const int64_t slice = left < 0 ? kSliceMs : std::min(left, kSliceMs);
      bell_.sleep(slice);
      if (left > 0) left -= slice;
      if (SDL_PollEvent(&event)) return true;
    }
  }

  void take(const SDL_Event& event, Events& out) {
    if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) measure();
    translator_.translate(event, out);
  }

  void measure() {
    int units = 1, unused = 1;
    SDL_GetWindowSize(window_, &units, &unused);
    width_ = units, height_ = unused;
    if (SDL_GetWindowFlags(window_) & SDL_WINDOW_OPENGL) SDL_GL_GetDrawableSize(window_, &width_, &height_);
    pixels_ = float(width_) / float(std::max(1, units));
    translator_.set_size(pixels_, width_, height_);
  }

  SDL_Window* window_;
  bool headless_;
  float scale_;
  float pixels_ = 1;  // of a unit of SDL's
  int width_ = 1, height_ = 1;
  uint32_t wake_type_ = 0;
  bool typing_ = false;
  Bell bell_;
  Translator translator_;
  std::unique_ptr<Drawer> drawer_;
};

void set_hints(bool headless) {
  if (headless) SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
  SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
  SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "1");
}

SDL_Window* make_window(const Options& options, float scale, uint32_t flags) {
  const int width = int(std::lround(float(options.width) * scale)), height = int(std::lround(float(options.height) * scale));
  return SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, width, height, SDL_WINDOW_RESIZABLE | flags);
}

}  // namespace

base::Result<std::unique_ptr<Window>> Window::open(const Options& options) {
  set_hints(options.headless);
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return base::fail(base::Fault::Offline, std::string("no display: ") + SDL_GetError());
  const float scale = options.scale > 0 ? options.scale : options.headless ? 1 : scale_of_display();
  const bool try_gl = options.drawing == Drawing::Gl || (options.drawing == Drawing::Auto && !options.headless);
  SDL_Window* window = nullptr;
  std::unique_ptr<Drawer> drawer;
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  if (try_gl) {
    ask_for_gl();
    window = make_window(options, scale, SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window) drawer = make_gl_drawer(window, options.drawing == Drawing::Gl);
    if (window && !drawer) {
      SDL_DestroyWindow(window);
      window = nullptr;
    }
  }
  if (!window && options.drawing != Drawing::Gl) {
    window = make_window(options, scale, 0);
    if (window) drawer = make_software_drawer(window);
  }
  if (!window) {
    const std::string why = SDL_GetError();
    ImGui::DestroyContext();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return base::fail(base::Fault::BadInput, "window: " + why);
  }
  auto out = std::make_unique<SdlWindow>(window, options.headless, scale);
  out->set_drawer(std::move(drawer));
  return std::unique_ptr<Window>(std::move(out));
}

void push(const Event& event) {
  if (g_window) g_window->inject(event);
}

}  // namespace window
