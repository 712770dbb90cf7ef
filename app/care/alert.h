// app/care/alert.h: what a worker must know before the door opens: a dog, a two-person visit, a key safe, infection, hoarding.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

enum class Severity { Low, Medium, High };

struct Alert {
  record::RecordId id;
  record::RecordId person;
  std::string kind;   // codes "alert-kinds"; decides the picture and who must be told
  std::string title;  // "Dog at property"; empty: the kind's own label
  std::string text;   // "Ask for it to be shut in the kitchen"
  Severity severity = Severity::Medium;
  Date since;
  Date review_on;   // an alert nobody looks at again stops being believed
  Date ended_on;    // no longer true; kept
  std::string review_on_typed;  // what stands there while it cannot be read as a date
  bool operator==(const Alert&) const = default;
  bool is_live(const Date& today) const { return ended_on.is_empty() || ended_on > today; }
};

Alert alert_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Alert& made);
std::vector<record::Edit> to_edits(const Alert& before, const Alert& after);

// Worst first; of equal severity the one that has stood longest; then by id, so that every tablet shows the same order.
void sort_alerts(std::vector<Alert>& alerts);
// True for the kind that forbids going alone ("two-person").
bool needs_two(const Alert& alert);

}  // namespace care
