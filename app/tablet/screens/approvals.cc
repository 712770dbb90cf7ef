// What awaits her decision: the queue, and beside it (on a page of its own where there is no room) what she reads.
#include "app/tablet/screens/approvals_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr float kQueueDp = 330, kFooterScaleMax = 1.4f;

int64_t days_waiting(const state::AppState& state, const care::QueueRow& row) {
  return care::day_number(today_of(state)) - care::day_number(care::wall_time(row.course.submitted).date);
}

// "Sent again today", "2 days"; for a plan, who has to look at its cost.
std::string age_of(const state::AppState& state, const care::QueueRow& row) {
  const int64_t days = days_waiting(state, row);
  const std::string when = days <= 0 ? std::string(ui::tr("approvals.today")) : count("approvals.days", days);
  return row.was_sent_again() ? ui::tr("approvals.sent_again", when) : when;
}

std::string what_of(const state::AppState& state, const care::QueueRow& row) {
  std::string what = kind_of(state, row);
  if (row.is_plan) what = ui::tr("approvals.plan_cost", what, money(row.pence_per_week));
  const std::string author = worker_name_of(state, row.author);
  return author.empty() ? what : what + " · " + author;
}

std::string note_of(const state::AppState& state, const care::QueueRow& row) {
  if (row.is_own) return std::string(ui::tr("approvals.own_short"));
  if (row.course.status == care::ApprovalState::UrgentlyAuthorised) return std::string(ui::tr("approvals.urgent_confirm"));
  if (row.course.is_urgent && row.course.status == care::ApprovalState::Submitted) return std::string(ui::tr("approvals.urgent"));
  const record::RecordId& reviewer = row.course.reviewer;
  if (!reviewer.is_nil() && reviewer != state.caseload.owner()) return ui::tr("approvals.for", worker_name_of(state, reviewer));
  if (row.is_plan && row.course.status == care::ApprovalState::Submitted)
    return std::string(ui::tr(row.pence_per_week > state::limits_now(state).lead_pence_per_week ? "approvals.above_limit" : "approvals.budget"));
  return row.draft.is_nil() ? std::string() : std::string(ui::tr("approvals.begun"));
}

void draw_row(state::AppState& state, const care::QueueRow& row, bool aside, state::Commands& out) {
  const std::string name = name_of(state, row.person), what = what_of(state, row), note = note_of(state, row);
  const std::string detail = age_of(state, row) + (note.empty() ? "" : " · " + note);
  const std::string spoken = name + ", " + what + ", " + detail;
  const ui::Card card("row:" + record::to_string(row.id), {.tappable = true, .selected = aside && row.id == state.place().subject, .padding_dp = 14, .label = spoken});
  ui::set_gap(2);
  ui::strong(name);
  ui::secondary(what);
  ui::small(detail);
  if (card.tapped()) out.push(state::ReviewIt{row.id, !aside});
}

void draw_queue(state::AppState& state, state::Commands& out, bool aside) {
  const auto& rows = state::queue_now(state);
  if (rows.empty()) {
    ui::empty_state("none", ui::Icon::Approvals, ui::tr("approvals.none"), ui::tr("approvals.none_detail"));
    return;
  }
  int64_t oldest = 0;
  for (const care::QueueRow& row : rows) oldest = std::max(oldest, days_waiting(state, row));
  const std::string waiting = count("approvals.waiting", int64_t(rows.size()));
  ui::strong(oldest <= 0 ? waiting : waiting + " · " + ui::tr("approvals.oldest", count("approvals.days", oldest)), "waiting");
  for (size_t i = 0; i < rows.size(); ++i)
    if (ui::Block block("at:" + record::to_string(rows[i].id), 96); block) draw_row(state, rows[i], aside, out);
}

void draw_detail(state::AppState& state, state::Commands& out) {
  const care::QueueRow row = care::queue_row(state.caseload, state.approvals.about, care::decider_of(state.caseload));
  if (row.id.is_nil() || !state.approvals.is_loaded()) {
    const ui::Page page("review");
    return;
  }
  const ui::Scope scope("approval");
  // In large text a footer would leave no room to read: what may be decided then stands at the end of what is read.
  const bool beneath = ui::text_scale() <= kFooterScaleMax;
  if (beneath) {
    const ui::Footer footer("decide", 28);
    draw_decide(state, out, row);
  }
  {
    const ui::Page page("review:" + record::to_string(row.id), {.padding_dp = 28});  // each keeps its own place
    draw_review(state, out, row);
    if (!beneath) draw_decide(state, out, row);
  }
  draw_decide_dialogs(state, out, row);
}

std::string approvals_subtitle(const state::AppState& state) {
  const care::Worker* const me = state.caseload.worker(state.caseload.owner());
  if (!me) return {};
  const std::string role = state.label("worker-roles", me->role);
  return me->team_name.empty() ? role : role + " · " + me->team_name;
}

}  // namespace

std::string kind_of(const state::AppState& state, const care::QueueRow& row) {
  if (row.is_plan) return std::string(ui::tr("approvals.plan"));
  return state.assets->codes.list("form-kinds").find(row.kind) ? state.label("form-kinds", row.kind) : row.title;
}

void draw_approvals(state::AppState& state, state::Commands& out) {
  const auto& rows = state::queue_now(state);
  const bool narrow = ui::compact(), reading = !state.place().subject.is_nil();
  draw_top_bar(state, out, {.title = std::string(ui::tr("nav.approvals")), .subtitle = approvals_subtitle(state), .back = narrow && reading});
  if (narrow && reading) return draw_detail(state, out);
  if (narrow || rows.empty()) {
    const ui::Page page("queue");
    const ui::Scope scope("queue");
    return draw_queue(state, out, false);
  }
  // Beside the queue there is always one open; the first, until she has chosen.
  const auto is_open = [&](const care::QueueRow& row) { return row.id == state.place().subject; };
  if (std::none_of(rows.begin(), rows.end(), is_open)) out.push(state::ReviewIt{rows.front().id, false});
  {
    const ui::Pane pane("queue_pane", kQueueDp);
    const ui::Page page("queue", {.padding_dp = 16, .surface = true});
    const ui::Scope scope("queue");
    draw_queue(state, out, true);
  }
  draw_detail(state, out);
}

}  // namespace screens
