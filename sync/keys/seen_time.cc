#include "sync/keys/seen_time.h"

#include <algorithm>

namespace keys {

SeenTime SeenTime::resume(const Stamps& stored, const os::Clock& clock) {
  SeenTime time(stored, clock);
  const int64_t without_ms = time.now_ms();
  time.stamps_.seen_ms += kRestartMs;
  time.start_counted_ms_ = time.now_ms() - without_ms;
  return time;
}

int64_t SeenTime::now_ms() const {
  const int64_t ran_ms = std::max<int64_t>(0, clock_->monotonic_ms() - monotonic_ms_);
  return std::max(stamps_.seen_ms + ran_ms, clock_->now_ms() + stamps_.offset_ms);
}

void SeenTime::agree_with_hub() {
  stamps_.seen_ms = now_ms();
  stamps_.offset_ms = stamps_.seen_ms - clock_->now_ms();
  monotonic_ms_ = clock_->monotonic_ms();
}

void SeenTime::at_least(int64_t seen_ms) {
  if (seen_ms <= now_ms()) return;
  stamps_.seen_ms = seen_ms;
  monotonic_ms_ = clock_->monotonic_ms();
}

}  // namespace keys
