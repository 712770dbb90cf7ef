// app/tablet/state/notes.h: case notes: category, time, words. A note is a draft, durable as it is typed, until it is signed; after that it stands as it
// was written and a correction is a note of its own beside it.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/care/note.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct NotesPage {
  care::Note note;         // nil id when none is open
  std::string day_typed;   // the date and time as they stand in their boxes; what cannot be read stays there, marked, and changes nothing
  std::string time_typed;
  std::string search;      // the list's: words that must occur
  std::string filter;      // "" all, "drafts", or a category's code
  bool is_open() const { return !note.id.is_nil(); }
  bool theirs = false;     // a colleague's draft: to be read until it is taken over
  bool may_change() const { return note.is_draft && !theirs; }
};

// The notes of whoever is loaded that the list shows: drafts first, then newest first.
std::vector<care::Note> shown_notes(const AppState& state);

struct OpenNote {
  record::RecordId note;
  record::RecordId person;
};
struct StartNote {
  record::RecordId person;
  record::RecordId visit;  // nil when it is not written at one
};
// The note with one thing in it changed. `typing`: words are being typed into it.
struct ChangeNote {
  care::Note note;
  bool typing = false;
};
struct TypeNoteTime {
  std::string day;
  std::string time;
};
struct SignNote {};
// A draft that was not meant: cleared from the record, kept in its history.
struct RemoveNote {};
struct CorrectNote {};
struct FilterNotes {
  std::string filter;
  std::string search;
};
using NotesCommand = std::variant<OpenNote, StartNote, ChangeNote, TypeNoteTime, SignNote, RemoveNote, CorrectNote, FilterNotes>;

void apply_notes(AppState& state, const NotesCommand& command, Effects& out);
void notes_on_event(AppState& state, Event& event, Effects& out);
void arrive_notes(AppState& state, Effects& out);

}  // namespace state
