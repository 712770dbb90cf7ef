#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_sync(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("nav.sync")), .back = false});
  ui::Page page("sync");
}

}  // namespace screens
