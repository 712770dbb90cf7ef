// Deciding: the comment on the whole, return or approve, and why not where she may not.
#include "app/tablet/screens/approvals_parts.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

using care::ApprovalState;

std::optional<care::Actor> authority_now(const state::AppState& state) { return care::authority_of(care::decider_of(state.caseload).role); }

// Where yes leads from here.
ApprovalState yes_of(const state::AppState& state, const care::QueueRow& row) {
  if (row.course.status == ApprovalState::Panel) return ApprovalState::Authorised;
  if (authority_now(state) == care::Actor::Duty) return ApprovalState::UrgentlyAuthorised;
  return care::approved_state(row.is_plan ? care::weekly_pence(state.approvals.plan) : 0, state::limits_now(state));
}

const char* yes_words(ApprovalState to, ApprovalState from) {
  if (to == ApprovalState::UrgentlyAuthorised) return "approvals.authorise_urgently";
  if (from == ApprovalState::UrgentlyAuthorised && to == ApprovalState::Approved) return "approvals.confirm";
  return to == ApprovalState::Authorised ? "approvals.authorise" : to == ApprovalState::Panel ? "approvals.approve_to_panel" : "approvals.approve";
}

void draw_comment_on_whole(state::AppState& state, state::Commands& out, const care::QueueRow& row) {
  std::string words = state.approvals.decision.comment;
  const std::string placeholder = ui::tr("approvals.comment_to", worker_name_of(state, row.author));
  const std::string problem = state.approvals.draft.problem == "comment" ? std::string(ui::tr("approvals.say_why")) : std::string();
  if (ui::text_area("comment", words, {.spoken = placeholder, .placeholder = placeholder, .error = problem, .lines_min = 1})) out.push(state::CommentAt{{}, words});
}

void decide(state::AppState& state, state::Commands& out, ApprovalState to) {
  out.push(state::Decide{to, false});
  if (to == ApprovalState::Returned && !state.approvals.decision.has_comment()) ui::focus("approval/comment");
}

void draw_buttons(state::AppState& state, state::Commands& out, const care::QueueRow& row) {
  ui::Wrap line;
  const ApprovalState yes = yes_of(state, row);
  if (ui::button("return", ui::tr("approvals.return"), {.kind = ui::Kind::DangerOutline, .icon = ui::Icon::Undo, .enabled = !row.is_own})) decide(state, out, ApprovalState::Returned);
  if (row.course.status == ApprovalState::Panel && ui::quiet_button("refuse", ui::tr("approvals.refuse"), ui::Icon::Close, !row.is_own)) decide(state, out, ApprovalState::Cancelled);
  const bool may_ask = row.course.status != ApprovalState::Panel && authority_now(state) == care::Actor::Lead;
  if (may_ask && ui::quiet_button("ask", ui::tr("approvals.ask"), ui::Icon::Share)) state.approvals.draft.reassigning = true;
  line.to_right();
  if (row.is_own) ui::secondary(ui::tr("approvals.own"), "own");
  if (ui::button("approve", ui::tr(yes_words(yes, row.course.status)), {.kind = ui::Kind::Primary, .icon = ui::Icon::Done, .enabled = !row.is_own})) decide(state, out, yes);
}

struct Asking {
  const char* title;
  const char* detail;
  const char* button;
};
Asking asking_of(ApprovalState to) {
  switch (to) {
    case ApprovalState::Returned: return {"approvals.sure_return", "approvals.sure_return_detail", "approvals.return"};
    case ApprovalState::Cancelled: return {"approvals.sure_refuse", "approvals.sure_refuse_detail", "approvals.refuse"};
    case ApprovalState::Panel: return {"approvals.sure_panel", "approvals.sure_panel_detail", "approvals.approve_to_panel"};
    case ApprovalState::UrgentlyAuthorised: return {"approvals.sure_urgent", "approvals.sure_urgent_detail", "approvals.authorise_urgently"};
    case ApprovalState::Authorised: return {"approvals.sure_authorise", "approvals.sure_approve_detail", "approvals.authorise"};
    default: return {"approvals.sure_approve", "approvals.sure_approve_detail", "approvals.approve"};
  }
}

void draw_sure(state::AppState& state, state::Commands& out, const care::QueueRow& row) {
  const ApprovalState to = *state.approvals.draft.confirming;
  const Asking asking = asking_of(to);
  const ui::Dialog dialog("sure", ui::tr(asking.title), {.icon = ui::Icon::Approvals});
  ui::strong(name_of(state, row.person) + " — " + kind_of(state, row));
  ui::text(to == ApprovalState::UrgentlyAuthorised ? ui::tr(asking.detail, day_short(state::assess_by_now(state), today_of(state))) : ui::tr(asking.detail, worker_name_of(state, row.author)));
  ui::Wrap line;
  if (ui::outline_button("sure/keep", ui::tr("common.cancel")) || dialog.closed()) state.approvals.draft.confirming.reset();
  if (ui::button("sure/yes", ui::tr(asking.button), {.kind = to == ApprovalState::Returned || to == ApprovalState::Cancelled ? ui::Kind::Danger : ui::Kind::Primary})) out.push(state::Decide{to, true});
}

// Others who may decide instead: not the author, and not she.
void draw_reassigning(state::AppState& state, state::Commands& out, const care::QueueRow& row) {
  const ui::Dialog dialog("others", ui::tr("approvals.ask"), {.icon = ui::Icon::Share});
  ui::secondary(ui::tr("approvals.ask_detail"));
  bool any = false;
  for (const auto& [id, worker] : state.caseload.workers()) {
    if (care::authority_of(worker.role) != care::Actor::Lead || id == row.author || id == state.caseload.owner()) continue;
    any = true;
    const std::string role = state.label("worker-roles", worker.role), initials = ui::initials_of(worker.name);
    if (ui::row("other:" + record::to_string(id), {.initials = initials, .title = worker.name, .subtitle = role, .chevron = true})) out.push(state::AskReviewer{id});
  }
  if (!any) ui::text(ui::tr("approvals.nobody_else"));
  if (ui::outline_button("others/close", ui::tr("common.close")) || dialog.closed()) state.approvals.draft.reassigning = false;
}

}  // namespace

void draw_decide(state::AppState& state, state::Commands& out, const care::QueueRow& row) {
  if (!care::awaited(row.course)) return ui::secondary(ui::tr("approvals.decided"), "decided");
  draw_comment_on_whole(state, out, row);
  const std::string& problem = state.approvals.draft.problem;
  if (!problem.empty() && problem != "comment") ui::problem(refusal_words(state, problem), "problem");
  draw_buttons(state, out, row);
}

void draw_decide_dialogs(state::AppState& state, state::Commands& out, const care::QueueRow& row) {
  if (state.approvals.draft.confirming) draw_sure(state, out, row);
  else if (state.approvals.draft.reassigning) draw_reassigning(state, out, row);
}

}  // namespace screens
