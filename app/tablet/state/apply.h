// app/tablet/state/apply.h: the only code that changes AppState. Pure but for the ids it draws from state.random: no I/O, no clock, no lock.
#pragma once
#include "app/tablet/state/commands.h"

namespace state {

Effects apply(AppState& state, const Command& command);
Effects apply(AppState& state, Event event);

}  // namespace state
