#include "app/tablet/screens/person_words.h"

#include "app/care/identifiers.h"
#include "app/care/queue.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

std::string cut(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  size_t end = bytes_max;
  while (end > 0 && (uint8_t(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string pounds(int64_t pence) {
  std::string text = std::to_string(pence / 100) + '.';
  const int64_t rest = pence < 0 ? -pence % 100 : pence % 100;
  if (rest < 10) text += '0';
  return "£" + text + std::to_string(rest);
}

std::string list_words(const state::AppState& state, std::string_view list, std::string_view codes) {
  std::string words;
  while (!codes.empty()) {
    const size_t end = std::min(codes.find(' '), codes.size());
    if (end > 0) words.append(words.empty() ? "" : ", ").append(state.label(list, codes.substr(0, end)));
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return words;
}

std::string day_words(std::string_view iso, const care::Date& today) {
  care::Date date;
  return care::parse_iso(iso, date) ? day_short(date, today) : std::string(iso);
}

std::string history_moment(os::UnixMs at, const care::Date& today) {
  return at == 0 ? std::string(ui::tr("history.nothing")) : day_short(care::wall_time(at).date, today).append(" ").append(clock_at(at));
}

std::string iso_moment_words(std::string_view iso) {
  return iso.size() < 16 ? iso_day_words(iso) : iso_day_words(iso.substr(0, 10)) + ", " + std::string(iso.substr(11, 5));
}

std::string iso_time_words(std::string_view iso) { return std::string(iso.substr(0, 5)); }

// "Due today", "Due Tue"
std::string due_words(const care::Date& date, const care::Date& today) {
  const int64_t days = care::day_number(date) - care::day_number(today);
  if (days < 0) return count("person.days_late", -days);
  if (days == 0) return std::string(ui::tr("person.due_today"));
  return ui::tr("person.due", ui::tr("day.short." + std::to_string(care::weekday(date))));
}

std::string who_words(const state::AppState& state, std::string_view text) {
  record::RecordId id;
  if (!record::parse_record_id(text, id)) return std::string(text);
  const std::string name = worker_name_of(state, id);
  if (!name.empty()) return name;
  const care::Person* person = state.caseload.person(id);
  return person ? care::full_name(*person) : std::string(ui::tr("history.somebody"));
}

}  // namespace

std::string age_words(const care::Person& person, const care::Date& today) {
  const care::Age age = care::age_on(person.born, person.died.is_empty() ? today : person.died);
  if (!age.is_known()) return {};
  return age.is_exact() ? std::to_string(age.least) : ui::tr("person.age_about", age.least, age.most);
}

std::string born_words(const care::Person& person, const care::Date& today) {
  if (person.born.is_empty()) return person.born_typed;
  const std::string age = age_words(person, today);
  std::string words = day_short(person.born, today);
  return age.empty() ? words : words.append(" (").append(age).append(")");
}

std::string reason_short(const state::AppState& state, const std::string& code) {
  const care::Code* found = state.assets->codes.list("support-reasons").find(code);
  if (!found) return code;
  const auto words = found->other.find(state.settings.language == state::Language::Welsh ? "short_cy" : "short_en");
  return words == found->other.end() ? state.label("support-reasons", code) : words->second;
}

std::string worker_name_of(const state::AppState& state, const record::RecordId& worker) {
  const care::Worker* found = state.caseload.worker(worker);
  return found ? found->name : std::string();
}

std::string heading_line(const care::Person& person, const care::Date& today) {
  std::string line;
  for (const std::string& part : {age_words(person, today), person.pronouns, care::address_line(person, true)})
    if (!part.empty()) line.append(line.empty() ? "" : " · ").append(part);
  return line;
}

Badge state_badge(care::ApprovalState state) {
  static const std::pair<const char*, ui::Tone> kBadges[] = {{"choice.draft", ui::Tone::Teal},     {"choice.submitted", ui::Tone::Violet},  {"choice.returned", ui::Tone::Amber},
                                                             {"choice.approved", ui::Tone::Green}, {"choice.panel", ui::Tone::Violet},      {"choice.authorised", ui::Tone::Green},
                                                             {"choice.brokered", ui::Tone::Green}, {"choice.active", ui::Tone::Green},      {"choice.suspended", ui::Tone::Amber},
                                                             {"choice.ended", ui::Tone::Neutral},  {"choice.cancelled", ui::Tone::Neutral}, {"choice.authorised-urgent", ui::Tone::Amber}};
  static_assert(std::size(kBadges) == std::size(care::kApprovalStates));
  const auto& [key, tone] = kBadges[size_t(state)];
  return {std::string(ui::tr(key)), tone};
}

Badge response_badge(const state::AppState& state, const care::Response& response) {
  const bool only_sent = response.status == care::ApprovalState::Submitted && !care::needs_decision(state.assets->codes, response.kind);
  return only_sent ? Badge{std::string(ui::tr("choice.sent")), ui::Tone::Green} : state_badge(response.status);
}

Badge standing_badge(const state::AppState& state, const care::PersonFacts& facts) {
  using care::Standing;
  switch (facts.standing) {
    case Standing::None: return {};
    case Standing::PlanActive: return {std::string(ui::tr("person.plan_active")), ui::Tone::Green};
    case Standing::PlanDraft: return {std::string(ui::tr("person.plan_draft")), ui::Tone::Teal};
    case Standing::Submitted: return {std::string(ui::tr("person.submitted")), ui::Tone::Violet};
    case Standing::Draft: return {ui::tr("person.draft", state.label("form-kinds", facts.draft_kind)), ui::Tone::Teal};
    case Standing::WorkDue: return {due_words(facts.due, today_of(state)), ui::Tone::Amber};
    case Standing::ReviewOverdue: return {std::string(ui::tr("person.review_overdue")), ui::Tone::Red};
    case Standing::Returned: return {std::string(ui::tr("person.returned")), ui::Tone::Amber};
  }
  return {};
}

std::string when_words(const care::PersonFacts& facts, const care::Date& today) {
  if (facts.visit_is_today) return std::string(ui::tr("date.today")).append(" ").append(clock_at(facts.next_visit.start));
  if (facts.review_overdue) return count("person.days_late", care::day_number(today) - care::day_number(facts.due));
  if (facts.next_visit.id.is_nil()) return {};
  const care::Date day = care::wall_time(facts.next_visit.start).date;
  return std::string(ui::tr("day.short." + std::to_string(care::weekday(day)))).append(" ").append(day_short(day, today));
}

ui::Icon code_icon(const state::AppState& state, std::string_view list, std::string_view code, ui::Icon otherwise) {
  const care::Code* found = state.assets->codes.list(list).find(code);
  const ui::Icon icon = found ? ui::icon_named(found->icon) : ui::Icon::None;
  return icon == ui::Icon::None ? otherwise : icon;
}

std::string problem_words(care::Rule rule) {
  using care::Rule;
  switch (rule) {
    case Rule::NhsNumberWrong: return std::string(ui::tr("problem.nhs_wrong"));
    case Rule::NhsNumberMissing: return std::string(ui::tr("problem.nhs_missing"));
    case Rule::BornOutOfRange: return std::string(ui::tr("problem.born_range"));
    case Rule::DiedBeforeBorn: return std::string(ui::tr("problem.died_before_born"));
    case Rule::SupportReasonMissing: return std::string(ui::tr("problem.reason_missing"));
    case Rule::EthnicityMissing: return std::string(ui::tr("problem.ethnicity_missing"));
    case Rule::ReviewOverdue: return std::string(ui::tr("problem.review_overdue"));
    case Rule::PostcodePattern: return std::string(ui::tr("problem.postcode"));
    case Rule::VisitNotSigned: return std::string(ui::tr("problem.visit_unsigned"));
    case Rule::NameMissing: return std::string(ui::tr("problem.name_missing"));
    case Rule::BornMissing: return std::string(ui::tr("problem.born_missing"));
    case Rule::UprnPattern: return std::string(ui::tr("problem.uprn"));
    case Rule::PhonePattern: return std::string(ui::tr("problem.phone"));
    case Rule::DiedInFuture: return std::string(ui::tr("problem.died_future"));
  }
  return {};
}

std::string value_words(const state::AppState& state, const care::FieldMeaning& meaning, const record::Value& value, size_t bytes_max) {
  using care::FieldKind;
  if (record::is_absent(value)) return std::string(ui::tr("history.nothing"));
  const std::string_view text = record::utf8_of(value);
  const int64_t number = record::int_of(value);
  const care::Date today = today_of(state);
  switch (meaning.kind) {
    case FieldKind::Code: return state.label(meaning.list, text);
    case FieldKind::Codes: return list_words(state, meaning.list, text);
    case FieldKind::Choice: return std::string(ui::tr("choice." + std::string(text)));
    case FieldKind::Day: return day_words(text, today);
    case FieldKind::Moment: return history_moment(number, today);
    case FieldKind::Yes: return std::string(ui::tr(record::bool_of(value) ? "common.yes" : "common.no"));
    case FieldKind::Count: return std::to_string(number);
    case FieldKind::Minutes: return duration(number);
    case FieldKind::Clock: return care::to_clock(int(number));
    case FieldKind::Weekday: return std::string(ui::tr("day." + std::to_string(number)));
    case FieldKind::Pence: return pounds(number);
    case FieldKind::NhsNumber: return care::show_nhs_number(text);
    case FieldKind::Phone: return care::show_phone(text);
    case FieldKind::Who: return who_words(state, text);
    case FieldKind::Content: return std::string(ui::tr("history.content"));
    case FieldKind::Words:
    case FieldKind::Answer:
    case FieldKind::Hidden: break;
  }
  return text.empty() ? std::string(ui::tr("history.content")) : cut(text, bytes_max);
}

std::string iso_day_words(std::string_view iso) {
  care::Date date;
  return care::parse_iso(iso, date) ? day_short(date) : std::string(iso);
}

forms::Wording dated_wording() {
  forms::Wording wording;
  wording.language = ui::language() == ui::Language::Welsh ? "cy" : "en";
  wording.yes = ui::tr("common.yes");
  wording.no = ui::tr("common.no");
  wording.date = iso_day_words;
  wording.date_time = iso_moment_words;
  wording.time = iso_time_words;
  return wording;
}

}  // namespace screens
