#include <algorithm>

#include "sync/codec/set_aside.h"
#include "sync/store/impl.h"

namespace store {
namespace {

constexpr size_t kChunkBytes = 128 * 1024;

CellKey manifest_key(const BlobId& id) { return CellKey(Table::Blobs).add(id.bytes); }
CellKey chunk_key(const BlobId& id, size_t index) { return CellKey(Table::Chunks).add(id.bytes).add32(uint32_t(index)); }

}  // namespace

base::Result<BlobId> Store::put_blob(base::ByteView content) {
  return within_memory([&]() -> base::Result<BlobId> {
    if (content.size() > kBlobBytesMax) return base::fail(base::Fault::BadInput, "blob bytes " + std::to_string(content.size()));
    TRY_DO(impl_->need_room());
    const BlobId id = impl_->cells.blob_id(content);
    TRY_DO(impl_->write([&](CellTxn& cells) -> base::Status {
      TRY(const auto there, cells.txn().find(manifest_key(id)));
      if (there) return {};
      for (size_t at = 0, index = 0; at < content.size(); at += kChunkBytes, ++index) {
        TRY_DO(cells.put(chunk_key(id, index), content.subspan(at, std::min(kChunkBytes, content.size() - at))));
      }
      return cells.put(manifest_key(id), codec::encode_manifest({content.size()}));
    }));
    return id;
  });
}

BlobId Store::blob_id(base::ByteView content) const { return impl_->cells.blob_id(content); }

base::Result<base::Bytes> Store::get_blob(const BlobId& id) const {
  return within_memory([&]() -> base::Result<base::Bytes> {
    base::Bytes content;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      const CellKey key = manifest_key(id);
      TRY(const auto stored, txn.find(key));
      if (!stored) return base::fail(base::Fault::NotFound, "blob");
      TRY(const base::ByteView manifest, impl_->cells.open(key, *stored));
      TRY(const codec::Manifest said, codec::decode_manifest(manifest));
      content.reserve(size_t(std::min<uint64_t>(said.bytes, kBlobBytesMax)));
      TRY_DO(txn.scan(CellKey(Table::Chunks).add(id.bytes), [&](base::ByteView chunk, base::ByteView part) -> base::Result<bool> {
        TRY(const base::ByteView plain, impl_->cells.open(chunk, part));
        content.insert(content.end(), plain.begin(), plain.end());
        return true;
      }));
      if (content.size() != said.bytes || impl_->cells.blob_id(content) != id) return base::fail(base::Fault::Corrupt, "blob");
      return {};
    }));
    return content;
  });
}

}  // namespace store
