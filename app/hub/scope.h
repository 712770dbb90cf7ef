// app/hub/scope.h: whose a record is. A bucket is one person with everything about them; what belongs to nobody in particular (workers, teams, providers)
// stands in one bucket every device is granted. What may be done to it: guard.h.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "app/care/attachment.h"
#include "app/care/conflict.h"
#include "app/care/local_rules.h"
#include "sync/reconcile/policy.h"

namespace hub {

record::RecordId shared_bucket();

class CareScope final : public reconcile::Policy {
 public:
  // `clock` must outlive it: limits change from a day on.
  explicit CareScope(care::LocalRules rules = {}, const os::Clock& clock = os::system_clock()) : rules_(std::move(rules)), clock_(clock) {}
  std::optional<record::RecordId> bucket_of(record::RecordType type, const record::RecordId& id, const reconcile::ValueAt& value_at) const override;
  bool decides_bucket(record::RecordType type, std::string_view path) const override;
  bool is_everybodys(const record::RecordId& bucket) const override { return bucket == shared_bucket(); }
  bool settles_itself(record::RecordType type, std::string_view path) const override { return care::settles_itself(type, path); }
  const blob::Fields& blobs() const override { return blobs_; }
  // Whoever meets a person nobody has on file begins their file.
  bool may_begin(const reconcile::DeviceRow&, const record::RecordId&) const override { return true; }
  std::string refusal(const changeset::Entry& entry, const reconcile::DeviceRow& device, const reconcile::Look& look) const override;

 private:
  const care::LocalRules rules_;
  const os::Clock& clock_;
  const blob::Fields blobs_ = care::blob_fields();
};

}  // namespace hub
