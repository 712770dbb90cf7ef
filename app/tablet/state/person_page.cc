#include "app/tablet/state/person_page.h"

#include <algorithm>
#include <utility>

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Act {
  AppState& state;
  Effects& out;
  void operator()(const StartVisit& c) const { go(state, Place{.screen = Screen::Person, .person = state.person.person, .subject = c.visit, .part = "visits"}, out); }
  void operator()(const StartForm& c) const { start_form(state, c.person, c.questionnaire, out); }
};

// The loaded record an edit belongs to. A record not seen before is taken in when its head names the person on screen.
record::Record* record_for(PersonPage& page, const std::vector<record::Edit>& edits, const record::Edit& edit) {
  for (record::Record& loaded : page.records)
    if (loaded.id == edit.id) return &loaded;
  const std::string person = record::to_string(page.person);
  const bool names_them = std::any_of(edits.begin(), edits.end(), [&](const record::Edit& other) {
    return other.id == edit.id && other.path == "head/person" && record::utf8_of(other.to) == person;
  });
  if (page.person.is_nil() || (!names_them && edit.id != page.person)) return nullptr;
  record::Record made;
  made.id = edit.id;
  made.type = edit.type;
  return &page.records.emplace_back(std::move(made));
}
}  // namespace

void apply_person(AppState& state, const PersonCommand& command, Effects& out) { std::visit(Act{state, out}, command); }

const record::Record* loaded_record(const PersonPage& page, const record::RecordId& id) {
  for (const record::Record& loaded : page.records)
    if (loaded.id == id) return &loaded;
  return nullptr;
}

void take_edits(PersonPage& page, const std::vector<record::Edit>& edits) {
  if (!page.asked.is_nil()) page.meanwhile.insert(page.meanwhile.end(), edits.begin(), edits.end());
  for (const record::Edit& edit : edits) {
    record::Record* into = record_for(page, edits, edit);
    if (!into) continue;
    if (record::is_absent(edit.to)) into->fields.erase(edit.path);
    else into->fields[edit.path].value = edit.to;
  }
}

void load_person(AppState& state, const record::RecordId& person, Effects& out) {
  if (state.person.person == person || state.person.asked == person) return;
  state.person.asked = person;
  state.person.meanwhile.clear();
  out.push_back(LoadPerson{person});
}

void person_on_event(AppState& state, Event& event, Effects&) {
  if (const auto* failed = std::get_if<LoadFailed>(&event); failed && failed->id == state.person.asked) state.person.asked = {};
  auto* loaded = std::get_if<PersonLoaded>(&event);
  if (!loaded) return;
  if (loaded->person == state.person.asked) state.person.asked = {};
  if (loaded->person != state.place().person) return;
  state.person.person = loaded->person;
  state.person.records = std::move(loaded->records);
  take_edits(state.person, std::exchange(state.person.meanwhile, {}));
}

void arrive_person(AppState& state, Effects& out) { load_person(state, state.place().person, out); }

}  // namespace state
