// app/tablet/options.h: the tablet app's command line.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "platform/base/result.h"
#include "platform/os/clock.h"

namespace tablet {

struct Options {
  std::string data_dir;                // required
  std::string assets_dir;              // found beside the program when not given
  bool headless = false;               // SDL's dummy driver and the software renderer
  int width = 1280, height = 800;      // points
  std::string script;                  // a file of taps and keys (README.md); empty: a person drives
  bool demo = false;                   // on first run, fill the store with an invented council's caseload
  uint64_t demo_people = 34;
  bool demo_as_leader = false;         // the tablet of the worker's team leader, with what waits for a decision
  std::optional<int64_t> now_ms;       // a clock that stands still, for tests
  std::string photos;                  // a folder to look for photos in, instead of the usual ones
  std::string camera;                  // a camera device, or a file that stands for one
  std::string form;                    // a Questionnaire file to open
  std::string install_forms;           // a folder with a signed forms pack to put onto this tablet, and end
  std::string forms_key;               // whose packs are taken; needed the first time
  std::string hub_url, hub_authority, enrol_code;  // joins that hub once unlocked; one that has joined takes the address alone
  uint32_t pin_memory_mib = 0;         // Argon2id's memory at enrolment; 0: measured on this device
  bool software = false;               // the software renderer even where OpenGL works
  bool help = false;
};

// Errors: BadInput, whose detail is a sentence for the person at the terminal.
base::Result<Options> parse_options(int argc, char** argv);
const char* usage();

}  // namespace tablet
