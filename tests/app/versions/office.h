// tests/app/versions/office.h: some workers' tablets and a hub in one thread, for a test: the real stores, replicas and hub, with the rules of the care
// hub about whose a record is. Nothing is lost on the way; when an exchange happens is the test's to say.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "app/care/caseload.h"
#include "app/care/record_types.h"
#include "app/hub/scope.h"
#include "sync/reconcile/hub.h"
#include "tests/sim/hub_disk.h"
#include "tests/sim/tablet.h"

namespace versions_test {

inline constexpr record::RecordType kNote = care::kNoteRecord;
inline const std::string kText = "body/text";

// One worker's tablet.
class Desk {
 public:
  Desk(uint64_t device, record::RecordId worker_id, os::Random& random);
  void sets(const record::RecordId& id, record::RecordType type, const std::string& path, record::Value to) { commits({{id, type, path, std::move(to)}}); }
  void commits(std::vector<record::Edit> edits);
  record::Value reads(const record::RecordId& id, record::RecordType type, const std::string& path) const;
  record::Record whole(const record::RecordId& id, record::RecordType type) const;
  std::vector<care::Conflict> conflicts() const;  // open ones, whole
  std::vector<care::Verdict> verdicts() const;
  std::string digest() const;  // of every record: two desks that hold the same have the same
  care::Choices choices(const care::Conflict& conflict, const care::Join& join = {}) const;
  void takes_back_last();  // the last thing this tablet saved
  void settles(const care::Conflict& conflict, const record::Value& chosen);
  care::Reader reader() const { return {worker, {}}; }

  record::RecordId worker;
  sim::Tablet tablet;
};

class Office {
 public:
  explicit Office(uint64_t seed);
  Desk& desk(int number) { return *desks_[size_t(number)]; }
  // A further tablet, of the worker of desk `of`.
  Desk& another_tablet(int of) { return enrol(desk(of).worker); }
  Desk& another_worker() { return enrol(new_id()); }
  record::RecordId new_id() { return record::make_record_id(clock_.now_ms(), random_); }
  // A person both workers have, and a note and a plan about them, everywhere.
  record::RecordId person();
  void grant(Desk& desk, const record::RecordId& person, bool given);
  void sync(Desk& desk);
  void sync_all();  // until nobody has anything to say
  void passes(int64_t seconds);
  reconcile::Hub& hub() { return *hub_; }
  os::SeededRandom& random() { return random_; }

 private:
  Desk& enrol(const record::RecordId& worker);
  os::SeededRandom random_;
  os::ManualClock clock_{1'763'769'600'000};
  hub::CareScope scope_;
  sim::HubDisk table_;
  std::unique_ptr<reconcile::Hub> hub_;
  std::vector<std::unique_ptr<Desk>> desks_;
};

}  // namespace versions_test
