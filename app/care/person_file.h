// app/care/person_file.h: everything about one person that is on this tablet, from their own record and every record whose head names them, put in the
// order a page shows it.
#pragma once
#include <string>
#include <vector>

#include "app/care/alert.h"
#include "app/care/attachment.h"
#include "app/care/note.h"
#include "app/care/person.h"
#include "app/care/plan.h"
#include "app/care/relation.h"
#include "app/care/response.h"
#include "app/care/service.h"
#include "app/care/visit.h"

namespace care {

// One thing that happened, for "Recent".
enum class EventKind : uint8_t { Note, FormStarted, FormSubmitted, FormReturned, FormApproved, VisitDone, VisitMissed };
struct RecentEvent {
  EventKind kind = EventKind::Note;
  os::UnixMs at = 0;
  record::RecordId id;  // of the note, response or visit
};

struct PersonFile {
  Person person;
  std::vector<Alert> alerts;            // live ones, worst first
  std::vector<Alert> past_alerts;
  std::vector<Relation> relations;      // who to ring first
  std::vector<Visit> visits;            // the next first, then the past, newest first
  std::vector<Response> responses;      // open ones first, then newest
  std::vector<Plan> plans;              // newest version first
  std::vector<Service> services;        // active first, then by start
  std::vector<Note> notes;              // newest first
  std::vector<Attachment> attachments;  // newest first

  const Note* note(const record::RecordId& id) const;
  const Response* response(const record::RecordId& id) const;
  const Visit* visit(const record::RecordId& id) const;
  // The visit to start: one under way, else today's first that is planned; nullptr when there is none.
  const Visit* visit_now(os::UnixMs now) const;
};

// `records` are of any type and in any order; those of types unknown here are passed over.
PersonFile person_file(const record::RecordId& person, const std::vector<record::Record>& records, const Date& today);

// The newest `count_max` things that happened, up to `now`.
std::vector<RecentEvent> recent_events(const PersonFile& file, os::UnixMs now, size_t count_max);

}  // namespace care
