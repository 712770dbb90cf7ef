// app/tablet/screens/tablet_card.h: the tablet in numbers, as Settings and Sync show it.
#pragma once
#include "app/tablet/state/state.h"

namespace screens {

void draw_tablet_card(const state::AppState& state);

}  // namespace screens
