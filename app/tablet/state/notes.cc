#include "app/tablet/state/notes.h"

#include <algorithm>

#include "app/care/record_types.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

constexpr std::string_view kFirstCategory = "visit";

void show_time(NotesPage& page) {
  const care::WallTime wall = care::wall_time(page.note.at);
  page.day_typed = care::to_iso(wall.date);
  page.time_typed = care::to_clock(wall.minute);
}

void open(AppState& state, care::Note note) {
  NotesPage& page = state.notes;
  page.note = std::move(note);
  page.theirs = !care::may_write(page.note.author, state.caseload.owner());
  show_time(page);
}

care::Note new_note(AppState& state, const record::RecordId& person, const record::RecordId& visit) {
  care::Note note;
  note.id = record::make_record_id(state.now_ms, *state.random);
  note.person = person;
  note.author = state.caseload.owner();
  note.visit = visit;
  note.category = kFirstCategory;
  note.at = state.now_ms;
  note.is_draft = true;
  return note;
}

bool is_empty(const care::Note& note) { return note.person.is_nil(); }

// A draft nobody has written in yet is not in the store: its first change writes all of it.
bool is_kept(const AppState& state, const care::Note& note) { return loaded_record(state.person, note.id) != nullptr; }

void keep(AppState& state, const care::Note& after, bool typing, Effects& out) {
  NotesPage& page = state.notes;
  const bool kept = is_kept(state, page.note);
  std::vector<record::Edit> edits = kept ? care::to_edits(page.note, after) : care::to_edits(after);
  page.note = after;
  if (edits.empty()) return;
  if (typing) save_typing(state, std::move(edits), out);
  else save(state, std::move(edits), out);
}

void start(AppState& state, care::Note note, Effects& out) {
  open(state, std::move(note));
  state.places.push_back(Place{.screen = Screen::Note, .person = state.notes.note.person, .subject = state.notes.note.id});
  load_person(state, state.notes.note.person, out);
  save_place(state, out);
}

// Letters compare without their case as far as ASCII goes, as the caseload's search does for whole words.
std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

bool is_shown(const NotesPage& page, const care::Note& note) {
  if (is_empty(note)) return false;
  if (page.filter == "drafts" ? !note.is_draft : !page.filter.empty() && note.category != page.filter) return false;
  return page.search.empty() || lower(note.title + '\n' + note.text).find(lower(page.search)) != std::string::npos;
}

struct NotesAct {
  AppState& state;
  Effects& out;
  NotesPage& page = state.notes;

  void operator()(const OpenNote& c) const { go(state, Place{.screen = Screen::Note, .person = c.person, .subject = c.note}, out); }
  void operator()(const StartNote& c) const { start(state, new_note(state, c.person, c.visit), out); }
  void operator()(const ChangeNote& c) const {
    if (page.is_open() && page.may_change() && c.note.id == page.note.id) keep(state, c.note, c.typing, out);
  }
  void operator()(const TypeNoteTime& c) const {
    if (!page.may_change()) return;
    page.day_typed = c.day;
    page.time_typed = c.time;
    care::WallTime wall;
    if (!care::parse_iso(c.day, wall.date) || !wall.date.is_whole() || !care::parse_clock(c.time, wall.minute)) return;
    care::Note after = page.note;
    after.at = care::instant_of(wall);
    keep(state, after, false, out);
  }
  void operator()(const SignNote&) const {
    if (!page.may_change() || page.note.text.empty()) return;
    care::Note after = page.note;
    after.is_draft = false;
    keep(state, after, false, out);
    out.push_back(SyncSoon{});
  }
  void operator()(const RemoveNote&) const {
    if (!page.is_open() || !page.may_change()) return;
    if (is_kept(state, page.note)) {
      care::Note nothing;
      nothing.id = page.note.id;
      save(state, care::to_edits(page.note, nothing), out);
    }
    page.note = care::Note{};
    back(state, out);
  }
  void operator()(const CorrectNote&) const {
    if (!page.is_open() || page.may_change()) return;
    care::Note note = new_note(state, page.note.person, page.note.visit);
    note.category = page.note.category;
    note.title = care::heading_of(page.note, 120);
    start(state, std::move(note), out);
  }
  void operator()(const FilterNotes& c) const {
    page.filter = c.filter;
    page.search = c.search;
  }
};

void read_note(AppState& state) {
  const Place& place = state.place();
  if (state.notes.note.id == place.subject || state.person.person != place.person) return;
  if (const record::Record* loaded = loaded_record(state.person, place.subject)) return open(state, care::note_from(*loaded));
  // Reopened at a note in which nothing had been written yet.
  care::Note note = new_note(state, place.person, {});
  note.id = place.subject;
  open(state, std::move(note));
}

}  // namespace

// A day or time half typed stays as it is.
void refresh_note(AppState& state) {
  NotesPage& page = state.notes;
  const record::Record* const loaded = loaded_record(state.person, page.note.id);
  if (!loaded) return;
  care::Note now = care::note_from(*loaded);
  const bool moved = now.at != page.note.at;
  page.note = std::move(now);
  page.theirs = !care::may_write(page.note.author, state.caseload.owner());
  if (moved) show_time(page);
}

std::vector<care::Note> shown_notes(const AppState& state) {
  std::vector<care::Note> notes;
  for (const record::Record& loaded : state.person.records) {
    if (loaded.type != care::kNoteRecord) continue;
    care::Note note = care::note_from(loaded);
    if (is_shown(state.notes, note)) notes.push_back(std::move(note));
  }
  care::sort_notes(notes);
  std::stable_partition(notes.begin(), notes.end(), [](const care::Note& note) { return note.is_draft; });
  return notes;
}

void apply_notes(AppState& state, const NotesCommand& command, Effects& out) { std::visit(NotesAct{state, out}, command); }

void notes_on_event(AppState& state, Event& event, Effects&) {
  if (std::holds_alternative<PersonLoaded>(event) && state.place().screen == Screen::Note) read_note(state);
}

void arrive_notes(AppState& state, Effects& out) {
  load_person(state, state.place().person, out);
  read_note(state);
}

}  // namespace state
