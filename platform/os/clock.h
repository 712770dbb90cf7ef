// platform/os/clock.h: time and chance are passed in, never reached for, so that tests and the simulation own them.
#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace os {

// Milliseconds since 1970-01-01 UTC.
using UnixMs = int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UnixMs now_ms() const = 0;       // the wall clock: may be wrong, may jump
  virtual int64_t monotonic_ms() const = 0; // never goes back while the process lives; counts sleep too
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<uint8_t> out) = 0;
  uint64_t next_u64();
};

// The machine's own. Both live as long as the process; thread-safe.
Clock& system_clock();
Random& system_random();

// A clock a test sets by hand; monotonic time follows it forwards only.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(UnixMs now) : now_(now), monotonic_(0) {}
  UnixMs now_ms() const override { return now_; }
  int64_t monotonic_ms() const override { return monotonic_; }
  void advance_ms(int64_t by) { now_ += by; if (by > 0) monotonic_ += by; }
  void set_ms(UnixMs now) { now_ = now; }

 private:
  UnixMs now_;
  int64_t monotonic_;
};

// SplitMix64: the same seed gives the same bytes on every machine. For tests and invented data, never for keys.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void fill(std::span<uint8_t> out) override;

 private:
  uint64_t state_;
};

}  // namespace os
