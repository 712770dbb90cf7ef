#include "app/hub/scope.h"

#include "app/care/record_types.h"
#include "app/hub/guard.h"

namespace hub {
namespace {

constexpr std::string_view kOfPerson = "head/person";

enum class Owner { Itself, Person, Everybody };

Owner owner_of(record::RecordType type) {
  if (type == care::kPersonRecord || type == care::kTabletRecord) return Owner::Itself;
  return type == care::kProviderRecord || type == care::kWorkerRecord ? Owner::Everybody : Owner::Person;
}

}  // namespace

record::RecordId shared_bucket() { return {{'d', 'o', 'o', 'r', 's', 't', 'e', 'p', 0x80, 's', 'h', 'a', 'r', 'e', 'd', '1'}}; }

std::optional<record::RecordId> CareScope::bucket_of(record::RecordType type, const record::RecordId& id, const reconcile::ValueAt& value_at) const {
  const Owner owner = owner_of(type);
  if (owner == Owner::Itself) return id;
  if (owner == Owner::Everybody) return shared_bucket();
  record::RecordId person;
  const record::Value named = value_at(kOfPerson);
  if (!record::parse_record_id(record::utf8_of(named), person)) return std::nullopt;
  return person;
}

bool CareScope::decides_bucket(record::RecordType type, std::string_view path) const { return owner_of(type) == Owner::Person && path == kOfPerson; }

std::string CareScope::refusal(const changeset::Entry& entry, const reconcile::DeviceRow& device, const reconcile::Look& look) const {
  return refusal_of(entry, device.worker, look, care::limits_on(rules_, care::wall_time(clock_.now_ms()).date));
}

}  // namespace hub
