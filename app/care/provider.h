// app/care/provider.h: an organisation that gives care: a home care agency, a care home, a day service.
#pragma once
#include <string>
#include <vector>

#include "sync/record/record.h"

namespace care {

struct Provider {
  record::RecordId id;
  std::string name;
  std::string kind;  // codes "provider-kinds": home-care, care-home, nursing-home, day, meals, equipment, telecare
  std::string cqc_location;  // "1-" and digits
  std::string phone;
  std::string email;
  std::string address;
  std::string town;
  std::string postcode;
  std::vector<std::string> services;  // codes "services"
  int64_t pence_per_unit = 0;         // an hour of home care, a week in a home: the price last agreed
  int places = 0;                     // beds, for a home
  bool operator==(const Provider&) const = default;
};

Provider provider_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Provider& made);
std::vector<record::Edit> to_edits(const Provider& before, const Provider& after);

}  // namespace care
