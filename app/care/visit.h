// app/care/visit.h: one going-out to see somebody: planned, on the way, there, done. Times are instants; the wall clock is date.h's.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

enum class VisitState { Planned, Started, Finished, Missed, Cancelled };
// A missed check-out starts a call chain at the hub even if the tablet is dead, so it is armed before leaving signal.
enum class LoneWorking { Off, Armed, CheckedIn, CheckedOut, Overdue };

struct Visit {
  record::RecordId id;
  record::RecordId person;
  record::RecordId worker;
  record::RecordId second_worker;  // a two-person visit
  os::UnixMs start = 0;            // planned
  int minutes = 60;                // planned length
  int travel_minutes = 0;          // from the stop before
  std::string purpose;             // codes "visit-purposes"
  std::string brief;               // why I go, one line
  std::string place;               // only when it is not the person's own address
  record::RecordId about;          // the person this is for, where the one seen is their carer
  record::RecordId response;       // the form to be filled at it, once begun
  Date due;                        // the work this visit serves is due then
  VisitState state = VisitState::Planned;
  os::UnixMs checked_in = 0;
  os::UnixMs due_out = 0;
  os::UnixMs checked_out = 0;
  LoneWorking lone_working = LoneWorking::Off;
  std::vector<std::string> briefed;  // codes of what was read before going in: purpose, alerts, household, access, last-visit
  std::string reason;                // why it was missed or cancelled
  bool operator==(const Visit&) const = default;
};

Visit visit_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Visit& made);
std::vector<record::Edit> to_edits(const Visit& before, const Visit& after);

// By planned start; two at the same time by id.
void sort_visits(std::vector<Visit>& visits);
// Those that start on `day` by the wall clock, in order.
std::vector<Visit> visits_on(const std::vector<Visit>& visits, const Date& day);
// Checks in now; the time she is expected out is now and the planned length, and never less than a quarter of an hour.
Visit started(Visit visit, os::UnixMs now);
Visit finished(Visit visit, os::UnixMs now);
// Inside and later than expected out by more than `grace_minutes` (local setting).
bool is_overdue(const Visit& visit, os::UnixMs now, int grace_minutes);

}  // namespace care
