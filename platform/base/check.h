// platform/base/check.h: CHECK states what only a bug could break. It stays on in release and never judges input.
#pragma once

namespace base {
// Writes the place (never the values) to the log and ends the process.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}  // namespace base

#define CHECK(condition) ((condition) ? void(0) : ::base::check_failed(#condition, __FILE__, __LINE__))
