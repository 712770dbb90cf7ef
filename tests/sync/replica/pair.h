// tests/sync/replica/pair.h: a hub and tablets in one thread, each real; a test says which messages arrive.
#pragma once
#include <gtest/gtest.h>

#include "sync/reconcile/hub.h"
#include "sync/reconcile/lmdb_table.h"
#include "platform/os/file.h"
#include "sync/replica/replica.h"
#include "sync/store/cells.h"
#include "sync/store/header_file.h"
#include "tests/support/temp_folder.h"

namespace replica {

inline constexpr record::RecordType kPerson{1}, kPicture{8};
inline const blob::Fields kBlobFields{{kPicture, "head/blob"}};

class BlobPolicy final : public reconcile::OwnedBy {
 public:
  BlobPolicy() : OwnedBy("head/person") {}
  const blob::Fields& blobs() const override { return kBlobFields; }
};

class World {
 public:
  World() {
    tables_.emplace_back(std::move(reconcile::LmdbTable::open(folder_.path()).value()));
    open_hub();
  }
  void open_hub() {
    options.clock = &clock;
    options.random = &random;
    hub.reset();
    hub = std::move(reconcile::Hub::open(*tables_.front(), policy_, {}, vocabulary, options).value());
  }
  void close_hub() { hub.reset(); }
  reconcile::LmdbTable& table() { return *tables_.front(); }
  os::ManualClock clock{1'763'769'600'000};
  os::SeededRandom random{5};
  reconcile::HubOptions options;
  changeset::Vocabulary vocabulary;  // what the hub writes under
  std::unique_ptr<reconcile::Hub> hub;

 private:
  testing_support::TempFolder folder_;
  std::vector<std::unique_ptr<reconcile::LmdbTable>> tables_;
  BlobPolicy policy_;
};

class Tablet {
 public:
  Tablet(World& world, uint64_t number) : device(number), world_(world), key_(crypto::SigningKey::random(world.random)), data_key_(crypto::Key::random(world.random)) {
    EXPECT_TRUE(world.hub->enrol(number, key_.verify_key(), "worker-" + std::to_string(number)));
    open();
  }
  // Whatever was under way is gone.
  void open(uint64_t answer_kb_max = 256) {
    replica.reset();
    store.reset();
    const store::Options options{.device = device, .clock = &world_.clock, .random = &world_.random, .reserve_bytes = 0, .blobs = kBlobFields};
    auto opened = store::Store::exists(folder_ / "s") ? store::Store::open(folder_ / "s", data_key_, options) : store::Store::create(folder_ / "s", data_key_, options);
    store.emplace(std::move(opened.value()));
    replica.emplace(std::move(Replica::open(*store, device, key_, {}, {}, {&world_.clock, answer_kb_max, {kBlobFields}}).value()));
  }
  // A picture of a person, in a record of its own.
  wire::BlobRef attaches(const record::RecordId& person, const base::Bytes& content) {
    const wire::BlobRef ref{record::make_record_id(world_.clock.now_ms(), world_.random), store->put_blob(content).value()};
    names(ref, person);
    return ref;
  }
  void names(const wire::BlobRef& ref, const record::RecordId& person) {
    store::Commit commit;
    commit.author = "worker";
    commit.edits = {{ref.record, kPicture, "head/person", record::atom(record::to_string(person))}, {ref.record, kPicture, "head/blob", record::atom(blob::to_string(ref.name))}};
    EXPECT_TRUE(store->commit(commit));
  }
  // Words alone.
  void says_words() {
    Outcome outcome;
    while (outcome.more) {
      outcome = replica->answer(world_.hub->answer(replica->request().value())).value();
      ASSERT_EQ(outcome.status, wire::Status::Ok);
    }
  }
  // Everything there is to say: words, then blobs. What the last refusal of a blob was.
  wire::Status syncs() {
    wire::Status refused = wire::Status::Ok;
    says_words();
    for (int i = 0; i < 10'000; ++i) {
      const auto next = replica->blob_request();
      EXPECT_TRUE(next) << next.error().detail;
      if (!next || !*next) return refused;
      const auto outcome = replica->answer(world_.hub->answer(**next));
      EXPECT_TRUE(outcome) << outcome.error().detail;
      if (outcome->blobs.status != wire::Status::Ok) refused = outcome->blobs.status;
      if (outcome->status != wire::Status::Ok) return outcome->status;
      if (outcome->more) says_words();
    }
    ADD_FAILURE() << "no end";
    return refused;
  }
  Carried::Where where(const wire::BlobRef& ref) {
    for (const Carried& each : replica->carried_blobs())
      if (each.blob == ref) return each.where;
    ADD_FAILURE() << "not carried";
    return Carried::Where::Missing;
  }

  // Of a blob: chunk `index` does not open any more, wherever in the file it stands; with `gone` the next opening notices, and carries the rest into a fresh file.
  void damages(const blob::Name& name, uint32_t index, bool gone) {
    replica.reset();
    store.reset();
    const store::Cells cells(data_key_, store::find_header(folder_ / "s")->store, world_.random);
    const store::CellKey key = store::CellKey(store::Table::Chunks).add(cells.blob_place(name)).add32(index);
    base::Bytes stored;
    ASSERT_TRUE(kv::Env::open(folder_ / "s")->read([&](const kv::ReadTxn& txn) -> base::Status {
      TRY(const auto found, txn.find(key));
      return stored = base::copy(*found), base::Status();
    }));
    base::Bytes file = *os::read_file(folder_ / "s/data.mdb", 64 << 20);
    for (auto at = file.begin(); (at = std::search(at, file.end(), stored.begin(), stored.end())) != file.end(); ++at) at[std::ptrdiff_t(stored.size() / 2)] ^= 1;
    ASSERT_TRUE(os::overwrite_file(folder_ / "s/data.mdb", file));
    if (gone) {
      ASSERT_TRUE(os::remove_file(folder_ / "s/clean"));  // so that the next opening reads every value, and salvages
    }
    open();
  }

  const uint64_t device;
  std::optional<store::Store> store;
  std::optional<Replica> replica;

 private:
  World& world_;
  testing_support::TempFolder folder_;
  crypto::SigningKey key_;
  crypto::Key data_key_;
};

inline base::Bytes photo(size_t bytes, uint64_t seed = 1) {
  os::SeededRandom random(seed);
  base::Bytes out(bytes);
  random.fill(out);
  return out;
}

}  // namespace replica
