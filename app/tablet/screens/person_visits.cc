// Visits of one person: starting one after reading what to know before the door, finishing it, and those before.
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/person_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

std::string length_of(const care::Visit& visit) {
  return visit.state == care::VisitState::Finished ? duration((visit.checked_out - visit.checked_in) / 60'000) : duration(visit.minutes);
}

Badge state_of(const care::Visit& visit, const care::Date& today) {
  using care::VisitState;
  switch (visit.state) {
    case VisitState::Planned: return care::wall_time(visit.start).date < today ? Badge{std::string(ui::tr("visit.not_recorded")), ui::Tone::Amber} : Badge{};
    case VisitState::Started: return {std::string(ui::tr("choice.started")), ui::Tone::Teal};
    case VisitState::Finished: return {std::string(ui::tr("choice.finished")), ui::Tone::Green};
    case VisitState::Missed: return {std::string(ui::tr("choice.missed")), ui::Tone::Red};
    case VisitState::Cancelled: return {std::string(ui::tr("choice.cancelled")), ui::Tone::Neutral};
  }
  return {};
}

void draw_visit(const state::AppState& state, const care::Visit& visit, state::Commands& out) {
  const care::Date today = today_of(state);
  const care::WallTime wall = care::wall_time(visit.start);
  const std::string day = day_near(wall.date, today), clock = care::to_clock(wall.minute), purpose = state.label("visit-purposes", visit.purpose);
  const std::string detail = visit.brief.empty() ? visit.reason : visit.brief, length = length_of(visit);
  const Badge badge = state_of(visit, today);
  const bool may_start = visit.state == care::VisitState::Planned && wall.date == today;
  const std::string id = "visit:" + record::to_string(visit.id);
  const Where at = where_of(state, visit.id);
  if (ui::row(id, {.time = clock, .time_detail = length, .title = std::string(day).append(" · ").append(purpose), .subtitle = detail, .detail_icon = at.icon, .detail = at.words, .pill = badge.words, .pill_tone = badge.tone,
                   .chevron = may_start, .tappable = may_start}))
    out.push(state::SetPart{"overview"});
}

// What to know before the door, then the words that begin it.
void draw_brief(state::AppState& state, const care::Visit* visit, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  ui::Dialog dialog("start_visit_brief", ui::tr("visit.before"), {.icon = ui::Icon::Shield});
  if (visit && !visit->purpose.empty()) ui::strong(state.label("visit-purposes", visit->purpose));
  if (visit && !visit->brief.empty()) ui::text(visit->brief, {.id = "brief"});
  for (const care::Alert& alert : file.alerts) {
    ui::row("brief:" + record::to_string(alert.id), {.icon = code_icon(state, "alert-kinds", alert.kind, ui::Icon::Warning),
                                                      .title = alert.title.empty() ? state.label("alert-kinds", alert.kind) : alert.title, .subtitle = alert.text, .tappable = false});
  }
  if (file.alerts.empty()) ui::secondary(ui::tr("person.no_alerts"));
  if (!file.person.access.empty()) ui::key_value(ui::tr("field.access"), file.person.access);
  if (!file.person.lives_with.empty()) ui::key_value(ui::tr("field.lives_with"), file.person.lives_with);
  if (!file.person.communication.empty()) ui::key_value(ui::tr("field.communication"), file.person.communication);
  if (ui::button("start_visit_now", ui::tr("visit.start_now"), {.kind = ui::Kind::Primary, .icon = ui::Icon::Play, .fill = true}))
    out.push(state::StartVisit{visit ? visit->id : record::RecordId{}});
  if (dialog.closed()) state.person.visit_to_start.clear();
}

void draw_under_way(const state::AppState& state, const care::Visit& visit, state::Commands& out) {
  ui::Card card("visit_under_way", {.plain_tone = false, .tone = ui::Tone::Teal});
  ui::heading(ui::tr("visit.under_way"), ui::Icon::Timer);
  ui::text(ui::tr("visit.since", clock_at(visit.checked_in), clock_at(visit.due_out)), {.id = "visit_since"});
  const bool late = care::is_overdue(visit, state.now_ms, 0);
  if (late) ui::problem(ui::tr("visit.late"), "visit_late");
  const care::Code* purpose = state.assets->codes.list("visit-purposes").find(visit.purpose);
  if (!visit.response.is_nil() && ui::button("open_visit_form", ui::tr("visit.open_form"), {.icon = ui::Icon::Document, .fill = true}))
    out.push(state::OpenResponse{visit.response, visit.person});
  if (visit.response.is_nil() && purpose && ui::button("start_visit_form", ui::tr("person.start_form"), {.icon = ui::Icon::Document, .fill = true}))
    out.push(state::GoTo{{.screen = state::Screen::Person, .person = visit.person, .part = "forms"}});
  if (ui::button("write_visit_note", ui::tr("visit.note"), {.icon = ui::Icon::Note, .fill = true})) out.push(state::StartNote{visit.person, visit.id});
  if (ui::button("finish_visit", ui::tr("visit.finish"), {.kind = ui::Kind::Primary, .icon = ui::Icon::Check, .fill = true})) out.push(state::FinishVisit{visit.id});
}

}  // namespace

void draw_visit_button(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  const care::Visit* visit = file.visit_now(state.now_ms);
  if (visit && visit->state == care::VisitState::Started) return draw_under_way(state, *visit, out);
  if (ui::button("start_visit", ui::tr("visit.start"), {.kind = ui::Kind::Primary, .icon = ui::Icon::Play, .fill = true}))
    state.person.visit_to_start = visit ? record::to_string(visit->id) : "new";
  if (!state.person.visit_to_start.empty()) draw_brief(state, visit, out);
}

void draw_person_visits(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  ui::Columns columns({3, 2}, 340);
  if (file.visits.empty()) {
    ui::empty_state("no_visits", ui::Icon::Home, ui::tr("visit.none"), ui::tr("visit.none_detail"));
  } else {
    ui::Card card("visits");
    for (const care::Visit& visit : file.visits)
      if (visit.start != 0) draw_visit(state, visit, out);
  }
  columns.next();
  draw_visit_button(state, out);
}

}  // namespace screens
