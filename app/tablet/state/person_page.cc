#include "app/tablet/state/person_page.h"

#include <algorithm>
#include <utility>

#include "app/care/field_meaning.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {
constexpr std::string_view kRelationPart = "relation:", kAlertPart = "alert:";

void open_part(AppState& state, std::string part, Effects& out) {
  go(state, Place{.screen = Screen::Person, .person = state.person.person, .part = std::move(part)}, out);
}

record::RecordId id_in(std::string_view part, std::string_view prefix) {
  record::RecordId id;
  if (part.starts_with(prefix)) record::parse_record_id(part.substr(prefix.size()), id);
  return id;
}

care::Visit unplanned_visit(AppState& state) {
  care::Visit visit;
  visit.id = record::make_record_id(state.now_ms, *state.random);
  visit.person = state.person.person;
  visit.worker = state.caseload.owner();
  visit.start = state.now_ms;
  visit.purpose = "other";
  return visit;
}

// A thing nobody has written in yet is not in the store: its first change writes all of it.
template <class Thing>
void keep(AppState& state, Thing& open, const Thing& after, bool typing, Effects& out) {
  const bool is_kept = loaded_record(state.person, after.id) != nullptr;
  std::vector<record::Edit> edits = is_kept ? care::to_edits(open, after) : care::to_edits(after);
  open = after;
  if (edits.empty()) return;
  if (typing) save_typing(state, std::move(edits), out);
  else save(state, std::move(edits), out);
}

void open_relation(AppState& state, const record::RecordId& id) {
  PersonPage& page = state.person;
  if (page.relation.id == id) return;
  page.relation = {};
  if (const record::Record* loaded = loaded_record(page, id)) page.relation = care::relation_from(*loaded);
  page.relation.id = id;
  page.relation.person = page.person;
}

void open_alert(AppState& state, const record::RecordId& id) {
  PersonPage& page = state.person;
  if (page.alert.id == id) return;
  page.alert = {};
  page.alert.since = care::wall_time(state.now_ms).date;
  if (const record::Record* loaded = loaded_record(page, id)) page.alert = care::alert_from(*loaded);
  page.alert.id = id;
  page.alert.person = page.person;
}

constexpr size_t kMadeFrom = 4;  // so many fields at once from nothing: a record was made, not changed

bool is_told(const HistoryRow& row) { return care::meaning_of(row.type, row.path).kind != care::FieldKind::Hidden; }

void group_history(PersonPage& page) {
  std::erase_if(page.history, [](const HistoryRow& row) { return !is_told(row); });
  page.history_groups.clear();
  for (size_t i = 0; i < page.history.size(); ++i) {
    const HistoryRow& row = page.history[i];
    const HistoryRow* before = i > 0 ? &page.history[i - 1] : nullptr;
    if (!before || before->record != row.record || before->unix_ms != row.unix_ms || before->author != row.author) page.history_groups.push_back({i, 0, true});
    HistoryGroup& group = page.history_groups.back();
    ++group.count;
    group.made = group.made && record::is_absent(row.from);
  }
  for (HistoryGroup& group : page.history_groups) group.made = group.made && group.count >= kMadeFrom;
  for (size_t i = 0; i < page.history_settled.size(); ++i) {
    const auto at = std::find_if(page.history_groups.begin(), page.history_groups.end(), [&](const HistoryGroup& group) {
      return group.settled == SIZE_MAX && page.history[group.first].unix_ms < page.history_settled[i].settled_at;
    });
    page.history_groups.insert(at, {0, 0, false, i});
  }
}

struct PersonAct {
  AppState& state;
  Effects& out;
  PersonPage& page = state.person;

  record::RecordId or_new(const record::RecordId& id) const { return id.is_nil() ? record::make_record_id(state.now_ms, *state.random) : id; }

  void operator()(const StartVisit& c) const {
    page.visit_to_start.clear();
    const care::Visit* planned = file_of(state).visit(c.visit);
    if (!planned && !c.visit.is_nil()) return;
    if (planned && planned->state != care::VisitState::Planned) return;
    const care::Visit before = planned ? *planned : unplanned_visit(state);
    const care::Visit after = care::started(before, state.now_ms);
    save(state, planned ? care::to_edits(before, after) : care::to_edits(after), out, {.group = record::to_string(after.id)});
    state.toast = "person.visit_started";
  }
  void operator()(const FinishVisit& c) const {
    const care::Visit* under_way = file_of(state).visit(c.visit);
    if (!under_way || under_way->state != care::VisitState::Started) return;
    const care::Visit before = *under_way;
    save(state, care::to_edits(before, care::finished(before, state.now_ms)), out, {.group = record::to_string(before.id)});
    state.toast = "person.visit_finished";
    out.push_back(SyncSoon{});
  }
  void operator()(const StartForm& c) const { start_form(state, c.person, c.questionnaire, out); }
  void operator()(const ChangePerson& c) const {
    if (c.person.id != page.person || page.person.is_nil()) return;
    care::Person before = file_of(state).person;
    keep(state, before, c.person, c.typing, out);
  }
  void operator()(const OpenRelation& c) const {
    const record::RecordId id = or_new(c.relation);
    open_part(state, std::string(kRelationPart) + record::to_string(id), out);
  }
  void operator()(const ChangeRelation& c) const {
    if (c.relation.id == page.relation.id) keep(state, page.relation, c.relation, c.typing, out);
  }
  void operator()(const OpenAlert& c) const {
    const record::RecordId id = or_new(c.alert);
    open_part(state, std::string(kAlertPart) + record::to_string(id), out);
  }
  void operator()(const ChangeAlert& c) const {
    if (c.alert.id == page.alert.id) keep(state, page.alert, c.alert, c.typing, out);
  }
};

// What the part of the place on screen needs beside the person.
void open_part_of_place(AppState& state, Effects& out) {
  const Place& place = state.place();
  if (place.screen != Screen::Person || state.person.person != place.person) return;
  if (const record::RecordId id = id_in(place.part, kRelationPart); !id.is_nil()) open_relation(state, id);
  if (const record::RecordId id = id_in(place.part, kAlertPart); !id.is_nil()) open_alert(state, id);
  if (place.part == "history") out.push_back(LoadHistory{place.person});
}

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

void apply_person(AppState& state, const PersonCommand& command, Effects& out) { std::visit(PersonAct{state, out}, command); }

const record::Record* loaded_record(const PersonPage& page, const record::RecordId& id) {
  for (const record::Record& loaded : page.records)
    if (loaded.id == id) return &loaded;
  return nullptr;
}

const care::PersonFile& file_of(AppState& state) {
  PersonPage& page = state.person;
  if (page.file_is_old) page.file = care::person_file(page.person, page.records, care::wall_time(state.now_ms).date);
  page.file_is_old = false;
  return page.file;
}

void take_edits(PersonPage& page, const std::vector<record::Edit>& edits) {
  page.file_is_old = true;
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

void person_on_event(AppState& state, Event& event, Effects& out) {
  if (auto* read = std::get_if<HistoryLoaded>(&event); read && read->record == state.place().person) {
    state.person.history_of = read->record;
    state.person.history = std::move(read->rows);
    state.person.history_forms = std::move(read->forms);
    state.person.history_settled = std::move(read->settled);
    group_history(state.person);
  }
  if (const auto* failed = std::get_if<LoadFailed>(&event); failed && failed->id == state.person.asked) state.person.asked = {};
  auto* loaded = std::get_if<PersonLoaded>(&event);
  if (!loaded) return;
  if (loaded->person == state.person.asked) state.person.asked = {};
  if (loaded->person != state.place().person) return;
  const bool again = state.person.person == loaded->person;  // what the hub told: what is read of it stays until it has been read anew
  state.person.person = loaded->person;
  state.person.records = std::move(loaded->records);
  if (!again) {
    state.person.history.clear();
    state.person.history_groups.clear();
    state.person.history_settled.clear();
    state.person.history_forms.clear();
    state.person.history_of = {};
  }
  state.person.relation = {};
  state.person.alert = {};
  take_edits(state.person, std::exchange(state.person.meanwhile, {}));
  open_part_of_place(state, out);
}

void arrive_person(AppState& state, Effects& out) {
  state.person.choosing.clear();
  state.person.visit_to_start.clear();
  if (state.place().part.empty()) state.place().part = "overview";
  load_person(state, state.place().person, out);
  open_part_of_place(state, out);
}

}  // namespace state
