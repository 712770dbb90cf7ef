// app/tablet/screens/takeover.h: over a draft: whose it is, how it came to them, and how somebody else may go on with it. Frame's thread.
#pragma once
#include "app/tablet/state/commands.h"

namespace screens {

// Nothing over what is no draft, or her own that was always hers.
void draw_take_over(state::AppState& state, state::Commands& out);

}  // namespace screens
