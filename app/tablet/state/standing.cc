#include "app/tablet/state/standing.h"

#include <algorithm>

#include "app/tablet/state/state.h"

namespace state {

ItemStanding standing_of(const AppState& state, const record::RecordId& record) {
  const session::Status& status = state.sync.status;
  if (status.standing == session::Standing::Alone) return ItemStanding::Unsaid;
  const auto& verdicts = state.caseload.verdicts();
  const bool refused = std::any_of(verdicts.begin(), verdicts.end(), [&](const auto& each) { return each.second.is_open && each.second.about == record; });
  if (refused || !state.caseload.conflicts_in(record).empty()) return ItemStanding::NeedsYou;
  const auto own = state.own_changes.find(record);
  if (own == state.own_changes.end()) return ItemStanding::Unsaid;
  if (own->second <= std::min(status.settled, status.acknowledged)) return ItemStanding::Accepted;
  return own->second <= status.acknowledged ? ItemStanding::AtHub : ItemStanding::OnlyHere;
}

void standing_on_event(AppState& state, const Event& event) {
  if (const auto* done = std::get_if<Committed>(&event))
    for (const record::RecordId& id : done->records) state.own_changes[id] = done->sequence;
  if (const auto* loaded = std::get_if<PersonLoaded>(&event))
    for (const auto& [id, last] : loaded->own) state.own_changes[id] = std::max(state.own_changes[id], last);
  if (std::holds_alternative<Locked>(event)) state.own_changes.clear();
}

}  // namespace state
