#include "app/tablet/screens/field_words.h"

#include "app/care/field_meaning.h"
#include "app/care/record_types.h"
#include "app/forms/words.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/saved.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

struct Named {
  record::RecordType type;
  const char* words;
};
constexpr Named kNamed[] = {{care::kPersonRecord, "history.person"},     {care::kVisitRecord, "history.visit"},       {care::kResponseRecord, "history.form"},
                            {care::kPlanRecord, "history.plan"},         {care::kNoteRecord, "history.note"},         {care::kAlertRecord, "history.alert"},
                            {care::kRelationRecord, "history.relation"}, {care::kDecisionRecord, "history.decision"}};

std::string kind_words(care::AttachmentKind kind) {
  switch (kind) {
    case care::AttachmentKind::Photo: return std::string(ui::tr("choice.photo"));
    case care::AttachmentKind::Ink: return std::string(ui::tr("person.add_ink"));
    case care::AttachmentKind::BodyMap: return std::string(ui::tr("choice.body-map"));
    case care::AttachmentKind::Document: break;
  }
  return std::string(ui::tr("history.document"));
}

forms::Wording wording_of(const std::string& first_name) {
  forms::Wording wording = dated_wording();
  wording.first_name = first_name;
  return wording;
}

std::string first_name_of(const FieldOf& field) {
  const care::Person* person = field.state.caseload.person(field.person);
  return person ? care::called(*person) : std::string();
}

// "Photo", "Body map": where nothing says which, it is a document.
std::string attachment_words(const state::AppState& state, const record::RecordId& id) {
  if (const auto& waiting = state.sync.waiting; waiting && waiting->kinds.contains(id)) return kind_words(waiting->kinds.at(id));
  for (const care::Attachment& attachment : state::attachments_of(state))
    if (attachment.id == id) return kind_words(attachment.kind);
  return std::string(ui::tr("history.document"));
}

forms::ItemIndex item_of(const FieldOf& field) {
  const bool is_answer = care::meaning_of(field.type, field.path).kind == care::FieldKind::Answer;
  return field.form && is_answer ? forms::item_at_path(*field.form, field.path) : forms::kNoItem;
}

}  // namespace

std::string record_words(const state::AppState& state, record::RecordType type, const record::RecordId& id) {
  if (const care::Response* response = state.caseload.response(id)) return response->kind.empty() ? response->title : state.label("form-kinds", response->kind);
  if (const care::Visit* visit = state.caseload.visit(id)) return state.label("visit-purposes", visit->purpose);
  if (type == care::kAttachmentRecord) return attachment_words(state, id);
  for (const Named& named : kNamed)
    if (named.type == type) return std::string(ui::tr(named.words));
  return std::string(ui::tr(type == record::kConflictType ? "versions.settlement" : "history.service"));
}

std::string asked_words(const FieldOf& field) {
  const forms::ItemIndex item = item_of(field);
  if (item == forms::kNoItem) return std::string(ui::tr(care::meaning_of(field.type, field.path).words));
  const std::string name = first_name_of(field);
  return forms::text_of(*field.form, field.form->item(item), wording_of(name));
}

std::string said_words(const FieldOf& field, const record::Value& value, size_t bytes_max) {
  const forms::ItemIndex item = item_of(field);
  if (item != forms::kNoItem && std::holds_alternative<record::Atom>(value)) {
    const std::string name = first_name_of(field);
    if (const auto answers = forms::from_field_text(record::utf8_of(value))) return forms::display_of(*field.form, field.form->item(item), *answers, wording_of(name));
  }
  return value_words(field.state, care::meaning_of(field.type, field.path), value, bytes_max);
}

std::string author_words(const state::AppState& state, const std::string& author) {
  record::RecordId id;
  if (!record::parse_record_id(author, id)) return author.empty() ? std::string(ui::tr("history.somebody")) : author;
  const std::string name = worker_name_of(state, id);
  return name.empty() ? std::string(ui::tr("history.somebody")) : name;
}

std::string moment_words(const state::AppState& state, os::UnixMs at) { return day_short(care::wall_time(at).date, today_of(state)).append(" ").append(clock_at(at)); }

}  // namespace screens
