#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void draw_new_person(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("new_person.title")), .back = true});
  ui::Page page("new_person");
}

}  // namespace screens
