#include "app/tablet/screens/tablet_card.h"

#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_tablet_card(const state::AppState& state) {
  const ui::Card card("tablet");
  const state::Figures& f = state.figures;
  ui::heading(ui::tr("settings.tablet"), ui::Icon::Tablet);
  if (f.reserve_in_use) ui::problem(ui::tr("settings.reserve"), "reserve");
  ui::key_value(ui::tr("settings.people"), std::to_string(f.people), "people");
  ui::key_value(ui::tr("settings.waiting"), std::to_string(f.unsent.entries), "waiting");
  ui::key_value(ui::tr("settings.used"), size(f.store_bytes), "used");
  ui::key_value(ui::tr("settings.free"), size(f.free_bytes), "free");
  ui::key_value(ui::tr("settings.encrypted"), ui::tr("common.yes"), "encrypted");
  if (f.quarantined > 0) ui::key_value(ui::tr("settings.quarantined"), std::to_string(f.quarantined), "quarantined");
}

}  // namespace screens
