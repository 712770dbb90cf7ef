#include "app/care/caseload.h"

#include "app/care/record_types.h"

namespace care {
namespace {

template <class Thing, class Read>
void take(std::unordered_map<record::RecordId, Thing>& things, const record::Record& head, Read read) {
  if (head.fields.empty()) things.erase(head.id);
  else things.insert_or_assign(head.id, read(head));
}

template <class Thing, class Keep>
std::vector<Thing> those(const std::unordered_map<record::RecordId, Thing>& things, Keep keep) {
  std::vector<Thing> out;
  for (const auto& [id, thing] : things)
    if (keep(thing)) out.push_back(thing);
  return out;
}

}  // namespace

void Caseload::take_head(record::RecordType type, const record::RecordId& id, const record::FieldMap& fields) {
  const record::Record head{id, type, fields};
  if (type == kPersonRecord) {
    take(people_, head, person_from);
    if (const Person* known = person(id)) index_.put(*known);
    else index_.remove(id);
  }
  if (type == kVisitRecord) take(visits_, head, visit_from);
  if (type == kResponseRecord) take(responses_, head, response_from);
  if (type == kAlertRecord) take(alerts_, head, alert_from);
  if (type == kPlanRecord) take(plans_, head, plan_from);
  if (type == kWorkerRecord) take(workers_, head, worker_from);
}

std::vector<Visit> Caseload::visits_on(const Date& day) const {
  std::vector<Visit> out = those(visits_, [&](const Visit& visit) { return wall_time(visit.start).date == day; });
  sort_visits(out);
  return out;
}

std::vector<Visit> Caseload::visits_of(const record::RecordId& person) const {
  std::vector<Visit> out = those(visits_, [&](const Visit& visit) { return visit.person == person; });
  sort_visits(out);
  return out;
}

std::vector<Response> Caseload::responses_of(const record::RecordId& person) const {
  std::vector<Response> out = those(responses_, [&](const Response& response) { return response.person == person; });
  sort_responses(out);
  return out;
}

std::vector<Alert> Caseload::alerts_of(const record::RecordId& person, const Date& today) const {
  std::vector<Alert> out = those(alerts_, [&](const Alert& alert) { return alert.person == person && alert.is_live(today); });
  sort_alerts(out);
  return out;
}

std::string Caseload::worker_name() const {
  const Worker* owner = worker(owner_);
  return owner ? owner->name : std::string();
}

}  // namespace care
