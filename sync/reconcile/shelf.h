// sync/reconcile/shelf.h: the blobs at the hub, each under the record that names it. What a device brings of one is checked as it comes; whole chunks are
// durable, the beginning of the next waits in memory. Whether a device may speak of a blob is asked before (hub_blobs.cc). For this folder's own use.
// One thread at a time.
//
// Garbage: none is collected. A record that names another blob now, or was deleted, keeps what it named: the history of a record names it too, and a review
// years later may ask. What was begun and never finished is bounded by its device's quota.
#pragma once
#include <deque>
#include <map>
#include <span>

#include "sync/blob/intake.h"
#include "sync/reconcile/table.h"
#include "sync/wire/message.h"

namespace reconcile {

// What is kept of a blob beside its manifest and chunks.
struct BlobRow {
  uint64_t device = 0;  // who brought its manifest: it is counted against them
  uint64_t total = 0;   // bytes of its stream
  uint32_t chunks = 0;  // durable, from the first on
  bool whole = false;
  bool operator==(const BlobRow&) const = default;
};
base::Bytes encode(const BlobRow& row);
base::Result<BlobRow> decode_blob_row(base::ByteView bytes);

class Shelf {
 public:
  // `device_bytes_max`: of all streams one device brings.
  Shelf(Table& table, uint64_t device_bytes_max) : table_(table), device_bytes_max_(device_bytes_max) {}

  // A part on its way up, from a device that may, and what became of it.
  struct Bringing {
    uint64_t device = 0;
    const wire::BlobUp* up = nullptr;
    wire::Status status = wire::Status::Ok;
    wire::BlobState state;
  };
  // All in one durable step. Errors: as the table's; nothing of it was taken.
  base::Status take(std::span<Bringing> parts);
  // How much is here, with what waits in memory of what this device brings. Errors: as the table's.
  base::Result<wire::BlobState> state(uint64_t device, const wire::BlobRef& ref);
  // Absent when it is not whole here, or the offset is beyond its end. Errors: as the table's.
  base::Result<std::optional<wire::BlobPart>> part(const wire::BlobRef& ref, uint64_t offset, uint64_t bytes_max);

 private:
  using Place = std::pair<uint64_t, wire::BlobRef>;
  base::Result<blob::Intake> intake_of(const TableReader& table, const Bringing& part) const;
  base::Status take_one(TableWriter& table, Bringing& part, blob::Intake& intake) const;
  base::Status begin(TableWriter& table, const Bringing& part, const blob::Manifest& manifest) const;
  void remember(const Place& place, blob::Intake intake);

  Table& table_;
  uint64_t device_bytes_max_;
  std::map<Place, blob::Intake> intakes_;
  std::deque<Place> order_;
};

}  // namespace reconcile
