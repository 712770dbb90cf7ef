#include "app/care/course.h"

namespace care {

Matter matter_of(const Course& course, const record::RecordId& author, int64_t pence_per_week) {
  Matter matter{course.status, course.submission, author, {}, course.approved_by, pence_per_week, course.is_urgent, course.urgent_by};
  if (!course.submitted_by.is_nil()) matter.hands.push_back(course.submitted_by);
  for (const std::string& text : course.former_authors)
    if (record::RecordId id; record::parse_record_id(text, id)) matter.hands.push_back(id);
  return matter;
}

std::optional<Actor> awaited(const Course& course) {
  if (course.status == ApprovalState::Submitted || course.status == ApprovalState::UrgentlyAuthorised) return Actor::Lead;
  if (course.status == ApprovalState::Panel) return Actor::Panel;
  return std::nullopt;
}

bool awaits(const Course& course, Actor actor) {
  return awaited(course) == actor || (actor == Actor::Duty && course.status == ApprovalState::Submitted && course.is_urgent);
}

os::UnixMs decided_at(const Course& course) {
  if (course.status == ApprovalState::Returned) return course.returned;
  if (course.status == ApprovalState::UrgentlyAuthorised) return course.urgently_authorised;
  return course.authorised != 0 ? course.authorised : course.approved;
}

record::RecordId decided_by(const Course& course) {
  if (course.status == ApprovalState::Returned) return course.returned_by;
  if (course.status == ApprovalState::UrgentlyAuthorised) return course.urgent_by;
  return course.authorised_by.is_nil() ? course.approved_by : course.authorised_by;
}

Course submitted(Course course, const record::RecordId& by, os::UnixMs now) {
  course.status = ApprovalState::Submitted;
  ++course.submission;
  course.submitted = now;
  course.submitted_by = by;
  return course;
}

}  // namespace care
