// app/tablet/state/sync_page.h: what is on this tablet and nowhere else, told record by record.
#pragma once
#include <optional>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct SyncPage {
  std::optional<WaitingLoaded> waiting;  // none until it has been read
};

void arrive_sync(AppState& state, Effects& out);
void sync_on_event(AppState& state, Event& event, Effects& out);

}  // namespace state
