// app/care/relation.h: somebody around a person: family, friend, neighbour, GP, attorney, advocate, paid carer.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "sync/record/record.h"

namespace care {

struct Relation {
  record::RecordId id;
  record::RecordId person;                // whose network this is
  record::RecordId other;                 // the same human being's own person record, where they have one
  std::string name;                       // "Ruth Whitlock"
  std::string role;                       // codes "relation-roles": daughter, gp, neighbour
  std::string organisation;               // "Larkham Surgery"
  std::string phone;
  std::string email;
  std::vector<std::string> powers;        // codes "powers": lpa-health, lpa-property, deputy, nearest-relative, advocate
  bool is_unpaid_carer = false;
  bool lives_with_person = false;
  bool is_next_of_kin = false;
  bool is_emergency_contact = false;
  std::string carer_assessment;           // codes "carer-offer": offered, accepted, declined, done
  std::string note;
  Date since;
  Date ended_on;
  bool operator==(const Relation&) const = default;
};

Relation relation_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Relation& made);
std::vector<record::Edit> to_edits(const Relation& before, const Relation& after);

// Who to ring first: emergency contact, next of kin, unpaid carers, people with a power, the rest of the family, then professionals; ended last.
void sort_relations(std::vector<Relation>& relations);

}  // namespace care
