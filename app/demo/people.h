// app/demo/people.h: invented people beyond the story: who they are, who is around them, what they get, what was written down.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/care/note.h"
#include "app/care/person.h"
#include "app/care/plan.h"
#include "app/care/provider.h"
#include "app/care/relation.h"
#include "app/care/response.h"
#include "app/care/service.h"
#include "app/care/visit.h"
#include "app/demo/answers.h"
#include "app/demo/lists.h"

namespace demo {

// What everything is drawn against.
struct World {
  uint64_t seed = 0;
  os::UnixMs now = 0;
  care::Date today;
  const Lists* lists = nullptr;
  record::RecordId owner, leader, deputy, colleague, manager;
  std::map<record::RecordId, std::string> names;  // of the workers
  std::string owner_name, leader_name, team;
  std::vector<care::Provider> home_care, care_homes;  // to place people with
  // The instant of a wall time so many days from today, never later than `now`.
  os::UnixMs past(int days_ago, int minute) const;
  os::UnixMs wall(int days_from_today, int minute) const;
};

// 999 and six digits that have a check digit, by number: never the same twice below 900,000.
std::string nhs_number(uint64_t number);
std::string house_phone(uint64_t number);
std::string mobile_phone(uint64_t number);

// One person and all that hangs on them, not yet as edits.
struct Household {
  care::Person person;
  std::vector<care::Relation> relations;
  std::vector<care::Note> notes;
  std::vector<care::Visit> visits;
  std::vector<care::Plan> plans;
  std::vector<care::Service> services;
  std::vector<care::Response> responses;
  os::UnixMs known_since = 0;
};
Household make_household(const World& world, uint64_t number, size_t notes);

std::vector<care::Provider> make_providers(const World& world, size_t home_care, size_t care_homes);
Slots slots_of(const World& world, const care::Person& person, const std::vector<care::Relation>& relations);

}  // namespace demo
