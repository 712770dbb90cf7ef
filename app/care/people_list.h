// app/care/people_list.h: the caseload as a list: who is in it under a search and a filter, in which order, and what one row says. Words and colours are the
// screen's; here are facts.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/care/caseload.h"

namespace care {

enum class PeopleFilter : uint8_t { All, VisitToday, Draft, Returned, Overdue, Alerts };
inline constexpr size_t kPeopleFilters = 6;

// The one thing about a person that waits most, worst first.
enum class Standing : uint8_t { None, PlanActive, PlanDraft, Submitted, Draft, WorkDue, ReviewOverdue, Returned };

// What the caseload's lists say of one person.
struct PersonFacts {
  Visit next_visit;             // today's, even when it is over, else the next one planned; id nil: none
  bool visit_is_today = false;
  bool has_draft = false;
  bool has_returned = false;
  bool review_overdue = false;
  size_t alerts = 0;
  bool has_high_alert = false;
  Standing standing = Standing::None;
  std::string draft_kind;       // codes "form-kinds", of the newest open form
  Date due;                     // with ReviewOverdue or WorkDue: what is or was due
};
PersonFacts facts_of(const Caseload& caseload, const Person& person, const Date& today);

struct PeopleList {
  std::vector<record::RecordId> people;             // in order
  std::array<size_t, kPeopleFilters> counts{};      // of everybody found by the search, under each filter
  size_t total = 0;                                 // on the tablet
};
// Without a search: today's visits by time, then what is overdue, then by the next visit, then by family name. With one: best found first. At most
// `limit` people are listed for a search; counts are then of those.
PeopleList list_people(const Caseload& caseload, std::string_view search, PeopleFilter filter, const Date& today, size_t limit = 200);

}  // namespace care
