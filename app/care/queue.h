// app/care/queue.h: what awaits a decision of somebody with the authority for it, oldest first. From heads alone.
#pragma once
#include <string>
#include <vector>

#include "app/care/caseload.h"
#include "app/care/codes.h"

namespace care {

// Is a form of that kind decided on by anybody? (Column "approval" of codes "form-kinds": "lead" or "none".) One the list does not know is.
bool needs_decision(const Codes& codes, std::string_view kind);

struct QueueRow {
  record::RecordId id;
  bool is_plan = false;
  record::RecordId person;
  record::RecordId author;
  std::string kind;             // of a response: codes "form-kinds"
  std::string title;            // its form's, where the kind says nothing
  Course course;
  int version = 1;              // of the record: 2 and more are amendments
  int64_t pence_per_week = 0;   // of a plan
  bool is_own = false;          // she wrote it, had it before, or approved it already: somebody else must decide
  record::RecordId draft;       // her decision begun on it; nil: none
  bool was_sent_again() const { return course.submission > 1; }
};

// For a worker whose role has that authority; empty for everybody else. Urgent plans come first. What is asked of another reviewer by name comes last.
std::vector<QueueRow> queue_of(const Caseload& caseload, const Codes& codes, const Decider& me);
// The row of one record, whatever state it is in; id nil when there is no such record.
QueueRow queue_row(const Caseload& caseload, const record::RecordId& id, const Decider& me);
Decider decider_of(const Caseload& caseload);

}  // namespace care
