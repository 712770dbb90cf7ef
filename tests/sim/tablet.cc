#include "tests/sim/tablet.h"

#include "platform/base/check.h"
#include "sync/record/sync_types.h"

namespace sim {

Tablet::Tablet(uint64_t number, int whose, os::Random& chance)
    : device(number), worker(whose), random(chance.next_u64()), disk(folder.path()), data_key(crypto::Key::random(random)), key(crypto::SigningKey::random(random)), clock(1'763'769'600'000) {}

Tablet::Tablet(const Tablet& other, os::Random& chance)
    : device(other.device), worker(other.worker), random(chance.next_u64()), disk(folder.path()), data_key(other.data_key.clone()), key(crypto::SigningKey::from_seed(other.key.seed())), clock(other.clock.now_ms()), granted(other.granted), keep_dropped_ms(other.keep_dropped_ms), copied(true),
      may_be_forked(true), revoked(other.revoked), saved(other.saved) {
  other.disk.copy_to(disk);
}

void Tablet::open() {
  TabletDisk::use(&disk);
  store::Options options;
  options.device = device;
  options.clock = &clock;
  options.random = &random;
  options.reserve_bytes = 0;
  options.keep_dropped_ms = keep_dropped_ms;
  options.blobs = {{record::RecordType{5}, "head/blob"}};
  const std::string place = disk.store();
  auto opened = store::Store::exists(place) ? store::Store::open(place, data_key, options) : store::Store::create(place, data_key, options);
  CHECK(opened);
  store.emplace(std::move(*opened));
  auto begun = replica::Replica::open(*store, device, key, {}, {}, {&clock, 4, {options.blobs, 20'000}});
  CHECK(begun);
  replica.emplace(std::move(*begun));
  words_to_say = true;
}

void Tablet::die() {
  if (!disk.died()) disk.end_here();
  replica.reset();
  store.reset();
  disk.come_back();
  disk.be_full(false);
  open();
}

void Tablet::go_back() {
  replica.reset();
  store.reset();
  disk.come_back();
  disk.be_full(false);
  disk.go_back();
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
