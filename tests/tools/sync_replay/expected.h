// tests/tools/sync_replay/expected.h: what must be there in the end, computed from the workload alone.
#pragma once
#include "tests/tools/sync_replay/workload.h"

namespace replay {

using Records = std::map<record::RecordId, record::Record>;

// Saves an op into `records`, as one person alone would find it. Errors: BadInput.
base::Status apply(Records& records, const workload::Op& op);

struct Findings {
  uint64_t one_sided = 0, both_same = 0, joined = 0, conflicts = 0;  // fields
  uint64_t hidden = 0;     // edits that are neither shown nor kept in a conflict with both values, people, times and base
  uint64_t lost_words = 0; // words put in that are neither shown nor kept
  std::vector<std::string> problems;  // the first few: record ids and paths
};

// Are base, the week and the lead's edits all in `found` (with its conflict records)?
Findings compare(const Records& base, const Records& week, const Records& lead, const std::vector<record::Record>& found);

}  // namespace replay
