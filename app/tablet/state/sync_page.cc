#include "app/tablet/state/sync_page.h"

#include <algorithm>

#include "app/tablet/state/state.h"

namespace state {
namespace {

// A code is twelve letters and digits; what stands between them does not count.
constexpr size_t kCodeLetters = 12;
size_t letters_in(std::string_view code) {
  return size_t(std::count_if(code.begin(), code.end(), [](unsigned char c) { return c < 0x80 && std::isalnum(c); }));
}

// Before a hub is bothered.
std::string_view problem_of(const JoinDraft& draft) {
  constexpr std::string_view kScheme = "https://";
  if (draft.url.size() <= kScheme.size() || draft.url.rfind(kScheme, 0) != 0) return "join.bad_address";
  if (letters_in(draft.code) != kCodeLetters) return "join.bad_code_form";
  if (draft.authority.empty()) return "join.no_certificate";
  return {};
}

struct SyncAct {
  AppState& state;
  Effects& out;

  void operator()(const JoinWithCode&) const {
    JoinDraft& draft = state.sync.join;
    draft.problem = problem_of(draft);
    if (draft.problem.empty()) join_hub(state, {draft.url, draft.code, draft.authority}, out);
  }
  void operator()(const SyncNow&) const { out.push_back(SyncSoon{}); }
  void operator()(const SetSyncPaused& c) const { out.push_back(PauseSync{c.paused}); }
};

void on_refused(AppState& state, const JoinRefused& refused) {
  state.sync.join.asked = false;
  state.sync.join.problem = refused.error.fault == base::Fault::NotFound   ? "join.no_such_file"
                            : refused.error.fault == base::Fault::BadInput ? "join.bad_address"
                                                                           : "join.not_kept";
}

void on_joined(AppState& state, const HubJoined& joined, Effects& out) {
  state.caseload.set_owner(joined.owner);
  state.sync.join = JoinDraft{};
  state.toast = "join.joined";
  if (state.place().screen == Screen::Join) back(state, out);
}

// Said by the hub of what it had not told: those it had are in the caseload by then.
void note_ahead(AppState& state, uint64_t ahead_before, bool begins) {
  Fetch& fetch = state.sync.fetch;
  const uint64_t ahead = state.sync.status.course.ahead, here = state.caseload.people().size();
  if (ahead == 0) return void(fetch = Fetch{});
  if (fetch.people == 0 || begins) fetch.from = here, fetch.since_ms = state.monotonic_ms;
  if (fetch.people == 0 || ahead != ahead_before) fetch.people = here + ahead;
}

void on_moved(AppState& state, SyncMoved& moved, Effects& out) {
  const bool was_active = state.sync.status.active;
  const uint64_t ahead_before = state.sync.status.course.ahead;
  state.sync.status = std::move(moved.status);
  note_ahead(state, ahead_before, !was_active && state.sync.status.active);
  const session::Status& now = state.sync.status;
  if (state.sync.join.asked && now.why != session::Why::None && !now.active) {
    state.sync.join.asked = now.standing == session::Standing::Applying;  // it goes on trying
    state.sync.join.problem = std::string("sync.why.") + session::why_name(now.why);
  }
  if (was_active && !now.active && state.phase == Phase::Ready && state.place().screen == Screen::Sync) arrive_sync(state, out);
}

void on_arrived(AppState& state, const RecordsArrived& arrived) {
  for (const HeadChanged& head : arrived.heads) state.caseload.take_head(head.type, head.id, head.head);
  state.worker = state.caseload.worker_name();
  state.figures = arrived.figures;
}

void on_waiting(AppState& state, WaitingLoaded& loaded, Effects& out) {
  state.sync.waiting = std::move(loaded);
  const bool urgent = !urgent_waiting(state).empty();
  if (urgent && !state.sync.urgent_asked) out.push_back(SyncSoon{.urgent = true});
  state.sync.urgent_asked = urgent;
}

// What is said to be only here, or at the hub, is read again whenever that may have changed.
bool asks_what_waits(const AppState& state, const Event& event) {
  if (std::holds_alternative<Unlocked>(event)) return true;
  const auto* const moved = std::get_if<SyncMoved>(&event);
  const bool sent = std::holds_alternative<RecordsArrived>(event) || (moved && !moved->status.active);
  if (!sent && !std::holds_alternative<Committed>(event)) return false;
  const Screen screen = state.place().screen;
  const bool sealed_form = screen == Screen::Assessment && state.assessment.is_loaded() && !state.assessment.head.is_open();
  const bool sealed_plan = screen == Screen::Plan && state.plan.is_open() && !state.plan.may_change();
  return screen == Screen::Sync || sealed_form || sealed_plan || !urgent_waiting(state).empty();
}

}  // namespace

bool is_at_hub(const AppState& state, const WaitingRow& row) { return row.last != 0 && row.last <= state.sync.status.acknowledged; }

bool is_only_here(const AppState& state, const record::RecordId& record) {
  if (!state.sync.waiting) return false;
  const auto& rows = state.sync.waiting->rows;
  return std::any_of(rows.begin(), rows.end(), [&](const WaitingRow& row) { return row.record == record && !is_at_hub(state, row); });
}

std::vector<record::RecordId> urgent_waiting(const AppState& state) {
  std::vector<record::RecordId> out;
  if (!state.sync.waiting) return out;
  for (const WaitingRow& row : state.sync.waiting->rows) {
    const care::Response* const response = is_at_hub(state, row) ? nullptr : state.caseload.response(row.record);
    if (response && response->kind == care::kSafeguardingForm && response->submission > 0) out.push_back(row.record);
  }
  return out;
}

int64_t fetch_left_ms(const AppState& state) {
  const Fetch& fetch = state.sync.fetch;
  const uint64_t here = state.caseload.people().size();
  if (here <= fetch.from || here >= fetch.people) return 0;
  return (state.monotonic_ms - fetch.since_ms) * int64_t(fetch.people - here) / int64_t(here - fetch.from);
}

void join_hub(AppState& state, JoinHub invitation, Effects& out) {
  state.sync.join.asked = true;
  state.sync.join.problem.clear();
  out.push_back(std::move(invitation));
}

void apply_sync(AppState& state, const SyncCommand& command, Effects& out) { std::visit(SyncAct{state, out}, command); }

void arrive_sync(AppState&, Effects& out) {
  out.push_back(ReadFigures{});
  out.push_back(LoadWaiting{});
}

void sync_on_event(AppState& state, Event& event, Effects& out) {
  if (auto* loaded = std::get_if<WaitingLoaded>(&event)) on_waiting(state, *loaded, out);
  if (auto* moved = std::get_if<SyncMoved>(&event)) on_moved(state, *moved, out);
  if (const auto* joined = std::get_if<HubJoined>(&event)) on_joined(state, *joined, out);
  if (const auto* refused = std::get_if<JoinRefused>(&event)) on_refused(state, *refused);
  if (const auto* arrived = std::get_if<RecordsArrived>(&event)) on_arrived(state, *arrived);
  if (state.phase == Phase::Ready && asks_what_waits(state, event)) out.push_back(LoadWaiting{});
}

}  // namespace state
