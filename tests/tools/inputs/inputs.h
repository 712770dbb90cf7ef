// tests/tools/inputs/inputs.h: what form-replay and fhirpath-eval are given: files, and the clock a script or case names.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace inputs {

// The file's bytes. Errors: NotFound, Denied, BadInput; `detail` is the path and a reason a person can act on.
base::Result<std::string> read(const std::string& path, size_t bytes_max);
// "2026-01-15T10:00:00.000Z", or less of it, in milliseconds since 1970; without an offset it is UTC. Nothing for other text.
std::optional<int64_t> unix_ms(std::string_view moment);

}  // namespace inputs
