// sync/store/cells.h: a cell is one key and its sealed value. Here a value is sealed, bound to its key, opened and tallied; nothing else in
// the store touches a cipher.
#pragma once
#include <array>

#include "platform/crypto/sealer.h"
#include "platform/kv/env.h"
#include "sync/codec/envelope.h"
#include "sync/codec/root.h"
#include "sync/store/layout.h"
#include "sync/store/store.h"

namespace store {

inline constexpr size_t kPlainBytesMax = 256 * 1024 * 1024;

// One store's keys, all derived from the data key. Not thread-safe: it keeps working memory, and what was sealed last under each table: while
// somebody types, every letter opens again what the letter before sealed. Both are wiped at the end.
class Cells {
 public:
  Cells(const crypto::Key& data_key, const codec::StoreId& store, os::Random& random);
  ~Cells();
  Cells(const Cells&) = delete;
  Cells& operator=(const Cells&) = delete;
  // The plain bytes, valid until the next call. Errors: Corrupt (does not open here).
  base::Result<base::ByteView> open(base::ByteView key, base::ByteView stored) const;
  // Before each write of the store: its values' nonces count up from a random one.
  void begin_write() const { sealer_.begin_run(*random_); }
  // The stored bytes, valid until the next call.
  base::ByteView seal(base::ByteView key, base::ByteView plain, uint64_t generation) const;
  crypto::ShortHash tally_hash(base::ByteView key, base::ByteView stored) const;
  CellKey section_key(record::RecordType type, const record::RecordId& id, std::string_view section) const;
  CellKey lane_key(const record::RecordId& id, std::string_view path) const;
  // Under which 16 bytes a blob stands: a keyed hash of its name, so that a copied disk does not tell which known files are on it.
  std::array<uint8_t, 16> blob_place(const BlobId& name) const;

 private:
  struct Sealed {
    base::Bytes key, stored, plain;
  };
  // Where what was sealed last under the key's table is kept; null for tables that are not opened soon after.
  Sealed* last_sealed(base::ByteView key) const;

  codec::StoreId store_;
  os::Random* random_;
  mutable crypto::Sealer sealer_;
  crypto::Key tally_key_, name_key_, blob_key_;
  mutable base::Bytes bound_, plain_, sealed_;
  mutable std::array<Sealed, 4> last_sealed_;
};

// One write of the store: cells put through here are sealed, and the tally follows.
class CellTxn {
 public:
  CellTxn(kv::WriteTxn& txn, const Cells& cells, const codec::Root& committed, uint64_t generation_base)
      : root(committed), txn_(&txn), cells_(&cells) {
    root.generation = generation_base + txn.id();
    cells.begin_write();
  }
  // The plain bytes, valid until the next call on the same Cells; nullopt: no such cell. Errors: Corrupt.
  base::Result<std::optional<base::ByteView>> get(const CellKey& key) const;
  base::Status put(const CellKey& key, base::ByteView plain);
  // A key that says everything itself.
  base::Status mark(const CellKey& key);
  base::Status erase(base::ByteView key);
  // A value sealed earlier, taken over as it is.
  base::Status adopt(base::ByteView key, base::ByteView stored) { return replace(key, stored); }
  // The root itself was changed and must be written.
  void touch_root() { changed_ = true; }
  // Writes the root when anything was written, so it comes last.
  base::Status finish();
  bool changed() const { return changed_; }
  const kv::WriteTxn& txn() const { return *txn_; }
  const Cells& cells() const { return *cells_; }

  codec::Root root;

 private:
  base::Status replace(base::ByteView key, base::ByteView stored);
  kv::WriteTxn* txn_;
  const Cells* cells_;
  bool changed_ = false;
};

base::Result<codec::Root> read_root(const kv::ReadTxn& txn, const Cells& cells);

}  // namespace store
