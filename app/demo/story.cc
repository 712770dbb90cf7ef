#include "app/demo/story.h"

#include <algorithm>

#include "app/care/identifiers.h"
#include "app/demo/teller.h"

namespace demo {
namespace {

constexpr int kFirstKnownDays = 420;

}  // namespace

base::Result<std::vector<Batch>> Teller::tell() {
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

Batch& Teller::batch(os::UnixMs at, const record::RecordId& by, std::vector<record::Edit> edits) {
  Batch& made = batches_.emplace_back();
  made.at = at;
  made.by = by;
  const auto name = world_.names.find(by);
  made.by_name = name == world_.names.end() ? world_.owner_name : name->second;
  made.edits = std::move(edits);
  made.logged = true;
  return made;
}

record::RecordId Teller::author(std::string_view who) const {
  return who == "leader" ? world_.leader : who == "colleague" ? world_.colleague : who == "amara" ? world_.owner : record::RecordId{};
}

void Teller::people() {
  Rows rows = lists_.table("story-people");
  for (size_t row = 0; row < rows.row_count(); ++row) {
    Household& house = houses_[std::string(rows.at(row, "key"))];
    house.known_since = world_.past(kFirstKnownDays - int(row), 10 * 60 + int(row) * 7);
    Draw chance = draw("person", row);
    house.person.id = chance.id(house.known_since);
    read_person(rows, row, house.person);
  }
}

void Teller::read_person(Rows rows, size_t row, care::Person& person) {
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

// Every person's record, as it was first written and then as it was changed.
void Teller::tell_people() {
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

base::Result<std::vector<Batch>> tell_story(const World& world, Answers& answers) { return Teller(world, answers).tell(); }

size_t story_size(const Lists& lists) { return lists.table("story-people").row_count(); }

}  // namespace demo
