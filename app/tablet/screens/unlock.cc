#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_unlock(state::AppState& state, state::Commands& out) {
  const bool enabled = state.phase == state::Phase::Locked || state.phase == state::Phase::Enrolling;
  ui::Page page("unlock", {.centred = true, .surface = true});
  ui::section(ui::tr(state.unlock.confirming ? "unlock.again" : state.phase == state::Phase::Enrolling ? "unlock.choose_pin" : "unlock.pin"));
  const int key = ui::pin_pad("pin", state.unlock.typed.size(), state::kPinDigits, enabled);
  if (key == ui::kPinErase) out.push(state::EraseSecret{});
  else if (key == ui::kPinDone) out.push(state::SubmitSecret{});
  else if (key != ui::kPinNone) out.push(state::TypeSecret{char(48 + key)});
  if (!state.unlock.message.empty()) ui::problem(ui::tr(state.unlock.message, state.unlock.message_arg), "message");
}

}  // namespace screens
