#include "sync/reconcile/policy.h"

namespace reconcile {

std::optional<record::RecordId> OwnedBy::bucket_of(record::RecordType, const record::RecordId&, const ValueAt& value_at) const {
  record::RecordId owner;
  const record::Value value = value_at(path_);
  if (!record::parse_record_id(record::utf8_of(value), owner)) return std::nullopt;
  return owner;
}

}  // namespace reconcile
