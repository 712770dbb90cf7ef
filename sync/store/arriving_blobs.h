// sync/store/arriving_blobs.h: what an arrival does to blobs. They go with the last record here that names them, and not before the hub has them; and of
// one that a further record names, the hub is asked anew. For this folder's own use.
#pragma once
#include <set>

#include "sync/store/blobs.h"

namespace store {

class ArrivingBlobs {
 public:
  ArrivingBlobs(CellTxn& cells, const blob::Fields& fields, const HubMark& hub, int64_t now_ms) : cells_(cells), fields_(fields), hub_(hub), now_ms_(now_ms) {}
  // Does the record name a blob that this tablet is to bring and that the hub is not known to have? What came from elsewhere is not worth waiting for.
  base::Result<bool> hold(const record::RecordId& id) const;
  // The record is about to go.
  base::Status note(const record::RecordId& id);
  // A record has come to name it: the hub keeps it under each, so that it has it under the others says nothing of this one.
  base::Status ask_anew(const BlobId& name);
  // They have gone: blobs that nothing names any more go too.
  base::Status erase_unnamed();

 private:
  // Named here first, and the hub is not known to have it.
  bool is_owed(const codec::KeptBlob& kept) const;
  base::Result<std::vector<BlobId>> named_by(const record::RecordId& id) const;
  CellTxn& cells_;
  const blob::Fields& fields_;
  HubMark hub_;
  int64_t now_ms_;
  std::set<BlobId> unnamed_;
};

}  // namespace store
