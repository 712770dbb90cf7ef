#include "platform/os/clock.h"

#include <sys/random.h>

#include <chrono>
#include <cstring>

#include "platform/base/check.h"

namespace os {
namespace {

class SystemClock final : public Clock {
 public:
  UnixMs now_ms() const override { return since_epoch_ms<std::chrono::system_clock>(); }
  int64_t monotonic_ms() const override { return since_epoch_ms<std::chrono::steady_clock>(); }

 private:
  template <class C>
  static int64_t since_epoch_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(C::now().time_since_epoch()).count();
  }
};

class SystemRandom final : public Random {
 public:
  void fill(std::span<uint8_t> out) override {
    while (!out.empty()) {
      const ssize_t got = ::getrandom(out.data(), out.size(), 0);
      if (got < 0 && errno == EINTR) continue;
      CHECK(got > 0);
      out = out.subspan(size_t(got));
    }
  }
};

}  // namespace

uint64_t Random::next_u64() {
  uint8_t bytes[8];
  fill(bytes);
  uint64_t value;
  std::memcpy(&value, bytes, 8);
  return value;
}

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

Random& system_random() {
  static SystemRandom random;
  return random;
}

void SeededRandom::fill(std::span<uint8_t> out) {
  for (size_t i = 0; i < out.size(); i += 8) {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    for (size_t j = i; j < out.size() && j < i + 8; ++j, z >>= 8) out[j] = uint8_t(z);
  }
}

}  // namespace os
