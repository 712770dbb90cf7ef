// What she reads before she decides: every answer or only those that changed, as it was and as it is, and her comments beneath.
#include "app/forms/form.h"
#include "app/forms/names.h"
#include "app/forms/words.h"
#include "app/tablet/screens/approvals_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

// One line, whatever it is a line of.
struct Line {
  std::string id, place, question, before, after;
  bool changed = false;
};

std::string date_of(std::string_view iso) {
  care::Date date;
  return care::parse_iso(iso.substr(0, 10), date) ? day_short(date) : std::string(iso);
}
std::string time_of(std::string_view iso) { return std::string(iso.substr(0, 5)); }

forms::Wording wording_for(const std::string& called) {
  forms::Wording wording;
  wording.language = ui::language() == ui::Language::Welsh ? "cy" : "en";
  wording.first_name = called;
  wording.yes = ui::tr("common.yes");
  wording.no = ui::tr("common.no");
  wording.date = wording.date_time = date_of;
  wording.time = time_of;
  return wording;
}

// What is asked, and the way to a comment on it.
void draw_question(state::AppState& state, const Line& line) {
  state::ApprovalsPage& page = state.approvals;
  ui::Wrap wrap({.gap_dp = 6});
  ui::secondary(line.question, "question");
  if (page.draft.commenting == line.place || !care::comment_at(page.decision, line.place).empty()) return;
  wrap.to_right();
  if (!ui::icon_button("comment", ui::Icon::Message, ui::tr("approvals.comment"))) return;
  page.draft.commenting = line.place;
  ui::focus("approval/" + line.id + "/words");
}

// Her comment at the place; saved as it is typed.
void draw_comment(state::AppState& state, state::Commands& out, const Line& line) {
  state::ApprovalsPage& page = state.approvals;
  std::string words = care::comment_at(page.decision, line.place);
  if (page.draft.commenting != line.place && words.empty()) return;
  const std::string spoken = ui::tr("approvals.comment_on", line.question);
  if (ui::text_area("words", words, {.spoken = spoken, .placeholder = ui::tr("approvals.comment_here"), .lines_min = 1})) out.push(state::CommentAt{line.place, words});
}

void draw_words(std::string_view words, const char* id, bool is_new) {
  const std::string shown = words.empty() ? std::string(ui::tr("approvals.nothing")) : std::string(words);
  if (!is_new) return ui::text(shown, {.soft = words.empty(), .id = id});
  const ui::Card card({}, {.plain_tone = false, .tone = ui::Tone::Teal, .padding_dp = 12});
  ui::text(shown, {.tone = ui::Tone::Teal, .id = id});
}

void draw_line(state::AppState& state, state::Commands& out, const Line& line) {
  const ui::Scope scope(line.id);
  ui::set_gap(6);
  draw_question(state, line);
  if (line.changed) {
    ui::Columns columns({1, 1}, 240);
    draw_words(line.before, "before", false);
    columns.next();
    draw_words(line.after, "after", true);
  } else {
    const ui::Indent indent(12);
    draw_words(line.after, "after", false);
  }
  draw_comment(state, out, line);
  ui::space(8);
  ui::divider();
}

std::string question_of(const forms::Form& form, forms::NodeId node, const forms::Wording& wording) {
  const std::string_view live = form.text(node);
  const std::string text = live.empty() ? forms::text_of(form.definition(), form.item(node), wording) : std::string(live);
  const std::string_view prefix = form.definition().prefix(form.item(node), wording.language);
  return prefix.empty() ? text : std::string(prefix) + " " + text;
}

Line line_of(const state::ApprovalsPage& page, const state::ReviewRow& row, const forms::Wording& wording) {
  const forms::Form& form = row.gone ? *page.before : *page.form;
  Line line{"q:" + (row.gone ? "gone:" + form.path(row.node) : form.path(row.node)), row.place, question_of(form, row.node, wording), {}, {}, row.changed};
  const std::string said = forms::display_of(form.definition(), form.item(row.node), form.node(row.node).answers, wording);
  (row.gone ? line.before : line.after) = said;
  if (row.gone || !page.before) return line;
  if (const forms::Answers* const was = forms::earlier_answers(*page.before, form, row.node)) line.before = forms::display_of(form.definition(), form.item(row.node), *was, wording);
  return line;
}

// The page's name, short where it has one: "Outcome 3: toilet needs".
std::string page_name(const state::ApprovalsPage& page, size_t at, const forms::Wording& wording) {
  const forms::ItemIndex heading = page.list.pages[at].heading;
  if (heading == forms::kNoItem) return forms::title_of(page.form->definition(), wording.language);
  return forms::text_of(page.form->definition(), page.form->definition().item(heading), wording);
}

void draw_form(state::AppState& state, state::Commands& out, const forms::Wording& wording) {
  const state::ApprovalsPage& page = state.approvals;
  size_t headed = SIZE_MAX;
  for (size_t i = 0; i < page.rows.size(); ++i) {
    const state::ReviewRow& row = page.rows[i];
    if (row.kind == state::ReviewKind::Group && !page.draft.changes_only) {
      const std::string words = question_of(*page.form, row.node, wording);
      if (!words.empty()) ui::strong(words);
    }
    if (row.kind != state::ReviewKind::Question || (page.draft.changes_only && !row.changed)) continue;
    if (headed != row.page) ui::heading(page_name(page, headed = row.page, wording));
    if (ui::Block block("b" + std::to_string(i), row.changed ? 150 : 110); block) draw_line(state, out, line_of(page, row, wording));
  }
}

std::vector<Line> plan_lines(const state::AppState& state) {
  const state::ApprovalsPage& page = state.approvals;
  std::vector<Line> lines;
  const auto add = [&](const care::Plan& titled_by, const state::PlanPart& part) {
    Line line{"p:" + part.place, part.place, plan_part_title(state, titled_by, part), {}, plan_part_words(state, page.plan, part), false};
    if (page.plan_before) line.before = plan_part_words(state, *page.plan_before, part), line.changed = !state::same_part(page.plan, *page.plan_before, part);
    if (!line.before.empty() || !line.after.empty()) lines.push_back(std::move(line));
  };
  const std::vector<state::PlanPart> now = state::parts_of(page.plan);
  for (const state::PlanPart& part : now) add(page.plan, part);
  if (page.plan_before)
    for (const state::PlanPart& part : state::parts_of(*page.plan_before))
      if (std::find(now.begin(), now.end(), part) == now.end()) add(*page.plan_before, part);
  return lines;
}

void draw_plan_review(state::AppState& state, state::Commands& out) {
  const state::ApprovalsPage& page = state.approvals;
  ui::key_value(ui::tr("plan.weekly_cost"), money(care::weekly_pence(page.plan)), "cost");
  if (page.plan.indicative_pence_per_week > 0) ui::key_value(ui::tr("plan.indicative"), money(page.plan.indicative_pence_per_week));
  for (const Line& line : plan_lines(state))
    if (!page.draft.changes_only || line.changed) draw_line(state, out, line);
}

// "4 answers changed since it was returned · sent by R. Amin, 21 Nov 16:20"
std::string what_changed(const state::AppState& state, const care::QueueRow& row) {
  const state::ApprovalsPage& page = state.approvals;
  std::string words;
  if (page.has_before()) words = count(page.since > 0 ? "approvals.changed" : "approvals.amended", int64_t(page.changed)) + " · ";
  const care::WallTime sent = care::wall_time(row.course.submitted);
  return words + ui::tr("approvals.sent_by", worker_name_of(state, row.course.submitted_by.is_nil() ? row.author : row.course.submitted_by), day_short(sent.date, today_of(state)) + " " + care::to_clock(sent.minute));
}

// Why it cannot wait, as its author says; and who has let help begin.
void draw_urgency(const state::AppState& state, const care::Course& course) {
  if (!course.is_urgent) return;
  ui::banner("urgent_why", ui::Banner::Warning, ui::tr("approvals.urgent"), course.urgent_why);
  if (course.urgently_authorised == 0) return;
  const care::Date today = today_of(state);
  ui::banner("urgent_by", ui::Banner::Info, ui::tr("course.urgent_by", worker_name_of(state, course.urgent_by), day_short(care::wall_time(course.urgently_authorised).date, today)),
             ui::tr("approvals.urgent_detail", day_short(course.assess_by, today)));
}

}  // namespace

void draw_review(state::AppState& state, state::Commands& out, const care::QueueRow& row) {
  state::ApprovalsPage& page = state.approvals;
  std::string title = name_of(state, row.person) + " — " + kind_of(state, row);
  const int version = row.version > 1 ? row.version : row.course.submission;
  ui::section(version > 1 ? ui::tr("approvals.version", title, version) : title, {}, "title");
  ui::secondary(what_changed(state, row), "what");
  if (page.has_before()) {
    const ui::Choice choices[] = {{.id = "changes", .label = ui::tr("approvals.changes")}, {.id = "whole", .label = ui::tr("approvals.whole")}};
    const int chosen = ui::segmented("show", choices, page.draft.changes_only ? 0 : 1);
    if (chosen >= 0) page.draft.changes_only = chosen == 0;
  }
  if (row.course.status == care::ApprovalState::Panel)
    ui::banner("agreed", ui::Banner::Info, ui::tr("approvals.agreed_by", worker_name_of(state, row.course.approved_by), day_short(care::wall_time(row.course.approved).date, today_of(state))));
  draw_urgency(state, row.course);
  if (page.draft.changes_only && page.changed == 0) ui::secondary(ui::tr("approvals.nothing_changed"), "nothing_changed");
  const std::string called = called_of(state, row.person);
  if (page.is_plan) draw_plan_review(state, out);
  else draw_form(state, out, wording_for(called));
}

}  // namespace screens
