// app/care/needs_you.h: what synchronisation brought that only a person can settle: two versions of one answer, and changes the hub did not accept. A row
// a record, for lists. Pure functions, any thread.
#pragma once
#include <vector>

#include "app/care/caseload.h"

namespace care {

struct NeedsYou {
  enum class What : uint8_t { TwoVersions, Refused } what = What::TwoVersions;
  record::RecordId person;  // nil when that cannot be told
  record::RecordId about;   // the record
  record::RecordType about_type{};
  record::RecordId first;   // TwoVersions: the first conflict in it
  std::string reason;       // Refused: of all of them, or of the first
  size_t count = 0;         // answers
  bool operator==(const NeedsYou&) const = default;
};

// Two versions first; by person, then record, so that a row stays where it is while others come and go. `person`: theirs alone, nil for everybody's.
std::vector<NeedsYou> needs_you(const Caseload& caseload, const record::RecordId& person = {});

}  // namespace care
