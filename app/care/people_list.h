// app/care/people_list.h: the caseload as a list: who is in it under a search and a filter, in which order, and what one row says. Words and colours are the
// screen's; here are facts.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <tuple>
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
// Everybody in the order of a list that nobody searches, kept from one time to the next: only who was touched since is looked at again, so that a caseload
// of 10,000 can be shown while it arrives.
class PeopleLines {
 public:
  void bring_up(const Caseload& caseload, const Date& today);
  // As of then.
  PeopleList list(PeopleFilter filter) const;

 private:
  struct Line {
    record::RecordId id;
    os::UnixMs turn = 0;
    std::string name;
    uint8_t passes = 0;  // a bit a filter
    bool operator<(const Line& other) const { return std::tie(turn, name, id) < std::tie(other.turn, other.name, other.id); }
  };
  static Line line_of(const Caseload& caseload, const Person& person, const Date& today);
  void make(const Caseload& caseload, const Date& today);
  void mend(const Caseload& caseload, const std::vector<record::RecordId>& touched, const Date& today);
  std::vector<Line> lines_;
  uint64_t made_from_ = 0;  // Caseload::revision; 0: not made
  Date made_on_;
};

// Without a search: today's visits by time, then what is overdue, then by the next visit, then by family name. With one: best found first. At most
// `limit` people are listed for a search; counts are then of those.
PeopleList list_people(const Caseload& caseload, std::string_view search, PeopleFilter filter, const Date& today, size_t limit = 200);

}  // namespace care
