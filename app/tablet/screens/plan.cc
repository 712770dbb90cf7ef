// The care and support plan: outcomes, the week, services, who does what, what it costs, what is still missing (mock-up 06).
#include <algorithm>

#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/approvals_parts.h"
#include "app/tablet/screens/course_words.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/plan_parts.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/takeover.h"
#include "app/tablet/screens/typed.h"
#include "app/tablet/screens/written_copy.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

const char* status_words(care::PlanStatus status) {
  static constexpr const char* kWords[] = {"plan.status_draft",    "plan.status_submitted", "plan.status_returned",  "plan.status_approved", "plan.status_panel", "plan.status_authorised",
                                           "plan.status_brokered", "plan.status_active",    "plan.status_suspended", "plan.status_ended",    "plan.status_cancelled",
                                           "plan.status_urgent"};
  static_assert(std::size(kWords) == std::size(care::kApprovalStates));
  return kWords[size_t(status)];
}

std::vector<state::PlanGap> gaps_of(const state::AppState& state) {
  return state::plan_gaps(state.plan.plan, state::findings_in(state.person.records).needs);
}

std::string plan_subtitle(const state::AppState& state) {
  const care::Plan& plan = state.plan.plan;
  const bool elsewhere = plan.status == care::PlanStatus::Returned && state.plan.theirs;
  std::string out = name_of(state, plan.person) + " · " + ui::tr(elsewhere ? "plan.status_returned_to_author" : status_words(plan.status), plan.version);
  if (!plan.starts.is_empty()) out += " · " + ui::tr("plan.from", day_and_month(plan.starts));
  return out;
}

// Saved or not, undo, and sending: always in reach. Sending while something is missing goes to the list of what is.
void draw_plan_footer(state::AppState& state, state::Commands& out) {
  ui::Footer footer("plan_footer");
  const ui::Scope scope("plan");
  ui::Wrap wrap;
  if (ui::icon_button("undo", ui::Icon::Undo, ui::tr("common.undo"), !state.plan.undo.empty()) || ui::shortcut("ctrl+z")) out.push(state::UndoPlan{});
  if (ui::icon_button("redo", ui::Icon::Redo, ui::tr("common.redo"), !state.plan.redo.empty()) || ui::shortcut("ctrl+shift+z")) out.push(state::RedoPlan{});
  draw_saved(state);
  draw_written_copy(state, out, {}, true);
  wrap.to_right();
  if (!ui::primary_button("send", ui::tr("plan.send"), ui::Icon::Send)) return;
  if (gaps_of(state).empty()) out.push(state::SubmitPlan{});
  else ui::reveal("plan/gap0");
}

void draw_cost_bar(const care::Plan& plan, int64_t whole) {
  std::vector<ui::BarPart> parts;
  for (const care::PlanService& service : plan.services)
    if (service.pence_per_week > 0) parts.push_back({float(service.pence_per_week) / float(whole), service_tone(plan, service.key)});
  ui::stacked_bar(parts);
}

void draw_cost(state::AppState& state) {
  const care::Plan& plan = state.plan.plan;
  const int64_t pence = care::weekly_pence(plan);
  ui::Card card("cost");
  ui::heading(ui::tr("plan.weekly_cost"), ui::Icon::Money);
  {
    ui::Wrap wrap;
    ui::text(money(pence), {.style = ui::Style::Figure, .id = "cost_total"});
    if (plan.indicative_pence_per_week > 0) ui::secondary(ui::tr("plan.of_indicative", money(plan.indicative_pence_per_week)), "cost_budget");
  }
  const int64_t whole = std::max(plan.indicative_pence_per_week, pence);
  if (whole > 0) draw_cost_bar(plan, whole);
  if (plan.indicative_pence_per_week > 0 && pence > plan.indicative_pence_per_week)
    ui::problem(ui::tr("plan.over_budget", money(pence - plan.indicative_pence_per_week)), "over_budget");
  for (const care::PlanService& service : plan.services)
    if (service.pence_per_week > 0) ui::key_value(service_title(state, service), money(service.pence_per_week));
  for (const care::MoneyLine& line : plan.money) ui::key_value(line.label, money(line.pence_per_week));
}

// Words typed straight onto the page, each field its own change.
void type_text(state::AppState& state, state::Commands& out, const char* id, std::string care::Plan::*member, const ui::FieldOptions& options) {
  std::string words = state.plan.plan.*member;
  if (!ui::text_area(id, words, options)) return;
  care::Plan after = state.plan.plan;
  after.*member = std::move(words);
  out.push(state::ChangePlan{std::move(after), true});
}

void type_date(state::AppState& state, state::Commands& out, const char* id, care::Date care::Plan::*member, const char* label, const char* help = nullptr) {
  care::Date date = state.plan.plan.*member;
  ui::FieldOptions options{.label = ui::tr(label)};
  if (help) options.help = ui::tr(help);
  if (!date_of(id, date, state.plan.typed, today_of(state), options)) return;
  care::Plan after = state.plan.plan;
  after.*member = date;
  out.push(state::ChangePlan{std::move(after)});
}

void draw_safety(state::AppState& state, state::Commands& out) {
  ui::Card card("safety");
  ui::heading(ui::tr("plan.safety"), ui::Icon::Shield);
  type_text(state, out, "contingency", &care::Plan::contingency, {.label = ui::tr("plan.contingency"), .required = true, .help = ui::tr("plan.contingency_help")});
  type_text(state, out, "advice", &care::Plan::advice, {.label = ui::tr("plan.advice"), .lines_min = 2});
}

void draw_agreement(state::AppState& state, state::Commands& out) {
  const care::Plan& plan = state.plan.plan;
  const std::string called = called_of(state, plan.person);
  ui::Card card("agreement_card");
  ui::heading(ui::tr("plan.agreement"), ui::Icon::Sign);
  type_date(state, out, "starts", &care::Plan::starts, "plan.starts");
  type_date(state, out, "review", &care::Plan::review_on, "plan.review", "plan.review_help");
  if (ui::toggle("agrees", ui::tr("plan.agrees", called), plan.has_person_agreed)) {
    care::Plan after = plan;
    after.has_person_agreed = !plan.has_person_agreed;
    out.push(state::ChangePlan{std::move(after)});
  }
  const std::string how = ui::tr("plan.agreement_how", called), copies = std::string(ui::tr("plan.copies"));
  type_text(state, out, "agreement", &care::Plan::agreement, {.label = how, .lines_min = 2});
  type_text(state, out, "copies", &care::Plan::copies, {.label = copies, .required = true, .lines_min = 1});
  int64_t indicative = plan.indicative_pence_per_week;
  if (pence_of("indicative", indicative, state.plan.typed, {.label = ui::tr("plan.indicative")})) {
    care::Plan after = plan;
    after.indicative_pence_per_week = indicative;
    out.push(state::ChangePlan{std::move(after), true});
  }
}

// Where the gap is mended on this page.
void reveal_part(const std::string& part) {
  if (part == "outcomes") return ui::reveal("plan/add_outcome");
  ui::reveal("plan/" + part);
}

void draw_gaps(const state::AppState& state) {
  const std::vector<state::PlanGap> gaps = gaps_of(state);
  if (gaps.empty()) return;
  ui::Card card("gaps");
  ui::heading(count("plan.before_sending", int64_t(gaps.size())), ui::Icon::Clipboard);
  for (size_t i = 0; i < gaps.size(); ++i) {
    const state::PlanGap& gap = gaps[i];
    const std::string words = gap.argument.empty() ? std::string(ui::tr(gap.words)) : ui::tr(gap.words, ui::tr("outcome." + gap.argument));
    if (ui::row("gap" + std::to_string(i), {.icon = ui::Icon::Error, .title = words, .chevron = true})) reveal_part(gap.part);
  }
}

void draw_open_row(state::AppState& state, state::Commands& out) {
  const std::string& part = state.place().part;
  const size_t colon = part.find(':');
  if (colon == std::string::npos) return;
  const std::string kind = part.substr(0, colon), key = part.substr(colon + 1);
  if (kind == "outcome") draw_outcome_editor(state, out, key);
  else if (kind == "service") draw_service_editor(state, out, key);
  else if (kind == "action") draw_action_editor(state, out, key);
  else if (kind == "slot") draw_slot_editor(state, out, key);
}

// Who said what about which part, each to be marked once it is dealt with.
void draw_plan_comments(state::AppState& state, state::Commands& out, const care::Decision& decision) {
  if (decision.comments.empty()) return;
  const care::Plan& plan = state.plan.plan;
  const ui::Card card("comments", {.plain_tone = false, .tone = ui::Tone::Amber});
  for (const care::PinnedComment& comment : decision.comments) {
    const size_t colon = comment.place.find(':');
    const state::PlanPart part{comment.place, colon == std::string::npos ? std::string() : comment.place.substr(colon + 1)};
    const std::string words = plan_part_words(state, plan, part);
    ui::secondary(plan_part_title(state, plan, part) + (words.empty() ? "" : ": " + words.substr(0, words.find('\n'))));
    ui::text(comment.text, {.icon = ui::Icon::Message, .id = "comment/" + comment.key});
    const record::Record* const known = state::loaded_record(state.person, plan.id);
    const bool done = known && state::is_dealt_with(known->fields, decision, comment);
    if (ui::checkbox("dealt/" + comment.key, ui::tr("assessment.dealt_with"), done)) out.push(state::PlanDealtWith{comment.key, !done});
  }
}

void draw_status(state::AppState& state, state::Commands& out) {
  const care::Plan& plan = state.plan.plan;
  if (plan.status == care::PlanStatus::Draft) return;
  if (const auto decision = state::plan_returned_with(state)) {
    ui::banner("returned", ui::Banner::Warning, ui::tr("assessment.returned_by", worker_name_of(state, decision->by), day_short(care::wall_time(decision->at).date)), plan.return_comment);
    return draw_plan_comments(state, out, *decision);
  }
  if (plan.is_open()) return;
  const CourseWords words = course_words(state, plan, plan.id);
  const bool agreed = care::is_agreed(plan.status), later = agreed && !state::later_plan(state, plan).is_nil();
  const std::string_view action = !agreed ? std::string_view() : ui::tr(later ? "plan.see_later" : "plan.amend");
  const bool begun = agreed || plan.status == care::PlanStatus::UrgentlyAuthorised;
  if (ui::banner(agreed ? "in_force" : "sent", begun ? ui::Banner::Info : ui::Banner::Done, plan.status == care::PlanStatus::Active ? std::string(ui::tr("plan.is_in_force")) : words.title, words.detail, action))
    out.push(state::AmendPlan{});
}

}  // namespace

void draw_plan(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("plan.title")), .subtitle = plan_subtitle(state), .back = true});
  const bool here = state.plan.is_open() && state.plan.plan.id == state.place().subject;
  if (here && state.plan.may_change()) draw_plan_footer(state, out);
  ui::Page page("plan_page");
  if (!here) return;
  const ui::Scope scope("plan");
  draw_record_needs_you(state, state.plan.plan.id, out);
  draw_status(state, out);
  draw_take_over(state, out);
  {
    const ui::Disabled sealed(!state.plan.may_change());
    ui::Columns columns({705, 415}, 400);
    draw_plan_outcomes(state, out);
    draw_plan_week(state, out);
    draw_plan_services(state, out);
    draw_safety(state, out);
    columns.next();
    draw_cost(state);
    draw_plan_actions(state, out);
    draw_agreement(state, out);
    draw_plan_urgent(state, out);
    if (state.plan.may_change()) draw_gaps(state);
  }
  draw_open_row(state, out);
}

}  // namespace screens
