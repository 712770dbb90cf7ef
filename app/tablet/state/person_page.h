// app/tablet/state/person_page.h: one person: overview, visits, assessments, plan, notes, documents, history.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct PersonPage {
  record::RecordId person;               // nil when none is loaded
  std::vector<record::Record> records;   // the person's own record and every record whose head names them
  std::vector<HistoryRow> history;       // newest first, once the history tab has been opened
  record::RecordId asked;                // who is being loaded; nil when nobody is
  std::vector<record::Edit> meanwhile;   // made since then: what is loaded may be older than these
};

// Asks for the person unless they are loaded or on their way.
void load_person(AppState& state, const record::RecordId& person, Effects& out);
// Keeps what is loaded in step with what is being saved.
void take_edits(PersonPage& page, const std::vector<record::Edit>& edits);
// A loaded record; nullptr when there is none of that id.
const record::Record* loaded_record(const PersonPage& page, const record::RecordId& id);

struct StartVisit {
  record::RecordId visit;
};
struct StartForm {  // begins a new response to the questionnaire of that name, and opens it
  record::RecordId person;
  std::string questionnaire;
};
using PersonCommand = std::variant<StartVisit, StartForm>;

void apply_person(AppState& state, const PersonCommand& command, Effects& out);
void person_on_event(AppState& state, Event& event, Effects& out);
void arrive_person(AppState& state, Effects& out);

}  // namespace state
