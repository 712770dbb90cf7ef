// ui_gallery [--headless] [--gl] [--size WxH] [--scale N] [--script FILE] [--out FOLDER]: every widget in a window, or driven by a script.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

#include "tests/support/gallery/gallery.h"

int main(int argc, char** argv) {
  ui::HostOptions options;
  options.title = "Doorstep gallery";
  options.words_folder = "assets/words";
  std::string script, out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    const char* value = i + 1 < argc ? argv[i + 1] : "";
    if (flag == "--headless") options.headless = true;
    else if (flag == "--gl") options.drawing = ui::Drawing::Gl;
    else if (flag == "--size") std::sscanf(value, "%dx%d", &options.width, &options.height), ++i;
    else if (flag == "--scale") options.scale = std::strtof(value, nullptr), ++i;
    else if (flag == "--script") script = value, ++i;
    else if (flag == "--out") out = value, ++i;
    else return std::fprintf(stderr, "unknown: %s\n", argv[i]), 2;
  }
  gallery::Gallery app;
  auto host = ui::Host::open(options, app);
  if (!host) return std::fprintf(stderr, "%s\n", host.error().detail.c_str()), 1;
  if (script.empty()) return (*host)->run();
  std::stringstream text;
  text << std::ifstream(script).rdbuf();
  const base::Status done = (*host)->run_script(text.str(), out);
  if (!done) return std::fprintf(stderr, "%s\n", done.error().detail.c_str()), 1;
  return 0;
}
