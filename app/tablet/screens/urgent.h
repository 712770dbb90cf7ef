// app/tablet/screens/urgent.h: the warning that stays until the hub has confirmed a safeguarding concern (domain section 5): phone, if somebody is in danger.
#pragma once
#include "app/tablet/state/commands.h"

namespace screens {

// Of that person alone where one is named. Nothing where nothing waits.
void draw_urgent(const state::AppState& state, state::Commands& out, const record::RecordId& person = {});

}  // namespace screens
