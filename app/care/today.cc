#include "app/care/today.h"

#include <algorithm>
#include <set>

#include "app/care/quality.h"

namespace care {

namespace {

constexpr int kDueSoonDays = 3;

VisitStanding standing_of(const TodayVisit& row, const std::vector<Alert>& alerts, os::UnixMs now, int grace_minutes) {
  switch (row.visit.state) {
    case VisitState::Finished: return VisitStanding::Done;
    case VisitState::Missed:
    case VisitState::Cancelled: return VisitStanding::Missed;
    case VisitState::Started: return is_overdue(row.visit, now, grace_minutes) ? VisitStanding::Overdue : VisitStanding::Inside;
    case VisitState::Planned: break;
  }
  if (std::any_of(alerts.begin(), alerts.end(), needs_two)) return VisitStanding::InPairs;
  if (row.response.is_open() && !row.response.id.is_nil()) return VisitStanding::DraftSaved;
  const Date soon = add_days(wall_time(now).date, kDueSoonDays);
  return !row.visit.due.is_empty() && row.visit.due > wall_time(now).date && row.visit.due <= soon ? VisitStanding::DueSoon : VisitStanding::Ready;
}

void add_visit(const Caseload& caseload, const Visit& visit, os::UnixMs now, int grace_minutes, Today& today) {
  const Person* person = caseload.person(visit.person);
  if (!person || visit.state == VisitState::Cancelled) return;
  TodayVisit row;
  row.visit = visit;
  row.person = *person;
  if (const Person* about = caseload.person(visit.about)) row.about_name = full_name(*about);
  if (const Response* response = caseload.response(visit.response)) row.response = *response;
  const std::vector<Alert> alerts = caseload.alerts_of(visit.person, today.day);
  row.standing = standing_of(row, alerts, now, grace_minutes);
  const bool is_over = row.standing == VisitStanding::Done || row.standing == VisitStanding::Missed;
  row.is_next = !is_over && today.next() == nullptr;
  today.visits.push_back(std::move(row));
  if (is_over) return;
  for (const Alert& alert : alerts) {
    const std::string street = street_of(person->address);
    const bool is_known = std::any_of(today.alerts.begin(), today.alerts.end(),
                                      [&](const TodayAlert& other) { return other.alert.kind == alert.kind && other.street == street; });
    if (!is_known) today.alerts.push_back({alert, person->id, street});
  }
}

// A colleague's work waits on the colleague.
bool is_hers(const Caseload& caseload, const record::RecordId& author) { return author.is_nil() || caseload.owner().is_nil() || author == caseload.owner(); }

// Help began before any assessment, and none has been sent since.
bool lacks_assessment(const Caseload& caseload, const Plan& plan) {
  if (plan.assess_by.is_empty() || plan.status == PlanStatus::Cancelled || plan.status == PlanStatus::Ended) return false;
  const std::vector<Response> all = caseload.responses_of(plan.person);
  return std::none_of(all.begin(), all.end(), [&](const Response& response) {
    return (response.kind == "needs" || response.kind == "carer") && response.submission > 0 && response.submitted >= plan.urgently_authorised;
  });
}

void add_waiting(const Caseload& caseload, Today& today) {
  std::set<record::RecordId> with_visit;
  for (const TodayVisit& row : today.visits) with_visit.insert(row.visit.response);
  for (const auto& [id, response] : caseload.responses()) {
    if (!response.is_open() || !is_hers(caseload, response.author)) continue;  // most are not: nobody is looked up for them
    const Person* person = caseload.person(response.person);
    if (!person) continue;
    if (response.status == ResponseStatus::Returned) today.waiting.push_back({Waiting::Returned, *person, response, {}, 0});
    else if (!with_visit.contains(id)) today.waiting.push_back({Waiting::Draft, *person, response, {}, 0});
  }
  for (const auto& [id, plan] : caseload.plans()) {
    const Person* person = caseload.person(plan.person);
    if (!person || !is_hers(caseload, plan.author)) continue;
    if (plan.status == PlanStatus::Returned) today.waiting.push_back({Waiting::Returned, *person, {}, plan, 0});
    if (lacks_assessment(caseload, plan)) today.waiting.push_back({Waiting::AssessmentDue, *person, {}, plan, int(day_number(today.day) - day_number(plan.assess_by))});
  }
  for (const auto& [id, person] : caseload.people())
    if (is_review_overdue(person, today.day))
      today.waiting.push_back({Waiting::ReviewOverdue, person, {}, {}, int(day_number(today.day) - day_number(person.review_due))});
  std::sort(today.waiting.begin(), today.waiting.end(), [](const TodayWaiting& a, const TodayWaiting& b) {
    if (a.what != b.what) return a.what < b.what;
    if (a.days != b.days) return a.days > b.days;
    return std::tie(a.response.id, a.plan.id, a.person.id) < std::tie(b.response.id, b.plan.id, b.person.id);
  });
}

}  // namespace

const TodayVisit* Today::next() const {
  const auto found = std::find_if(visits.begin(), visits.end(), [](const TodayVisit& row) { return row.is_next; });
  return found == visits.end() ? nullptr : &*found;
}

std::string street_of(std::string_view address) {
  const size_t comma = address.rfind(", ");
  std::string_view last = comma == std::string_view::npos ? address : address.substr(comma + 2);
  const size_t space = last.find(' ');
  const bool has_number = !last.empty() && last[0] >= '0' && last[0] <= '9' && space != std::string_view::npos;
  return std::string(has_number ? last.substr(space + 1) : last);
}

Today today_of(const Caseload& caseload, os::UnixMs now, int grace_minutes) {
  Today today;
  today.day = wall_time(now).date;
  for (const Visit& visit : caseload.visits_on(today.day)) add_visit(caseload, visit, now, grace_minutes, today);
  std::stable_sort(today.alerts.begin(), today.alerts.end(),
                   [](const TodayAlert& a, const TodayAlert& b) { return a.alert.severity > b.alert.severity; });
  add_waiting(caseload, today);
  return today;
}

}  // namespace care
