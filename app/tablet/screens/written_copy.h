// app/tablet/screens/written_copy.h: the button and the dialog that give a person their written copy, and the copy itself in the language on screen.
#pragma once
#include "app/forms/words.h"
#include "app/print/written_copy.h"
#include "app/tablet/state/commands.h"

namespace screens {

print::WrittenCopy copy_of_assessment(const state::AppState& state, const forms::Wording& wording);
print::WrittenCopy copy_of_plan(const state::AppState& state);

// A button "written_copy"; while it is asked for, the dialog over the page. `is_plan`: of the plan on screen, else of the assessment on screen.
// `wording` says how the assessment's dates and choices read.
void draw_written_copy(state::AppState& state, state::Commands& out, const forms::Wording& wording, bool is_plan);

}  // namespace screens
