// app/tablet/state/person_page.h: one person: overview, visits, assessments, plan, notes, documents, history; and changing what is known of them. Every
// change is saved as it is made. What is open is the place's part: a tab, "edit", "matters", "relation:<id>", "alert:<id>", "forms".
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/care/conflict.h"
#include "app/care/person_file.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

// Rows of PersonPage::history that were one act: the same record, author and moment.
struct HistoryGroup {
  size_t first = 0;
  size_t count = 0;
  bool made = false;  // the record was first written then: what it held is not told row by row
  size_t settled = SIZE_MAX;  // of PersonPage::history_settled: somebody settled two versions; it has no rows
};

struct PersonPage {
  record::RecordId person;               // nil when none is loaded
  std::vector<record::Record> records;   // the person's own record and every record whose head names them
  std::vector<HistoryRow> history;       // newest first, once the history tab has been opened
  std::vector<care::Conflict> history_settled;
  std::vector<HistoryGroup> history_groups;
  std::map<record::RecordId, std::shared_ptr<const forms::Questionnaire>> history_forms;  // by response
  record::RecordId history_of;           // nil until it has been read; about everything that names the person
  record::RecordId asked;                // who is being loaded; nil when nobody is
  std::vector<record::Edit> meanwhile;   // made since then: what is loaded may be older than these
  care::PersonFile file;                 // `records` read and put in order; ask file_of()
  bool file_is_old = true;
  care::Relation relation;               // open for change; nil id: none
  care::Alert alert;
  std::string choosing;                  // the list that stands open over the page; empty for none
  std::string visit_to_start;            // asked about before the door: id of a visit, "new", or empty
};

// Asks for the person unless they are loaded or on their way.
void load_person(AppState& state, const record::RecordId& person, Effects& out);
// Keeps what is loaded in step with what is being saved.
void take_edits(PersonPage& page, const std::vector<record::Edit>& edits);
// A loaded record; nullptr when there is none of that id.
const record::Record* loaded_record(const PersonPage& page, const record::RecordId& id);
// What is loaded, in order; read again only after something changed.
const care::PersonFile& file_of(AppState& state);

// Checks in. A nil visit is one nobody planned, begun now.
struct StartVisit {
  record::RecordId visit;
};
struct FinishVisit {
  record::RecordId visit;
};
struct StartForm {  // begins a new response to the questionnaire of that name, and opens it
  record::RecordId person;
  std::string questionnaire;
};
// The person on screen with one thing changed.
struct ChangePerson {
  care::Person person;
  bool typing = false;
};
struct OpenRelation {  // nil: somebody new
  record::RecordId relation;
};
struct ChangeRelation {
  care::Relation relation;
  bool typing = false;
};
struct OpenAlert {  // nil: a new one
  record::RecordId alert;
};
struct ChangeAlert {
  care::Alert alert;
  bool typing = false;
};
using PersonCommand =
    std::variant<StartVisit, FinishVisit, StartForm, ChangePerson, OpenRelation, ChangeRelation, OpenAlert, ChangeAlert>;

void apply_person(AppState& state, const PersonCommand& command, Effects& out);
void person_on_event(AppState& state, Event& event, Effects& out);
void arrive_person(AppState& state, Effects& out);

}  // namespace state
