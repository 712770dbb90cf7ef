// app/tablet/ui/host.h: the loop around a screen. Sleeps until something happens, builds the screen, lets the app act, shows it.
// No frames while nothing changes. Everything runs on the thread that called open(), except wake().
//
//   struct Tablet final : ui::App { void draw() override { draw_screen(view, commands); } void settle() override { apply(commands); } };
//   TRY(auto host, ui::Host::open(options, tablet));
//   host->run();
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "platform/os/clock.h"

namespace window {
class Window;
struct Image;
}  // namespace window

namespace ui {

class App {
 public:
  virtual ~App() = default;
  // A finger, a pen, a mouse or a key did something: before the build that handles it.
  virtual void touched() {}
  // Before each build: take what workers posted.
  virtual void poll() {}
  // Builds the screen from the state as it is and collects commands; changes nothing itself. Built again when something was pressed
  // or settle() changed the state, so that what is shown is what is true.
  virtual void draw() = 0;
  // After each build: apply the commands it collected. True when the state changed.
  virtual bool settle() { return false; }
  // No worker has anything under way: a script's `wait` is over.
  virtual bool idle() { return true; }
  // Between two turns of the loop, and two lines of a script: no call is under way above the loop itself.
  virtual void between_turns() {}
  // The person asked to close the window. False keeps it open.
  virtual bool may_close() { return true; }
};

enum class Drawing : uint8_t { Auto, Software, Gl };
struct HostOptions {
  std::string title = "Doorstep";
  int width = 1280, height = 800;  // units; pixels = units * scale
  float scale = 0;                 // pixels of a unit; 0 asks the display
  bool headless = false;           // SDL's dummy driver: no display needed
  Drawing drawing = Drawing::Auto;
  std::string words_folder;        // assets/words; empty: none
  os::Clock* clock = nullptr;      // for animations, holds and toasts; default the machine's
};

class Host {
 public:
  // `app` must outlive the host. One host at a time in a process. Errors: NotFound (fonts, words), BadInput (no display: says so).
  static base::Result<std::unique_ptr<Host>> open(const HostOptions& options, App& app);
  virtual ~Host() = default;

  // Until the window is closed or quit(). Returns the program's exit status.
  virtual int run() = 0;
  // One turn: waits at most `wait_ms` (-1: until something happens), then handles and shows everything that has happened.
  // False when the window was closed.
  virtual bool turn(int64_t wait_ms) = 0;
  // Makes run() return after this frame.
  virtual void quit() = 0;
  // Any thread: something was posted; poll() will be called.
  virtual void wake() = 0;

  // Runs the lines of a script (app/tablet/ui/script.h) against this window, feeding real events. Errors name the line.
  virtual base::Status run_script(std::string_view script, const std::string& output_folder) = 0;

  // What was shown last, and how often that happened since open(). Frames do not rise while idle.
  virtual base::Status save_picture(const std::string& path) = 0;
  virtual uint64_t frames_shown() const = 0;
  virtual uint64_t frames_built() const = 0;
  // Every widget of the last frame, one line each: id, role, label, value, rectangle.
  virtual std::string tree() const = 0;
  virtual window::Window& window() = 0;
};

}  // namespace ui
