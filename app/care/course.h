// app/care/course.h: how far a response or a plan has come: its state, who sent it and how often, who decided what. The part of their heads that both share.
// Only a decision or a submission writes these (approval.h says whose); the hub refuses any other change of them.
#pragma once
#include <string>
#include <type_traits>
#include <vector>

#include "app/care/approval.h"
#include "app/care/date.h"

namespace care {

using ResponseStatus = ApprovalState;
using PlanStatus = ApprovalState;

struct Course {
  ApprovalState status = ApprovalState::Draft;
  int submission = 0;                       // how often it has been submitted: each is a version that can be read again (versions.h)
  os::UnixMs submitted = 0;                 // last
  os::UnixMs returned = 0;
  os::UnixMs approved = 0;                  // by the team leader, also where a panel has the last word
  os::UnixMs authorised = 0;
  record::RecordId submitted_by;
  record::RecordId returned_by;
  record::RecordId approved_by;
  record::RecordId authorised_by;
  std::vector<std::string> former_authors;  // record ids, of those who handed it over
  record::RecordId decision;                // the last one made (decision.h)
  record::RecordId reviewer;                // whose decision is asked for; nil: whoever may
  std::string return_comment;
  std::string return_place;  // the linkId the first comment is about
  // Of a plan that cannot wait for the assessment (Care Act s19(3)): its author says so and why, a duty manager authorises it.
  bool is_urgent = false;
  std::string urgent_why;
  os::UnixMs urgently_authorised = 0;
  record::RecordId urgent_by;
  Date assess_by;            // when the assessment is due
  bool operator==(const Course&) const = default;
  bool is_open() const { return care::is_open(status); }
};

// Their fields, for the lists of response.cc and plan.cc.
inline constexpr auto kCourseFields = [](auto& f, auto& course) {
  f.code("head/status", course.status, kApprovalStates);
  f.number("head/submission", course.submission);
  f.number("head/submitted", course.submitted);
  f.number("head/returned", course.returned);
  f.number("head/approved", course.approved);
  f.number("head/authorised", course.authorised);
  f.id("head/submitted-by", course.submitted_by);
  f.id("head/returned-by", course.returned_by);
  f.id("head/approved-by", course.approved_by);
  f.id("head/authorised-by", course.authorised_by);
  f.codes("head/former-authors", course.former_authors);
  f.id("head/decision", course.decision);
  f.id("head/reviewer", course.reviewer);
  f.text("head/return-comment", course.return_comment);
  f.atom("head/return-place", course.return_place);
  f.flag("head/urgent", course.is_urgent);
  f.text("head/urgent-why", course.urgent_why);
  f.number("head/urgent-at", course.urgently_authorised);
  f.id("head/urgent-by", course.urgent_by);
  f.date("head/assess-by", course.assess_by);
};
inline Course& course_of(Course& thing) { return thing; }
inline const Course& course_of(const Course& thing) { return thing; }

// What is to be decided on. `hands`: everybody who had it before, from its head alone; the hub knows more.
Matter matter_of(const Course& course, const record::RecordId& author, int64_t pence_per_week);
// Who may be asked for a decision on it now, by authority; absent when nobody is.
std::optional<Actor> awaited(const Course& course);
// Is it for them to decide? What was sent as urgent is for the duty manager and for the leader, whoever looks first.
bool awaits(const Course& course, Actor actor);
// What decided its present state: when, and who.
os::UnixMs decided_at(const Course& course);
record::RecordId decided_by(const Course& course);

// As it stands once it has been submitted, by whom.
Course submitted(Course course, const record::RecordId& by, os::UnixMs now);

}  // namespace care
