#include "sync/session/schedule.h"

namespace session {

Schedule::Schedule(const os::Clock& clock, os::Random& random, uint64_t failures, int64_t not_before_ms)
    : clock_(&clock), random_(&random), failures_(failures), due_ms_(clock.monotonic_ms()), floor_ms_(due_ms_) {
  floor_ms_ += std::clamp<int64_t>(not_before_ms - clock.now_ms(), 0, kRetryAfterMsMax);
}

int64_t Schedule::wait_ms() const { return std::max<int64_t>(0, due_ms() - clock_->monotonic_ms()); }

int64_t Schedule::not_before_ms() const {
  const int64_t left = floor_ms_ - clock_->monotonic_ms();
  return left > 0 ? clock_->now_ms() + left : 0;
}

void Schedule::now() { due_ms_ = clock_->monotonic_ms(); }

void Schedule::urgent(bool is_urgent) {
  if (is_urgent && !urgent_) now();
  urgent_ = is_urgent;
}

// While nothing gets through, a change is no reason to try sooner.
void Schedule::changed() {
  const int64_t now = clock_->monotonic_ms();
  if (!first_change_ms_) first_change_ms_ = now;
  if (failures_ > 0) return;
  const int64_t due = std::min(now + kQuietMs, *first_change_ms_ + kPatienceMs);
  due_ms_ = *first_change_ms_ == now ? std::min(due_ms_, due) : due;
}

void Schedule::network_back() {
  if (failures_ == 0) return;
  due_ms_ = std::min(due_ms_, clock_->monotonic_ms() + by_chance(1'000));
}

// A network may take a moment to be there; if it does, that is told too.
void Schedule::woke() { due_ms_ = std::min(due_ms_, clock_->monotonic_ms() + by_chance(1'000)); }

void Schedule::succeeded() {
  failures_ = 0;
  first_change_ms_.reset();
  due_ms_ = clock_->monotonic_ms() + kPeriodMs * 4 / 5 + by_chance(kPeriodMs * 2 / 5);
}

void Schedule::failed(Why why, uint64_t retry_after_s, bool got_on) {
  failures_ = got_on ? 1 : failures_ + 1;
  first_change_ms_.reset();
  const int64_t now = clock_->monotonic_ms();
  const int64_t doubled = kBackOffMsFirst << std::min<uint64_t>(failures_ - 1, 10);
  const int64_t most = urgent_ ? std::min(doubled, kUrgentBackOffMsMax) : is_for_it(why) ? kForItMs : std::min(doubled, kBackOffMsMax);
  const int64_t asked = std::min<int64_t>(int64_t(std::min<uint64_t>(retry_after_s, kRetryAfterMsMax / 1000)) * 1000, kRetryAfterMsMax);
  floor_ms_ = now + asked;
  due_ms_ = now + std::max(most / 2 + by_chance(most / 2), asked + by_chance(asked / 4));
}

}  // namespace session
