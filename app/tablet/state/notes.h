// app/tablet/state/notes.h: case notes: category, time, words; a note is durable as it is typed.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct NotesPage {
  record::RecordId note;  // nil when none is open
};

struct OpenNote {
  record::RecordId note;
  record::RecordId person;
};
using NotesCommand = std::variant<OpenNote>;

void apply_notes(AppState& state, const NotesCommand& command, Effects& out);
void notes_on_event(AppState& state, Event& event, Effects& out);
void arrive_notes(AppState& state, Effects& out);

}  // namespace state
