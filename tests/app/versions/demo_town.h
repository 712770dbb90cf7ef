// tests/app/versions/demo_town.h: the invented council on a hub, the app's own tablet of it, and a colleague who works beside it. Between two runs of the app
// its store is opened here by the PIN, told what the hub has, and written to as the worker would; so that the app finds real conflicts and verdicts.
#pragma once
#include <optional>
#include <string>

#include "sync/keys/key_ring.h"
#include "tests/app/versions/office.h"

namespace versions_test {

// The care hub's rules, which are out of force while the council is put on file.
class TownRules final : public reconcile::Policy {
 public:
  explicit TownRules(const os::Clock& clock) : scope_({}, clock) {}
  bool in_force = false;
  std::optional<record::RecordId> bucket_of(record::RecordType type, const record::RecordId& id, const reconcile::ValueAt& at) const override { return scope_.bucket_of(type, id, at); }
  bool decides_bucket(record::RecordType type, std::string_view path) const override { return scope_.decides_bucket(type, path); }
  bool settles_itself(record::RecordType type, std::string_view path) const override { return scope_.settles_itself(type, path); }
  bool may_begin(const reconcile::DeviceRow& device, const record::RecordId& bucket) const override { return scope_.may_begin(device, bucket); }
  std::string refusal(const changeset::Entry& entry, const reconcile::DeviceRow& device, const reconcile::Look& look) const override {
    return in_force ? scope_.refusal(entry, device, look) : std::string();
  }

 private:
  hub::CareScope scope_;
};

class DemoTown {
 public:
  // `data_dir` of an app that has enrolled with `pin` and is not running; its store is empty. Everybody on file comes to it.
  DemoTown(const std::string& data_dir, std::string pin, os::UnixMs now);

  // What the worker and the colleague do, both without a signal; then both tell the hub.
  void she_sets(const record::RecordId& id, record::RecordType type, const std::string& path, record::Value to);
  void he_sets(const record::RecordId& id, record::RecordType type, const std::string& path, record::Value to);
  void passes(int64_t seconds) { clock_.advance_ms(seconds * 1000); }
  // The app's tablet must be closed again for the app to open it.
  void sync();
  void closes() { hers_.reset(); }
  void opens();
  void takes_away(const record::RecordId& person) { grant(person, false); }
  void grant(const record::RecordId& person, bool given);

  record::Record reads(const record::RecordId& id, record::RecordType type) { return colleague_->whole(id, type); }
  Desk& colleague() { return *colleague_; }
  store::Store& hers() { return hers_->store; }
  const record::RecordId& worker() const { return owner_; }

 private:
  struct Hers {
    store::Store store;
    std::optional<replica::Replica> replica;
  };
  void fill_hub(const std::string& folder);
  void exchange(replica::Replica& replica);

  os::SeededRandom random_{7};
  os::ManualClock clock_;
  std::string data_dir_, pin_;
  TownRules rules_;
  sim::HubDisk table_;
  std::unique_ptr<reconcile::Hub> hub_;
  std::unique_ptr<Desk> colleague_;
  crypto::SigningKey key_;
  uint64_t device_ = 0;
  record::RecordId owner_;
  std::string owner_name_;
  testing_support::TempFolder folder_;
  std::optional<Hers> hers_;
};

}  // namespace versions_test
