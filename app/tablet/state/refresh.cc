#include "app/tablet/state/refresh.h"

#include <algorithm>

#include "app/care/record_types.h"
#include "app/tablet/state/assessment_form.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

bool nothing_under_way(const AppState& state) { return state.save.all_durable(); }

bool names(const record::FieldMap& head, const std::string& person) {
  const auto named = head.find("head/person");
  return named != head.end() && record::utf8_of(named->second.value) == person;
}

bool is_about_person(const AppState& state, const RecordsArrived& arrived) {
  const PersonPage& page = state.person;
  if (page.person.is_nil()) return false;
  if (arrived.changed.contains(page.person)) return true;
  if (std::any_of(page.records.begin(), page.records.end(), [&](const record::Record& loaded) { return arrived.changed.contains(loaded.id); })) return true;
  const std::string person = record::to_string(page.person);
  return std::any_of(arrived.heads.begin(), arrived.heads.end(), [&](const HeadChanged& head) { return names(head.head, person); });
}

// Reads again what may be out of date, once nothing is on its way to the store; what is being written asks again when it is there.
void ask(AppState& state, Effects& out) {
  Refresh& refresh = state.refresh;
  if (!refresh.any() || state.phase != Phase::Ready || !nothing_under_way(state)) return;
  if (std::exchange(refresh.person, false) && !state.person.person.is_nil()) {
    refresh.person_asked = true;
    out.push_back(LoadPerson{state.person.person});
  }
  if (std::exchange(refresh.response, false) && state.assessment.is_loaded()) {
    refresh.response_asked = true;
    out.push_back(LoadResponse{state.assessment.response});
  }
}

bool is_gone(const HeadChanged& head) { return head.type == care::kPersonRecord && head.head.empty(); }

// While their names are still known: who is looked after elsewhere now.
void tell_who_went(AppState& state, const RecordsArrived& arrived) {
  for (const HeadChanged& head : arrived.heads)
    if (const care::Person* const known = is_gone(head) ? state.caseload.person(head.id) : nullptr) state.notices.push_back("sync.person_gone|" + care::full_name(*known));
}

// Nothing that was read of them stays in memory, on screen or not.
void forget_person(AppState& state, const record::RecordId& person) {
  if (state.person.person == person) state.person = PersonPage{};
  if (state.assessment.head.person == person) state.assessment = AssessmentPage{};
  if (state.plan.plan.person == person) state.plan = PlanPage{};
  if (state.notes.note.person == person) state.notes = NotesPage{};
  if (state.capture.open.person == person) state.capture = CapturePage{};
  state.capture.pictures.clear();  // whoever is on them
  if (state.settle.conflict.person == person) state.settle = SettlePage{};
  state.take_over = TakeOverDraft{};
}

// Where she was with them is no place any more.
void leave_whom_it_took(AppState& state, const RecordsArrived& arrived, Effects& out) {
  for (const HeadChanged& head : arrived.heads) {
    if (!is_gone(head)) continue;
    forget_person(state, head.id);
    std::erase_if(state.bookmarks, [&](const Place& place) { return place.person == head.id; });
    const auto at = std::find_if(state.places.begin(), state.places.end(), [&](const Place& place) { return place.person == head.id; });
    if (at == state.places.end()) continue;
    state.places.erase(at, state.places.end());
    if (state.places.empty()) state.places.push_back(Place{.screen = Screen::Caseload});
    arrive(state, out);
    save_place(state, out);
  }
}

// What waits to be settled is not typed into but for words that stand in the conflict: it is simply read again.
void read_settle_again(AppState& state, const RecordsArrived& arrived, Effects& out) {
  const Screen screen = state.place().screen;
  const bool about_it = arrived.changed.contains(state.settle.loaded) || arrived.changed.contains(state.settle.about.id) ||
                        std::any_of(state.settle.verdicts.begin(), state.settle.verdicts.end(), [&](const care::Verdict& verdict) { return arrived.changed.contains(verdict.id); });
  if ((screen == Screen::TwoVersions || screen == Screen::Refused) && about_it && nothing_under_way(state)) arrive_settle(state, out);
}

void on_arrived(AppState& state, const RecordsArrived& arrived, Effects& out) {
  read_settle_again(state, arrived, out);
  leave_whom_it_took(state, arrived, out);
  state.refresh.person |= is_about_person(state, arrived);
  state.refresh.response |= state.assessment.is_loaded() && arrived.changed.contains(state.assessment.response);
  ask(state, out);
}

}  // namespace

void refresh_form(AppState& state, const ResponseLoaded& loaded) {
  AssessmentPage& page = state.assessment;
  std::map<record::FieldPath, record::Value> shown;
  for (const forms::FieldEdit& field : page.form->fields()) shown[field.path] = field.to;
  bool changed = false;
  for (const auto& [path, field] : loaded.record.fields) {
    const auto is = shown.find(path);
    const record::Value now = is == shown.end() ? record::Value() : is->second;
    if (now != field.value && record::section_of(path) != record::kHeadSection) changed |= !page.form->take_field(path, field.value).empty();
    if (is != shown.end()) shown.erase(is);
  }
  for (const auto& [path, value] : shown)
    if (!record::is_absent(value)) changed |= !page.form->take_field(path, {}).empty();
  page.head = care::response_from(loaded.record);
  page.theirs = !care::may_write(page.head.author, state.caseload.owner());
  page.kept = loaded.record.fields;
  if (changed) show_rows(state);
}

void refresh_plan(AppState& state) {
  PlanPage& page = state.plan;
  const record::Record* const loaded = loaded_record(state.person, page.plan.id);
  if (!loaded) return;
  care::Plan now = care::plan_from(*loaded);
  if (now == page.plan) return;
  page.plan = std::move(now);
  page.theirs = !care::may_write(page.plan.author, state.caseload.owner());
  page.undo.clear();  // a step back would take back what others did, too
  page.redo.clear();
}

bool takes_somebody_away(const Event& event) {
  const auto* const arrived = std::get_if<RecordsArrived>(&event);
  return arrived && std::any_of(arrived->heads.begin(), arrived->heads.end(), is_gone);
}

bool refresh_before(AppState& state, Event& event) {
  Refresh& refresh = state.refresh;
  if (const auto* loaded = std::get_if<PersonLoaded>(&event); loaded && refresh.person_asked && loaded->person == state.person.person) {
    refresh.person_asked = false;
    if (nothing_under_way(state)) return false;
    refresh.person = true;
    return true;
  }
  if (const auto* loaded = std::get_if<ResponseLoaded>(&event); loaded && refresh.response_asked && loaded->response == state.assessment.response && state.assessment.is_loaded()) {
    refresh.response_asked = false;
    if (nothing_under_way(state)) refresh_form(state, *loaded);
    else refresh.response = true;
  }
  if (std::holds_alternative<Locked>(event)) refresh = Refresh{};
  if (const auto* arrived = std::get_if<RecordsArrived>(&event)) tell_who_went(state, *arrived);
  return false;
}

void refresh_on_event(AppState& state, Event& event, Effects& out) {
  if (const auto* arrived = std::get_if<RecordsArrived>(&event)) on_arrived(state, *arrived, out);
  if (std::holds_alternative<PersonLoaded>(event)) {
    refresh_plan(state);
    refresh_note(state);
    refresh_capture(state);
  }
  if (std::holds_alternative<Committed>(event)) ask(state, out);
}

}  // namespace state
