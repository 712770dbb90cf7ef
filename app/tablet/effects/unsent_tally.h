// app/tablet/effects/unsent_tally.h: what the hub has not acknowledged, counted as people count: visits, and records where there is more than visits.
#pragma once
#include <map>
#include <set>
#include <string>

#include "app/tablet/state/events.h"

namespace effects {

class UnsentTally {
 public:
  // A change of one record, made in a group (Commit::group; empty: in none).
  void take(const std::string& group, record::RecordType type, const record::RecordId& id);
  void clear() { groups_.clear(), records_.clear(); }
  state::Unsent counted(uint64_t entries) const;

 private:
  struct Group {
    bool visit = false;  // a visit, its form or its plan was changed
    bool other = false;  // something was decided or settled there: no visit of hers
  };
  std::map<std::string, Group> groups_;
  std::set<record::RecordId> records_;
};

}  // namespace effects
