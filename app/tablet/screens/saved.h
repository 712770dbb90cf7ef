// app/tablet/screens/saved.h: what may be said of the work on screen: saved on this tablet, at what time, or not yet. Read from answered commits.
#pragma once
#include <string>

#include "app/tablet/state/state.h"
#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/theme.h"

namespace screens {

void draw_saved(const state::AppState& state);
// Where something she wrote is, for a row of a list; no words when there is nothing to say.
struct Where {
  std::string words;
  ui::Icon icon = ui::Icon::None;
  ui::Tone tone = ui::Tone::Neutral;
};
Where where_of(const state::AppState& state, const record::RecordId& record);

// "Margaret Whitlock"; what to call them in a sentence: "Margaret". Empty when nobody of that id is on this tablet.
std::string name_of(const state::AppState& state, const record::RecordId& person);
std::string called_of(const state::AppState& state, const record::RecordId& person);
// The day by the clock on the wall.
care::Date today_of(const state::AppState& state);

}  // namespace screens
