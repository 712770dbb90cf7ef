#include "app/care/relation.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr auto kRelationFields = [](auto& f, auto& relation) {
  f.id("head/person", relation.person);
  f.id("head/other", relation.other);
  f.atom("head/name", relation.name);
  f.atom("head/role", relation.role);
  f.atom("head/organisation", relation.organisation);
  f.atom("head/phone", relation.phone);
  f.atom("head/email", relation.email);
  f.codes("head/powers", relation.powers);
  f.flag("head/unpaid-carer", relation.is_unpaid_carer);
  f.flag("head/lives-with", relation.lives_with_person);
  f.flag("head/next-of-kin", relation.is_next_of_kin);
  f.flag("head/emergency", relation.is_emergency_contact);
  f.atom("head/carer-assessment", relation.carer_assessment);
  f.text("head/note", relation.note);
  f.date("head/since", relation.since);
  f.date("head/ended-on", relation.ended_on);
};

int rank(const Relation& relation) {
  if (!relation.ended_on.is_empty()) return 6;
  if (relation.is_emergency_contact) return 0;
  if (relation.is_next_of_kin) return 1;
  if (relation.is_unpaid_carer) return 2;
  if (!relation.powers.empty()) return 3;
  return relation.organisation.empty() ? 4 : 5;
}

}  // namespace

Relation relation_from(const record::Record& from) { return read_thing<Relation>(from, kRelationFields); }
std::vector<record::Edit> to_edits(const Relation& made) { return write_thing(made, kRelationRecord, kRelationFields); }
std::vector<record::Edit> to_edits(const Relation& before, const Relation& after) { return change_thing(before, after, kRelationRecord, kRelationFields); }

void sort_relations(std::vector<Relation>& relations) {
  std::stable_sort(relations.begin(), relations.end(), [](const Relation& a, const Relation& b) {
    const int left = rank(a), right = rank(b);
    return std::tie(left, a.since, a.id) < std::tie(right, b.since, b.id);
  });
}

}  // namespace care
