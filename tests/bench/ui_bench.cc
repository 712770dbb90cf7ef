// links: tests_gallery
// What a frame costs: from start to the first one, building long pages and lists, a keystroke shown, memory, and doing nothing.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "app/tablet/ui/kit.h"
#include "platform/window/window.h"
#include "tests/bench/report.h"
#include "tests/support/gallery/gallery.h"

namespace {

using bench::report;

constexpr const char* kBench = "ui";

double resident_mb() {
  std::ifstream in("/proc/self/statm");
  long pages = 0, resident = 0;
  in >> pages >> resident;
  return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

struct Bench {
  gallery::Gallery app;
  std::unique_ptr<ui::Host> host;

  void run(const std::string& script) {
    const base::Status done = host->run_script(script, "");
    if (!done) std::fprintf(stderr, "%s\n", done.error().detail.c_str()), std::exit(1);
  }
  // One build of the screen as it is, without showing it.
  double build_ms() {
    return bench::median(bench::cpu_times_ms(200, [&](int) {
      ui::begin(ui::kit(), nullptr);
      app.draw();
      ui::end(ui::kit());
    }));
  }
  // A letter typed, the field changed, the screen built again and drawn in memory.
  double keystroke_ms() {
    return bench::median(bench::cpu_times_ms(60, [&](int) {
      window::Event event;
      event.kind = window::Event::Kind::Text, event.text = "a";
      window::push(event);
      host->turn(0);
    }));
  }
};

}  // namespace

int main() {
  const auto start = bench::Time::now();
  Bench b;
  ui::HostOptions options;
  options.headless = true, options.words_folder = "assets/words";
  auto opened = ui::Host::open(options, b.app);
  if (!opened) return std::fprintf(stderr, "%s\n", opened.error().detail.c_str()), 1;
  b.host = std::move(*opened);
  bool ok = report(kBench, "from main to the first frame", bench::ms_since(start), "ms", 150);
  ok &= report(kBench, "resident after the first frame", resident_mb(), "MB", 60);

  ok &= report(kBench, "build a day of four visits", b.build_ms(), "ms", 2);
  b.run("tap nav/controls");
  ok &= report(kBench, "build a page of every control", b.build_ms(), "ms", 2);
  b.run("tap nav/list");
  ok &= report(kBench, "build a list of 10,000 rows at the top", b.build_ms(), "ms", 2);
  b.run("scroll page 400000");
  ok &= report(kBench, "build a list of 10,000 rows at row 5,000", b.build_ms(), "ms", 2);
  b.run("tap nav/form");
  ok &= report(kBench, "build a form of 200 questions at question 1", b.build_ms(), "ms", 2);
  b.run("scroll page 16000");
  ok &= report(kBench, "build a form of 200 questions at question 150", b.build_ms(), "ms", 2);
  b.run("scroll page -99999\ntap help_needed");
  ok &= report(kBench, "a keystroke shown in a form, 1280x800", b.keystroke_ms(), "ms", 16);
  b.run("tap nav/fields\ntap note");
  while (b.app.note.size() < 20'000) b.app.note += "She manages the stairs with a rail and somebody behind her. ";
  b.run("key ctrl+end");
  ok &= report(kBench, "a keystroke shown in a note of 20,000 letters", b.keystroke_ms(), "ms", 16);
  for (const char* place : {"today", "controls", "fields", "list", "canvas", "form"}) b.run(std::string("theme dark\ntext 150\ntap nav/") + place);
  ok &= report(kBench, "resident after every screen in two sizes", resident_mb(), "MB", 60);

  const double cpu = bench::cpu_ms();
  const auto idle = bench::Time::now();
  const uint64_t frames = b.host->frames_shown();
  while (bench::ms_since(idle) < 3000) b.host->turn(1000);
  ok &= report(kBench, "processor while nothing happens", (bench::cpu_ms() - cpu) / bench::ms_since(idle) * 100, "%", 0.5);
  ok &= report(kBench, "frames while nothing happens", double(b.host->frames_shown() - frames), "frames", 0);
  return ok ? 0 : 1;
}
