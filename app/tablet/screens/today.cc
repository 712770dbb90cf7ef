#include "app/care/today.h"

#include "app/care/person.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/urgent.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kAlertsShown = 6, kWaitingShown = 6;
constexpr int kLookAgainDays = 31;  // an alert to be looked at again later than this says nothing of it yet

struct Pill {
  std::string words;
  ui::Tone tone;
};

Pill pill_of(const care::TodayVisit& row, const care::Date& today) {
  using Standing = care::VisitStanding;
  switch (row.standing) {
    case Standing::Ready: return {std::string(ui::tr("today.ready")), ui::Tone::Neutral};
    case Standing::DraftSaved: return {ui::tr("today.draft_saved", clock_at(row.response.saved)), ui::Tone::Teal};
    case Standing::InPairs: return {std::string(ui::tr("today.in_pairs")), ui::Tone::Red};
    case Standing::DueSoon: return {ui::tr("today.due", day_short(row.visit.due, today)), ui::Tone::Amber};
    case Standing::Inside: return {ui::tr("today.inside", clock_at(row.visit.checked_in)), ui::Tone::Teal};
    case Standing::Overdue: return {ui::tr("today.overdue", clock_at(row.visit.due_out)), ui::Tone::Red};
    case Standing::Done: return {std::string(ui::tr("today.done")), ui::Tone::Green};
    case Standing::Missed: return {std::string(ui::tr("today.missed")), ui::Tone::Amber};
  }
  return {};
}

// What the visit is for, and how far its form has come or when the work is due.
std::string purpose_of(const state::AppState& state, const care::TodayVisit& row, const care::Date& today) {
  std::string words = state.label("visit-purposes", row.visit.purpose);
  if (!row.about_name.empty()) words = ui::tr("today.carer_for", words, row.about_name);
  if (!row.response.id.is_nil() && row.response.total > 0) return ui::tr("today.answered", words, row.response.answered, row.response.total);
  if (row.standing == care::VisitStanding::DueSoon) words += " · " + due(row.visit.due, today);
  return words;
}

std::string where_of(const care::TodayVisit& row) {
  std::string words = row.visit.place.empty() ? care::address_line(row.person, false) : row.visit.place;
  if (row.visit.travel_minutes > 0) words += (words.empty() ? "" : " · ") + duration(row.visit.travel_minutes);
  return words;
}

void open_visit(const care::TodayVisit& row, state::Commands& out) {
  if (!row.response.id.is_nil() && row.response.is_open()) out.push(state::OpenResponse{row.response.id, row.person.id});
  else out.push(state::OpenPerson{row.person.id});
}

void draw_visit(const state::AppState& state, const care::TodayVisit& row, const care::Date& today, state::Commands& out) {
  const std::string id = "visit:" + record::to_string(row.visit.id), name = care::full_name(row.person), where = where_of(row);
  const std::string purpose = purpose_of(state, row, today), length = ui::tr("time.minutes", row.visit.minutes), start = clock_at(row.visit.start);
  const std::string badge = care::initials(name);
  const Pill pill = pill_of(row, today);
  const std::string spoken = start + ", " + name + ", " + purpose + ", " + where + ", " + pill.words;
  const ui::Card card(id, {.outlined = row.is_next, .tappable = true, .padding_dp = 18, .label = spoken});
  ui::row("", {.time = start,
               .time_detail = length,
               .initials = badge,
               .title = name,
               .subtitle = purpose,
               .detail_icon = where.empty() ? ui::Icon::None : ui::Icon::Pin,
               .detail = where,
               .pill = pill.words,
               .pill_tone = pill.tone,
               .chevron = true,
               .divider = false,
               .tappable = false});
  if (card.tapped()) open_visit(row, out);
}

void draw_visits(const state::AppState& state, const care::Today& today, state::Commands& out) {
  for (const care::TodayVisit& row : today.visits) draw_visit(state, row, today.day, out);
  if (!today.visits.empty()) return;
  const ui::Card card("no_visits");
  if (ui::empty_state("none", ui::Icon::Today, ui::tr("today.no_visits_title"), ui::tr("today.no_visits_detail"), ui::tr("nav.caseload")))
    out.push(state::GoToRoot{state::Screen::Caseload});
}

// The street first, unless the words begin with it themselves.
std::string alert_words(const care::TodayAlert& row) {
  if (row.alert.text.empty() || row.street.empty() || row.alert.text.starts_with(row.street)) return row.alert.text.empty() ? row.street : row.alert.text;
  return row.street + " — " + row.alert.text;
}

std::string look_again(const care::Alert& alert, const care::Date& today) {
  if (alert.review_on.is_empty() || alert.review_on > care::add_days(today, kLookAgainDays)) return {};
  return ui::tr("today.look_again", day_short(alert.review_on, today));
}

ui::Icon icon_of(const state::AppState& state, const care::Alert& alert) {
  const care::Code* code = state.assets->codes.list("alert-kinds").find(alert.kind);
  const ui::Icon icon = code ? ui::icon_named(code->icon) : ui::Icon::None;
  return icon == ui::Icon::None ? ui::Icon::Warning : icon;
}

void draw_before(const state::AppState& state, const care::Today& today, state::Commands& out) {
  const ui::Card card("before");
  ui::heading(ui::tr("today.before"), ui::Icon::Shield);
  if (today.alerts.empty()) ui::secondary(ui::tr("today.before_none"));
  const size_t shown = std::min(today.alerts.size(), kAlertsShown);
  for (size_t i = 0; i < shown; ++i) {
    const care::TodayAlert& row = today.alerts[i];
    const std::string id = "alert:" + record::to_string(row.alert.id), words = alert_words(row), again = look_again(row.alert, today.day);
    const std::string title = row.alert.title.empty() ? state.label("alert-kinds", row.alert.kind) : row.alert.title;
    if (ui::row(id, {.icon = icon_of(state, row.alert), .title = title, .subtitle = words, .detail = again})) out.push(state::OpenPerson{row.person});
  }
  if (today.alerts.size() > shown) ui::secondary(count("today.more", int64_t(today.alerts.size() - shown)));
}

// Help began before the assessment: by when it is due.
void draw_assessment_due(const state::AppState& state, const care::TodayWaiting& row, state::Commands& out) {
  const std::string title = ui::tr("today.assess_of", care::full_name(row.person)), detail = ui::tr("today.assess_detail", due(row.plan.assess_by, today_of(state)));
  if (ui::row("assess:" + record::to_string(row.plan.id), {.title = title, .subtitle = detail, .pill = ui::tr("today.assess"), .pill_tone = row.days > 0 ? ui::Tone::Red : ui::Tone::Amber, .pill_first = true}))
    out.push(state::OpenPerson{row.person.id});
}

void draw_one_waiting(const state::AppState& state, const care::TodayWaiting& row, state::Commands& out) {
  const std::string name = care::full_name(row.person);
  if (row.what == care::Waiting::AssessmentDue) return draw_assessment_due(state, row, out);
  const bool form = row.what != care::Waiting::ReviewOverdue;
  const bool plan = !row.plan.id.is_nil();
  const std::string id = form ? "waiting:" + record::to_string(plan ? row.plan.id : row.response.id) : "review:" + record::to_string(row.person.id);
  const std::string kind = plan ? std::string(ui::tr("approvals.plan")) : row.response.kind.empty() ? row.response.title : state.label("form-kinds", row.response.kind);
  const std::string title = form ? name + " · " + kind : ui::tr("today.review_of", name, count("today.days", row.days));
  const std::string& said = plan ? row.plan.return_comment : row.response.return_comment;
  const std::string comment = said.empty() ? "" : "“" + said + "”";
  constexpr const char* kPills[] = {"today.returned", "today.assess", "today.late", "today.draft"};
  constexpr ui::Tone kTones[] = {ui::Tone::Amber, ui::Tone::Red, ui::Tone::Neutral, ui::Tone::Teal};
  const size_t what = size_t(row.what);
  if (!ui::row(id, {.title = title, .subtitle = comment, .pill = ui::tr(kPills[what]), .pill_tone = kTones[what], .pill_first = true})) return;
  if (plan) out.push(state::OpenPlan{row.plan.id, row.person.id});
  else if (form) out.push(state::OpenResponse{row.response.id, row.person.id});
  else out.push(state::OpenPerson{row.person.id});
}

void draw_waiting(const state::AppState& state, const care::Today& today, state::Commands& out) {
  const ui::Card card("waiting");
  ui::heading(ui::tr("today.waiting"), ui::Icon::Clipboard);
  if (today.waiting.empty()) ui::secondary(ui::tr("today.waiting_none"));
  const size_t shown = std::min(today.waiting.size(), kWaitingShown);
  for (size_t i = 0; i < shown; ++i) draw_one_waiting(state, today.waiting[i], out);
  if (today.waiting.size() > shown) ui::secondary(count("today.more", int64_t(today.waiting.size() - shown)));
}

void draw_only_here(const state::AppState& state, state::Commands& out) {
  const ui::Card card("only_here", {.tappable = true, .label = ui::tr("today.only_here")});
  const state::Unsent& unsent = state.figures.unsent;
  const std::string detail = unsent.entries == 0 ? std::string(ui::tr("today.all_sent"))
                             : unsent.only_visits ? count("today.only_here", int64_t(unsent.visits))
                                                  : count("today.records_here", int64_t(unsent.records));
  ui::row("", {.icon = ui::Icon::Saved, .title = ui::tr("today.only_here"), .subtitle = detail, .chevron = true, .divider = false, .tappable = false});
  if (card.tapped()) out.push(state::GoToRoot{state::Screen::Sync});
}

std::string today_subtitle(const care::Today& today) {
  const size_t visits = today.visits.size();
  if (visits == 0) return std::string(ui::tr("today.none"));
  if (!today.next()) return ui::tr("today.visits_done", visits);
  const std::string first = clock_at(today.visits.front().visit.start);
  return visits == 1 ? ui::tr("today.visits.one", first) : ui::tr("today.visits.many", visits, first);
}

}  // namespace

void draw_today(state::AppState& state, state::Commands& out) {
  const care::Today& today = state::today_now(state);
  draw_top_bar(state, out, {.title = day_long(today.day), .subtitle = today_subtitle(today), .back = false});
  draw_urgent(state, out);
  const ui::Page page("today");
  ui::Columns columns({713, 407}, 380);
  draw_visits(state, today, out);
  columns.next();
  draw_needs_you(state, {}, kWaitingShown, out);
  draw_before(state, today, out);
  draw_waiting(state, today, out);
  draw_only_here(state, out);
  // The next minute may change what stands here: a visit that should be over, tomorrow.
  ui::request_frame(std::max<int64_t>(1000, 60'000 - state.now_ms % 60'000));
}

}  // namespace screens
