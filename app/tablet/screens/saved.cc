#include "app/tablet/screens/saved.h"

#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_saved(const state::AppState& state) {
  const state::SaveState& save = state.save;
  if (save.failure) return ui::pill(ui::tr("common.not_saved"), ui::Tone::Red, ui::Icon::Error, "saved");
  if (!save.all_durable()) return ui::pill(ui::tr("common.saving"), ui::Tone::Neutral, ui::Icon::Saved, "saved");
  if (const Where at = where_of(state, state.place().subject); !at.words.empty() && state::standing_of(state, state.place().subject) != state::ItemStanding::OnlyHere)
    return ui::pill(at.words, at.tone, at.icon, "saved");
  if (save.last_durable_ms == 0) return;  // nothing was changed since the tablet was opened
  ui::pill(ui::tr("common.saved_at", clock_seconds_at(save.last_durable_ms)), ui::Tone::Green, ui::Icon::Saved, "saved");
}

Where where_of(const state::AppState& state, const record::RecordId& record) {
  using state::ItemStanding;
  switch (state::standing_of(state, record)) {
    case ItemStanding::Unsaid: break;
    case ItemStanding::OnlyHere: return {std::string(ui::tr("standing.only_here")), ui::Icon::Saved, ui::Tone::Neutral};
    case ItemStanding::AtHub: return {std::string(ui::tr("standing.at_hub")), ui::Icon::CloudUp, ui::Tone::Teal};
    case ItemStanding::Accepted: return {std::string(ui::tr("standing.accepted")), ui::Icon::CloudDone, ui::Tone::Green};
    case ItemStanding::NeedsYou: return {std::string(ui::tr("standing.needs_you")), ui::Icon::Warning, ui::Tone::Amber};
  }
  return {};
}

std::string name_of(const state::AppState& state, const record::RecordId& person) {
  const care::Person* found = state.caseload.person(person);
  return found ? care::full_name(*found) : std::string();
}

std::string called_of(const state::AppState& state, const record::RecordId& person) {
  const care::Person* found = state.caseload.person(person);
  return found ? care::called(*found) : std::string();
}

care::Date today_of(const state::AppState& state) { return care::wall_time(state.now_ms).date; }

}  // namespace screens
