#include "app/tablet/state/caseload_page.h"

#include <algorithm>

#include "app/care/identifiers.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

constexpr int kFirstReviewDays = 56;  // a new person is looked at again within eight weeks

void look_for_duplicates(AppState& state) {
  state.people.duplicates = state.caseload.index().duplicates_of(state.people.adding, kDuplicatesMax);
}

care::Person new_person(AppState& state) {
  care::Person person;
  person.id = record::make_record_id(state.now_ms, *state.random);
  person.worker = state.caseload.owner();
  if (const care::Worker* owner = state.caseload.worker(person.worker)) person.team = owner->team_name;
  person.is_draft = true;
  person.capacity = "presumed";
  return person;
}

void keep(AppState& state, const care::Person& after, bool typing, Effects& out) {
  CaseloadPage& page = state.people;
  std::vector<record::Edit> edits = page.is_kept ? care::to_edits(page.adding, after) : care::to_edits(after);
  page.adding = after;
  if (edits.empty()) return;
  page.is_kept = true;
  if (typing) save_typing(state, std::move(edits), out);
  else save(state, std::move(edits), out);
}

void stop_adding(CaseloadPage& page) {
  page.adding = {};
  page.is_kept = page.checked = false;
  page.duplicates.clear();
  page.choosing.clear();
}

// Clears every field: nothing is left to list, and the history keeps what was typed.
void forget(AppState& state, Effects& out) {
  care::Person nobody;
  nobody.id = state.people.adding.id;
  if (state.people.is_kept) save(state, care::to_edits(state.people.adding, nobody), out);
  stop_adding(state.people);
}

void open(AppState& state, const record::RecordId& person, Effects& out) {
  go(state, Place{.screen = Screen::Person, .person = person, .part = "overview"}, out);
}

struct CaseloadAct {
  AppState& state;
  Effects& out;
  CaseloadPage& page = state.people;

  void operator()(const SearchPeople& c) const {
    page.search = c.text;
    page.made_from = 0;
    refresh_people(state);
  }
  void operator()(const FilterPeople& c) const {
    page.filter = c.filter;
    page.made_from = 0;
    refresh_people(state);
  }
  void operator()(const OpenPerson& c) const { open(state, c.person, out); }
  void operator()(const StartPerson&) const {
    const auto& begun = state.caseload.people_being_added();
    page.is_kept = !begun.empty();
    page.adding = page.is_kept ? begun.begin()->second : new_person(state);
    page.checked = false;
    look_for_duplicates(state);
    go(state, Place{.screen = Screen::NewPerson, .subject = page.adding.id}, out);
  }
  void operator()(const ChangeNewPerson& c) const {
    if (c.person.id != page.adding.id) return;
    keep(state, c.person, c.typing, out);
    look_for_duplicates(state);
  }
  void operator()(const AddPerson&) const {
    page.checked = true;
    if (page.adding.id.is_nil() || (page.adding.given.empty() && page.adding.family.empty())) return;
    care::Person after = page.adding;
    after.is_draft = false;
    after.nhs_number = care::nhs_digits(after.nhs_number);
    after.postcode = care::show_postcode(after.postcode);
    if (after.review_due.is_empty()) after.review_due = care::add_days(care::wall_time(state.now_ms).date, kFirstReviewDays);
    keep(state, after, false, out);
    const record::RecordId added = after.id;
    stop_adding(page);
    state.toast = "caseload.added";
    state.places.pop_back();
    if (state.places.empty()) state.places.push_back(Place{.screen = Screen::Caseload});
    open(state, added, out);
  }
  void operator()(const UseKnownPerson& c) const {
    forget(state, out);
    state.places.pop_back();
    if (state.places.empty()) state.places.push_back(Place{.screen = Screen::Caseload});
    open(state, c.person, out);
  }
  void operator()(const DropNewPerson&) const {
    forget(state, out);
    back(state, out);
  }
};

// Reopened at somebody half added.
void restore_adding(AppState& state) {
  CaseloadPage& page = state.people;
  const record::RecordId wanted = state.place().subject;
  if (page.adding.id == wanted) return;
  const auto& begun = state.caseload.people_being_added();
  const auto found = begun.find(wanted);
  page.is_kept = found != begun.end();
  page.adding = page.is_kept ? found->second : new_person(state);
  if (!page.is_kept && !wanted.is_nil()) page.adding.id = wanted;
  if (wanted.is_nil()) state.place().subject = page.adding.id;
  look_for_duplicates(state);
}

}  // namespace

void refresh_people(AppState& state) {
  CaseloadPage& page = state.people;
  const care::Date today = care::wall_time(state.now_ms).date;
  if (page.made_from == state.caseload.revision() && page.made_on == today && page.made_from != 0) return;
  if (page.search.find_first_not_of(" \t\n") == std::string::npos) {
    page.lines.bring_up(state.caseload, today);
    page.list = page.lines.list(page.filter);
  } else {
    page.list = care::list_people(state.caseload, page.search, page.filter, today);
  }
  page.made_from = state.caseload.revision();
  page.made_on = today;
}

std::vector<care::Finding> findings_of_new_person(const AppState& state) {
  return care::check_person(state.people.adding, care::wall_time(state.now_ms).date);
}

void apply_caseload(AppState& state, const CaseloadCommand& command, Effects& out) { std::visit(CaseloadAct{state, out}, command); }

void arrive_caseload(AppState& state, Effects&) {
  if (state.place().screen == Screen::NewPerson) restore_adding(state);
  else refresh_people(state);
}

}  // namespace state
