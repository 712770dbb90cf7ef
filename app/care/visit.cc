#include "app/care/visit.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr std::string_view kStates[] = {"planned", "started", "finished", "missed", "cancelled"};
constexpr std::string_view kLoneWorking[] = {"off", "armed", "in", "out", "overdue"};
constexpr int kLeastMinutesInside = 15;

constexpr auto kVisitFields = [](auto& f, auto& visit) {
  f.id("head/person", visit.person);
  f.id("head/worker", visit.worker);
  f.id("head/second-worker", visit.second_worker);
  f.number("head/start", visit.start);
  f.number("head/minutes", visit.minutes);
  f.number("head/travel-minutes", visit.travel_minutes);
  f.atom("head/purpose", visit.purpose);
  f.text("head/brief", visit.brief);
  f.atom("head/place", visit.place);
  f.id("head/about", visit.about);
  f.id("head/response", visit.response);
  f.date("head/due", visit.due);
  f.code("head/state", visit.state, kStates);
  f.number("head/checked-in", visit.checked_in);
  f.number("head/due-out", visit.due_out);
  f.number("head/checked-out", visit.checked_out);
  f.code("head/lone-working", visit.lone_working, kLoneWorking);
  f.codes("head/briefed", visit.briefed);
  f.text("head/reason", visit.reason);
};

}  // namespace

Visit visit_from(const record::Record& from) { return read_thing<Visit>(from, kVisitFields); }
std::vector<record::Edit> to_edits(const Visit& made) { return write_thing(made, kVisitRecord, kVisitFields); }
std::vector<record::Edit> to_edits(const Visit& before, const Visit& after) { return change_thing(before, after, kVisitRecord, kVisitFields); }

void sort_visits(std::vector<Visit>& visits) {
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return std::tie(a.start, a.id) < std::tie(b.start, b.id); });
}

std::vector<Visit> visits_on(const std::vector<Visit>& visits, const Date& day) {
  std::vector<Visit> found;
  for (const Visit& visit : visits)
    if (wall_time(visit.start).date == day) found.push_back(visit);
  sort_visits(found);
  return found;
}

Visit started(Visit visit, os::UnixMs now) {
  visit.state = VisitState::Started;
  visit.checked_in = now;
  visit.due_out = now + int64_t(std::max(visit.minutes, kLeastMinutesInside)) * 60'000;
  visit.checked_out = 0;
  if (visit.lone_working == LoneWorking::Armed) visit.lone_working = LoneWorking::CheckedIn;
  return visit;
}

Visit finished(Visit visit, os::UnixMs now) {
  visit.state = VisitState::Finished;
  visit.checked_out = now;
  if (visit.lone_working != LoneWorking::Off) visit.lone_working = LoneWorking::CheckedOut;
  return visit;
}

bool is_overdue(const Visit& visit, os::UnixMs now, int grace_minutes) {
  return visit.state == VisitState::Started && visit.due_out != 0 && now > visit.due_out + int64_t(grace_minutes) * 60'000;
}

}  // namespace care
