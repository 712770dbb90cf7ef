#include "tests/app/versions/demo_town.h"

#include "app/tablet/effects/demo_seed.h"
#include "platform/base/check.h"

namespace versions_test {
namespace {

// Its number in every stamp, as the app has it: the random tail of the tablet's id.
uint64_t number_of(const record::RecordId& device) { return base::Reader(base::ByteView(device.bytes).subspan(8)).u64(); }

constexpr char kColleague[] = "P. Okafor";

}  // namespace

DemoTown::DemoTown(const std::string& data_dir, std::string pin, os::UnixMs now)
    : clock_(now), data_dir_(data_dir), pin_(std::move(pin)), rules_(clock_), key_(crypto::SigningKey::random(random_)) {
  reconcile::HubOptions options;
  options.clock = &clock_;
  options.random = &random_;
  hub_ = reconcile::Hub::open(table_, rules_, {}, {}, options).value();
  colleague_ = std::make_unique<Desk>(0x0c01'1ea6'0e00'0001, record::make_record_id(now, random_), random_);
  CHECK(hub_->enrol(colleague_->tablet.device, colleague_->tablet.key.verify_key(), record::to_string(colleague_->worker)));
  opens();
  CHECK(hub_->enrol(device_, key_.verify_key(), "hers"));
  fill_hub(folder_ / "council");
  const std::vector<record::RecordId> buckets = hub_->buckets().value();
  for (const record::RecordId& bucket : buckets)
    if (bucket != reconcile::private_bucket_of(colleague_->tablet.device)) CHECK(hub_->grant(device_, bucket, true));
  sync();
}

void DemoTown::opens() {
  keys::FileDevice device(data_dir_ + "/device.key");
  auto ring = keys::KeyRing::open(data_dir_ + "/keys", keys::World{clock_, random_, device});
  CHECK(ring);
  const auto data_key = ring->unlock(keys::Kind::Pin, base::view(pin_));
  CHECK(data_key);
  device_ = number_of(ring->device());
  store::Options options;
  options.device = device_;
  options.clock = &clock_;
  options.random = &random_;
  auto store = store::Store::open(data_dir_ + "/store", *data_key, options);
  CHECK(store);
  hers_.emplace(Hers{std::move(*store), {}});
  hers_->replica.emplace(replica::Replica::open(hers_->store, device_, key_, {}, {}, {&clock_, 256}).value());
  if (owner_.is_nil()) return;
  const std::vector<record::Record> tablet{{ring->device(), care::kTabletRecord, {{"head/owner", {record::atom(record::to_string(owner_)), {}}}}}};
  CHECK(hers_->store.import(tablet));
}

// The council as the app invents it, and the colleague himself, brought to the hub by the colleague's tablet.
void DemoTown::fill_hub(const std::string& folder) {
  const crypto::Key key = crypto::Key::random(random_);
  store::Options options;
  options.clock = &clock_;
  options.random = &random_;
  owner_ = effects::seed_demo(folder, key, options, {DOORSTEP_SOURCE_DIR "/assets", 34, clock_.now_ms()}).value();
  const store::Store council = store::Store::open(folder, key, options).value();
  std::vector<store::Commit> commits;
  for (const record::RecordType type : care::kListedRecords)
    CHECK(council.each_head(type, [&](const record::RecordId& id, const record::FieldMap&) {
      store::Commit commit;
      commit.edits = record::edits_of(council.read(type, id).value());
      commit.author = record::to_string(colleague_->worker);
      commits.push_back(std::move(commit));
    }));
  care::Worker colleague;
  colleague.id = colleague_->worker;
  colleague.name = kColleague;
  colleague.kind = "worker";
  colleague.role = "ot";
  commits.push_back({.edits = care::to_edits(colleague), .author = record::to_string(colleague_->worker)});
  colleague_->tablet.clock.set_ms(clock_.now_ms());
  CHECK(colleague_->tablet.store->commit_all(commits));
  CHECK(hub_->grant(colleague_->tablet.device, hub::shared_bucket(), true));
  owner_name_ = care::worker_from(council.read(care::kWorkerRecord, owner_).value()).name;
  exchange(*colleague_->tablet.replica);
  rules_.in_force = true;
  closes();
  opens();
}

void DemoTown::exchange(replica::Replica& replica) {
  replica::Outcome outcome;
  for (int i = 0; outcome.more && i < 2000; ++i) {
    const auto request = replica.request();
    CHECK(request);
    auto answered = replica.answer(hub_->answer(*request));
    CHECK(answered);
    outcome = std::move(*answered);
    CHECK(outcome.status == wire::Status::Ok);
  }
}

void DemoTown::she_sets(const record::RecordId& id, record::RecordType type, const std::string& path, record::Value to) {
  store::Commit commit;
  commit.edits = {{id, type, path, std::move(to)}};
  commit.author = owner_name_;
  CHECK(hers_->store.commit(commit));
}

void DemoTown::he_sets(const record::RecordId& id, record::RecordType type, const std::string& path, record::Value to) {
  colleague_->tablet.clock.set_ms(clock_.now_ms());
  colleague_->sets(id, type, path, std::move(to));
}

void DemoTown::sync() {
  exchange(*hers_->replica);
  exchange(*colleague_->tablet.replica);
  exchange(*hers_->replica);
}

void DemoTown::grant(const record::RecordId& person, bool given) { CHECK(hub_->grant(device_, person, given)); }

}  // namespace versions_test
