// app/tablet/state/form_move.h: the open draft carried to the newer version of its form that has come, and back. Private to app/tablet/state; see assessment.h.
#pragma once
#include "app/tablet/state/effects.h"

namespace state {

struct AppState;

// Works out what would move, for her to look at; nothing changes yet.
void plan_move(AppState& state);
void move_to_newer(AppState& state, Effects& out);
// To the version it came from, if that is at hand.
void move_back(AppState& state, Effects& out);

}  // namespace state
