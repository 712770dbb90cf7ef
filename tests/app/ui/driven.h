// tests/app/ui/driven.h: the gallery in a headless window, driven by script lines.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "platform/os/clock.h"
#include "tests/support/gallery/gallery.h"

struct Driven {
  explicit Driven(int width = 1280, int height = 800, float scale = 1) {
    ui::set_look(ui::Look::Light);
    ui::set_text_scale(1);
    ui::HostOptions options;
    options.headless = true, options.width = width, options.height = height, options.scale = scale;
    options.clock = &clock;
    options.words_folder = std::string(DOORSTEP_SOURCE_DIR) + "/assets/words";
    auto opened = ui::Host::open(options, app);
    EXPECT_TRUE(opened) << opened.error().detail;
    if (opened) host = std::move(*opened);
  }
  ~Driven() {
    ui::set_look(ui::Look::Light);
    ui::set_text_scale(1);
  }
  // Runs lines; the error, or "" when all could be done.
  std::string run(std::string_view script) {
    const base::Status done = host->run_script(script, "");
    return done ? "" : done.error().detail;
  }
  // The line of the tree that begins with `id`.
  std::string line(std::string_view id) const {
    const std::string tree = "\n" + host->tree(), wanted = "\n" + std::string(id) + " ";
    const size_t at = tree.find(wanted);
    return at == std::string::npos ? "" : tree.substr(at + 1, tree.find('\n', at + 1) - at - 1);
  }

  os::ManualClock clock{1'800'000'000'000};
  gallery::Gallery app;
  std::unique_ptr<ui::Host> host;
};

#define RUNS(driven, script) EXPECT_EQ((driven).run(script), "")
