// tests/app/admin/admin.h: doorstep-admin run by a test.
#pragma once
#include <string>
#include <vector>

#include "platform/os/file.h"
#include "tests/support/child.h"

namespace admin {

inline support::Finished run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), support::program_folder() + "/doorstep-admin");
  return support::run_child(arguments);
}

inline std::string own_form(const std::string& name) { return DOORSTEP_SOURCE_DIR "/assets/forms/" + name + ".json"; }

}  // namespace admin
