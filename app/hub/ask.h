// app/hub/ask.h: one command to the hub that runs on a folder, or to the folder itself when none does: how doorstep-hub and doorstep-admin command it.
#pragma once
#include <string>

#include "app/hub/service.h"

namespace hub {

// What Service::command() answers: "ok ..." or "error ...". Errors: as for opening the folder, Offline (the hub does not answer).
base::Result<std::string> ask(const ServiceOptions& options, const std::string& line);

// The assets installed or built beside this program; empty when there are none.
std::string find_assets();

}  // namespace hub
