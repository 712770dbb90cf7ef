#include "app/tablet/screens/signal.h"

#include <algorithm>

#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/sync_blobs.h"
#include "app/tablet/ui/words.h"

namespace screens {
namespace {

constexpr int64_t kMinuteMs = 60'000, kHourMs = 60 * kMinuteMs;

// "3 visits saved here"; where there is more than visits, records, as the Sync page lists them.
std::string saved_here(const state::AppState& state) {
  const state::Unsent& unsent = state.figures.unsent;
  if (unsent.entries == 0) return std::string(ui::tr("signal.all_here"));
  return unsent.only_visits ? count("signal.here", int64_t(unsent.visits)) : count("signal.records_here", int64_t(unsent.records));
}

Signal alone(const state::AppState& state) { return {ui::tr("signal.none", saved_here(state)), ui::Tone::Amber, ui::Icon::NoSignal}; }

Signal working(const state::AppState& state) {
  const session::Status& status = state.sync.status;
  const session::Course& course = status.course;
  if (course.to_send > course.sent) {
    const std::string part = course.up_total > 0 ? ui::tr("signal.part", size(course.up_done), size(course.up_total)) : count("sync.changes", int64_t(course.to_send));
    return {ui::tr("signal.sending", part), ui::Tone::Teal, ui::Icon::Sync};
  }
  if (const uint64_t all = state.sync.fetch.people; all > 0)
    return {ui::tr("signal.fetching", ui::tr("signal.people_of", whole(state.caseload.people().size()), whole(all))), ui::Tone::Teal, ui::Icon::Sync};
  if (course.received > 0) return {ui::tr("signal.fetching", count("signal.records", int64_t(course.received))), ui::Tone::Teal, ui::Icon::Sync};
  return {std::string(ui::tr("signal.asking")), ui::Tone::Teal, ui::Icon::Sync};
}

bool is_network(session::Why why) {
  using session::Why;
  return why == Why::NoNetwork || why == Why::NameNotFound || why == Why::TimedOut || why == Why::LinkLost;
}

Signal resting(const state::AppState& state) {
  const session::Status& status = state.sync.status;
  if (status.why != session::Why::None) {
    const std::string words = std::string(ui::tr(std::string("signal.why.") + session::why_name(status.why))) + " · " + saved_here(state);
    return {words, is_network(status.why) ? ui::Tone::Amber : ui::Tone::Red, is_network(status.why) ? ui::Icon::NoSignal : ui::Icon::Warning};
  }
  if (state.figures.unsent.entries > 0) return {saved_here(state), ui::Tone::Amber, ui::Icon::CloudUp};
  if (const BlobCourse blobs = blob_course(status); blobs.goes) return {ui::tr("signal.sending", ui::tr("signal.part", size(blobs.done), size(blobs.total))), ui::Tone::Teal, ui::Icon::Sync};
  if (status.blobs.to_send > 0) return {std::string(ui::tr("signal.refused")), ui::Tone::Amber, ui::Icon::Warning};
  if (status.last_complete_ms == 0) return {std::string(ui::tr("signal.asking")), ui::Tone::Teal, ui::Icon::Sync};
  const int64_t since = state.now_ms - status.last_complete_ms;
  return {ui::tr("signal.all_sent", ago(state, status.last_complete_ms)), ui::Tone::Green, ui::Icon::CloudDone,
          since >= 0 && since < kHourMs ? kMinuteMs - since % kMinuteMs : -1};
}

}  // namespace

std::string ago(const state::AppState& state, int64_t unix_ms) {
  const int64_t since = state.now_ms - unix_ms;
  if (since >= 0 && since < kMinuteMs) return std::string(ui::tr("signal.just_now"));
  if (since >= 0 && since < kHourMs) return ui::tr("signal.minutes_ago", since / kMinuteMs);
  const care::Date day = care::wall_time(unix_ms).date;
  return day == today_of(state) ? clock_at(unix_ms) : day_near(day, today_of(state)) + " " + clock_at(unix_ms);
}

Signal signal_of(const state::AppState& state) {
  const session::Status& status = state.sync.status;
  if (status.standing == session::Standing::Alone) return alone(state);
  if (status.paused) return {std::string(ui::tr("signal.paused")) + " · " + saved_here(state), ui::Tone::Amber, ui::Icon::Pause};
  if (status.standing == session::Standing::Applying && status.why == session::Why::None) return {std::string(ui::tr("signal.joining")), ui::Tone::Teal, ui::Icon::Sync};
  return status.active ? working(state) : resting(state);
}

std::string why_title(const session::Status& status) {
  return status.why == session::Why::None ? std::string() : std::string(ui::tr(std::string("sync.why.") + session::why_name(status.why)));
}

std::string why_detail(const session::Status& status) {
  return status.why == session::Why::None ? std::string() : std::string(ui::tr(std::string("sync.do.") + session::why_name(status.why)));
}

}  // namespace screens
