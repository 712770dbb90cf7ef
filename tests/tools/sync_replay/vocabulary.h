// tests/tools/sync_replay/vocabulary.h: the schema and dictionary a replay runs under.
#pragma once
#include <string>

#include "sync/changeset/train.h"
#include "tests/tools/sync_replay/workload.h"

namespace replay {

// Entries as a tablet saves them, in frames of a visit.
struct Day {
  std::vector<record::Record> base;
  std::vector<workload::Op> ops;
};
changeset::Entry entry_of(const workload::Op& op, uint64_t device, uint64_t sequence, std::map<std::pair<record::RecordId, record::FieldPath>, record::Value>& held);
std::vector<std::vector<changeset::Entry>> frames_of(const Day& day, uint64_t device);
base::Result<std::vector<Day>> read_days(const std::string& file, std::vector<std::pair<record::RecordType, std::string>>* names, std::vector<std::string>* codes);

// Schema and dictionary learned from other tablets' days.
base::Result<changeset::Vocabulary> trained_on(const std::string& fanin_file, size_t words_bytes_max);
// The names and codes of the workload's schema line, as both ends would have them from form definitions; the dictionary from `file` (empty: none).
base::Result<changeset::Vocabulary> shipped(const std::string& workload_file, const std::string& dictionary_file);

}  // namespace replay
