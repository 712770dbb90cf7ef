// app/hub/options.h: what doorstep-hub was asked to do.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/result.h"

namespace hub {

struct Options {
  std::string data_dir, assets_dir;
  std::string address = "127.0.0.1";
  uint16_t port = 8443;
  std::vector<std::string> hosts;  // further names of this machine, for its certificate
  bool demo = false, help = false;
  std::string command;  // a line for the running hub; empty: be it
};

const char* usage();
// Errors: BadInput, with a sentence for the person at the keyboard.
base::Result<Options> parse_options(int argc, const char* const* argv);

}  // namespace hub
