// app/tablet/effects/read_assets.h: code lists and the body's outline, read once at start.
#pragma once
#include <memory>
#include <string>

#include "app/tablet/state/assets.h"

namespace effects {

// A file that is missing or broken is logged by name and left out: a screen shows codes rather than nothing. Never null.
std::shared_ptr<const state::Assets> read_assets(const std::string& assets_dir);

}  // namespace effects
