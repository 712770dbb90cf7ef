#include "app/care/people_list.h"

#include <algorithm>
#include <unordered_set>

#include "app/care/fold.h"
#include "app/care/quality.h"

namespace care {

namespace {

constexpr int kDueSoonDays = 3;

bool is_ahead(const Visit& visit, const Date& today) {
  return visit.state == VisitState::Planned && wall_time(visit.start).date > today;
}

void take_visits(const Caseload& caseload, const Person& person, const Date& today, PersonFacts& facts) {
  for (const Visit& visit : caseload.visits_of(person.id)) {
    if (visit.state == VisitState::Cancelled) continue;
    const bool is_today = wall_time(visit.start).date == today;
    if (is_today || is_ahead(visit, today)) {
      facts.next_visit = visit;
      facts.visit_is_today = is_today;
      return;
    }
  }
}

Standing standing_of_responses(const std::vector<Response>& responses, PersonFacts& facts) {
  Standing standing = Standing::None;
  for (const Response& response : responses) {
    if (response.status == ResponseStatus::Returned) facts.has_returned = true;
    if (response.status == ResponseStatus::Draft) facts.has_draft = true;
    if (response.is_open() && facts.draft_kind.empty()) facts.draft_kind = response.kind;
    if (response.status == ResponseStatus::Submitted) standing = Standing::Submitted;
  }
  return facts.has_returned ? Standing::Returned : facts.has_draft ? Standing::Draft : standing;
}

Standing standing_of_plans(const std::vector<Plan>& plans) {
  for (const Plan& plan : plans)
    if (plan.status == PlanStatus::Active) return Standing::PlanActive;
  for (const Plan& plan : plans)
    if (plan.status == PlanStatus::Draft || plan.status == PlanStatus::Returned) return Standing::PlanDraft;
  return Standing::None;
}

bool passes(const PersonFacts& facts, PeopleFilter filter) {
  switch (filter) {
    case PeopleFilter::All: return true;
    case PeopleFilter::VisitToday: return facts.visit_is_today;
    case PeopleFilter::Draft: return facts.has_draft;
    case PeopleFilter::Returned: return facts.has_returned;
    case PeopleFilter::Overdue: return facts.review_overdue;
    case PeopleFilter::Alerts: return facts.alerts > 0;
  }
  return false;
}

// When somebody next needs to be seen: sorts the list that nobody searched.
os::UnixMs turn_of(const PersonFacts& facts, const Date& today) {
  if (facts.visit_is_today) return facts.next_visit.start;
  const os::UnixMs end_of_today = instant_of({add_days(today, 1), 0});
  if (facts.review_overdue) return end_of_today;
  if (facts.has_returned) return end_of_today + 1;
  if (facts.has_draft) return end_of_today + 2;
  return facts.next_visit.id.is_nil() ? INT64_MAX : facts.next_visit.start;
}

void count(const PersonFacts& facts, PeopleList& list) {
  for (size_t i = 0; i < kPeopleFilters; ++i) list.counts[i] += passes(facts, PeopleFilter(i));
}

std::string sort_name(const Person& person) {
  std::string name;
  for (const std::string& word : fold_words(person.family + " " + person.given)) name.append(word).append(" ");
  return name;
}

void list_found(const Caseload& caseload, std::string_view search, PeopleFilter filter, const Date& today, size_t limit, PeopleList& list) {
  for (const Hit& hit : caseload.index().search(search, limit, today).hits) {
    const Person* person = caseload.person(hit.id);
    if (!person) continue;
    const PersonFacts facts = facts_of(caseload, *person, today);
    count(facts, list);
    if (passes(facts, filter)) list.people.push_back(hit.id);
  }
}

}  // namespace

PersonFacts facts_of(const Caseload& caseload, const Person& person, const Date& today) {
  PersonFacts facts;
  take_visits(caseload, person, today, facts);
  const std::vector<Alert> alerts = caseload.alerts_of(person.id, today);
  facts.alerts = alerts.size();
  facts.has_high_alert = !alerts.empty() && alerts.front().severity == Severity::High;
  facts.review_overdue = is_review_overdue(person, today);
  facts.standing = standing_of_responses(caseload.responses_of(person.id), facts);
  if (facts.standing < Standing::Submitted) facts.standing = std::max(facts.standing, standing_of_plans(caseload.plans_of(person.id)));
  const Date due = facts.next_visit.due;
  if (!due.is_empty() && due <= add_days(today, kDueSoonDays) && facts.next_visit.state == VisitState::Planned && facts.standing < Standing::WorkDue) {
    facts.standing = Standing::WorkDue;
    facts.due = due;
  }
  if (facts.review_overdue && facts.standing < Standing::ReviewOverdue) {
    facts.standing = Standing::ReviewOverdue;
    facts.due = person.review_due;
  }
  return facts;
}

PeopleLines::Line PeopleLines::line_of(const Caseload& caseload, const Person& person, const Date& today) {
  const PersonFacts facts = facts_of(caseload, person, today);
  Line line{person.id, turn_of(facts, today), sort_name(person), 0};
  for (size_t i = 0; i < kPeopleFilters; ++i) line.passes |= uint8_t(passes(facts, PeopleFilter(i)) << i);
  return line;
}

void PeopleLines::make(const Caseload& caseload, const Date& today) {
  lines_.clear();
  lines_.reserve(caseload.people().size());
  for (const auto& [id, person] : caseload.people()) lines_.push_back(line_of(caseload, person, today));
  std::sort(lines_.begin(), lines_.end());
}

void PeopleLines::mend(const Caseload& caseload, const std::vector<record::RecordId>& touched, const Date& today) {
  const std::unordered_set<record::RecordId> again(touched.begin(), touched.end());
  std::erase_if(lines_, [&](const Line& line) { return again.contains(line.id); });
  const auto kept = std::ptrdiff_t(lines_.size());
  for (const record::RecordId& id : again)
    if (const auto known = caseload.people().find(id); known != caseload.people().end()) lines_.push_back(line_of(caseload, known->second, today));
  std::sort(lines_.begin() + kept, lines_.end());
  std::inplace_merge(lines_.begin(), lines_.begin() + kept, lines_.end());
}

void PeopleLines::bring_up(const Caseload& caseload, const Date& today) {
  const auto touched = made_from_ > 0 && made_on_ == today ? caseload.touched_after(made_from_) : std::nullopt;
  if (!touched) make(caseload, today);
  else if (!touched->empty()) mend(caseload, *touched, today);
  made_from_ = caseload.revision();
  made_on_ = today;
}

PeopleList PeopleLines::list(PeopleFilter filter) const {
  PeopleList list;
  list.total = lines_.size();
  for (const Line& line : lines_) {
    for (size_t i = 0; i < kPeopleFilters; ++i) list.counts[i] += line.passes >> i & 1;
    if (line.passes >> size_t(filter) & 1) list.people.push_back(line.id);
  }
  return list;
}

PeopleList list_people(const Caseload& caseload, std::string_view search, PeopleFilter filter, const Date& today, size_t limit) {
  if (search.find_first_not_of(" \t\n") == std::string_view::npos) {
    PeopleLines lines;
    lines.bring_up(caseload, today);
    return lines.list(filter);
  }
  PeopleList list;
  list.total = caseload.people().size();
  list_found(caseload, search, filter, today, limit, list);
  return list;
}

}  // namespace care
