// sync/store/verify.h: is every value there, unchanged, where it belongs, and is the log unbroken?
#pragma once
#include "sync/store/impl.h"

namespace store {

// A value that opens was written under its key; this asks whether it also reads as what the key's table holds.
bool says_what_its_key_says(const Cells& cells, base::ByteView key, base::ByteView plain);

// A log read from its first entry: each must name the hash of the one before.
class Chain {
 public:
  bool follows(const LogEntry& entry, const codec::EntryHash& hash);
  bool ends_at(Sequence last, const codec::EntryHash& head) const { return sound_ && last_ == last && head_ == head; }

 private:
  Sequence last_ = 0;
  codec::EntryHash head_{};
  bool sound_ = true;
};

// Are these entries' bytes (codec::encode_entry), oldest first from the very first, the log that ends in `head`? What an auditor runs on an
// exported trail. An entry marked lost stands for one nobody can read: it keeps the chain, and is counted.
struct Trail {
  bool unbroken = false;
  uint64_t lost = 0;
  bool complete() const { return unbroken && lost == 0; }
};
Trail audit(std::span<const base::Bytes> entries, const codec::EntryHash& head);

// Reads every cell. Errors: Corrupt (the file itself cannot be walked).
base::Result<VerifyReport> verify_cells(const kv::ReadTxn& txn, const Cells& cells, const codec::Root& root);

// The same without opening a value: notices any that is missing, swapped, older than it should be, or whose last bytes changed.
base::Result<bool> tally_is_right(const kv::ReadTxn& txn, const Cells& cells, const codec::Root& root);

}  // namespace store
