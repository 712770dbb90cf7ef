// tests/app/state/now.h: when these tests take place.
#pragma once
#include "platform/os/clock.h"

namespace state {

inline constexpr os::UnixMs kNow = 1'795'344'120'000;  // 2026-11-22 10:42

}  // namespace state
