// The first thing a worker reads about somebody: what to beware of, what matters to them, what happened lately, who they are, who is around them.
#include "app/care/identifiers.h"
#include "app/tablet/screens/needs_you.h"
#include "app/tablet/screens/person_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kRecentMax = 6, kNeedsShown = 6;
constexpr int kLookAgainDays = 31;  // an alert to be looked at again later than this says nothing of it yet

ui::Tone tone_of(care::Severity severity) {
  return severity == care::Severity::High ? ui::Tone::Red : severity == care::Severity::Medium ? ui::Tone::Amber : ui::Tone::Neutral;
}

std::string_view severity_code(care::Severity severity) {
  return severity == care::Severity::High ? "high" : severity == care::Severity::Medium ? "medium" : "low";
}

void draw_alert(const state::AppState& state, const care::Alert& alert, state::Commands& out) {
  const std::string title = alert.title.empty() ? state.label("alert-kinds", alert.kind) : alert.title;
  const ui::Tone tone = tone_of(alert.severity);
  const std::string id = "alert:" + record::to_string(alert.id);
  ui::Card card(id, {.plain_tone = tone == ui::Tone::Neutral, .tone = tone, .tappable = true, .label = title});
  std::string detail = alert.text;
  if (!alert.review_on.is_empty() && alert.review_on <= care::add_days(today_of(state), kLookAgainDays)) detail.append(detail.empty() ? "" : " ").append(ui::tr("person.look_again", day_short(alert.review_on, today_of(state))));
  const std::string severity = state.label("severities", severity_code(alert.severity));
  ui::row("", {.icon = code_icon(state, "alert-kinds", alert.kind, ui::Icon::Warning), .title = title, .subtitle = detail, .trailing = severity, .divider = false,
               .tappable = false});
  if (card.tapped()) out.push(state::OpenAlert{alert.id});
}

void draw_alerts(const state::AppState& state, const care::PersonFile& file, state::Commands& out) {
  for (const care::Alert& alert : file.alerts) draw_alert(state, alert, out);
  if (file.alerts.empty()) ui::secondary(ui::tr("person.no_alerts"), "no_alerts");
}

void draw_matters(const state::AppState& state, const care::PersonFile& file, state::Commands& out) {
  const care::WhatMatters& matters = file.person.matters;
  ui::Card card("matters");
  {
    ui::Wrap line;
    ui::heading(ui::tr("field.matters"), ui::Icon::Heart);
    line.to_right();
    if (ui::icon_button("change_matters", ui::Icon::Edit, ui::tr("person.change_matters"))) out.push(state::GoTo{{.screen = state::Screen::Person, .person = file.person.id, .part = "matters"}});
  }
  if (matters.text.empty()) return ui::secondary(ui::tr("person.not_asked", care::called(file.person)), "matters_empty");
  std::string source;
  if (!matters.whose.empty()) source = ui::tr("person.words_of", matters.whose);
  if (!matters.said_on.is_empty()) source.append(source.empty() ? "" : ", ").append(day_short(matters.said_on, today_of(state)));
  source.append(source.empty() ? "" : " · ").append(ui::tr(matters.shared_with_consent ? "person.shared" : "person.not_shared"));
  ui::quote(matters.text, source);
}

struct EventWords {
  ui::Icon icon = ui::Icon::Note;
  std::string title, detail;
  state::Place place;  // where a tap leads; screen Person and no part: nowhere
};

EventWords note_words(const state::AppState& state, const care::Note& note) {
  EventWords words;
  words.icon = code_icon(state, "note-categories", note.category, ui::Icon::Note);
  words.title = care::heading_of(note, kNoteHeadingBytes);
  words.detail = state.label("note-categories", note.category);
  const std::string author = worker_name_of(state, note.author);
  if (!author.empty()) words.detail.append(" · ").append(author);
  words.place = {.screen = state::Screen::Note, .person = note.person, .subject = note.id};
  return words;
}

EventWords form_words(const state::AppState& state, const care::Response& response, care::EventKind kind) {
  const char* key = kind == care::EventKind::FormReturned   ? "person.event_returned"
                    : kind == care::EventKind::FormApproved ? "person.event_approved"
                    : kind == care::EventKind::FormSubmitted ? "person.event_submitted"
                                                             : "person.event_started";
  EventWords words;
  words.icon = ui::Icon::Document;
  words.title = ui::tr(key, response.kind.empty() ? response.title : state.label("form-kinds", response.kind));
  words.detail = kind == care::EventKind::FormReturned ? response.return_comment : ui::tr("person.answered", response.answered, response.total);
  words.place = {.screen = state::Screen::Assessment, .person = response.person, .subject = response.id};
  return words;
}

EventWords visit_words(const state::AppState& state, const care::Visit& visit, care::EventKind kind) {
  EventWords words;
  words.icon = ui::Icon::Home;
  words.title = ui::tr(kind == care::EventKind::VisitDone ? "person.event_visit" : "person.event_missed", state.label("visit-purposes", visit.purpose));
  words.detail = kind == care::EventKind::VisitMissed ? visit.reason : duration((visit.checked_out - visit.checked_in) / 60'000);
  words.place = {.screen = state::Screen::Person, .person = visit.person, .part = "visits"};
  return words;
}

EventWords words_of(const state::AppState& state, const care::PersonFile& file, const care::RecentEvent& event) {
  if (event.kind == care::EventKind::Note)
    if (const care::Note* note = file.note(event.id)) return note_words(state, *note);
  if (const care::Response* response = file.response(event.id)) return form_words(state, *response, event.kind);
  if (const care::Visit* visit = file.visit(event.id)) return visit_words(state, *visit, event.kind);
  return {};
}

void draw_recent(const state::AppState& state, const care::PersonFile& file, state::Commands& out) {
  ui::Card card("recent");
  ui::heading(ui::tr("person.recent"), ui::Icon::Timeline);
  const std::vector<care::RecentEvent> events = care::recent_events(file, state.now_ms, kRecentMax);
  if (events.empty()) return ui::secondary(ui::tr("person.nothing_yet"), "recent_empty");
  for (size_t i = 0; i < events.size(); ++i) {
    const EventWords words = words_of(state, file, events[i]);
    const std::string when = day_near(care::wall_time(events[i].at).date, today_of(state));
    if (ui::row("event:" + std::to_string(i), {.icon = words.icon, .title = words.title, .subtitle = words.detail, .trailing = when}))
      out.push(state::GoTo{words.place});
  }
}

void draw_details(const state::AppState& state, const care::PersonFile& file, state::Commands& out) {
  const care::Person& person = file.person;
  const care::Date today = today_of(state);
  ui::Card card("details");
  {
    ui::Wrap line;
    ui::heading(ui::tr("person.details"), ui::Icon::IdCard);
    line.to_right();
    if (ui::icon_button("change_details", ui::Icon::Edit, ui::tr("person.change_details"))) out.push(state::GoTo{{.screen = state::Screen::Person, .person = person.id, .part = "edit"}});
  }
  const auto line = [](std::string_view key, std::string_view value, std::string_view id) {
    if (!value.empty()) ui::key_value(ui::tr(key), value, id);
  };
  line("field.nhs_number", care::show_nhs_number(person.nhs_number), "nhs_number");
  line("field.born", born_words(person, today), "born");
  if (!person.died.is_empty()) line("field.died", day_short(person.died, today), "died");
  line("field.preferred", person.preferred, "preferred");
  line("field.lives_with", person.lives_with, "lives");
  line("field.language", person.language.empty() ? std::string() : state.label("languages", person.language), "speaks");
  if (person.needs_interpreter) line("field.interpreter", ui::tr("common.yes"), "interpreter");
  line("field.communication", person.communication, "communication");
  line("field.capacity", state.label("capacity", person.capacity), "capacity");
  line("field.capacity_note", person.capacity_note, "capacity_note");
  line("field.phone", care::show_phone(person.phone), "phone");
  line("field.access", person.access, "access");
  line("field.support_reason", reason_short(state, person.support_reason), "reason");
  line("field.review_due", day_short(person.review_due, today), "review_due");
  for (const care::Finding& finding : care::check_person(person, today))
    if (finding.rule != care::Rule::ReviewOverdue) ui::problem(problem_words(finding.rule), std::string("problem:") + finding.path);
}

void draw_people(const state::AppState& state, const care::PersonFile& file, state::Commands& out) {
  ui::Card card("people");
  ui::heading(ui::tr("person.people"), ui::Icon::People);
  for (const care::Relation& relation : file.relations) {
    if (relation.name.empty() && relation.role.empty()) continue;
    std::string detail = state.label("relation-roles", relation.role);
    if (!relation.organisation.empty()) detail.append(" · ").append(relation.organisation);
    if (relation.is_unpaid_carer) detail.append(" · ").append(ui::tr("person.unpaid_carer"));
    for (const std::string& power : relation.powers) detail.append(" · ").append(state.label("powers", power));
    if (!relation.ended_on.is_empty()) detail.append(" · ").append(ui::tr("person.ended"));
    const std::string initials = care::initials(relation.name), phone = care::show_phone(relation.phone);
    if (ui::row("relation:" + record::to_string(relation.id), {.initials = initials, .title = relation.name, .subtitle = detail, .detail_icon = ui::Icon::Phone, .detail = phone, .chevron = true}))
      out.push(state::OpenRelation{relation.id});
  }
  if (file.relations.empty()) ui::secondary(ui::tr("person.no_people"), "no_people");
  if (ui::quiet_button("add_relation", ui::tr("person.add_relation"), ui::Icon::AddPerson)) out.push(state::OpenRelation{});
}

}  // namespace

void draw_person_overview(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  draw_needs_you(state, file.person.id, kNeedsShown, out);
  ui::Columns columns({3, 2}, 340);
  draw_alerts(state, file, out);
  draw_matters(state, file, out);
  draw_recent(state, file, out);
  columns.next();
  draw_visit_button(state, out);
  draw_details(state, file, out);
  draw_people(state, file, out);
  if (ui::quiet_button("add_alert", ui::tr("person.add_alert"), ui::Icon::Warning)) out.push(state::OpenAlert{});
}

}  // namespace screens
