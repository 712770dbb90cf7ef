#include <algorithm>

#include "sync/store/impl.h"

namespace store {

codec::EntryHash hash_of(const LogEntry& entry, base::ByteView plain) { return entry.lost || entry.cleared ? entry.hash : crypto::hash(plain); }

base::Result<LogEntry> read_entry(const kv::ReadTxn& txn, const Cells& cells, const codec::Root& root, Sequence sequence) {
  const CellKey key = log_key(sequence);
  TRY(const auto stored, txn.find(key));
  if (!stored) return base::fail(base::Fault::Corrupt, "log entry " + std::to_string(sequence));
  TRY(const base::ByteView plain, cells.open(key, *stored));
  TRY(LogEntry entry, codec::decode_entry(plain));
  entry.hash = hash_of(entry, plain);
  entry.open = entry.sequence == root.open_sequence;
  return entry;
}

namespace {
// As read_entry(), but a damaged entry is answered as a lost one.
base::Result<LogEntry> read_or_lost(const kv::ReadTxn& txn, const Cells& cells, const codec::Root& root, Sequence sequence) {
  auto entry = read_entry(txn, cells, root, sequence);
  if (entry || entry.error().fault != base::Fault::Corrupt) return entry;
  LogEntry lost;
  lost.sequence = sequence;
  lost.lost = true;
  return lost;
}
}  // namespace

base::Result<std::vector<LogEntry>> Store::history(const record::RecordId& id) const {
  return within_memory([&]() -> base::Result<std::vector<LogEntry>> {
    std::vector<LogEntry> entries;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      return txn.scan_back(CellKey(Table::Touched).add(id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
        TRY(LogEntry entry, read_or_lost(txn, impl_->cells, impl_->root, number_at_end(key)));
        std::erase_if(entry.changes, [&](const Change& change) { return change.edit.id != id; });
        entries.push_back(std::move(entry));
        return true;
      });
    }));
    return entries;
  });
}

base::Result<Sequence> Store::last_change(const record::RecordId& id) const {
  return within_memory([&]() -> base::Result<Sequence> {
    Sequence last = 0;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      return txn.scan_back(CellKey(Table::Touched).add(id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> { return last = number_at_end(key), false; });
    }));
    return last;
  });
}

base::Result<std::vector<LogEntry>> Store::entries_after(Sequence after, size_t count_max) const {
  return within_memory([&]() -> base::Result<std::vector<LogEntry>> {
    std::vector<LogEntry> entries;
    TRY_DO(impl_->read([&](const kv::ReadTxn& txn) -> base::Status {
      for (Sequence next = after + 1; next <= impl_->root.last_sequence && entries.size() < count_max; ++next) {
        TRY(LogEntry entry, read_or_lost(txn, impl_->cells, impl_->root, next));
        entries.push_back(std::move(entry));
      }
      return {};
    }));
    return entries;
  });
}

base::Result<std::vector<LogEntry>> Store::waiting(size_t count_max) const { return entries_after(impl_->root.acknowledged, count_max); }

base::Status Store::acknowledge(Sequence up_to) {
  return within_memory([&]() -> base::Status {
    if (up_to > impl_->root.last_sequence || (up_to != 0 && up_to == impl_->root.open_sequence)) {
      return base::fail(base::Fault::BadInput, "acknowledged " + std::to_string(up_to));
    }
    if (up_to <= impl_->root.acknowledged) return {};
    return impl_->write([&](CellTxn& cells) -> base::Status {
      cells.root.acknowledged = up_to;
      cells.touch_root();
      return {};
    });
  });
}

}  // namespace store
