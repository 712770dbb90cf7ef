#include "app/tablet/state/nav.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {

void lock(AppState& state, Effects& out) {
  if (state.phase != Phase::Ready) return;
  retry_save(state, out);  // the last chance before the key goes
  save_place(state, out);
  out.push_back(Lock{});
}

void lock_when_idle(AppState& state, Effects& out) {
  if (state.phase == Phase::Ready && idle_left_ms(state) <= 0) lock(state, out);
}

// Of every form on the way here, so that it opens at the same question when it is next opened.
void bookmark_forms(AppState& state) {
  for (const Place& place : state.places) {
    if (place.screen != Screen::Assessment || place.subject.is_nil()) continue;
    std::erase_if(state.bookmarks, [&](const Place& old) { return old.subject == place.subject; });
    if (state.bookmarks.size() >= kBookmarksMax) state.bookmarks.erase(state.bookmarks.begin());
    state.bookmarks.push_back(place);
  }
}

struct Move {
  AppState& state;
  Effects& out;
  void operator()(const GoTo& c) const { go(state, c.place, out); }
  void operator()(const GoToRoot& c) const {
    leave_capture(state);
    bookmark_forms(state);
    state.places.assign(1, Place{.screen = c.screen});
    arrive(state, out);
    save_place(state, out);
  }
  void operator()(const Back&) const { back(state, out); }
  void operator()(const SetPart& c) const {
    if (state.place().part == c.part) return;
    state.place().part = c.part;
    state.place().focus.clear();
    state.place().caret = 0;
    arrive(state, out);
    save_place(state, out);
  }
  void operator()(const SetFocus& c) const {
    if (state.place().focus == c.focus && state.place().caret == c.caret) return;
    state.place().focus = c.focus;
    state.place().caret = c.caret;
    save_place(state, out);
  }
  void operator()(const LockNow&) const { lock(state, out); }
  void operator()(const DismissNotice&) const {
    if (!state.notices.empty()) state.notices.erase(state.notices.begin());
  }
  void operator()(const DismissToast&) const { state.toast.clear(); }
  void operator()(const RetrySave&) const { retry_save(state, out); }
  void operator()(const Tick&) const { lock_when_idle(state, out); }
};

}  // namespace

int64_t idle_left_ms(const AppState& state) {
  return state.last_input_ms + int64_t(state.settings.lock_after_minutes) * 60'000 - state.monotonic_ms;
}

void go(AppState& state, Place place, Effects& out) {
  if (state.places.size() >= kPlacesMax) state.places.erase(state.places.begin());
  state.places.push_back(std::move(place));
  arrive(state, out);
  save_place(state, out);
}

void back(AppState& state, Effects& out) {
  leave_capture(state);
  bookmark_forms(state);
  if (state.places.size() > 1) state.places.pop_back();
  else state.places.assign(1, Place{});
  arrive(state, out);
  save_place(state, out);
}

void arrive(AppState& state, Effects& out) {
  switch (state.place().screen) {
    case Screen::Today:
    case Screen::Settings: out.push_back(ReadFigures{}); break;
    case Screen::Join: break;
    case Screen::Approvals: arrive_approvals(state, out); break;
    case Screen::Sync: arrive_sync(state, out); break;
    case Screen::Caseload:
    case Screen::NewPerson: arrive_caseload(state, out); break;
    case Screen::Person: arrive_person(state, out); break;
    case Screen::Assessment: arrive_assessment(state, out); break;
    case Screen::Plan: arrive_plan(state, out); break;
    case Screen::Note: arrive_notes(state, out); break;
    case Screen::BodyMap:
    case Screen::Ink:
    case Screen::Photo: arrive_capture(state, out); break;
    case Screen::TwoVersions:
    case Screen::Refused: arrive_settle(state, out); break;
  }
}

void apply_nav(AppState& state, const NavCommand& command, Effects& out) { std::visit(Move{state, out}, command); }

}  // namespace state
