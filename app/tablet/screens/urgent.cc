#include "app/tablet/screens/urgent.h"

#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_urgent(const state::AppState& state, state::Commands& out, const record::RecordId& person) {
  std::string about;
  int64_t waiting = 0;
  for (const record::RecordId& id : state::urgent_waiting(state)) {
    const care::Response& concern = *state.caseload.response(id);
    if (!person.is_nil() && concern.person != person) continue;
    about = name_of(state, concern.person);
    ++waiting;
  }
  if (waiting == 0) return;
  const std::string phone(state.assets->rules.text("safeguarding-phone", today_of(state)));
  if (ui::banner("urgent", ui::Banner::Error, count("urgent.title", waiting, about), ui::tr("urgent.detail", phone), ui::tr("urgent.send"))) out.push(state::SyncNow{});
}

}  // namespace screens
