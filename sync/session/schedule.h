// sync/session/schedule.h: when to speak to the hub next. Never gives up; asks less and less often while nothing comes of it, a little by chance, so that
// tablets that lost one hub do not all come back to it at one moment. Time and chance are passed in. Any one thread.
#pragma once
#include <algorithm>
#include <optional>

#include "platform/os/clock.h"
#include "sync/session/why.h"

namespace session {

inline constexpr int64_t kQuietMs = 4'000;              // after the last of some changes
inline constexpr int64_t kPatienceMs = 20'000;          // after the first of them
inline constexpr int64_t kPeriodMs = 5 * 60'000;        // when nothing happens here: what is new there?
inline constexpr int64_t kBackOffMsFirst = 5'000;       // after the first failure, doubled by each
inline constexpr int64_t kBackOffMsMax = 10 * 60'000;
inline constexpr int64_t kUrgentBackOffMsMax = 15'000;  // while something waits that must not
inline constexpr int64_t kForItMs = 30 * 60'000;        // what only IT can mend is looked at again so often
inline constexpr int64_t kRetryAfterMsMax = 24 * 60 * 60'000;

class Schedule {
 public:
  // Borrows both. Due at once, but for what a former life was told: `not_before_ms`, by the wall clock.
  Schedule(const os::Clock& clock, os::Random& random, uint64_t failures, int64_t not_before_ms);
  void now();           // as soon as the hub allows
  // Something waits that must not: at once, and after a failure again within kUrgentBackOffMsMax, as long as it lasts. What the hub asked stands.
  void urgent(bool is_urgent);
  void changed();       // something was saved here
  void network_back();
  void woke();          // from sleep, or its clock was set: what was due meanwhile is, and what failed is worth another look
  void succeeded();
  // `got_on`: something reached its end before it failed. Seconds as the hub said; 0: it did not.
  void failed(Why why, uint64_t retry_after_s, bool got_on);

  // Until the next try; 0: now.
  int64_t wait_ms() const;
  int64_t due_ms() const { return std::max(due_ms_, floor_ms_); }  // monotonic
  uint64_t failures() const { return failures_; }
  // By the wall clock, when the hub asked to be left alone; 0: it did not.
  int64_t not_before_ms() const;

 private:
  int64_t by_chance(int64_t ms) { return ms > 0 ? int64_t(random_->next_u64() % uint64_t(ms)) : 0; }
  const os::Clock* clock_;
  os::Random* random_;
  uint64_t failures_;
  int64_t due_ms_;    // monotonic
  int64_t floor_ms_;  // not before that, whatever happens
  bool urgent_ = false;
  std::optional<int64_t> first_change_ms_;  // since the last session
};

}  // namespace session
