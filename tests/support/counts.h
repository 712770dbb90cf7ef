// tests/support/counts.h: how often. DOORSTEP_TESTS_MODE is "quick" (a tenth), "full" (the numbers we hold ourselves to on every run) or "long" (ten
// times those).
#pragma once
#include <cstdlib>
#include <string_view>

namespace support {

inline int scaled(int full) {
  const char* mode = std::getenv("DOORSTEP_TESTS_MODE");
  if (mode && std::string_view(mode) == "quick") return full / 10;
  if (mode && std::string_view(mode) == "long") return full * 10;
  return full;
}

}  // namespace support
