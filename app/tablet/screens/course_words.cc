#include "app/tablet/screens/course_words.h"

#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

CourseWords sent_words(const care::Course& course, bool only_here) {
  const std::string when = day_short(care::wall_time(course.submitted).date);
  if (course.status == care::ApprovalState::Panel) return {std::string(ui::tr("course.panel")), std::string(ui::tr("course.sealed"))};
  if (only_here) return {std::string(ui::tr("course.only_here")), std::string(ui::tr("course.only_here_detail"))};
  return {ui::tr("course.at_hub", when), std::string(ui::tr("course.at_hub_detail"))};
}

CourseWords urgent_words(const state::AppState& state, const care::Course& course) {
  return {ui::tr("course.urgent_by", worker_name_of(state, course.urgent_by), day_short(care::wall_time(course.urgently_authorised).date)), ui::tr("course.urgent_detail", day_short(course.assess_by))};
}

}  // namespace

CourseWords course_words(const state::AppState& state, const care::Course& course, const record::RecordId& id) {
  const bool only_here = state::is_only_here(state, id);
  if (course.status == care::ApprovalState::UrgentlyAuthorised) return urgent_words(state, course);
  if (care::is_waiting(course.status)) return sent_words(course, only_here);
  if (course.status == care::ApprovalState::Cancelled) return {std::string(ui::tr("course.cancelled")), {}};
  const std::string who = worker_name_of(state, care::decided_by(course)), when = day_short(care::wall_time(care::decided_at(course)).date);
  const bool authorised = !course.authorised_by.is_nil();
  const std::string title = who.empty() ? std::string(ui::tr("course.approved")) : ui::tr(authorised ? "course.authorised_by" : "course.approved_by", who, when);
  return {title, std::string(ui::tr(only_here ? "course.decided_here" : "course.sealed_amend"))};
}

}  // namespace screens
