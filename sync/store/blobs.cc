// Blobs: what is kept of each, and its chunks.
#include <algorithm>

#include "sync/store/blobs.h"

namespace store {
namespace {

constexpr size_t kOldChunkBytes = 128 * 1024;

base::Result<BlobHere> here_of(const kv::ReadTxn& txn, const BlobPlace& place, const codec::KeptBlob& kept) {
  BlobHere here;
  TRY(here.manifest, blob::decode_manifest(kept.manifest));
  here.whole = kept.whole;
  here.hub = kept.hub;
  here.chunks = here.manifest.chunks.size();
  if (kept.whole) return here;
  here.chunks = 0;
  // Up to the first gap: damage may have taken any of them.
  TRY_DO(txn.scan(chunks_key(place), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
    if (CellKey::from(key) != chunk_key(place, here.chunks)) return false;
    return ++here.chunks, true;
  }));
  return here;
}

base::Status add_plain(const kv::ReadTxn& txn, const Cells& cells, const CellKey& key, base::Bytes& out) {
  TRY(const auto stored, txn.find(key));
  if (!stored) return base::fail(base::Fault::NotFound, "chunk");
  TRY(const base::ByteView plain, cells.open(key, *stored));
  out.insert(out.end(), plain.begin(), plain.end());
  return {};
}

}  // namespace

base::Result<std::optional<codec::KeptBlob>> find_kept(const kv::ReadTxn& txn, const Cells& cells, const BlobPlace& place) {
  const CellKey key = blob_key(place);
  TRY(const auto stored, txn.find(key));
  if (!stored) return std::nullopt;
  TRY(const base::ByteView plain, cells.open(key, *stored));
  TRY(codec::KeptBlob kept, codec::decode_kept_blob(plain));
  return std::optional(std::move(kept));
}

base::Status put_kept(CellTxn& cells, const BlobPlace& place, const codec::KeptBlob& kept) { return cells.put(blob_key(place), codec::encode_kept_blob(kept)); }

base::Status erase_blob(CellTxn& cells, const BlobPlace& place) {
  std::vector<base::Bytes> keys;
  TRY_DO(cells.txn().scan(chunks_key(place), [&](base::ByteView key, base::ByteView) -> base::Result<bool> { return keys.push_back(base::copy(key)), true; }));
  for (const base::Bytes& key : keys) TRY_DO(cells.erase(key));
  return cells.erase(blob_key(place));
}

base::Result<BlobId> Store::put_blob(base::ByteView content) {
  return within_memory([&]() -> base::Result<BlobId> {
    if (content.size() > blob::kBytesMax) return base::fail(base::Fault::BadInput, "blob bytes " + std::to_string(content.size()));
    TRY_DO(impl_->need_room());
    const blob::Manifest manifest = blob::manifest_of(content);
    const BlobId id = blob::name_of(manifest);
    const BlobPlace place = impl_->cells.blob_place(id);
    TRY_DO(impl_->write([&](CellTxn& cells) -> base::Status {
      TRY(auto kept, find_kept(cells.txn(), cells.cells(), place));
      if (kept && kept->whole) return {};
      for (size_t index = 0; index < manifest.chunks.size(); ++index)
        TRY_DO(cells.put(chunk_key(place, index), content.subspan(index * blob::kChunkBytes, manifest.chunk_bytes(index))));
      return put_kept(cells, place, {.whole = true, .claims = kept ? kept->claims : std::vector<record::RecordId>(), .hub = kept ? kept->hub : HubMark{}, .manifest = blob::encode(manifest)});
    }));
    return id;
  });
}

base::Result<std::optional<BlobHere>> Store::find_blob(const BlobId& id) const {
  return within_memory([&]() -> base::Result<std::optional<BlobHere>> {
    std::optional<BlobHere> here;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      const BlobPlace place = impl_->cells.blob_place(id);
      TRY(const auto kept, find_kept(txn, impl_->cells, place));
      if (!kept) return {};
      TRY(here, here_of(txn, place, *kept));
      return {};
    }));
    return here;
  });
}

base::Result<base::Bytes> Store::read_blob(const BlobId& id, uint64_t offset, size_t count_max) const {
  return within_memory([&]() -> base::Result<base::Bytes> {
    base::Bytes out;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      const BlobPlace place = impl_->cells.blob_place(id);
      TRY(const auto kept, find_kept(txn, impl_->cells, place));
      if (!kept) return base::fail(base::Fault::NotFound, "blob");
      TRY(const blob::Manifest manifest, blob::decode_manifest(kept->manifest));
      const uint64_t head = kept->manifest.size(), total = head + manifest.bytes;
      if (offset > total) return base::fail(base::Fault::NotFound, "blob's end");
      const size_t count = size_t(std::min<uint64_t>(count_max, total - offset));
      size_t skip = 0;  // bytes of what is read that lie before the offset
      if (offset < head) out = base::copy(base::ByteView(kept->manifest).subspan(size_t(offset)));
      else skip = size_t((offset - head) % blob::kChunkBytes);
      for (size_t index = offset < head ? 0 : size_t((offset - head) / blob::kChunkBytes); out.size() < skip + count; ++index)
        TRY_DO(add_plain(txn, impl_->cells, chunk_key(place, index), out));
      out.resize(skip + count);
      out.erase(out.begin(), out.begin() + std::ptrdiff_t(skip));
      return {};
    }));
    return out;
  });
}

base::Result<base::Bytes> Store::get_blob(const BlobId& id) const {
  TRY(const auto here, find_blob(id));
  if (!here || !here->whole) return base::fail(base::Fault::NotFound, "blob");
  TRY(base::Bytes content, read_blob(id, blob::stream_bytes(here->manifest) - here->manifest.bytes, size_t(here->manifest.bytes)));
  if (blob::name_of(content) != id) return base::fail(base::Fault::Corrupt, "blob");
  return content;
}

base::Status Store::begin_blob(const blob::Manifest& manifest, const HubMark& hub) {
  return within_memory([&]() -> base::Status {
    TRY_DO(impl_->need_room());
    const BlobPlace place = impl_->cells.blob_place(blob::name_of(manifest));
    return impl_->write([&](CellTxn& cells) -> base::Status {
      TRY(const auto kept, find_kept(cells.txn(), cells.cells(), place));
      if (kept) return {};
      return put_kept(cells, place, {.whole = manifest.chunks.empty(), .hub = hub, .manifest = blob::encode(manifest)});
    });
  });
}

base::Status Store::add_chunk(const BlobId& id, size_t index, base::ByteView chunk) {
  return within_memory([&]() -> base::Status {
    TRY_DO(impl_->need_room());
    const BlobPlace place = impl_->cells.blob_place(id);
    return impl_->write([&](CellTxn& cells) -> base::Status {
      TRY(auto kept, find_kept(cells.txn(), cells.cells(), place));
      if (!kept) return base::fail(base::Fault::NotFound, "blob");
      TRY(const blob::Manifest manifest, blob::decode_manifest(kept->manifest));
      TRY_DO(cells.put(chunk_key(place, index), chunk));
      if (kept->whole || index + 1 != manifest.chunks.size()) return {};
      kept->whole = true;
      return put_kept(cells, place, *kept);
    });
  });
}

base::Status Store::claim_blob(const BlobId& id, const record::RecordId& record) {
  return within_memory([&]() -> base::Status {
    const BlobPlace place = impl_->cells.blob_place(id);
    return impl_->write([&](CellTxn& cells) -> base::Status {
      TRY(auto kept, find_kept(cells.txn(), cells.cells(), place));
      if (!kept) return base::fail(base::Fault::NotFound, "blob");
      if (std::find(kept->claims.begin(), kept->claims.end(), record) != kept->claims.end()) return {};
      kept->claims.push_back(record);
      kept->hub = {};
      return put_kept(cells, place, *kept);
    });
  });
}

base::Result<std::vector<std::pair<record::RecordId, BlobId>>> Store::claimed_blobs(const HubMark& but) const {
  return within_memory([&]() -> base::Result<std::vector<std::pair<record::RecordId, BlobId>>> {
    std::vector<std::pair<record::RecordId, BlobId>> out;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      return txn.scan(CellKey(Table::Blobs), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
        TRY(const base::ByteView plain, impl_->cells.open(key, stored));
        TRY(const codec::KeptBlob kept, codec::decode_kept_blob(plain));
        if (kept.old || !kept.whole || kept.claims.empty() || kept.hub == but) return true;
        TRY(const blob::Manifest manifest, blob::decode_manifest(kept.manifest));
        for (const record::RecordId& record : kept.claims) out.emplace_back(record, blob::name_of(manifest));
        return true;
      });
    }));
    return out;
  });
}

base::Status Store::mark_blob(const BlobId& id, const HubMark& hub) {
  return within_memory([&]() -> base::Status {
    const BlobPlace place = impl_->cells.blob_place(id);
    return impl_->write([&](CellTxn& cells) -> base::Status {
      TRY(auto kept, find_kept(cells.txn(), cells.cells(), place));
      if (!kept) return base::fail(base::Fault::NotFound, "blob");
      if (kept->hub == hub) return {};
      kept->hub = hub;
      return put_kept(cells, place, *kept);
    });
  });
}

namespace {

// How many chunks are as the manifest has them, from the first on.
base::Result<size_t> sound_chunks(const CellTxn& cells, const BlobPlace& place, const blob::Manifest& manifest) {
  for (size_t index = 0; index < manifest.chunks.size(); ++index) {
    const auto plain = cells.get(chunk_key(place, index));
    if (!plain && plain.error().fault != base::Fault::Corrupt) return base::fail(plain.error());
    if (!plain || !*plain || crypto::hash(**plain) != manifest.chunks[index]) return index;
  }
  return manifest.chunks.size();
}

}  // namespace

base::Result<bool> Store::mend_blob(const BlobId& id) {
  return within_memory([&]() -> base::Result<bool> {
    bool mended = false;
    const BlobPlace place = impl_->cells.blob_place(id);
    TRY_DO(impl_->write([&](CellTxn& cells) -> base::Status {
      mended = false;
      TRY(auto kept, find_kept(cells.txn(), cells.cells(), place));
      if (!kept || kept->old || !kept->whole || kept->hub == HubMark{}) return {};
      TRY(const blob::Manifest manifest, blob::decode_manifest(kept->manifest));
      TRY(const size_t sound, sound_chunks(cells, place, manifest));
      if (sound == manifest.chunks.size()) return {};
      for (size_t index = sound; index < manifest.chunks.size(); ++index) TRY_DO(cells.erase(chunk_key(place, index)));
      kept->whole = false;
      mended = true;
      return put_kept(cells, place, *kept);
    }));
    return mended;
  });
}

base::Result<base::Bytes> Store::get_old_blob(const OldBlobId& id) const {
  return within_memory([&]() -> base::Result<base::Bytes> {
    base::Bytes content;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      TRY(const auto kept, find_kept(txn, impl_->cells, id));
      if (!kept || !kept->old) return base::fail(base::Fault::NotFound, "blob");
      for (size_t index = 0; index * kOldChunkBytes < kept->bytes; ++index) TRY_DO(add_plain(txn, impl_->cells, chunk_key(id, index), content));
      return content.size() == kept->bytes ? base::Status() : base::fail(base::Fault::Corrupt, "blob");
    }));
    return content;
  });
}

base::Status Store::erase_old_blob(const OldBlobId& id) {
  return within_memory([&]() -> base::Status {
    return impl_->write([&](CellTxn& cells) -> base::Status {
      TRY(const auto kept, find_kept(cells.txn(), cells.cells(), id));
      return kept && kept->old ? erase_blob(cells, id) : base::Status();
    });
  });
}

}  // namespace store
