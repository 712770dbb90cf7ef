// app/tablet/state/caseload_page.h: the caseload: search, filters, and adding a person. Somebody being added is a record of their own from the first letter
// typed, marked as a draft and shown in no list, so that a flat battery loses nothing; "Add" takes the mark away.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "app/care/people_list.h"
#include "app/care/quality.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

inline constexpr size_t kDuplicatesMax = 4;

struct CaseloadPage {
  std::string search;
  care::PeopleFilter filter = care::PeopleFilter::All;
  care::PeopleLines lines;
  care::PeopleList list;        // as of the two below
  uint64_t made_from = 0;       // Caseload::revision
  care::Date made_on;
  care::Person adding;                      // nil id: nobody
  bool is_kept = false;                     // the store has them: something was typed
  std::vector<care::Duplicate> duplicates;  // who it may be already, most likely first
  bool checked = false;                     // "Add" was pressed: missing things are said
  std::string choosing;                     // the list that stands open over the page; empty for none
};

// Makes the list again if what it was made from has changed: once a frame, however much arrived before it.
void refresh_people(AppState& state);
// What is wrong or missing with the one being added.
std::vector<care::Finding> findings_of_new_person(const AppState& state);

struct SearchPeople {
  std::string text;
};
struct FilterPeople {
  care::PeopleFilter filter = care::PeopleFilter::All;
};
struct OpenPerson {
  record::RecordId person;
};
// Goes on with somebody begun before, if there is one.
struct StartPerson {};
struct ChangeNewPerson {
  care::Person person;
  bool typing = false;
};
// Adds them to the caseload and opens them. Not while there is no name.
struct AddPerson {};
// It was one of those already known: opens that one, and what was typed goes.
struct UseKnownPerson {
  record::RecordId person;
};
struct DropNewPerson {};
using CaseloadCommand = std::variant<SearchPeople, FilterPeople, OpenPerson, StartPerson, ChangeNewPerson, AddPerson, UseKnownPerson, DropNewPerson>;

void apply_caseload(AppState& state, const CaseloadCommand& command, Effects& out);
void arrive_caseload(AppState& state, Effects& out);

}  // namespace state
