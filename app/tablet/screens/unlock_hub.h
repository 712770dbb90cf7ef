// app/tablet/screens/unlock_hub.h: a tablet that has not heard the hub for too long asks it before it opens. Parts of the unlock screen; frame's thread.
#pragma once
#include "app/tablet/state/commands.h"
#include "app/tablet/state/state.h"

namespace screens {

// While it is asked: in the PIN pad's place.
void draw_asking(const state::AppState& state, state::Commands& out);
// It was asked and not heard: what is wrong, and what she can do to get in.
void draw_not_heard(session::Why why);

}  // namespace screens
