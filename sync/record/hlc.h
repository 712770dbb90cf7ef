// sync/record/hlc.h: the hybrid logical clock behind every Stamp (Kulkarni et al. 2014). It shows people when something was saved and decides
// which of two versions is shown first; it never orders the log and never refuses a change. Pure functions, any thread.
#pragma once
#include <algorithm>
#include <cstdint>

#include "sync/record/record.h"

namespace record {

// How far ahead of the hub's clock a tablet's may stand before the hub treats it as wrong.
inline constexpr int64_t kClockAheadMsMax = 2 * 60 * 1000;

constexpr uint64_t clock_at(int64_t unix_ms, uint16_t counter = 0) { return uint64_t(std::max<int64_t>(unix_ms, 0)) << 16 | counter; }
constexpr int64_t clock_ms(uint64_t clock) { return int64_t(clock >> 16); }

// The next reading after `last` at wall time `now_ms`: the wall's when that is later, else one more than the last.
constexpr uint64_t tick(uint64_t last, int64_t now_ms) { return std::max(clock_at(now_ms), last + 1); }
// The clock after seeing somebody else's reading: never behind it, unless it lies so far ahead that it must be wrong.
constexpr uint64_t observe(uint64_t last, uint64_t seen, int64_t now_ms) {
  return clock_ms(seen) > now_ms + kClockAheadMsMax ? last : std::max(last, seen);
}
// What the hub believes of a reading that reached it at `received_ms`: nothing was saved after it arrived.
constexpr uint64_t clamp(uint64_t clock, int64_t received_ms) {
  return clock_ms(clock) > received_ms + kClockAheadMsMax ? clock_at(received_ms) : clock;
}

}  // namespace record
