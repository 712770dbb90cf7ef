#include "sync/store/verify.h"

#include <algorithm>

#include "sync/codec/dropped.h"

namespace store {
namespace {

record::RecordId id_in(base::ByteView key, size_t at) {
  record::RecordId id;
  std::copy_n(key.begin() + ptrdiff_t(at), id.bytes.size(), id.bytes.begin());
  return id;
}

// A section must stand where its own name says.
bool is_section_of(const Cells& cells, base::ByteView key, base::ByteView plain, const record::RecordId& id) {
  const auto section = codec::decode_section(plain);
  return section && std::ranges::equal(cells.section_key(section->type, id, section->name).view(), key);
}

bool is_entry_at(base::ByteView key, base::ByteView plain) {
  const auto entry = codec::decode_entry(plain);
  return entry && entry->sequence == number_at_end(key);
}

}  // namespace

bool says_what_its_key_says(const Cells& cells, base::ByteView key, base::ByteView plain) {
  switch (Table{key[0]}) {
    case Table::Heads: return key.size() == 19 && is_section_of(cells, key, plain, id_in(key, 3));
    case Table::Sections: return key.size() == 25 && is_section_of(cells, key, plain, id_in(key, 1));
    case Table::Log: return key.size() == 9 && is_entry_at(key, plain);
    case Table::Dropped:
    case Table::DroppedBlobs: return key.size() == 17 && codec::decode_dropped(plain).has_value();
    case Table::Root: return codec::decode_root(plain).has_value();
    default: return true;
  }
}

bool Chain::follows(const LogEntry& entry, const codec::EntryHash& hash) {
  const bool next = entry.sequence == last_ + 1 && entry.previous == head_;
  last_ = entry.sequence;
  head_ = hash;
  return sound_ = sound_ && next;
}

Trail audit(std::span<const base::Bytes> entries, const codec::EntryHash& head) {
  Chain chain;
  Trail trail;
  for (const base::Bytes& bytes : entries) {
    const auto entry = codec::decode_entry(bytes);
    if (!entry) return trail;
    chain.follows(*entry, hash_of(*entry, bytes));
    trail.lost += entry->lost;
  }
  trail.unbroken = chain.ends_at(entries.size(), head);
  return trail;
}

base::Result<VerifyReport> verify_cells(const kv::ReadTxn& txn, const Cells& cells, const codec::Root& root) {
  VerifyReport report;
  codec::Tally tally;
  Chain chain;
  TRY_DO(txn.scan({}, [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
    const Table table{key[0]};
    if (table == Table::Header) return true;
    ++report.cells;
    if (table != Table::Root) tally.add(cells.tally_hash(key, stored));
    if (table == Table::Touched) return true;
    const auto plain = cells.open(key, stored);
    if (!plain || !says_what_its_key_says(cells, key, *plain)) {
      ++report.damaged;
    } else if (table == Table::Log) {
      TRY(const LogEntry entry, codec::decode_entry(*plain));
      chain.follows(entry, hash_of(entry, *plain));
      ++report.entries;
      report.lost_entries += entry.lost;
    }
    return true;
  }));
  report.tally = tally == root.tally;
  report.chain = chain.ends_at(root.last_sequence, root.head);
  return report;
}

base::Result<bool> tally_is_right(const kv::ReadTxn& txn, const Cells& cells, const codec::Root& root) {
  codec::Tally tally;
  TRY_DO(txn.scan({}, [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
    const Table table{key[0]};
    if (table != Table::Header && table != Table::Root) tally.add(cells.tally_hash(key, stored));
    return true;
  }));
  return tally == root.tally;
}

base::Result<VerifyReport> Store::verify() const {
  return within_memory([&]() -> base::Result<VerifyReport> {
    VerifyReport report;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      TRY(const codec::Root root, read_root(txn, impl_->cells));
      TRY(report, verify_cells(txn, impl_->cells, root));
      report.tally = report.tally && root == impl_->root;
      return {};
    }));
    return report;
  });
}

}  // namespace store
