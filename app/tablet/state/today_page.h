// app/tablet/state/today_page.h: the day on screen, worked out again only when a record, the date or the minute has changed.
#pragma once
#include <cstdint>

#include "app/care/today.h"

namespace state {

struct AppState;

inline constexpr int kVisitGraceMinutes = 15;  // after the time out a visit counts as overdue

struct TodayPage {
  care::Today today;
  uint64_t revision = ~uint64_t{0};  // of the caseload it was made from
  int64_t minute = -1;               // of the wall clock
};

// Borrowed until the next call.
const care::Today& today_now(AppState& state);

}  // namespace state
