#include "app/tablet/state/notes.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Act {
  AppState& state;
  Effects& out;
  void operator()(const OpenNote& c) const { go(state, Place{.screen = Screen::Note, .person = c.person, .subject = c.note}, out); }
};
}  // namespace

void apply_notes(AppState& state, const NotesCommand& command, Effects& out) { std::visit(Act{state, out}, command); }

void notes_on_event(AppState& state, Event& event, Effects&) {
  (void)state;
  (void)event;
}

void arrive_notes(AppState& state, Effects& out) {
  if (state.person.person != state.place().person) out.push_back(LoadPerson{state.place().person});
}

}  // namespace state
