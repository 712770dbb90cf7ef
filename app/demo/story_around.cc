// What hangs on the people of the story: who is around them, what to know before the door, visits and notes.
#include <algorithm>

#include "app/care/alert.h"
#include "app/demo/teller.h"

namespace demo {
namespace {

constexpr int kLongNoteBytes = 20'000;

std::string unescaped(std::string_view text) {
  std::string out(text);
  for (size_t at = out.find("\\n"); at != std::string::npos; at = out.find("\\n", at)) out.replace(at, 2, "\n");
  return out;
}

}  // namespace

void Teller::relations() {
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

void Teller::alerts() {
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

void Teller::visits() {
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

void Teller::notes() {
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
void Teller::long_note() {
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

}  // namespace demo
