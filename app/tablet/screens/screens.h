// app/tablet/screens/screens.h: one function a screen. A screen turns the state into pixels and pushes commands; it does no I/O, takes no lock
// and keeps no statics. Half-typed words live in that screen's own draft inside AppState, which is the one thing here it may write to.
#pragma once
#include "app/tablet/state/commands.h"

namespace screens {

// The whole window: the lock, or the shell with the screen on top of the stack of places.
void draw(state::AppState& state, state::Commands& out);

void draw_unlock(state::AppState& state, state::Commands& out);
void draw_today(state::AppState& state, state::Commands& out);
void draw_caseload(state::AppState& state, state::Commands& out);
void draw_new_person(state::AppState& state, state::Commands& out);
void draw_person(state::AppState& state, state::Commands& out);
void draw_assessment(state::AppState& state, state::Commands& out);
void draw_plan(state::AppState& state, state::Commands& out);
void draw_note(state::AppState& state, state::Commands& out);
void draw_body_map(state::AppState& state, state::Commands& out);
void draw_ink(state::AppState& state, state::Commands& out);
void draw_photo(state::AppState& state, state::Commands& out);
void draw_approvals(state::AppState& state, state::Commands& out);
void draw_sync(state::AppState& state, state::Commands& out);
void draw_two_versions(state::AppState& state, state::Commands& out);
void draw_refused(state::AppState& state, state::Commands& out);
void draw_settings(state::AppState& state, state::Commands& out);
void draw_join(state::AppState& state, state::Commands& out);

}  // namespace screens
