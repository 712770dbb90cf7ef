// app/tablet/screens/person_parts.h: the pages of the person screen, one function each; person.cc chooses among them. Each is called inside a ui::Page.
#pragma once
#include "app/tablet/state/commands.h"

namespace screens {

inline constexpr size_t kNoteHeadingBytes = 160;  // of a note, where it is named by how it begins

void draw_person_overview(state::AppState& state, state::Commands& out);
void draw_person_visits(state::AppState& state, state::Commands& out);
void draw_person_assessments(state::AppState& state, state::Commands& out);
void draw_person_plan(state::AppState& state, state::Commands& out);
void draw_person_notes(state::AppState& state, state::Commands& out);
void draw_person_documents(state::AppState& state, state::Commands& out);
void draw_person_history(state::AppState& state, state::Commands& out);
void draw_person_edit(state::AppState& state, state::Commands& out);
void draw_person_matters(state::AppState& state, state::Commands& out);
void draw_person_relation(state::AppState& state, state::Commands& out);
void draw_person_alert(state::AppState& state, state::Commands& out);
// The forms that may be begun about this person.
void draw_person_forms(state::AppState& state, state::Commands& out);

// "Start visit", or what is under way with "Finish visit".
void draw_visit_button(state::AppState& state, state::Commands& out);

}  // namespace screens
