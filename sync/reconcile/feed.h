// sync/reconcile/feed.h: what one device is told: everything after its cursor in the buckets it is granted, and whole records of buckets it was granted
// since. Read in one transaction, so that what is told is what stood there at one moment. For this folder's own use.
#pragma once
#include "sync/reconcile/policy.h"
#include "sync/reconcile/store.h"
#include "sync/wire/message.h"

namespace reconcile {

struct Asked {
  uint64_t device = 0;
  uint64_t cursor = 0;
  uint64_t grants = 0;
  std::vector<record::RecordId> refetch;
  size_t bytes_max = 0;  // of the answer, packed; one entry or record may go beyond
};

struct Told {
  uint64_t cursor = 0;
  uint64_t grants = 0;
  bool more = false;
  uint64_t ahead = 0;  // buckets given, but for everybody's, that are still to be told whole after this
  std::vector<wire::Settled> settled;
  std::vector<changeset::Entry> feed;      // by hub sequence; entries of the device itself say what became of them where that is not as typed
  std::vector<changeset::Entry> snapshot;  // a record each, as of `cursor`
  std::vector<record::RecordId> drops;
};

base::Result<Told> collect(const TableReader& table, const Policy& policy, const DeviceRow& row, const Asked& asked, const changeset::Library& library, uint64_t last_sequence);

}  // namespace reconcile
