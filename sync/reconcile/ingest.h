// sync/reconcile/ingest.h: what a device pushed becomes part of the hub's order. Reading and checking it needs no transaction and may run on any
// thread; applying it happens inside one, for as many pushes as are at hand. For this folder's own use.
#pragma once
#include <map>
#include <unordered_map>

#include "sync/changeset/run.h"
#include "sync/reconcile/fields.h"
#include "sync/reconcile/policy.h"
#include "sync/wire/message.h"

namespace reconcile {

// What reading a run needs to know of its device.
struct DeviceView {
  DeviceRow row;
  changeset::Window window;
};

// A run read, its hashes computed and its signatures checked.
struct Prepared {
  uint64_t device = 0;
  wire::Status status = wire::Status::Ok;  // else nothing of it is applied
  uint64_t first = 0;                      // of the first frame
  crypto::Hash previous{};
  std::vector<changeset::Unpacked> frames;               // each covered by a signature
  std::vector<std::optional<crypto::Signature>> signatures;
};

Prepared prepare(uint64_t device, const DeviceView& view, base::ByteView run, const changeset::Library& library, const changeset::FindByTail& find);

// The last words of the device's chain, as its frames have them.
base::Result<changeset::Window> window_of(const TableReader& table, uint64_t device);

// The one record or bucket in the table whose id ends so; of several, the one that `device` is granted. Errors: NotFound.
base::Result<record::RecordId> find_by_tail(const TableReader& table, const changeset::Tail& tail, uint64_t device);

// One write transaction's worth of pushes. What it learned of devices and records is written by finish().
class Ingest {
 public:
  Ingest(TableWriter& table, const Policy& policy, const changeset::Library& library, MetaRow& meta, int64_t now_ms)
      : table_(table), policy_(policy), library_(library), meta_(meta), now_ms_(now_ms) {}
  // A run that does not go on where the device's chain ends is left alone: what is held says the rest.
  base::Status take(const Prepared& prepared);
  // Values the hub writes itself, as one entry.
  using Fields = std::vector<std::pair<std::string, record::Value>>;
  base::Status write_own(const record::RecordId& bucket, record::RecordType type, const record::RecordId& id, const Fields& fields);
  base::Status grant(uint64_t device, const record::RecordId& bucket, bool given, bool begun = false);
  // A device asks, has the buckets of its grants up to `grants` and is at `cursor`. Before what it typed is taken.
  base::Status note_grants(uint64_t device, uint64_t grants, uint64_t cursor);
  base::Result<DeviceRow*> device(uint64_t number);
  base::Status finish();
  size_t conflicts() const { return conflicts_; }      // raised or added to
  size_t quarantined() const { return quarantined_; }  // ops

 private:
  // What became of one op.
  struct Told {
    record::RecordId bucket;
    size_t entry = 0, op = 0;
    Applied applied;
  };
  struct HeldRecord {
    std::optional<RecordRow> row;
    bool changed = false;
  };
  // The frame at hand.
  struct Work {
    uint64_t device = 0;
    DeviceRow* row = nullptr;
    const std::vector<changeset::Entry>* entries = nullptr;
    uint64_t hub_first = 0;
    uint64_t base = 0;
    std::string refused;  // why nothing of the entry at hand is accepted; empty: it is
    std::vector<Told> told;
    std::vector<std::pair<record::RecordId, record::RecordId>> moves;  // record, from bucket
  };
  base::Result<HeldRecord*> record(const record::RecordId& id);
  base::Result<const GrantRow*> grant_in_force(uint64_t device, const record::RecordId& bucket);
  base::Result<bool> granted(uint64_t device, const record::RecordId& bucket);
  // Up to which number a device at `cursor` had seen a bucket, and a record: a bucket that was taken away and given back (README.md).
  base::Result<uint64_t> known_of(uint64_t device, const record::RecordId& bucket, uint64_t cursor);
  base::Result<uint64_t> seen_of(const Work& work, const record::RecordId& id);
  base::Status move(Work& work, const record::RecordId& id, const record::RecordId& to, uint64_t sequence);
  base::Result<bool> is_empty(const record::RecordId& bucket) const;
  base::Status apply_waiting(uint64_t number, DeviceRow& device);
  base::Status apply(uint64_t number, DeviceRow& device, FrameRow& row, const std::vector<changeset::Entry>& entries);
  base::Status apply_one(Work& work, size_t entry, size_t op);
  // Empty: the record may be written; else why not.
  base::Result<std::string> admit(Work& work, const changeset::Entry& entry, const changeset::Op& op, const Write& write, record::RecordId& bucket);
  base::Result<std::string> admit_to(Work& work, const record::RecordId& bucket);
  base::Status quarantine(Work& work, const changeset::Entry& entry, const changeset::Op& op, const Write& write, const std::string& reason, Told& told);
  base::Status disputed(const changeset::Op& op, const Write& write, const record::RecordId& bucket, const Dispute& dispute);
  // Two settled a conflict differently, neither knowing of the other: the two settlements are in conflict now.
  base::Status settled_twice(const record::RecordId& conflict, const Write& write, const record::RecordId& bucket, const Dispute& dispute);
  base::Status raise(const changeset::Op& op, const Write& write, const record::RecordId& bucket, const Dispute& dispute);
  // A side of an open conflict changed its mind before anybody settled it.
  base::Status follow_up(const changeset::Op& op, const Write& write, const record::RecordId& bucket);
  // A conflict's state was changed: the field knows whether it has an open one.
  base::Status close_or_reopen(const changeset::Op& op);
  // What a conflict is about; absent when it does not say.
  base::Result<std::optional<std::pair<record::RecordId, std::string>>> field_of_conflict(const record::RecordId& conflict) const;
  base::Status tell(const Work& work);
  base::Status tell_moves(const Work& work);
  base::Result<record::Value> value_at(const changeset::Entry& entry, const record::RecordId& id, std::string_view path) const;

  TableWriter& table_;
  const Policy& policy_;
  const changeset::Library& library_;
  MetaRow& meta_;
  int64_t now_ms_;
  size_t conflicts_ = 0, quarantined_ = 0;
  std::unordered_map<uint64_t, DeviceRow> devices_;
  std::unordered_map<record::RecordId, HeldRecord> records_;
  std::map<std::pair<uint64_t, record::RecordId>, GrantRow> granted_;
};

// Every field of a record, as the ops that write it.
base::Result<std::vector<changeset::Op>> whole_record(const TableReader& table, const record::RecordId& id, record::RecordType type);

}  // namespace reconcile
