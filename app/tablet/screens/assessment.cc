#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_assessment(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("assessment.title")), .back = true});
  ui::Page page("assessment");
}

}  // namespace screens
