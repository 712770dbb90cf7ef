// sync/store/blobs.h: where a blob's cells stand. For this folder's own use.
#pragma once
#include "sync/codec/kept_blob.h"
#include "sync/store/impl.h"

namespace store {

using BlobPlace = std::array<uint8_t, 16>;

inline CellKey blob_key(const BlobPlace& place) { return CellKey(Table::Blobs).add(place); }
inline CellKey chunks_key(const BlobPlace& place) { return CellKey(Table::Chunks).add(place); }
inline CellKey chunk_key(const BlobPlace& place, size_t index) { return chunks_key(place).add32(uint32_t(index)); }

// Absent when there is none. Errors: Corrupt, TooNew.
base::Result<std::optional<codec::KeptBlob>> find_kept(const kv::ReadTxn& txn, const Cells& cells, const BlobPlace& place);
base::Status put_kept(CellTxn& cells, const BlobPlace& place, const codec::KeptBlob& kept);
base::Status erase_blob(CellTxn& cells, const BlobPlace& place);

}  // namespace store
