// sync/store/dropped.h: records and blobs that were taken away. At once nobody can ask for them or their history; a mark stands in their place, so that a
// salvage, which reads replaced pages and the log, does not bring them back. What was written here about them stays in the log for a while, for a hub that is set
// back to a copy. Then the file is written anew without any of it. FORMAT.md, section 12. For this folder's own use.
#pragma once
#include <map>

#include "sync/codec/dropped.h"
#include "sync/store/impl.h"

namespace store {

// Where it would say that what stands under this key was taken away; absent for what never is.
std::optional<CellKey> mark_of(base::ByteView key);

// The record is about to go, with the index of its log entries. Not known here: nothing to mark.
base::Status mark_dropped(CellTxn& cells, const record::RecordId& id, int64_t now_ms);

// The marks there are.
class DroppedRecords {
 public:
  base::Status load(const kv::ReadTxn& txn, const Cells& cells);
  // Is what this log entry says of the record a dropped one's?
  bool has(const record::RecordId& id, Sequence sequence) const;
  bool none() const { return marks_.empty(); }
  bool has_mark(const CellKey& mark) const { return marks_.contains(mark); }
  size_t records() const;
  int64_t newest_ms() const;
  // Leaves those that went long enough ago and of which the hub has, in its order, all that was written here.
  void keep_due(int64_t before_ms, Sequence settled);

 private:
  std::map<CellKey, codec::Dropped> marks_;
};

// What went long enough ago is nowhere in the folder any more: the file is written anew without it and the old one overwritten, as are the files in quarantine.
// Not enough room, or a fresh file that is not sound: the store stays as it is, and the next opening tries again.
base::Status forget_dropped(Store::Impl& impl);

}  // namespace store
