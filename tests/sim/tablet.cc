#include "tests/sim/tablet.h"

#include "platform/base/check.h"
#include "sync/record/sync_types.h"

namespace sim {

Tablet::Tablet(uint64_t number, os::Random& chance)
    : device(number), random(chance.next_u64()), data_key(crypto::Key::random(random)), key(crypto::SigningKey::random(random)), clock(1'763'769'600'000) {}

void Tablet::open() {

  store::Options options;
  options.device = device;
  options.clock = &clock;
  options.random = &random;
  options.reserve_bytes = 0;
  const std::string place = folder / "store";
  auto opened = store::Store::exists(place) ? store::Store::open(place, data_key, options) : store::Store::create(place, data_key, options);
  CHECK(opened);
  store.emplace(std::move(*opened));
  auto begun = replica::Replica::open(*store, device, key, {}, {}, {&clock, 4});
  CHECK(begun);
  replica.emplace(std::move(*begun));
}

void Tablet::die() {
  replica.reset();
  store.reset();
  open();
}

std::vector<record::Record> Tablet::records() const {
  std::vector<record::Record> out;
  for (const record::RecordType type : {record::RecordType(1), record::RecordType(5), record::kConflictType, record::kVerdictType}) {
    std::vector<record::RecordId> ids;
    CHECK(store->each_head(type, [&](const record::RecordId& id, const record::FieldMap&) { ids.push_back(id); }));
    for (const record::RecordId& id : ids) {
      auto record = store->read(type, id);
      CHECK(record);
      out.push_back(std::move(*record));
    }
  }
  return out;
}

}  // namespace sim
