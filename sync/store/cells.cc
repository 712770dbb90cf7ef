#include "sync/store/cells.h"

#include <algorithm>

#include "platform/pack/pack.h"

namespace store {
namespace {

// Below this, compressing costs more in reading than it saves on disk; above, text shrinks to less than half.
constexpr size_t kPackFromBytes = 1024;
constexpr size_t kKeptBytesMax = 64 * 1024;
constexpr size_t kTallyTailBytes = crypto::kTagBytes;

crypto::ShortHash spread(const crypto::Key& key, base::ByteView a, base::ByteView b) {
  std::array<uint8_t, 64> both;
  std::copy(a.begin(), a.end(), both.begin());
  std::copy(b.begin(), b.end(), both.begin() + ptrdiff_t(a.size()));
  return crypto::short_hash(key, base::ByteView(both).first(a.size() + b.size()));
}

}  // namespace

Cells::Cells(const crypto::Key& data_key, const codec::StoreId& store, os::Random& random)
    : store_(store),
      random_(&random),
      sealer_(crypto::derive(data_key, "store.seal")),
      tally_key_(crypto::derive(data_key, "store.tally")),
      name_key_(crypto::derive(data_key, "store.section-name")),
      blob_key_(crypto::derive(data_key, "store.blob-name")) {
  begin_write();
}

Cells::~Cells() {
  crypto::wipe(plain_);
  for (Sealed& last : last_sealed_) crypto::wipe(last.plain);
}

Cells::Sealed* Cells::last_sealed(base::ByteView key) const {
  switch (Table{key[0]}) {
    case Table::State: return &last_sealed_[0];
    case Table::Heads: return &last_sealed_[1];
    case Table::Sections: return &last_sealed_[2];
    case Table::Log: return &last_sealed_[3];
    default: return nullptr;
  }
}

base::Result<base::ByteView> Cells::open(base::ByteView key, base::ByteView stored) const {
  if (const Sealed* last = last_sealed(key); last && std::ranges::equal(last->stored, stored) && std::ranges::equal(last->key, key)) {
    return base::ByteView(last->plain);  // the very bytes: opening them could not answer otherwise
  }
  TRY(const codec::Envelope envelope, codec::read_envelope(stored));
  codec::bound_bytes(bound_, store_, key, envelope);
  if (!sealer_.open_into(plain_, envelope.sealed, bound_)) return base::fail(base::Fault::Corrupt, "cell");
  if (envelope.packed) {
    TRY(plain_, pack::decompress(plain_, kPlainBytesMax));
  }
  return base::ByteView(plain_);
}

base::ByteView Cells::seal(base::ByteView key, base::ByteView plain, uint64_t generation) const {
  codec::Envelope envelope{false, generation, {}};
  base::Bytes packed;
  if (plain.size() >= kPackFromBytes) {
    packed = pack::compress(plain);
    envelope.packed = packed.size() < plain.size() - plain.size() / 8;
  }
  codec::bound_bytes(bound_, store_, key, envelope);
  sealed_.clear();
  codec::write_envelope_head(sealed_, envelope);
  sealer_.seal_onto(sealed_, envelope.packed ? base::ByteView(packed) : plain, bound_);
  if (Sealed* last = last_sealed(key); last && plain.size() <= kKeptBytesMax) {
    last->key.assign(key.begin(), key.end());
    last->plain.assign(plain.begin(), plain.end());
    last->stored = sealed_;
  }
  return sealed_;
}

// A value's tag differs each time it is sealed, so the key and the tag say which value stands where.
crypto::ShortHash Cells::tally_hash(base::ByteView key, base::ByteView stored) const {
  return spread(tally_key_, key, stored.last(std::min(stored.size(), kTallyTailBytes)));
}

namespace {
crypto::ShortHash name_tag(const crypto::Key& key, const record::RecordId& id, std::string_view name) {
  base::Bytes named = base::copy(id.bytes);
  named.insert(named.end(), name.begin(), name.end());
  return crypto::short_hash(key, named);
}
}  // namespace

CellKey Cells::section_key(record::RecordType type, const record::RecordId& id, std::string_view section) const {
  if (section == record::kHeadSection) return head_key(type, id);
  return CellKey(Table::Sections).add(id.bytes).add(base::ByteView(name_tag(name_key_, id, section)).first(8));
}

CellKey Cells::lane_key(const record::RecordId& id, std::string_view path) const {
  return CellKey(Table::Lanes).add(id.bytes).add(base::ByteView(name_tag(name_key_, id, path)).first(8));
}

std::array<uint8_t, 16> Cells::blob_place(const BlobId& name) const {
  const crypto::Hash hash = crypto::hash(blob_key_, name.bytes);
  std::array<uint8_t, 16> place;
  std::copy_n(hash.begin(), place.size(), place.begin());
  return place;
}

base::Result<std::optional<base::ByteView>> CellTxn::get(const CellKey& key) const {
  TRY(const auto stored, txn_->find(key));
  if (!stored) return std::nullopt;
  TRY(const base::ByteView plain, cells_->open(key, *stored));
  return plain;
}

base::Status CellTxn::put(const CellKey& key, base::ByteView plain) { return replace(key, cells_->seal(key, plain, root.generation)); }

base::Status CellTxn::mark(const CellKey& key) { return replace(key, {}); }

base::Status CellTxn::replace(base::ByteView key, base::ByteView stored) {
  TRY(const auto old, txn_->find(key));
  if (old) root.tally.take(cells_->tally_hash(key, *old));
  root.tally.add(cells_->tally_hash(key, stored));
  changed_ = true;
  return txn_->put(key, stored);
}

base::Status CellTxn::erase(base::ByteView key) {
  TRY(const auto old, txn_->find(key));
  if (!old) return {};
  root.tally.take(cells_->tally_hash(key, *old));
  changed_ = true;
  return txn_->erase(key);
}

base::Status CellTxn::finish() {
  if (!changed_) return {};
  const CellKey key(Table::Root);
  return txn_->put(key, cells_->seal(key, codec::encode_root(root), root.generation));
}

base::Result<codec::Root> read_root(const kv::ReadTxn& txn, const Cells& cells) {
  const CellKey key(Table::Root);
  TRY(const auto stored, txn.find(key));
  if (!stored) return base::fail(base::Fault::Corrupt, "no root");
  TRY(const base::ByteView plain, cells.open(key, *stored));
  return codec::decode_root(plain);
}

}  // namespace store
