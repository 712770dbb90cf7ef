#include "app/care/caseload.h"

#include <algorithm>

#include "app/care/record_types.h"

namespace care {
namespace {

constexpr size_t kTouchesMax = 8'192;

// The store keeps the stamps of fields that were taken away, so a removed record still has fields: all absent.
bool is_gone(const record::FieldMap& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const auto& field) { return record::is_absent(field.second.value); });
}

}  // namespace

template <class Thing, class Read>
void Caseload::take(ById<Thing>& things, std::vector<record::RecordId> Links::*list, const record::Record& head, Read read) {
  const auto known = things.find(head.id);
  if (known != things.end()) {
    touch(known->second.person);
    std::erase(by_person_[known->second.person].*list, head.id);
    if (is_gone(head.fields)) things.erase(known);
  }
  if (is_gone(head.fields)) return;
  const Thing& taken = things.insert_or_assign(head.id, read(head)).first->second;
  touch(taken.person);
  (by_person_[taken.person].*list).push_back(head.id);
}

template <class Thing, class Read>
void Caseload::take_open(ById<Thing>& things, const record::Record& head, Read read) {
  things.erase(head.id);
  if (is_gone(head.fields)) return;
  Thing taken = read(head);
  if (taken.is_open) things.emplace(head.id, std::move(taken));
}

// What no list of a person's shows.
template <class Thing, class Read>
void Caseload::take_loose(ById<Thing>& things, const record::Record& head, Read read) {
  if (is_gone(head.fields)) things.erase(head.id);
  else things.insert_or_assign(head.id, read(head));
}

template <class Thing>
std::vector<Thing> Caseload::linked(const ById<Thing>& things, std::vector<record::RecordId> Links::*list, const record::RecordId& person) const {
  std::vector<Thing> out;
  const auto links = by_person_.find(person);
  if (links == by_person_.end()) return out;
  for (const record::RecordId& id : links->second.*list)
    if (const Thing* thing = find(things, id)) out.push_back(*thing);
  return out;
}

void Caseload::touch(const record::RecordId& person) {
  if (touches_.size() >= kTouchesMax) {
    touches_after_ = touches_[kTouchesMax / 2 - 1].revision;
    touches_.erase(touches_.begin(), touches_.begin() + kTouchesMax / 2);
  }
  touches_.push_back({revision_, person});
}

std::optional<std::vector<record::RecordId>> Caseload::touched_after(uint64_t revision) const {
  if (revision < touches_after_ || revision > revision_) return std::nullopt;
  std::vector<record::RecordId> out;
  for (auto at = std::upper_bound(touches_.begin(), touches_.end(), revision, [](uint64_t wanted, const Touch& touch) { return wanted < touch.revision; }); at != touches_.end(); ++at)
    out.push_back(at->person);
  return out;
}

void Caseload::take_person(const record::Record& head) {
  touch(head.id);
  people_.erase(head.id);
  drafts_.erase(head.id);
  index_.remove(head.id);
  if (is_gone(head.fields)) return;
  Person person = person_from(head);
  if (person.is_draft) drafts_.emplace(head.id, std::move(person));
  else index_.put(people_.emplace(head.id, std::move(person)).first->second);
}

const Person* Caseload::person(const record::RecordId& id) const {
  const Person* known = find(people_, id);
  return known ? known : find(drafts_, id);
}

void Caseload::take_head(const record::Record& head) {
  ++revision_;
  const record::RecordType type = head.type;
  if (type == kPersonRecord) take_person(head);
  if (type == kVisitRecord) take(visits_, &Links::visits, head, visit_from);
  if (type == kResponseRecord) take(responses_, &Links::responses, head, response_from);
  if (type == kAlertRecord) take(alerts_, &Links::alerts, head, alert_from);
  if (type == kPlanRecord) take(plans_, &Links::plans, head, plan_from);
  if (type == record::kConflictType) take_open(conflicts_, head, conflict_from);
  if (type == record::kVerdictType) take_open(verdicts_, head, verdict_from);
  if (type == kDecisionRecord) take_loose(decisions_, head, decision_from);
  if (type == kWorkerRecord) take_loose(workers_, head, worker_from);
}

std::vector<Visit> Caseload::visits_on(const Date& day) const {
  std::vector<Visit> out;
  const os::UnixMs from = instant_of({day, 0}), to = instant_of({add_days(day, 1), 0});
  for (const auto& [id, visit] : visits_)
    if (visit.start >= from && visit.start < to) out.push_back(visit);
  sort_visits(out);
  return out;
}

std::vector<Visit> Caseload::visits_of(const record::RecordId& person) const {
  std::vector<Visit> out = linked(visits_, &Links::visits, person);
  sort_visits(out);
  return out;
}

std::vector<Response> Caseload::responses_of(const record::RecordId& person) const {
  std::vector<Response> out = linked(responses_, &Links::responses, person);
  sort_responses(out);
  return out;
}

std::vector<Alert> Caseload::alerts_of(const record::RecordId& person, const Date& today) const {
  std::vector<Alert> out = linked(alerts_, &Links::alerts, person);
  std::erase_if(out, [&](const Alert& alert) { return !alert.is_live(today); });
  sort_alerts(out);
  return out;
}

std::vector<Plan> Caseload::plans_of(const record::RecordId& person) const {
  std::vector<Plan> out = linked(plans_, &Links::plans, person);
  std::sort(out.begin(), out.end(), [](const Plan& a, const Plan& b) { return a.version != b.version ? a.version > b.version : a.id > b.id; });
  return out;
}

namespace {

// There are few: a week of three tablets makes some thirty.
template <class Keep>
std::vector<Conflict> conflicts_where(const Caseload::ById<Conflict>& all, Keep keep) {
  std::vector<Conflict> out;
  for (const auto& [id, conflict] : all)
    if (keep(conflict)) out.push_back(conflict);
  sort_conflicts(out);
  return out;
}

}  // namespace

std::vector<Conflict> Caseload::conflicts_of(const record::RecordId& person) const {
  return conflicts_where(conflicts_, [&](const Conflict& conflict) { return conflict.person == person; });
}

std::vector<Conflict> Caseload::conflicts_in(const record::RecordId& record) const {
  return conflicts_where(conflicts_, [&](const Conflict& conflict) { return conflict.about == record; });
}

std::string Caseload::worker_name() const {
  const Worker* owner = worker(owner_);
  return owner ? owner->name : std::string();
}

}  // namespace care
