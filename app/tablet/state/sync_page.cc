#include "app/tablet/state/sync_page.h"

#include "app/tablet/state/state.h"

namespace state {

void arrive_sync(AppState&, Effects& out) {
  out.push_back(ReadFigures{});
  out.push_back(LoadWaiting{});
}

void sync_on_event(AppState& state, Event& event, Effects& out) {
  if (auto* loaded = std::get_if<WaitingLoaded>(&event)) state.sync.waiting = std::move(*loaded);
  // What was still being written when she came here has become durable meanwhile.
  if (std::holds_alternative<Committed>(event) && state.phase == Phase::Ready && state.place().screen == Screen::Sync) out.push_back(LoadWaiting{});
}

}  // namespace state
