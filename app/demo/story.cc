#include "app/demo/story.h"

#include <algorithm>

#include "app/care/alert.h"
#include "app/care/identifiers.h"
#include "app/care/record_types.h"
#include "app/demo/cells.h"
#include "app/demo/sent.h"
#include "sync/record/order_key.h"

namespace demo {

namespace {

bool is_yes(std::string_view text) { return text == "yes"; }

int minute_of(std::string_view clock) {
  int minute = 0;
  care::parse_clock(clock, minute);
  return minute;
}

std::vector<std::string> strings_of(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  return {words.begin(), words.end()};
}

std::string unescaped(std::string_view text) {
  std::string out(text);
  for (size_t at = out.find("\\n"); at != std::string::npos; at = out.find("\\n", at)) out.replace(at, 2, "\n");
  return out;
}

constexpr int kFirstKnownDays = 420;
constexpr int kLongNoteBytes = 20'000;

class Teller {
 public:
  Teller(const World& world, Answers& answers) : world_(world), answers_(answers), lists_(*world.lists) {}

  base::Result<std::vector<Batch>> tell() {
    people();
    relations();
    alerts();
    responses_ids();
    visits();
    notes();
    long_note();
    plans();
    tell_people();
    TRY_DO(responses());
    return std::move(batches_);
  }

 private:
  using Rows = const base::Csv&;

  Batch& batch(os::UnixMs at, const record::RecordId& by, std::vector<record::Edit> edits) {
    Batch& made = batches_.emplace_back();
    made.at = at;
    made.by = by;
    const auto name = world_.names.find(by);
    made.by_name = name == world_.names.end() ? world_.owner_name : name->second;
    made.edits = std::move(edits);
    made.logged = true;
    return made;
  }
  Draw draw(std::string_view what, size_t row) const { return Draw(world_.seed, std::string("story/").append(what), row); }
  const record::RecordId& person(std::string_view key) const { return houses_.find(std::string(key))->second.person.id; }
  record::RecordId author(std::string_view who) const {
    return who == "leader" ? world_.leader : who == "colleague" ? world_.colleague : who == "amara" ? world_.owner : record::RecordId{};
  }

  void people() {
    Rows rows = lists_.table("story-people");
    for (size_t row = 0; row < rows.row_count(); ++row) {
      Household& house = houses_[std::string(rows.at(row, "key"))];
      house.known_since = world_.past(kFirstKnownDays - int(row), 10 * 60 + int(row) * 7);
      Draw chance = draw("person", row);
      house.person.id = chance.id(house.known_since);
      read_person(rows, row, house.person);
    }
  }

  void read_person(Rows rows, size_t row, care::Person& person) {
    const auto at = [&](std::string_view column) { return std::string(rows.at(row, column)); };
    person.given = at("given");
    person.family = at("family");
    person.preferred = at("preferred");
    person.pronouns = at("pronouns");
    person.gender = at("gender");
    care::parse_iso(rows.at(row, "born"), person.born);
    person.nhs_number = nhs_number(row);
    person.nhs_status = "01";
    person.local_number = "L-" + std::to_string(100'000 + row);
    person.town = at("town");
    person.address = at("address");
    for (const Town& town : lists_.towns)
      if (town.name == person.town) person.postcode = town.outward + ' ' + at("inward");
    person.uprn = std::to_string(999'000'000'000 + row);
    person.phone = at("phone");
    person.language = at("language");
    person.needs_interpreter = is_yes(rows.at(row, "interpreter"));
    person.communication = at("communication");
    person.ethnicity = at("ethnicity");
    person.support_reason = at("reason");
    person.accommodation = at("accommodation");
    person.lives_with = at("lives_with");
    person.capacity = at("capacity");
    person.capacity_note = at("capacity_note");
    person.gp_name = at("gp");
    person.gp_practice = at("practice");
    person.gp_phone = at("gp_phone");
    person.review_due = care::add_days(world_.today, number_of(rows.at(row, "review_in")));
    if (rows.at(row, "review_in") == "0") person.review_due = world_.today;
    person.is_carer = is_yes(rows.at(row, "carer"));
    person.access = at("access");
    person.worker = world_.owner;
    person.team = world_.team;
    person.matters.text = at("matters");
    person.matters.whose = at("whose");
    if (!person.matters.text.empty()) person.matters.said_on = care::add_days(world_.today, -number_of(rows.at(row, "said_ago")));
    person.matters.shared_with_consent = is_yes(rows.at(row, "shared"));
  }

  void relations() {
    Rows rows = lists_.table("story-relations");
    for (size_t row = 0; row < rows.row_count(); ++row) {
      Household& house = houses_[std::string(rows.at(row, "person"))];
      care::Relation relation;
      relation.id = draw("relation", row).id(house.known_since);
      relation.person = house.person.id;
      relation.name = rows.at(row, "name");
      relation.role = rows.at(row, "role");
      relation.organisation = rows.at(row, "organisation");
      relation.phone = rows.at(row, "phone");
      relation.powers = strings_of(rows.at(row, "powers"));
      relation.is_unpaid_carer = is_yes(rows.at(row, "carer"));
      relation.lives_with_person = is_yes(rows.at(row, "lives"));
      relation.is_next_of_kin = is_yes(rows.at(row, "kin"));
      relation.is_emergency_contact = is_yes(rows.at(row, "emergency"));
      if (!rows.at(row, "other").empty()) relation.other = person(rows.at(row, "other"));
      relation.carer_assessment = rows.at(row, "offer");
      relation.note = rows.at(row, "note");
      house.relations.push_back(relation);
      batch(house.known_since, world_.owner, care::to_edits(relation));
    }
  }

  void alerts() {
    Rows rows = lists_.table("story-alerts");
    for (size_t row = 0; row < rows.row_count(); ++row) {
      const int since = number_of(rows.at(row, "since"));
      const os::UnixMs at = world_.past(since, 15 * 60);
      care::Alert alert;
      alert.id = draw("alert", row).id(at);
      alert.person = person(rows.at(row, "person"));
      alert.kind = rows.at(row, "kind");
      alert.title = rows.at(row, "title");
      alert.text = rows.at(row, "text");
      alert.severity = rows.at(row, "severity") == "high" ? care::Severity::High : rows.at(row, "severity") == "low" ? care::Severity::Low : care::Severity::Medium;
      alert.since = care::add_days(world_.today, -since);
      alert.review_on = care::add_days(world_.today, number_of(rows.at(row, "review")));
      batch(at, world_.owner, care::to_edits(alert));
    }
  }

  void responses_ids() {
    Rows rows = lists_.table("story-responses");
    for (size_t row = 0; row < rows.row_count(); ++row) {
      const os::UnixMs at = world_.past(number_of(rows.at(row, "started")), minute_of(rows.at(row, "clock")));
      response_ids_[std::string(rows.at(row, "key"))] = draw("response", row).id(at);
    }
  }

  void visits() {
    Rows rows = lists_.table("story-visits");
    for (size_t row = 0; row < rows.row_count(); ++row) {
      const int day = number_of(rows.at(row, "day"));
      const os::UnixMs made = world_.past(std::max(7, 7 - day), 9 * 60 + int(row));
      care::Visit visit;
      visit.id = draw("visit", row).id(made);
      visit.person = person(rows.at(row, "person"));
      visit.worker = world_.owner;
      visit.start = world_.wall(day, minute_of(rows.at(row, "clock")));
      visit.minutes = number_of(rows.at(row, "minutes"));
      visit.travel_minutes = number_of(rows.at(row, "travel"));
      visit.purpose = rows.at(row, "purpose");
      visit.brief = rows.at(row, "brief");
      if (!rows.at(row, "about").empty()) visit.about = person(rows.at(row, "about"));
      if (!rows.at(row, "response").empty()) visit.response = response_ids_[std::string(rows.at(row, "response"))];
      if (!rows.at(row, "due").empty()) visit.due = care::add_days(world_.today, number_of(rows.at(row, "due")));
      std::vector<record::Edit> planned = care::to_edits(visit);
      batch(made, world_.owner, std::move(planned));
      if (rows.at(row, "state") == "planned") continue;
      care::Visit done = visit;
      if (rows.at(row, "state") == "missed") {
        done.state = care::VisitState::Missed;
        done.reason = "No answer; left a card";
      } else {
        done = care::finished(care::started(visit, visit.start), visit.start + int64_t(visit.minutes) * 60'000);
      }
      batch(std::min(world_.now, visit.start + int64_t(visit.minutes) * 60'000), world_.owner, care::to_edits(visit, done));
    }
  }

  void notes() {
    Rows rows = lists_.table("story-notes");
    for (size_t row = 0; row < rows.row_count(); ++row) {
      care::Note note;
      note.at = world_.past(number_of(rows.at(row, "ago")), minute_of(rows.at(row, "clock")));
      note.id = draw("note", row).id(note.at);
      note.person = person(rows.at(row, "person"));
      note.author = author(rows.at(row, "author"));
      note.category = rows.at(row, "category");
      note.title = rows.at(row, "title");
      note.source = rows.at(row, "source");
      note.text = unescaped(rows.at(row, "text"));
      batch(note.at, note.author.is_nil() ? world_.leader : note.author, care::to_edits(note));
    }
  }

  // Somebody's ten years in one note: every screen and every store must hold it.
  void long_note() {
    Rows texts = lists_.table("note-texts");
    Draw chance = draw("long", 0);
    const Household& house = houses_["sian"];
    const Slots slots = slots_of(world_, house.person, house.relations);
    care::Note note;
    note.at = world_.past(50, 16 * 60 + 40);
    note.id = chance.id(note.at);
    note.person = house.person.id;
    note.author = world_.owner;
    note.category = "reflection";
    note.title = "Ten years of Weir Lane, copied from the paper file";
    for (int year = 0; note.text.size() < kLongNoteBytes; ++year) {
      note.text.append(year == 0 ? "" : "\n\n").append(std::to_string(2016 + year % 10)).append(". ");
      for (int i = 0; i < 4; ++i) note.text.append(fill_in(texts.at(chance.below(texts.row_count()), "text"), slots)).append(" ");
    }
    note.text.resize(note.text.find_last_of('.') + 1);
    batch(note.at, world_.owner, care::to_edits(note));
  }

  // Every person's record, as it was first written and then as it was changed.
  void tell_people() {
    Rows changes = lists_.table("story-changes");
    for (auto& [key, house] : houses_) {
      std::vector<record::Edit> first = care::to_edits(house.person);
      for (size_t row = 0; row < changes.row_count(); ++row) {
        if (changes.at(row, "person") != key) continue;
        const std::string path(changes.at(row, "path"));
        const auto edit = std::find_if(first.begin(), first.end(), [&](const record::Edit& e) { return e.path == path; });
        if (edit == first.end()) continue;
        const os::UnixMs at = world_.past(number_of(changes.at(row, "ago")), minute_of(changes.at(row, "clock")));
        batch(at, author(changes.at(row, "by")), {*edit});
        const std::string from(changes.at(row, "from"));
        if (from.empty()) first.erase(edit);
        else if (std::holds_alternative<record::Text>(edit->to)) edit->to = record::text(from);
        else edit->to = record::atom(from);
      }
      batch(house.known_since, world_.leader, std::move(first));
    }
  }

  base::Status responses() {
    Rows rows = lists_.table("story-responses");
    for (size_t row = 0; row < rows.row_count(); ++row) {
      const size_t first = batches_.size();
      TRY_DO(response(rows, row));
      // A colleague's came from the hub as it stands.
      if (rows.at(row, "author").empty()) continue;
      for (size_t i = first; i < batches_.size(); ++i) batches_[i].logged = false;
    }
    return {};
  }

  base::Status response(Rows rows, size_t row) {
    const Household& house = houses_[std::string(rows.at(row, "person"))];
    const int clock = minute_of(rows.at(row, "clock"));
    const auto moment = [&](std::string_view column) {
      const std::string_view days = rows.at(row, column);
      return days.empty() ? os::UnixMs(0) : world_.past(number_of(days), clock);
    };
    care::Response head;
    head.id = response_ids_[std::string(rows.at(row, "key"))];
    head.person = house.person.id;
    head.author = rows.at(row, "author").empty() ? world_.owner : author(rows.at(row, "author"));
    head.kind = rows.at(row, "kind");
    head.subject = rows.at(row, "subject");
    head.started = moment("started");
    head.saved = moment("saved");
    Slots slots = slots_of(world_, house.person, house.relations);
    slots.date = care::wall_time(head.started).date;
    const uint64_t seed = draw("answers", row).next();
    TRY(const FilledForm filled, answers_.fill(rows.at(row, "form"), rows.at(row, "set"), slots, seed));
    head.form = filled.url;
    head.form_version = filled.version;
    head.title = filled.title;
    head.answered = int(filled.counts.answered);
    head.total = int(filled.counts.asked);
    std::vector<record::Edit> edits = care::to_edits(head);
    for (const forms::FieldEdit& field : filled.fields) edits.push_back({head.id, care::kResponseRecord, field.path, field.to});
    Batch& made = batch(head.saved, head.author, std::move(edits));
    made.waiting = rows.at(row, "status") == "draft";
    made.group = record::to_string(head.id);
    if (made.waiting) return {};
    const care::Response now = states(rows, row, head, moment("submitted"), moment("returned"), moment("approved"));
    if (rows.at(row, "again").empty()) return {};
    TRY(const FilledForm again, answers_.fill(rows.at(row, "form"), rows.at(row, "set"), slots, seed, rows.at(row, "again")));
    const os::UnixMs at = world_.past(0, 7 * 60 + 30);
    batch(at, now.author, sent_again(world_, rows.at(row, "key"), now, filled, again, at));
    return {};
  }

  care::Response states(Rows rows, size_t row, const care::Response& draft, os::UnixMs submitted, os::UnixMs returned, os::UnixMs approved) {
    care::Response was = draft, now = draft;
    static_cast<care::Course&>(now) = care::submitted(draft, draft.author, submitted);
    batch(submitted, draft.author, care::to_edits(was, now));
    if (returned == 0 && approved == 0) return now;
    was = now;
    const care::Decision decision = story_decision(world_, rows.at(row, "key"), now, returned != 0 ? care::ApprovalState::Returned : care::ApprovalState::Approved, std::max(returned, approved));
    static_cast<care::Course&>(now) = care::decided(now, decision);
    std::vector<record::Edit> edits = care::to_edits(decision);
    for (record::Edit& edit : care::to_edits(was, now)) edits.push_back(std::move(edit));
    batch(decision.at, world_.leader, std::move(edits));
    return now;
  }

  void plans();
  void plan_row(Rows rows, size_t row, care::Plan& plan);

  const World& world_;
  Answers& answers_;
  const Lists& lists_;
  std::map<std::string, Household> houses_;
  std::map<std::string, record::RecordId> response_ids_;
  std::vector<Batch> batches_;
};

void Teller::plan_row(Rows rows, size_t row, care::Plan& plan) {
  const std::string_view part = rows.at(row, "part");
  const std::string text(rows.at(row, "text")), key(rows.at(row, "key"));
  const auto days = [&] { return care::add_days(world_.today, number_of(rows.at(row, "days"))); };
  const auto next_order = [](const auto& items) { return record::order_between(items.empty() ? std::string_view() : std::string_view(items.back().order), {}); };
  if (part == "outcome") {
    care::PlanOutcome outcome{{key, next_order(plan.outcomes)}, text, strings_of(rows.at(row, "needs")), std::string(rows.at(row, "how")),
                              std::string(rows.at(row, "progress")), {}};
    if (!rows.at(row, "days").empty()) outcome.starts = days();
    plan.outcomes.push_back(std::move(outcome));
  } else if (part == "action") {
    plan.actions.push_back({{key, next_order(plan.actions)}, text, std::string(rows.at(row, "who")), std::string(rows.at(row, "progress")), days(), false});
  } else if (part == "service") {
    care::PlanService service;
    static_cast<care::Item&>(service) = {key, next_order(plan.services)};
    service.code = rows.at(row, "service");
    for (const auto* list : {&world_.home_care, &world_.care_homes})
      for (const care::Provider& provider : *list)
        if (provider.name == rows.at(row, "provider")) service.provider = provider.id;
    service.provider_name = rows.at(row, "provider");
    service.outcome = rows.at(row, "progress");
    service.tasks = text;
    service.starts = days();
    service.pence_per_week = number_of(rows.at(row, "pence"));
    plan.services.push_back(std::move(service));
  } else if (part == "slots") {
    for (const char day : rows.at(row, "day"))
      plan.week.push_back({{"w" + std::to_string(plan.week.size() + 1), next_order(plan.week)}, day - '0', minute_of(rows.at(row, "start")),
                           number_of(rows.at(row, "minutes")), key, text});
  } else if (part == "money") {
    plan.money.push_back({{key, next_order(plan.money)}, text, std::string(rows.at(row, "who")), number_of(rows.at(row, "pence"))});
  } else if (key == "contingency") {
    plan.contingency = text;
  } else {
    plan.advice = text;
  }
}

void Teller::plans() {
  Rows rows = lists_.table("story-plan");
  for (size_t row = 0; row < rows.row_count();) {
    const Household& house = houses_[std::string(rows.at(row, "person"))];
    const int starts = number_of(rows.at(row, "days"));
    const bool sent = rows.at(row, "progress") == "submitted";
    const os::UnixMs at = sent ? world_.past(2, 11 * 60) : world_.past(std::max(1, 1 - starts), 16 * 60 + 5);
    care::Plan plan;
    plan.id = draw("plan", row).id(at);
    plan.person = house.person.id;
    plan.author = world_.owner;
    plan.version = number_of(rows.at(row, "key"));
    plan.starts = care::add_days(world_.today, starts);
    plan.review_on = house.person.review_due;
    plan.indicative_pence_per_week = number_of(rows.at(row, "pence"));
    plan.status = rows.at(row, "progress") == "active" ? care::PlanStatus::Active : care::PlanStatus::Draft;
    plan.has_person_agreed = sent || plan.status == care::PlanStatus::Active;
    const std::string_view of = rows.at(row, "person");
    for (++row; row < rows.row_count() && rows.at(row, "person") == of && rows.at(row, "part") != "plan"; ++row) plan_row(rows, row, plan);
    Batch& made = batch(at, world_.owner, care::to_edits(plan));
    made.waiting = plan.status == care::PlanStatus::Draft && !sent;
    made.group = record::to_string(plan.id);
    const os::UnixMs later = at + 25 * 60'000;
    if (sent) batch(later, world_.owner, care::to_edits(plan, care::submitted_plan(plan, world_.owner, later)));
  }
}

}  // namespace

base::Result<std::vector<Batch>> tell_story(const World& world, Answers& answers) { return Teller(world, answers).tell(); }

size_t story_size(const Lists& lists) { return lists.table("story-people").row_count(); }

}  // namespace demo
