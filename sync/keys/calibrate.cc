#include <algorithm>

#include "sync/keys/key_ring.h"

namespace keys {
namespace {
constexpr uint64_t kMemoryBytesTriedMax = 256ull << 20;
constexpr uint64_t kMemoryBytesMin = 32ull << 20;
constexpr int64_t kAim_ms = 750;
constexpr int64_t kTooLong_ms = 1000;
constexpr uint32_t kOpsTriedMax = 24;
}  // namespace

// One pass over as much memory as can be had tells the price of a pass; the rest is division. The better of two, since a busy moment at enrolment
// must not make every later guess cheap.
crypto::StretchCost calibrate(const os::Clock& clock) {
  for (uint64_t memory_bytes = kMemoryBytesTriedMax; memory_bytes > kMemoryBytesMin; memory_bytes /= 2) {
    int64_t pass_ms = kTooLong_ms + 1;
    for (int i = 0; i < 2 && (i == 0 || pass_ms <= kTooLong_ms); ++i) {
      const int64_t began_ms = clock.monotonic_ms();
      if (!crypto::stretch(base::view("calibrate"), crypto::Salt{}, {1, memory_bytes})) break;
      pass_ms = std::min(pass_ms, std::max<int64_t>(1, clock.monotonic_ms() - began_ms));
    }
    if (pass_ms > kTooLong_ms) continue;  // or no such memory: half of it
    return {uint32_t(std::clamp<int64_t>(kAim_ms / pass_ms, 1, kOpsTriedMax)), memory_bytes};
  }
  return {1, kMemoryBytesMin};
}

}  // namespace keys
