#include <algorithm>

#include "sync/store/impl.h"

namespace store {
namespace {

constexpr size_t kChunkBytes = 128 * 1024;

CellKey manifest_key(const BlobId& id) { return CellKey(Table::Blobs).add(id.bytes); }
CellKey chunk_key(const BlobId& id, size_t index) { return CellKey(Table::Chunks).add(id.bytes).add32(uint32_t(index)); }

// Manifest: u8 layout 1, varint bytes. Source: FORMAT.md, section 8.
base::Bytes encode_manifest(size_t bytes) {
  base::Writer out;
  out.u8(1);
  out.varint(bytes);
  return out.take();
}

base::Result<size_t> decode_manifest(base::ByteView plain) {
  base::Reader in(plain);
  const uint8_t layout = in.u8();
  const uint64_t bytes = in.varint();
  if (layout > 1) return base::fail(base::Fault::TooNew, "blob manifest");
  if (layout != 1 || !in.done() || bytes > kBlobBytesMax) return base::fail(base::Fault::Corrupt, "blob manifest");
  return size_t(bytes);
}

}  // namespace

base::Result<BlobId> Store::put_blob(base::ByteView content) {
  if (content.size() > kBlobBytesMax) return base::fail(base::Fault::BadInput, "blob bytes " + std::to_string(content.size()));
  TRY_DO(impl_->need_room());
  const BlobId id = impl_->cells.blob_id(content);
  TRY_DO(impl_->write([&](CellTxn& cells) -> base::Status {
    TRY(const auto there, cells.txn().find(manifest_key(id)));
    if (there) return {};
    for (size_t at = 0, index = 0; at < content.size(); at += kChunkBytes, ++index) {
      TRY_DO(cells.put(chunk_key(id, index), content.subspan(at, std::min(kChunkBytes, content.size() - at))));
    }
    return cells.put(manifest_key(id), encode_manifest(content.size()));
  }));
  return id;
}

base::Result<base::Bytes> Store::get_blob(const BlobId& id) const {
  base::Bytes content;
  TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
    const CellKey key = manifest_key(id);
    TRY(const auto stored, txn.find(key));
    if (!stored) return base::fail(base::Fault::NotFound, "blob");
    TRY(const base::ByteView manifest, impl_->cells.open(key, *stored));
    TRY(const size_t size, decode_manifest(manifest));
    content.reserve(size);
    TRY_DO(txn.scan(CellKey(Table::Chunks).add(id.bytes), [&](base::ByteView chunk, base::ByteView part) -> base::Result<bool> {
      TRY(const base::ByteView plain, impl_->cells.open(chunk, part));
      content.insert(content.end(), plain.begin(), plain.end());
      return true;
    }));
    if (content.size() != size || impl_->cells.blob_id(content) != id) return base::fail(base::Fault::Corrupt, "blob");
    return {};
  }));
  return content;
}

}  // namespace store
