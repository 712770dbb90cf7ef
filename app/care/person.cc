#include "app/care/person.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"
#include "platform/base/utf8.h"

namespace care {

namespace {

constexpr auto kHead = [](auto& f, auto& person) {
  f.atom("head/given", person.given);
  f.atom("head/family", person.family);
  f.atom("head/preferred", person.preferred);
  f.atom("head/pronouns", person.pronouns);
  f.date("head/born", person.born, person.born_typed);
  f.date("head/died", person.died, person.died_typed);
  f.atom("head/nhs-number", person.nhs_number);
  f.atom("head/nhs-status", person.nhs_status);
  f.atom("head/local-number", person.local_number);
  f.atom("head/old-number", person.old_number);
  f.atom("head/address", person.address);
  f.atom("head/town", person.town);
  f.atom("head/postcode", person.postcode);
  f.atom("head/uprn", person.uprn);
  f.atom("head/phone", person.phone);
  f.atom("head/email", person.email);
  f.atom("head/support-reason", person.support_reason);
  f.id("head/worker", person.worker);
  f.atom("head/team", person.team);
  f.date("head/review-due", person.review_due);
  f.flag("head/is-carer", person.is_carer);
  f.flag("head/draft", person.is_draft);
};

constexpr auto kPersonFields = [](auto& f, auto& person) {
  kHead(f, person);
  f.atom("about/language", person.language);
  f.flag("about/interpreter", person.needs_interpreter);
  f.text("about/communication", person.communication);
  f.atom("about/ethnicity", person.ethnicity);
  f.atom("about/gender", person.gender);
  f.atom("about/employment", person.employment);
  f.atom("about/lives-with", person.lives_with);
  f.atom("about/accommodation", person.accommodation);
  f.atom("about/capacity", person.capacity);
  f.text("about/capacity-note", person.capacity_note);
  f.atom("about/gp-name", person.gp_name);
  f.atom("about/gp-practice", person.gp_practice);
  f.atom("about/gp-phone", person.gp_phone);
  f.text("about/access", person.access);
  f.text("matters/text", person.matters.text);
  f.atom("matters/whose", person.matters.whose);
  f.date("matters/said-on", person.matters.said_on, person.matters.said_on_typed);
  f.flag("matters/shared", person.matters.shared_with_consent);
};

void append_part(std::string& line, std::string_view separator, std::string_view part) {
  if (part.empty()) return;
  if (!line.empty()) line += separator;
  line += part;
}

// Upper case for the letters names begin with in Latin, Greek and Cyrillic; other scripts have no case or stay as they are.
uint32_t upper(uint32_t c) {
  if (c >= 'a' && c <= 'z') return c - 32;
  if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9) || (c >= 0x430 && c <= 0x44F)) return c - 32;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c & ~1u;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return (c & 1) ? c : c - 1;
  return c;
}

}  // namespace

Person person_from(const record::Record& from) { return read_thing<Person>(from, kPersonFields); }
std::vector<record::Edit> to_edits(const Person& made) { return write_thing(made, kPersonRecord, kPersonFields); }
std::vector<record::Edit> to_edits(const Person& before, const Person& after) { return change_thing(before, after, kPersonRecord, kPersonFields); }

std::string full_name(const Person& person) {
  std::string name = person.given;
  append_part(name, " ", person.family);
  if (name.empty()) name = person.preferred;
  return name.empty() ? "?" : name;
}

std::string called(const Person& person) {
  if (!person.preferred.empty()) return person.preferred;
  return person.given.empty() ? full_name(person) : person.given;
}

std::string initials(std::string_view name) {
  std::vector<uint32_t> firsts;
  bool at_start = true;
  for (size_t at = 0; at < name.size();) {
    const base::CodePoint c = base::decode_at(name, at);
    at += c.bytes;
    const bool is_mark = (c.value >= 0x200B && c.value <= 0x200F) || (c.value >= 0x202A && c.value <= 0x202E) || (c.value >= 0x2066 && c.value <= 0x2069);
    if (is_mark) continue;
    const bool is_gap = c.value == ' ' || c.value == 0xA0;
    if (at_start && !is_gap) firsts.push_back(upper(c.value));
    at_start = is_gap;
  }
  std::string letters;
  if (!firsts.empty()) base::append_utf8(letters, firsts.front());
  if (firsts.size() > 1) base::append_utf8(letters, firsts.back());
  return letters;
}

std::string address_line(const Person& person, bool with_postcode) {
  std::string line = person.address;
  append_part(line, ", ", person.town);
  if (with_postcode) append_part(line, " ", person.postcode);
  return line;
}

}  // namespace care
