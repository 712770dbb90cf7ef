#include "app/care/person_file.h"

#include <algorithm>

#include "app/care/record_types.h"

namespace care {

namespace {

template <class Thing>
const Thing* find_in(const std::vector<Thing>& things, const record::RecordId& id) {
  const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

void read_one(const record::Record& record, const Date& today, PersonFile& file) {
  if (record.type == kVisitRecord) file.visits.push_back(visit_from(record));
  else if (record.type == kResponseRecord) file.responses.push_back(response_from(record));
  else if (record.type == kPlanRecord) file.plans.push_back(plan_from(record));
  else if (record.type == kNoteRecord) file.notes.push_back(note_from(record));
  else if (record.type == kRelationRecord) file.relations.push_back(relation_from(record));
  else if (record.type == kAttachmentRecord) file.attachments.push_back(attachment_from(record));
  else if (record.type == kServiceRecord) file.services.push_back(service_from(record));
  else if (record.type == kAlertRecord) {
    Alert alert = alert_from(record);
    (alert.is_live(today) ? file.alerts : file.past_alerts).push_back(std::move(alert));
  }
}

// Coming visits soonest first, then past ones newest first.
void sort_for_page(std::vector<Visit>& visits) {
  const auto is_past = [](const Visit& v) { return v.state != VisitState::Planned && v.state != VisitState::Started; };
  std::sort(visits.begin(), visits.end(), [&](const Visit& a, const Visit& b) {
    if (is_past(a) != is_past(b)) return is_past(b);
    return is_past(a) ? std::tie(b.start, b.id) < std::tie(a.start, a.id) : std::tie(a.start, a.id) < std::tie(b.start, b.id);
  });
}

}  // namespace

const Note* PersonFile::note(const record::RecordId& id) const { return find_in(notes, id); }
const Response* PersonFile::response(const record::RecordId& id) const { return find_in(responses, id); }
const Visit* PersonFile::visit(const record::RecordId& id) const { return find_in(visits, id); }

const Visit* PersonFile::visit_now(os::UnixMs now) const {
  const Visit* planned = nullptr;
  for (const Visit& visit : visits) {
    if (visit.state == VisitState::Started) return &visit;
    if (!planned && visit.state == VisitState::Planned && wall_time(visit.start).date == wall_time(now).date) planned = &visit;
  }
  return planned;
}

PersonFile person_file(const record::RecordId& person, const std::vector<record::Record>& records, const Date& today) {
  PersonFile file;
  file.person.id = person;
  for (const record::Record& record : records) {
    if (record.type == kPersonRecord && record.id == person) file.person = person_from(record);
    else read_one(record, today, file);
  }
  sort_alerts(file.alerts);
  sort_alerts(file.past_alerts);
  sort_relations(file.relations);
  sort_for_page(file.visits);
  sort_responses(file.responses);
  sort_notes(file.notes);
  std::sort(file.plans.begin(), file.plans.end(), [](const Plan& a, const Plan& b) { return std::tie(b.version, b.id) < std::tie(a.version, a.id); });
  std::sort(file.services.begin(), file.services.end(), [](const Service& a, const Service& b) {
    const bool left = a.status != ServiceStatus::Active, right = b.status != ServiceStatus::Active;
    return std::tie(left, a.starts, a.id) < std::tie(right, b.starts, b.id);
  });
  std::sort(file.attachments.begin(), file.attachments.end(), [](const Attachment& a, const Attachment& b) { return std::tie(b.at, b.id) < std::tie(a.at, a.id); });
  return file;
}

std::vector<RecentEvent> recent_events(const PersonFile& file, os::UnixMs now, size_t count_max) {
  std::vector<RecentEvent> events;
  const auto add = [&](EventKind kind, os::UnixMs at, const record::RecordId& id) {
    if (at != 0 && at <= now) events.push_back({kind, at, id});
  };
  for (const Note& note : file.notes) add(EventKind::Note, note.at, note.id);
  for (const Response& response : file.responses) {
    if (response.status == ResponseStatus::Draft) add(EventKind::FormStarted, std::max(response.saved, response.started), response.id);
    else if (response.status == ResponseStatus::Returned) add(EventKind::FormReturned, response.returned, response.id);
    else if (response.status == ResponseStatus::Approved) add(EventKind::FormApproved, response.approved, response.id);
    else if (response.status == ResponseStatus::Submitted) add(EventKind::FormSubmitted, response.submitted, response.id);
  }
  for (const Visit& visit : file.visits) {
    if (visit.state == VisitState::Finished) add(EventKind::VisitDone, visit.checked_out, visit.id);
    if (visit.state == VisitState::Missed) add(EventKind::VisitMissed, visit.start, visit.id);
  }
  std::sort(events.begin(), events.end(), [](const RecentEvent& a, const RecentEvent& b) { return std::tie(b.at, b.id) < std::tie(a.at, a.id); });
  if (events.size() > count_max) events.resize(count_max);
  return events;
}

}  // namespace care
