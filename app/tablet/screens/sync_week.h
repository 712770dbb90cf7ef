// app/tablet/screens/sync_week.h: what became of this week's sessions with the hub, as a table. Frame's thread.
#pragma once
#include "app/tablet/state/state.h"

namespace screens {

void draw_week(const state::AppState& state);

}  // namespace screens
