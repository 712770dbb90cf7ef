#include "platform/os/clock.h"

#include <sys/random.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "platform/base/check.h"

namespace os {
namespace {

class SystemClock final : public Clock {
 public:
  UnixMs now_ms() const override { return read_ms(CLOCK_REALTIME); }
  int64_t monotonic_ms() const override { return read_ms(CLOCK_BOOTTIME); }  // unlike CLOCK_MONOTONIC it counts a sleeping tablet

 private:
  static int64_t read_ms(clockid_t id) {
    timespec time{};
    CHECK(::clock_gettime(id, &time) == 0);
    return int64_t(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
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
