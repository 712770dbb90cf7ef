#include "app/care/field_meaning.h"

#include <string>

#include "app/care/record_types.h"
#include "app/care/versions.h"

namespace care {

namespace {

struct Row {
  record::RecordType type;
  std::string_view pattern;
  FieldMeaning meaning;
};

using Kind = FieldKind;

constexpr Row kPersonRows[] = {
    {kPersonRecord, "head/given", {"field.given", Kind::Words, {}}},
    {kPersonRecord, "head/family", {"field.family", Kind::Words, {}}},
    {kPersonRecord, "head/preferred", {"field.preferred", Kind::Words, {}}},
    {kPersonRecord, "head/pronouns", {"field.pronouns", Kind::Words, {}}},
    {kPersonRecord, "head/born", {"field.born", Kind::Day, {}}},
    {kPersonRecord, "head/died", {"field.died", Kind::Day, {}}},
    {kPersonRecord, "head/nhs-number", {"field.nhs_number", Kind::NhsNumber, {}}},
    {kPersonRecord, "head/nhs-status", {"field.nhs_status", Kind::Code, "nhs-status"}},
    {kPersonRecord, "head/local-number", {"field.local_number", Kind::Words, {}}},
    {kPersonRecord, "head/old-number", {"field.old_number", Kind::Words, {}}},
    {kPersonRecord, "head/address", {"field.address", Kind::Words, {}}},
    {kPersonRecord, "head/town", {"field.town", Kind::Words, {}}},
    {kPersonRecord, "head/postcode", {"field.postcode", Kind::Words, {}}},
    {kPersonRecord, "head/uprn", {"field.uprn", Kind::Words, {}}},
    {kPersonRecord, "head/phone", {"field.phone", Kind::Phone, {}}},
    {kPersonRecord, "head/email", {"field.email", Kind::Words, {}}},
    {kPersonRecord, "head/support-reason", {"field.support_reason", Kind::Code, "support-reasons"}},
    {kPersonRecord, "head/worker", {"field.worker", Kind::Who, {}}},
    {kPersonRecord, "head/team", {"field.team", Kind::Words, {}}},
    {kPersonRecord, "head/review-due", {"field.review_due", Kind::Day, {}}},
    {kPersonRecord, "head/is-carer", {"field.is_carer", Kind::Yes, {}}},
    {kPersonRecord, "about/language", {"field.language", Kind::Code, "languages"}},
    {kPersonRecord, "about/interpreter", {"field.interpreter", Kind::Yes, {}}},
    {kPersonRecord, "about/communication", {"field.communication", Kind::Words, {}}},
    {kPersonRecord, "about/ethnicity", {"field.ethnicity", Kind::Code, "ethnicity"}},
    {kPersonRecord, "about/gender", {"field.gender", Kind::Code, "gender"}},
    {kPersonRecord, "about/employment", {"field.employment", Kind::Code, "employment"}},
    {kPersonRecord, "about/lives-with", {"field.lives_with", Kind::Words, {}}},
    {kPersonRecord, "about/accommodation", {"field.accommodation", Kind::Code, "accommodation"}},
    {kPersonRecord, "about/capacity", {"field.capacity", Kind::Code, "capacity"}},
    {kPersonRecord, "about/capacity-note", {"field.capacity_note", Kind::Words, {}}},
    {kPersonRecord, "about/gp-name", {"field.gp_name", Kind::Words, {}}},
    {kPersonRecord, "about/gp-practice", {"field.gp_practice", Kind::Words, {}}},
    {kPersonRecord, "about/gp-phone", {"field.gp_phone", Kind::Phone, {}}},
    {kPersonRecord, "about/access", {"field.access", Kind::Words, {}}},
    {kPersonRecord, "matters/text", {"field.matters", Kind::Words, {}}},
    {kPersonRecord, "matters/whose", {"field.matters_whose", Kind::Words, {}}},
    {kPersonRecord, "matters/said-on", {"field.matters_on", Kind::Day, {}}},
    {kPersonRecord, "matters/shared", {"field.matters_shared", Kind::Yes, {}}},
};

constexpr Row kAroundRows[] = {
    {kAlertRecord, "head/kind", {"field.alert_kind", Kind::Code, "alert-kinds"}},
    {kAlertRecord, "head/title", {"field.title", Kind::Words, {}}},
    {kAlertRecord, "head/text", {"field.text", Kind::Words, {}}},
    {kAlertRecord, "head/severity", {"field.severity", Kind::Code, "severities"}},
    {kAlertRecord, "head/since", {"field.since", Kind::Day, {}}},
    {kAlertRecord, "head/review-on", {"field.review_on", Kind::Day, {}}},
    {kAlertRecord, "head/ended-on", {"field.ended_on", Kind::Day, {}}},
    {kRelationRecord, "head/name", {"field.name", Kind::Words, {}}},
    {kRelationRecord, "head/role", {"field.role", Kind::Code, "relation-roles"}},
    {kRelationRecord, "head/organisation", {"field.organisation", Kind::Words, {}}},
    {kRelationRecord, "head/phone", {"field.phone", Kind::Phone, {}}},
    {kRelationRecord, "head/email", {"field.email", Kind::Words, {}}},
    {kRelationRecord, "head/powers", {"field.powers", Kind::Codes, "powers"}},
    {kRelationRecord, "head/unpaid-carer", {"field.unpaid_carer", Kind::Yes, {}}},
    {kRelationRecord, "head/lives-with", {"field.lives_together", Kind::Yes, {}}},
    {kRelationRecord, "head/next-of-kin", {"field.next_of_kin", Kind::Yes, {}}},
    {kRelationRecord, "head/emergency", {"field.emergency", Kind::Yes, {}}},
    {kRelationRecord, "head/carer-assessment", {"field.carer_assessment", Kind::Code, "carer-offer"}},
    {kRelationRecord, "head/note", {"field.text", Kind::Words, {}}},
    {kRelationRecord, "head/since", {"field.since", Kind::Day, {}}},
    {kRelationRecord, "head/ended-on", {"field.ended_on", Kind::Day, {}}},
    {kRelationRecord, "head/other", {"field.other_record", Kind::Who, {}}},
    {kNoteRecord, "head/author", {"field.author", Kind::Who, {}}},
    {kNoteRecord, "head/handed/#/why", {"field.handed_why", Kind::Words, {}}},
    {kNoteRecord, "head/category", {"field.category", Kind::Code, "note-categories"}},
    {kNoteRecord, "head/title", {"field.title", Kind::Words, {}}},
    {kNoteRecord, "head/at", {"field.when", Kind::Moment, {}}},
    {kNoteRecord, "head/source", {"field.source", Kind::Words, {}}},
    {kNoteRecord, "head/draft", {"field.draft", Kind::Yes, {}}},
    {kNoteRecord, "head/restricted", {"field.restricted", Kind::Yes, {}}},
    {kNoteRecord, "body/text", {"field.note_text", Kind::Words, {}}},
    {kAttachmentRecord, "head/kind", {"field.attachment_kind", Kind::Choice, {}}},
    {kAttachmentRecord, "head/title", {"field.title", Kind::Words, {}}},
    {kAttachmentRecord, "head/purpose", {"field.purpose", Kind::Words, {}}},
    {kAttachmentRecord, "head/consent", {"field.consent", Kind::Code, "consent"}},
    {kAttachmentRecord, "head/at", {"field.when", Kind::Moment, {}}},
    {kAttachmentRecord, "head/author", {"field.author", Kind::Who, {}}},
    {kAttachmentRecord, "head/signed-by", {"field.signed_by", Kind::Words, {}}},
    {kAttachmentRecord, "strokes/#/points", {"field.ink", Kind::Content, {}}},
    {kAttachmentRecord, "marks/#/kind", {"field.mark", Kind::Code, "body-marks"}},
    {kAttachmentRecord, "marks/#/site", {"field.mark_site", Kind::Words, {}}},
    {kAttachmentRecord, "marks/#/size-mm", {"field.mark_size", Kind::Count, {}}},
    {kAttachmentRecord, "marks/#/colour", {"field.mark_colour", Kind::Code, "mark-colours"}},
    {kAttachmentRecord, "marks/#/note", {"field.mark_note", Kind::Words, {}}},
    {kAttachmentRecord, "marks/#/side", {"field.mark_side", Kind::Choice, {}}},
};

constexpr Row kWorkRows[] = {
    {kVisitRecord, "head/worker", {"field.worker", Kind::Who, {}}},
    {kVisitRecord, "head/second-worker", {"field.second_worker", Kind::Who, {}}},
    {kVisitRecord, "head/start", {"field.visit_start", Kind::Moment, {}}},
    {kVisitRecord, "head/minutes", {"field.minutes", Kind::Minutes, {}}},
    {kVisitRecord, "head/travel-minutes", {"field.travel", Kind::Minutes, {}}},
    {kVisitRecord, "head/purpose", {"field.visit_purpose", Kind::Code, "visit-purposes"}},
    {kVisitRecord, "head/brief", {"field.brief", Kind::Words, {}}},
    {kVisitRecord, "head/place", {"field.place", Kind::Words, {}}},
    {kVisitRecord, "head/due", {"field.due", Kind::Day, {}}},
    {kVisitRecord, "head/state", {"field.visit_state", Kind::Choice, {}}},
    {kVisitRecord, "head/checked-in", {"field.checked_in", Kind::Moment, {}}},
    {kVisitRecord, "head/due-out", {"field.due_out", Kind::Moment, {}}},
    {kVisitRecord, "head/checked-out", {"field.checked_out", Kind::Moment, {}}},
    {kVisitRecord, "head/lone-working", {"field.lone_working", Kind::Choice, {}}},
    {kVisitRecord, "head/reason", {"field.reason", Kind::Words, {}}},
    {kVisitRecord, "head/briefed", {"field.briefed", Kind::Content, {}}},
    {kResponseRecord, "head/author", {"field.author", Kind::Who, {}}},
    {kResponseRecord, "head/handed/#/why", {"field.handed_why", Kind::Words, {}}},
    {kResponseRecord, "head/title", {"field.form", Kind::Words, {}}},
    {kResponseRecord, "head/subject", {"field.form_subject", Kind::Words, {}}},
    {kResponseRecord, "head/status", {"field.status", Kind::Choice, {}}},
    {kResponseRecord, "head/submitted", {"field.submitted", Kind::Moment, {}}},
    {kResponseRecord, "head/returned", {"field.returned", Kind::Moment, {}}},
    {kResponseRecord, "head/approved", {"field.approved", Kind::Moment, {}}},
    {kResponseRecord, "head/returned-by", {"field.returned_by", Kind::Who, {}}},
    {kResponseRecord, "head/return-comment", {"field.return_comment", Kind::Words, {}}},
    {kResponseRecord, "head/approved-by", {"field.approved_by", Kind::Who, {}}},
    {kResponseRecord, "head/reviewer", {"field.reviewer", Kind::Who, {}}},
    {kResponseRecord, "head/version", {"field.version", Kind::Count, {}}},
    {kDecisionRecord, "head/to", {"field.status", Kind::Choice, {}}},
    {kDecisionRecord, "head/comment", {"field.return_comment", Kind::Words, {}}},
    {kDecisionRecord, "comments/#/text", {"field.return_comment", Kind::Words, {}}},
    {kServiceRecord, "head/code", {"field.service", Kind::Code, "services"}},
    {kServiceRecord, "head/provider-name", {"field.provider", Kind::Words, {}}},
    {kServiceRecord, "head/status", {"field.status", Kind::Choice, {}}},
    {kServiceRecord, "head/starts", {"field.starts", Kind::Day, {}}},
    {kServiceRecord, "head/ends", {"field.ends", Kind::Day, {}}},
    {kServiceRecord, "head/pence", {"field.cost", Kind::Pence, {}}},
    {kServiceRecord, "head/carers", {"field.carers", Kind::Count, {}}},
    {kServiceRecord, "head/minutes-per-week", {"field.minutes", Kind::Minutes, {}}},
    {kServiceRecord, "head/suspended-because", {"field.reason", Kind::Words, {}}},
};

constexpr Row kPlanRows[] = {
    {kPlanRecord, "head/author", {"field.author", Kind::Who, {}}},
    {kPlanRecord, "head/handed/#/why", {"field.handed_why", Kind::Words, {}}},
    {kPlanRecord, "head/status", {"field.status", Kind::Choice, {}}},
    {kPlanRecord, "head/version", {"field.version", Kind::Count, {}}},
    {kPlanRecord, "head/submitted", {"field.submitted", Kind::Moment, {}}},
    {kPlanRecord, "head/returned", {"field.returned", Kind::Moment, {}}},
    {kPlanRecord, "head/returned-by", {"field.returned_by", Kind::Who, {}}},
    {kPlanRecord, "head/return-comment", {"field.return_comment", Kind::Words, {}}},
    {kPlanRecord, "head/approved", {"field.approved", Kind::Moment, {}}},
    {kPlanRecord, "head/approved-by", {"field.approved_by", Kind::Who, {}}},
    {kPlanRecord, "head/authorised", {"field.authorised", Kind::Moment, {}}},
    {kPlanRecord, "head/authorised-by", {"field.authorised_by", Kind::Who, {}}},
    {kPlanRecord, "head/reviewer", {"field.reviewer", Kind::Who, {}}},
    {kPlanRecord, "head/urgent", {"field.urgent", Kind::Yes, {}}},
    {kPlanRecord, "head/urgent-why", {"field.urgent_why", Kind::Words, {}}},
    {kPlanRecord, "head/urgent-at", {"field.urgent_at", Kind::Moment, {}}},
    {kPlanRecord, "head/urgent-by", {"field.urgent_by", Kind::Who, {}}},
    {kPlanRecord, "head/assess-by", {"field.assess_by", Kind::Day, {}}},
    {kPlanRecord, "head/starts", {"field.starts", Kind::Day, {}}},
    {kPlanRecord, "head/review-on", {"field.review_on", Kind::Day, {}}},
    {kPlanRecord, "head/indicative-pence", {"field.indicative", Kind::Pence, {}}},
    {kPlanRecord, "agreed/yes", {"field.agreed", Kind::Yes, {}}},
    {kPlanRecord, "agreed/how", {"field.agreed_how", Kind::Words, {}}},
    {kPlanRecord, "agreed/copies", {"field.copies", Kind::Words, {}}},
    {kPlanRecord, "safety/contingency", {"field.contingency", Kind::Words, {}}},
    {kPlanRecord, "safety/advice", {"field.advice", Kind::Words, {}}},
    {kPlanRecord, "outcomes/#/text", {"field.outcome", Kind::Words, {}}},
    {kPlanRecord, "outcomes/#/how", {"field.outcome_how", Kind::Words, {}}},
    {kPlanRecord, "outcomes/#/progress", {"field.progress", Kind::Code, "progress"}},
    {kPlanRecord, "outcomes/#/starts", {"field.starts", Kind::Day, {}}},
    {kPlanRecord, "outcomes/#/needs", {"field.outcome_needs", Kind::Words, {}}},
    {kPlanRecord, "actions/#/text", {"field.action", Kind::Words, {}}},
    {kPlanRecord, "actions/#/who", {"field.action_who", Kind::Words, {}}},
    {kPlanRecord, "actions/#/by", {"field.action_by", Kind::Day, {}}},
    {kPlanRecord, "actions/#/done", {"field.action_done", Kind::Yes, {}}},
    {kPlanRecord, "services/#/code", {"field.service", Kind::Code, "services"}},
    {kPlanRecord, "services/#/provider-name", {"field.provider", Kind::Words, {}}},
    {kPlanRecord, "services/#/tasks", {"field.tasks", Kind::Words, {}}},
    {kPlanRecord, "services/#/carers", {"field.carers", Kind::Count, {}}},
    {kPlanRecord, "services/#/starts", {"field.starts", Kind::Day, {}}},
    {kPlanRecord, "services/#/ends", {"field.ends", Kind::Day, {}}},
    {kPlanRecord, "services/#/pence", {"field.cost", Kind::Pence, {}}},
    {kPlanRecord, "week/#/day", {"field.slot_day", Kind::Weekday, {}}},
    {kPlanRecord, "week/#/start", {"field.slot_start", Kind::Clock, {}}},
    {kPlanRecord, "week/#/minutes", {"field.minutes", Kind::Minutes, {}}},
    {kPlanRecord, "week/#/label", {"field.slot_label", Kind::Words, {}}},
    {kPlanRecord, "money/#/label", {"field.money", Kind::Words, {}}},
    {kPlanRecord, "money/#/pence", {"field.cost", Kind::Pence, {}}},
};

// Links between records and counters: true, and nothing to read.
constexpr std::string_view kHidden[] = {"head/draft", "head/person", "head/form",  "head/form-version", "head/kind",   "head/visit",  "head/response", "head/amends",
                                        "head/answered", "head/total", "head/started",    "head/saved",  "head/about",  "head/assessment", "head/blob",
                                        "head/bytes",  "head/width", "head/height",       "head/media-type", "head/field", "head/plan", "head/provider",
                                        "head/return-place", "head/author", "head/submission",    "head/submitted-by", "head/submitted-pence", "head/decision",
                                        "head/former-authors", "head/by",  "head/seen",   "head/made",      "head/at", "head/handed/#/from", "head/handed/#/to",
                                        "head/handed/#/at"};

std::string pattern_of(std::string_view path) {
  std::string pattern;
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (at > 0) pattern += '/';
    if (path[at] == '#') pattern += '#';
    else pattern += path.substr(at, end - at);
    at = end + 1;
  }
  return pattern;
}

template <size_t N>
const FieldMeaning* find_in(const Row (&rows)[N], record::RecordType type, std::string_view pattern) {
  for (const Row& row : rows)
    if (row.type == type && row.pattern == pattern) return &row.meaning;
  return nullptr;
}

}  // namespace

FieldMeaning meaning_of(record::RecordType type, std::string_view path) {
  if (path.empty() || path.ends_with("/@order") || path.ends_with("/@kept") || record::section_of(path) == kWasSection) return {"field.other", Kind::Hidden, {}};
  if (record::section_of(path) == kDealtSection) return {"field.dealt", Kind::Yes, {}};
  const std::string pattern = pattern_of(path);
  if (const FieldMeaning* found = find_in(kPersonRows, type, pattern)) return *found;
  if (const FieldMeaning* found = find_in(kAroundRows, type, pattern)) return *found;
  if (const FieldMeaning* found = find_in(kWorkRows, type, pattern)) return *found;
  if (const FieldMeaning* found = find_in(kPlanRows, type, pattern)) return *found;
  if (type == kResponseRecord && record::section_of(path) != record::kHeadSection) return {"field.answer", Kind::Answer, {}};
  for (const std::string_view hidden : kHidden)
    if (pattern == hidden) return {"field.other", Kind::Hidden, {}};
  const bool is_link = pattern.ends_with("/outcome") || pattern.ends_with("/service") || pattern.ends_with("/provider") || pattern.ends_with("/photo") || pattern.ends_with("/place") ||
                       pattern.ends_with("/x") || pattern.ends_with("/y") || pattern.ends_with("/payer");
  return {"field.other", is_link ? Kind::Hidden : Kind::Words, {}};
}

}  // namespace care
