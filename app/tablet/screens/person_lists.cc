// What there is of one person: forms, the plan, notes, documents. Each row opens its own screen.
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/person_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

void draw_response(const state::AppState& state, const care::Response& response, state::Commands& out) {
  const care::Code* kind = state.assets->codes.list("form-kinds").find(response.kind);
  const std::string title = kind ? state.label("form-kinds", response.kind) : response.title;
  std::string subtitle = response.subject;
  if (response.status == care::ResponseStatus::Returned) subtitle = std::string("“").append(response.return_comment).append("”");
  std::string detail = ui::tr("person.answered", response.answered, response.total);
  const std::string author = worker_name_of(state, response.author);
  const bool theirs = response.is_open() && !care::may_write(response.author, state.caseload.owner());
  if (!author.empty()) detail.append(" · ").append(theirs ? ui::tr("takeover.by", author) : author);
  const std::string when = day_near(care::wall_time(care::last_event(response)).date, today_of(state));
  const Badge badge = response_badge(state, response);
  const Where at = where_of(state, response.id);
  if (!at.words.empty()) detail.append(" · ").append(at.words);
  if (ui::row("response:" + record::to_string(response.id), {.icon = code_icon(state, "form-kinds", response.kind, ui::Icon::Document), .title = title, .subtitle = subtitle,
                                                             .detail_icon = at.icon, .detail = detail, .trailing = when, .pill = badge.words, .pill_tone = badge.tone, .chevron = true}))
    out.push(state::OpenResponse{response.id, response.person});
}

void draw_note_row(const state::AppState& state, const care::Note& note, state::Commands& out) {
  std::string detail = state.label("note-categories", note.category);
  const std::string author = worker_name_of(state, note.author);
  if (!author.empty()) detail.append(" · ").append(author);
  const Where at = where_of(state, note.id);
  const care::WallTime wall = care::wall_time(note.at);
  const std::string title = care::heading_of(note, kNoteHeadingBytes), when = day_near(wall.date, today_of(state)).append(" ").append(care::to_clock(wall.minute));
  if (ui::row("note:" + record::to_string(note.id), {.icon = code_icon(state, "note-categories", note.category, ui::Icon::Note), .title = title, .subtitle = detail, .detail_icon = at.icon, .detail = at.words, .trailing = when,
                                                     .pill = note.is_draft ? ui::tr("choice.draft") : std::string_view(), .pill_tone = ui::Tone::Teal, .chevron = true}))
    out.push(state::OpenNote{note.id, note.person});
}

ui::Icon icon_of(care::AttachmentKind kind) {
  switch (kind) {
    case care::AttachmentKind::Photo: return ui::Icon::Photo;
    case care::AttachmentKind::Ink: return ui::Icon::Sign;
    case care::AttachmentKind::BodyMap: return ui::Icon::Body;
    case care::AttachmentKind::Document: return ui::Icon::Document;
  }
  return ui::Icon::Document;
}

const char* kind_key(care::AttachmentKind kind) {
  switch (kind) {
    case care::AttachmentKind::Photo: return "choice.photo";
    case care::AttachmentKind::Ink: return "choice.ink";
    case care::AttachmentKind::BodyMap: return "choice.body-map";
    case care::AttachmentKind::Document: return "choice.document";
  }
  return "choice.document";
}

void draw_attachment(const state::AppState& state, const care::Attachment& attachment, state::Commands& out) {
  const std::string title = attachment.title.empty() ? std::string(ui::tr(kind_key(attachment.kind))) : attachment.title;
  const std::string when = day_near(care::wall_time(attachment.at).date, today_of(state));
  if (ui::row("document:" + record::to_string(attachment.id), {.icon = icon_of(attachment.kind), .title = title, .subtitle = attachment.purpose, .trailing = when, .chevron = true}))
    out.push(state::OpenAttachment{attachment.id, attachment.person});
}

void draw_plan_row(const state::AppState& state, const care::Plan& plan, state::Commands& out) {
  const Badge badge = state_badge(plan.status);
  const Where at = where_of(state, plan.id);
  const std::string title = ui::tr("person.plan_version", plan.version);
  std::string subtitle = plan.starts.is_empty() ? std::string() : ui::tr("person.plan_from", day_short(plan.starts, today_of(state)));
  if (!plan.outcomes.empty()) subtitle.append(subtitle.empty() ? "" : " · ").append(count("person.outcomes", int64_t(plan.outcomes.size())));
  if (ui::row("plan:" + record::to_string(plan.id), {.icon = ui::Icon::Target, .title = title, .subtitle = subtitle, .detail_icon = at.icon, .detail = at.words, .pill = badge.words, .pill_tone = badge.tone, .chevron = true}))
    out.push(state::OpenPlan{plan.id, plan.person});
}

void draw_services(const state::AppState& state, const care::PersonFile& file) {
  if (file.services.empty()) return;
  ui::Card card("services");
  ui::heading(ui::tr("person.services"), ui::Icon::Clock);
  for (const care::Service& service : file.services) {
    const std::string title = state.label("services", service.code), since = ui::tr("person.plan_from", day_short(service.starts, today_of(state)));
    ui::row("service:" + record::to_string(service.id), {.title = title, .subtitle = service.provider_name, .trailing = since, .tappable = false});
  }
}

}  // namespace

void draw_person_assessments(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  if (ui::primary_button("start_form", ui::tr("person.start_form"), ui::Icon::Add)) out.push(state::GoTo{{.screen = state::Screen::Person, .person = file.person.id, .part = "forms"}});
  if (file.responses.empty()) return void(ui::empty_state("no_forms", ui::Icon::Clipboard, ui::tr("person.no_forms"), ui::tr("person.no_forms_detail")));
  ui::Card card("responses");
  for (const care::Response& response : file.responses)
    if (!response.person.is_nil()) draw_response(state, response, out);
}

void draw_person_forms(state::AppState& state, state::Commands& out) {
  struct Shipped {
    const char* name;
    const char* kind;
  };
  static constexpr Shipped kForms[] = {{"needs-assessment", "needs"},        {"carers-assessment", "carer"}, {"mental-capacity-assessment", "capacity"},
                                       {"safeguarding-concern", "safeguarding"}, {"review", "review"},       {"visit-note", "visit-note"},
                                       {"falls", "falls"},                       {"carer-strain", "carer-strain"}};
  ui::Card card("forms_card");
  ui::text(ui::tr("person.forms_detail"), {.soft = true});
  for (const Shipped& form : kForms)
    if (ui::row(std::string("form:") + form.name, {.icon = code_icon(state, "form-kinds", form.kind, ui::Icon::Document), .title = state.label("form-kinds", form.kind), .chevron = true}))
      out.push(state::StartForm{state.person.person, form.name});
  for (const state::AddedForm& form : state.added_forms) {
    const std::string& title = state.settings.language == state::Language::Welsh ? form.title_cy : form.title;
    if (ui::row("form:" + form.name, {.icon = ui::Icon::Document, .title = title.empty() ? form.name : title, .chevron = true})) out.push(state::StartForm{state.person.person, form.name});
  }
}

void draw_person_plan(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  if (ui::primary_button("start_plan", ui::tr("person.start_plan"), ui::Icon::Add)) out.push(state::StartPlan{file.person.id});
  if (file.plans.empty()) ui::empty_state("no_plan", ui::Icon::Target, ui::tr("person.no_plan"), ui::tr("person.no_plan_detail"));
  if (!file.plans.empty()) {
    ui::Card card("plans");
    for (const care::Plan& plan : file.plans) draw_plan_row(state, plan, out);
  }
  draw_services(state, file);
}

void draw_person_notes(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  std::string search = state.notes.search;
  {
    ui::Columns columns({4, 1}, 215, 14);
    if (ui::search_box("search_notes", search, ui::tr("person.search_notes"))) out.push(state::FilterNotes{state.notes.filter, search});
    columns.next();
    if (ui::button("new_note", ui::tr("person.new_note"), {.kind = ui::Kind::Primary, .icon = ui::Icon::Note, .fill = true})) out.push(state::StartNote{file.person.id, {}});
  }
  const std::vector<care::Note> notes = state::shown_notes(state);
  if (notes.empty()) {
    ui::empty_state("no_notes", ui::Icon::Note, ui::tr(search.empty() ? "person.no_notes" : "person.no_notes_found"));
    return;
  }
  ui::Card card("notes");
  for (const care::Note& note : notes) {
    ui::Block block("block:" + record::to_string(note.id), 76);
    if (block) draw_note_row(state, note, out);
  }
}

void draw_person_documents(state::AppState& state, state::Commands& out) {
  const care::PersonFile& file = state::file_of(state);
  {
    ui::Wrap buttons;
    if (ui::outline_button("add_photo", ui::tr("person.add_photo"), ui::Icon::Camera)) out.push(state::StartPhoto{{.person = file.person.id}});
    if (ui::outline_button("add_ink", ui::tr("person.add_ink"), ui::Icon::Sign)) out.push(state::StartInk{{.person = file.person.id}});
    if (ui::outline_button("add_body_map", ui::tr("person.add_body_map"), ui::Icon::Body)) out.push(state::StartBodyMap{{.person = file.person.id}});
  }
  const std::vector<care::Attachment> attachments = state::attachments_of(state);
  if (attachments.empty()) return void(ui::empty_state("no_documents", ui::Icon::Document, ui::tr("person.no_documents"), ui::tr("person.no_documents_detail")));
  ui::Card card("documents");
  for (const care::Attachment& attachment : attachments) draw_attachment(state, attachment, out);
}

}  // namespace screens
