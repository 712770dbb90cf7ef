#include "app/tablet/screens/screens.h"

#include "app/tablet/screens/shell.h"

namespace screens {

namespace {

void draw_place(state::AppState& state, state::Commands& out) {
  using state::Screen;
  switch (state.place().screen) {
    case Screen::Today: return draw_today(state, out);
    case Screen::Caseload: return draw_caseload(state, out);
    case Screen::NewPerson: return draw_new_person(state, out);
    case Screen::Person: return draw_person(state, out);
    case Screen::Assessment: return draw_assessment(state, out);
    case Screen::Plan: return draw_plan(state, out);
    case Screen::Note: return draw_note(state, out);
    case Screen::BodyMap: return draw_body_map(state, out);
    case Screen::Ink: return draw_ink(state, out);
    case Screen::Photo: return draw_photo(state, out);
    case Screen::Approvals: return draw_approvals(state, out);
    case Screen::Sync: return draw_sync(state, out);
    case Screen::TwoVersions: return draw_two_versions(state, out);
    case Screen::Refused: return draw_refused(state, out);
    case Screen::Settings: return draw_settings(state, out);
    case Screen::Join: return draw_join(state, out);
  }
}

}  // namespace

void draw(state::AppState& state, state::Commands& out) {
  if (state.phase != state::Phase::Ready) return draw_unlock(state, out);
  draw_shell(state, out);
  draw_place(state, out);
  finish_shell(state, out);
}

}  // namespace screens
