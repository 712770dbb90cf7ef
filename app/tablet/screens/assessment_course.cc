// How far a form has come: sent and where it is, sealed and by whom; returned, with what was said and where, and what of it is dealt with.
#include "app/tablet/screens/assessment_parts.h"
#include "app/tablet/screens/course_words.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

const care::PinnedComment* next_comment(const FormView& view, const care::Decision& decision) {
  for (const care::PinnedComment& comment : decision.comments)
    if (!state::is_dealt_with(view.page.kept, decision, comment)) return &comment;
  return decision.comments.empty() ? nullptr : &decision.comments.front();
}

void draw_returned(FormView& view) {
  const care::Response& head = view.page.head;
  const std::optional<care::Decision> decision = state::returned_with(view.state);
  const std::string who = worker_name_of(view.state, head.returned_by);
  const std::string title = who.empty() ? std::string(ui::tr("assessment.returned")) : ui::tr("assessment.returned_by", who, day_short(care::wall_time(head.returned).date));
  const care::PinnedComment* const comment = decision ? next_comment(view, *decision) : nullptr;
  std::string detail = head.return_comment;
  if (decision && !decision->comments.empty()) detail += " · " + ui::tr("assessment.dealt", decision->comments.size() - comments_left(view), decision->comments.size());
  const forms::NodeId about = view.form.find(comment ? comment->place : head.return_place);
  if (ui::banner("returned", ui::Banner::Warning, title, detail, about == forms::kNoNode ? std::string_view() : ui::tr("assessment.go_there"))) view.out.push(state::GoToQuestion{about});
}

// The way on from what is sealed: its amendment, begun or to be begun.
void draw_sealed(FormView& view) {
  const care::Response& head = view.page.head;
  const CourseWords words = course_words(view.state, head, head.id);
  const bool may_amend = care::is_agreed(head.status);
  const bool begun = may_amend && !state::amendment_of(view.state, head.id).is_nil();
  const std::string_view action = !may_amend ? std::string_view() : ui::tr(begun ? "assessment.see_amendment" : "assessment.amend");
  if (ui::banner("sealed", care::is_agreed(head.status) ? ui::Banner::Done : ui::Banner::Info, words.title, words.detail, action)) view.out.push(state::OpenAmendment{});
}

}  // namespace

size_t comments_left(const FormView& view) {
  const std::optional<care::Decision> decision = state::returned_with(view.state);
  if (!decision) return 0;
  return size_t(std::count_if(decision->comments.begin(), decision->comments.end(), [&](const care::PinnedComment& each) { return !state::is_dealt_with(view.page.kept, *decision, each); }));
}

void draw_status(FormView& view) {
  const care::Response& head = view.page.head;
  if (head.status == care::ResponseStatus::Returned) draw_returned(view);
  else if (!head.is_open()) draw_sealed(view);
  else if (!head.amends.is_nil()) ui::banner("amendment", ui::Banner::Info, ui::tr("assessment.is_amendment", std::max(2, head.version)), ui::tr("assessment.is_amendment_detail"));
}

void draw_reviewer_comment(FormView& view, const forms::PageRow& row) {
  const std::optional<care::Decision> decision = state::returned_with(view.state);
  if (!decision) return;
  for (const care::PinnedComment& comment : decision->comments) {
    if (comment.place != view.form.item(row.node).link_id) continue;
    const bool done = state::is_dealt_with(view.page.kept, *decision, comment);
    const std::string id = "comment/" + comment.key;
    const ui::Card card(id, {.plain_tone = false, .tone = done ? ui::Tone::Neutral : ui::Tone::Amber, .padding_dp = 12});
    ui::set_gap(4);
    ui::text(comment.text, {.icon = ui::Icon::Message, .id = id + "/words"});
    ui::small(worker_name_of(view.state, decision->by));
    if (view.may_change() && ui::checkbox(id + "/dealt", ui::tr("assessment.dealt_with"), done)) view.out.push(state::DealtWith{comment.key, !done});
  }
}

}  // namespace screens
