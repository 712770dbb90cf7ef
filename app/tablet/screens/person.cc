// One person: a heading, tabs, and the page of the tab; or something of theirs being changed.
#include <iterator>

#include "app/tablet/screens/person_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/urgent.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using Draw = void (*)(state::AppState&, state::Commands&);

struct Tab {
  const char* id;
  const char* words;
  Draw draw;
};
constexpr Tab kTabs[] = {{"overview", "person.overview", draw_person_overview},          {"visits", "person.visits", draw_person_visits},
                         {"assessments", "person.assessments", draw_person_assessments}, {"plan", "person.plan", draw_person_plan},
                         {"notes", "person.notes", draw_person_notes},                   {"documents", "person.documents", draw_person_documents},
                         {"history", "person.history", draw_person_history}};

// Something being changed: its part, the title of the page.
struct Change {
  const char* part;
  const char* words;
  Draw draw;
};
constexpr Change kChanges[] = {{"edit", "person.edit_title", draw_person_edit},
                               {"matters", "person.matters_title", draw_person_matters},
                               {"relation:", "person.relation_title", draw_person_relation},
                               {"alert:", "person.alert_title", draw_person_alert},
                               {"forms", "person.forms_title", draw_person_forms}};

void draw_tabs(const state::AppState& state, size_t here, state::Commands& out) {
  (void)state;
  ui::Choice choices[std::size(kTabs)];
  for (size_t i = 0; i < std::size(kTabs); ++i) choices[i] = {.id = kTabs[i].id, .label = ui::tr(kTabs[i].words)};
  const int tapped = ui::tabs("tab", choices, int(here));
  if (tapped >= 0) out.push(state::SetPart{kTabs[tapped].id});
}

const Change* change_of(std::string_view part) {
  for (const Change& change : kChanges)
    if (part.starts_with(change.part)) return &change;
  return nullptr;
}

size_t tab_of(std::string_view part) {
  for (size_t i = 0; i < std::size(kTabs); ++i)
    if (part == kTabs[i].id) return i;
  return 0;
}

}  // namespace

void draw_person(state::AppState& state, state::Commands& out) {
  const state::Place& place = state.place();
  const care::Person* known = state.caseload.person(place.person);
  const bool loaded = state.person.person == place.person && !place.person.is_nil();
  const std::string name = known ? care::full_name(*known) : std::string(ui::tr("person.title"));
  if (const Change* change = change_of(place.part)) {
    draw_top_bar(state, out, {.title = std::string(ui::tr(change->words)), .subtitle = name, .back = true});
    ui::Page page(change->part);
    if (loaded) change->draw(state, out);
    return;
  }
  draw_top_bar(state, out, {.title = name, .subtitle = known ? heading_line(*known, today_of(state)) : std::string(), .back = true});
  draw_urgent(state, out, place.person);
  const size_t here = tab_of(place.part);
  draw_tabs(state, here, out);
  ui::Page page(std::string("person_") + kTabs[here].id);
  if (loaded) return kTabs[here].draw(state, out);
  if (!known) ui::empty_state("unknown", ui::Icon::Person, ui::tr("person.unknown"), ui::tr("person.unknown_detail"));
}

}  // namespace screens
