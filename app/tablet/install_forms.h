// app/tablet/install_forms.h: puts a signed forms pack from a folder onto this tablet, without a hub: for IT, at a shell.
#pragma once
#include <string>

#include "app/tablet/options.h"

namespace tablet {

// What was done, a sentence. Errors: those of formpack::Installed::install(), as sentences.
base::Result<std::string> install_forms(const Options& options, os::UnixMs now_ms);

}  // namespace tablet
