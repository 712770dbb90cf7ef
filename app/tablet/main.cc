// doorstep: the tablet app.
#include <cstdio>

#include "app/tablet/app.h"
#include "app/tablet/install_forms.h"
#include "platform/os/file.h"
#include "platform/os/process.h"
#include "sync/store/verify_child.h"

namespace {

int complain(const base::Error& error) {
  std::fprintf(stderr, "doorstep: %s\n", error.detail.c_str());
  return 2;
}

int play(ui::Host& host, const std::string& script) {
  const auto text = os::read_file(script, 1 << 20);
  if (!text) {
    std::fprintf(stderr, "doorstep: the script %s cannot be read\n", script.c_str());
    return 2;
  }
  const base::Status played = host.run_script(base::text_view(*text), ".");
  if (played) return 0;
  std::fprintf(stderr, "doorstep: %s\n", played.error().detail.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  os::keep_memory_private();
  if (const auto status = store::child_main(argc, argv)) return *status;
  const auto options = tablet::parse_options(argc, argv);
  if (!options) return std::fputs(tablet::usage(), stderr), complain(options.error());
  if (options->help) return std::fputs(tablet::usage(), stdout), 0;
  if (const auto made = os::make_folders(options->data_dir); !made) return complain(made.error());

  os::ManualClock still(options->now_ms.value_or(0));
  os::Clock& clock = options->now_ms ? static_cast<os::Clock&>(still) : os::system_clock();
  if (!options->install_forms.empty()) {
    const auto said = tablet::install_forms(*options, clock.now_ms());
    if (!said) return complain(said.error());
    return std::printf("doorstep: %s\n", said->c_str()), 0;
  }
  tablet::App app(*options, clock);
  auto host = ui::Host::open({.width = options->width,
                              .height = options->height,
                              .headless = options->headless,
                              .drawing = options->software ? ui::Drawing::Software : ui::Drawing::Auto,
                              .words_folder = options->assets_dir + "/words"},
                             app);
  if (!host) return complain(host.error());
  app.set_host(host->get());
  const int status = options->script.empty() ? (*host)->run() : play(**host, options->script);
  app.set_host(nullptr);
  return status;
}
