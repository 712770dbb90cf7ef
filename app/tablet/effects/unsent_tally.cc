#include "app/tablet/effects/unsent_tally.h"

#include <algorithm>

#include "app/care/record_types.h"

namespace effects {

void UnsentTally::take(const std::string& group, record::RecordType type, const record::RecordId& id) {
  Group& known = groups_[group.empty() ? record::to_string(id) : group];
  known.visit |= type == care::kVisitRecord || type == care::kResponseRecord || type == care::kPlanRecord;
  known.other |= type == care::kDecisionRecord || type == record::kConflictType;
  records_.insert(id);
}

state::Unsent UnsentTally::counted(uint64_t entries) const {
  state::Unsent out{.entries = entries};
  if (entries == 0) return out;
  out.visits = uint64_t(std::count_if(groups_.begin(), groups_.end(), [](const auto& group) { return group.second.visit && !group.second.other; }));
  out.records = records_.size();
  out.only_visits = out.visits == groups_.size();
  return out;
}

}  // namespace effects
