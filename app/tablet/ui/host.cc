#include "app/tablet/ui/host.h"

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/script.h"
#include "app/tablet/ui/theme.h"
#include "app/tablet/ui/words.h"
#include "platform/base/log.h"
#include "platform/image/image.h"
#include "platform/os/file.h"
#include "platform/os/process.h"
#include "platform/window/window.h"

namespace ui {
namespace {

constexpr int kPassesMax = 12;  // reveal() may need several; a screen that never settles is shown as it is

// Time that scripts may push on: what the clock says, plus what was skipped.
class SkippingClock final : public os::Clock {
 public:
  explicit SkippingClock(os::Clock& real) : real_(real) {}
  os::UnixMs now_ms() const override { return real_.now_ms() + skipped_; }
  int64_t monotonic_ms() const override { return real_.monotonic_ms() + skipped_; }
  void skip(int64_t ms) { skipped_ += ms; }

 private:
  os::Clock& real_;
  int64_t skipped_ = 0;
};

using Steady = std::chrono::steady_clock;

double ms(Steady::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

// From waking with something to do until it is on the screen.
constexpr double kFrameMs = 1000.0 / 60;

struct Turns {
  uint64_t count = 0, slow = 0;    // slow: longer than a frame of 60 a second
  double sum_ms = 0, max_ms = 0, build_ms_max = 0, show_ms_max = 0;
  double build_cpu_ms_max = 0;  // what of the building was ours and not another program's
  void add(double build_ms, double build_cpu_ms, double show_ms) {
    ++count;
    slow += build_ms + show_ms > kFrameMs;
    sum_ms += build_ms + show_ms;
    max_ms = std::max(max_ms, build_ms + show_ms);
    build_cpu_ms_max = std::max(build_cpu_ms_max, build_cpu_ms);
    build_ms_max = std::max(build_ms_max, build_ms), show_ms_max = std::max(show_ms_max, show_ms);
  }
};

class RealHost final : public Host, public ScriptTarget {
 public:
  RealHost(std::unique_ptr<window::Window> window, App& app, os::Clock& clock) : window_(std::move(window)), app_(app), clock_(clock) {
    kit_.window = window_.get();
    kit_.clock = &clock_;
    kit_.unit = window_->scale();
    set_kit(&kit_);
  }
  ~RealHost() override {
    kit_.glyphs.reset();
    kit_.lists.clear();
    set_kit(nullptr);
  }
  base::Status start() {
    TRY(kit_.glyphs, Glyphs::open(window_->textures()));
    build(nullptr);
    show();
    return {};
  }

  int run() override {
    while (turn(-1)) app_.between_turns();
    return 0;
  }

  // A frame of its own: what it leaves on the stack lies below the loop's.
  [[gnu::noinline]] bool turn(int64_t wait_ms) override {
    int64_t wait = wait_ms;
    if (kit_.next_frame_ms >= 0) {
      const int64_t due = std::max<int64_t>(0, kit_.next_frame_ms - clock_.monotonic_ms());
      wait = wait < 0 ? due : std::min(wait, due);
    }
    events_.clear();
    window_->wait(wait, events_);
    handle();
    return !quit_;
  }
  void quit() override { quit_ = true; }
  void wake() override { window_->wake(); }

  base::Status save_picture(const std::string& path) override {
    window::Image picture = window_->capture();
    TRY(const base::Bytes png, image::encode_png({std::move(picture.rgba), picture.width, picture.height}));
    return os::replace_file(path, png, 0644);
  }
  uint64_t frames_shown() const override { return shown_; }
  uint64_t frames_built() const override { return built_; }
  std::string tree() const override { return tree_text(kit_.items); }
  window::Window& window() override { return *window_; }

  base::Status run_script(std::string_view script, const std::string& output_folder) override { return ui::run_script(*this, script, output_folder); }

  // --- ScriptTarget
  const std::vector<Item>& items() const override { return kit_.items; }
  const std::vector<Scroller>& scrollers() const override { return kit_.scrollers; }
  void input(const window::Event& event) override {
    window::push(event);
    turn(0);
  }
  bool settled() override { return app_.idle() && !(kit_.next_frame_ms >= 0 && kit_.next_frame_ms - kit_.now < 400); }
  // Runs animations without waiting for them, and workers by waiting for them.
  void step() override {
    const bool animating = kit_.next_frame_ms >= 0 && kit_.next_frame_ms - kit_.now < 400;
    if (animating) clock_.skip(std::max<int64_t>(0, kit_.next_frame_ms - clock_.monotonic_ms()));
    turn(animating ? 0 : 20);
  }
  void skip(int64_t ms) override {
    clock_.skip(ms);
    turn(0);
    frame(nullptr);
  }
  void resize(int width, int height) override {
    window_->resize(width, height);
    turn(0);
    frame(nullptr);
  }
  void redraw() override { frame(nullptr); }
  base::Status picture(const std::string& path) override { return save_picture(path); }
  std::string tree_now() const override { return tree(); }
  float unit() const override { return kit_.unit; }
  Vec size() const override { return {float(window_->width_px()), float(window_->height_px())}; }
  void set_clipboard(const std::string& text) override { window_->set_clipboard(text); }
  bool closed() const override { return quit_; }
  void between_lines() override { app_.between_turns(); }
  void rest(int64_t ms) override {
    const auto until = Steady::now() + std::chrono::milliseconds(ms);
    for (auto now = Steady::now(); now < until && !quit_; now = Steady::now())
      turn(std::chrono::duration_cast<std::chrono::milliseconds>(until - now).count() + 1);
  }
  std::string figures() override {
    const os::ProcessFigures process = os::process_figures();
    char text[480];
    std::snprintf(text, sizeof text,
                  "\"age_ms\":%.3f,\"cpu_ms\":%.3f,\"resident_bytes\":%llu,\"resident_bytes_max\":%llu,\"frames\":%llu,\"turns\":%llu,\"turns_slow\":%llu,"
                  "\"turn_ms\":%.3f,\"turn_ms_max\":%.3f,\"build_ms_max\":%.3f,\"build_cpu_ms_max\":%.3f,\"show_ms_max\":%.3f",
                  process.age_ms, process.cpu_ms, static_cast<unsigned long long>(process.resident_bytes),
                  static_cast<unsigned long long>(process.resident_bytes_max), static_cast<unsigned long long>(shown_),
                  static_cast<unsigned long long>(turns_.count), static_cast<unsigned long long>(turns_.slow), turns_.count ? turns_.sum_ms / double(turns_.count) : 0.0, turns_.max_ms, turns_.build_ms_max,
                  turns_.build_cpu_ms_max, turns_.show_ms_max);
    turns_ = {};
    return text;
  }

 private:
  void handle() {
    const bool due = kit_.next_frame_ms >= 0 && clock_.monotonic_ms() >= kit_.next_frame_ms;
    if (events_.empty() && !due) return;
    const auto start = Steady::now();
    const double cpu = os::thread_cpu_ms();
    bool drawn = false;
    for (const window::Event& event : events_) {
      if (event.kind == window::Event::Kind::Close) {
        if (app_.may_close()) quit_ = true;
        continue;
      }
      build(&event);
      drawn = true;
    }
    if (!drawn && !quit_) build(nullptr);
    const auto built = Steady::now();
    const double built_cpu = os::thread_cpu_ms() - cpu;
    show();
    turns_.add(ms(built - start), built_cpu, ms(Steady::now() - built));
  }

  void frame(const window::Event* event) {
    build(event);
    show();
  }

  void build(const window::Event* event) {
    if (event && event->kind < window::Event::Kind::Resize) app_.touched();
    app_.poll();
    for (int pass = 0; pass < kPassesMax; ++pass) {
      begin(kit_, pass == 0 ? event : nullptr);
      app_.draw();
      bool more = end(kit_);
      more |= app_.settle();
      more |= kit_.rebuild;
      ++built_;
      if (!more) break;
    }
    if (kit_.typing) window_->start_typing(kit_.typing_rect[0], kit_.typing_rect[1], kit_.typing_rect[2], kit_.typing_rect[3]);
    else window_->stop_typing();
  }

  void show() {
    lists_.clear();
    data_.Clear();
    for (size_t i = 0; i < kit_.lists_used; ++i) {
      ImDrawList* list = kit_.lists[i].get();
      list->_PopUnusedDrawCmd();
      lists_.push_back(list);
      data_.TotalVtxCount += list->VtxBuffer.Size, data_.TotalIdxCount += list->IdxBuffer.Size;
    }
    data_.Valid = true;
    data_.CmdLists = lists_.data();
    data_.CmdListsCount = int(lists_.size());
    data_.DisplaySize = {float(window_->width_px()), float(window_->height_px())};
    data_.FramebufferScale = {1, 1};
    window_->show(data_, theme().ground);
    ++shown_;
  }

  std::unique_ptr<window::Window> window_;
  App& app_;
  SkippingClock clock_;
  Kit kit_;
  window::Events events_;
  std::vector<ImDrawList*> lists_;
  ImDrawData data_;
  uint64_t shown_ = 0, built_ = 0;
  Turns turns_;
  bool quit_ = false;
};

}  // namespace

base::Result<std::unique_ptr<Host>> Host::open(const HostOptions& options, App& app) {
  if (!options.words_folder.empty()) TRY_DO(load_words(options.words_folder));
  window::Options how;
  how.title = options.title, how.width = options.width, how.height = options.height, how.scale = options.scale, how.headless = options.headless;
  how.drawing = window::Drawing(options.drawing);
  TRY(std::unique_ptr<window::Window> window, window::Window::open(how));
  auto host = std::make_unique<RealHost>(std::move(window), app, options.clock ? *options.clock : os::system_clock());
  TRY_DO(host->start());
  return std::unique_ptr<Host>(std::move(host));
}

}  // namespace ui
