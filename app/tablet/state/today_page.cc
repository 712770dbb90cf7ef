#include "app/tablet/state/today_page.h"

#include "app/tablet/state/state.h"

namespace state {

const care::Today& today_now(AppState& state) {
  TodayPage& page = state.today;
  const int64_t minute = state.now_ms / 60'000;
  if (page.revision != state.caseload.revision() || page.minute != minute) {
    page.today = care::today_of(state.caseload, state.now_ms, kVisitGraceMinutes);
    page.revision = state.caseload.revision();
    page.minute = minute;
  }
  return page.today;
}

}  // namespace state
