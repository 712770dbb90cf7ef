// app/tablet/state/standing.h: where something she wrote is: read from what the store and the hub have said, never guessed. Values and pure functions.
#pragma once
#include <unordered_map>

#include "app/tablet/state/events.h"

namespace state {

struct AppState;

enum class ItemStanding : uint8_t {
  Unsaid,    // nothing of it was written here, or this tablet belongs to no hub
  OnlyHere,  // saved on this tablet and nowhere else
  AtHub,     // the hub has it
  Accepted,  // and it has its place among everybody's changes
  NeedsYou,  // two versions, or a change that was not accepted
};
ItemStanding standing_of(const AppState& state, const record::RecordId& record);

// By record: the last entry of this tablet's that changed it.
using OwnChanges = std::unordered_map<record::RecordId, uint64_t>;
void standing_on_event(AppState& state, const Event& event);

}  // namespace state
