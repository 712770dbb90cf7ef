// app/care/today.h: the day ahead: visits in order, what to know before each door, what waits on her. Facts; the screen has the words.
#pragma once
#include <string>
#include <vector>

#include "app/care/caseload.h"

namespace care {

enum class VisitStanding : uint8_t { Ready, DraftSaved, InPairs, DueSoon, Inside, Overdue, Done, Missed };

struct TodayVisit {
  Visit visit;
  Person person;
  std::string about_name;   // whom a carer's visit is for; empty otherwise
  Response response;        // the form begun for it; id nil: none
  VisitStanding standing = VisitStanding::Ready;
  bool is_next = false;     // the first not yet done
};

struct TodayAlert {
  Alert alert;
  record::RecordId person;
  std::string street;  // where, short: "Orchard Close"
};

enum class Waiting : uint8_t { Returned, AssessmentDue, ReviewOverdue, Draft };
struct TodayWaiting {
  Waiting what = Waiting::Draft;
  Person person;
  Response response;      // for Returned and Draft
  Plan plan;              // for Returned, where it is a plan, and for AssessmentDue: id nil otherwise
  int days = 0;           // overdue by; negative: there is so much time yet
};

struct Today {
  Date day;
  std::vector<TodayVisit> visits;
  std::vector<TodayAlert> alerts;    // of the people to be visited, worst first; one of a kind an address
  std::vector<TodayWaiting> waiting; // her own: returned, then assessments after urgent help and reviews that are overdue (longest first), then drafts that no visit of today is for
  const TodayVisit* next() const;    // nullptr when all are done
};
// `grace_minutes`: how long after the time out a visit counts as overdue.
Today today_of(const Caseload& caseload, os::UnixMs now, int grace_minutes);

// "14 Orchard Close" -> "Orchard Close"; "Flat 3, 22 Ashley Road" -> "Ashley Road".
std::string street_of(std::string_view address);

}  // namespace care
