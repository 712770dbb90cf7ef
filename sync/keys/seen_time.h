// sync/keys/seen_time.h: time that only goes forward, from a clock that may be stopped, wrong or set back. Reads like milliseconds since
// 1970 and is never shown: it measures how long ago the hub was reached and how long a wrong PIN has to wait.
//   seen = the greatest of: what was seen before plus the time this process has run; the wall clock plus an offset.
// A clock set forward moves it forward (the lease pays for that); a clock set back or stopped does not hold it: running time counts, and
// so does each start, by kRestartMs. Only the hub's word sets a new offset.
#pragma once
#include "platform/os/clock.h"

namespace keys {

inline constexpr int64_t kRestartMs = 5 * 60 * 1000;  // what a start counts when the wall clock shows less

class SeenTime {
 public:
  struct Stamps {
    int64_t seen_ms = 0;
    int64_t offset_ms = 0;
    bool operator==(const Stamps&) const = default;
  };
  // For a first enrolment: begins at the wall clock.
  static SeenTime begin(const os::Clock& clock) { return SeenTime({clock.now_ms(), 0}, clock); }
  // After a start, from what was stored.
  static SeenTime resume(const Stamps& stored, const os::Clock& clock);
  // How much of that was the start's own count, beyond what the wall clock showed: 0 to kRestartMs.
  int64_t start_counted_ms() const { return start_counted_ms_; }

  int64_t now_ms() const;
  // To store.
  Stamps stamps() const { return {now_ms(), stamps_.offset_ms}; }
  // The hub has just been reached: from now on the wall clock is taken to agree with it, however wrong it is.
  void agree_with_hub();
  // A better memory than ours says this much was seen.
  void at_least(int64_t seen_ms);

 private:
  SeenTime(const Stamps& stamps, const os::Clock& clock) : stamps_(stamps), monotonic_ms_(clock.monotonic_ms()), clock_(&clock) {}
  Stamps stamps_;
  int64_t monotonic_ms_;
  int64_t start_counted_ms_ = 0;
  const os::Clock* clock_;
};

}  // namespace keys
