// sync/changeset/train.h: makes a schema and a dictionary from sample change-sets. They must be invented: both carry pieces of them word for word.
#pragma once
#include <span>

#include "sync/changeset/change.h"
#include "sync/changeset/dictionary.h"

namespace changeset {

struct TrainingPlan {
  size_t words_bytes_max = 32 * 1024;
  size_t text_bytes_max = 256 * 1024;
  size_t atoms_max = 512;
  size_t forms_max = 64;
  size_t atom_seen_min = 20;  // a value seen less often is nobody's habit
  uint32_t decision_seen_min = 4;
};

// Names and common values for what the samples hold. `names` and `atoms` exist, seen or not: each gets a number.
Schema schema_of(std::span<const std::vector<Entry>> frames, const std::vector<std::pair<record::RecordType, std::string>>& names,
                 const std::vector<std::string>& atoms, const TrainingPlan& plan = {});
// `phrases` are more words than the frames hold. Errors: BadInput (too little to learn from).
base::Result<Dictionary> train(std::span<const std::vector<Entry>> frames, const std::vector<std::string>& phrases, const Schema& schema,
                               const TrainingPlan& plan = {});

}  // namespace changeset
