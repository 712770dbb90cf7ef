#include "app/tablet/state/person_page.h"

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Act {
  AppState& state;
  Effects& out;
  void operator()(const StartVisit& c) const { go(state, Place{.screen = Screen::Person, .person = state.person.person, .subject = c.visit, .part = "visits"}, out); }
  void operator()(const StartForm& c) const { out.push_back(LoadQuestionnaire{c.questionnaire}); }
};
}  // namespace

void apply_person(AppState& state, const PersonCommand& command, Effects& out) { std::visit(Act{state, out}, command); }

void person_on_event(AppState& state, Event& event, Effects&) {
  auto* loaded = std::get_if<PersonLoaded>(&event);
  if (!loaded || loaded->person != state.place().person) return;
  state.person.person = loaded->person;
  state.person.records = std::move(loaded->records);
}

void arrive_person(AppState& state, Effects& out) {
  if (state.person.person != state.place().person) out.push_back(LoadPerson{state.place().person});
}

}  // namespace state
