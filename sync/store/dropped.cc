#include "sync/store/dropped.h"

#include <algorithm>

namespace store {
namespace {

base::Result<bool> is_known(const CellTxn& cells, const record::RecordId& id) {
  bool known = false;
  const auto here = [&](base::ByteView, base::ByteView) -> base::Result<bool> { return known = true, false; };
  for (const Table table : {Table::Sections, Table::Touched}) TRY_DO(cells.txn().scan(CellKey(table).add(id.bytes), here));
  for (const auto& [type, count] : cells.root.records) {
    TRY(const auto head, cells.txn().find(head_key(type, id)));
    known = known || head;
  }
  return known;
}

}  // namespace

std::optional<CellKey> mark_of(base::ByteView key) {
  if (key.size() < 17) return std::nullopt;
  switch (Table{key[0]}) {
    case Table::Heads: return key.size() == 19 ? std::optional(CellKey(Table::Dropped).add(key.subspan(3))) : std::nullopt;
    case Table::Sections:
    case Table::Lanes: return CellKey(Table::Dropped).add(key.subspan(1, 16));
    case Table::Blobs:
    case Table::Chunks: return CellKey(Table::DroppedBlobs).add(key.subspan(1, 16));
    default: return std::nullopt;
  }
}

base::Status mark_dropped(CellTxn& cells, const record::RecordId& id, int64_t now_ms) {
  TRY(const bool known, is_known(cells, id));
  if (!known) return {};
  codec::Dropped mark;
  TRY(const auto before, cells.get(dropped_key(id)));
  if (before) {
    TRY(mark, codec::decode_dropped(*before));
  }
  mark.unix_ms = now_ms;
  TRY_DO(cells.txn().scan(CellKey(Table::Touched).add(id.bytes), [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
    mark.sequences.push_back(number_at_end(key));  // after those of the time before: their index went with it
    return true;
  }));
  return cells.put(dropped_key(id), codec::encode_dropped(mark));
}

base::Status DroppedRecords::load(const kv::ReadTxn& txn, const Cells& cells) {
  marks_.clear();
  for (const Table table : {Table::Dropped, Table::DroppedBlobs})
    TRY_DO(txn.scan(CellKey(table), [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
      TRY(const base::ByteView plain, cells.open(key, stored));
      TRY(codec::Dropped mark, codec::decode_dropped(plain));
      marks_.emplace(CellKey::from(key), std::move(mark));
      return true;
    }));
  return {};
}

bool DroppedRecords::has(const record::RecordId& id, Sequence sequence) const {
  const auto mark = marks_.find(dropped_key(id));
  return mark != marks_.end() && std::binary_search(mark->second.sequences.begin(), mark->second.sequences.end(), sequence);
}

size_t DroppedRecords::records() const {
  return size_t(std::count_if(marks_.begin(), marks_.end(), [](const auto& mark) { return Table{mark.first.view()[0]} == Table::Dropped; }));
}

int64_t DroppedRecords::newest_ms() const {
  int64_t newest = 0;
  for (const auto& [key, mark] : marks_) newest = std::max(newest, mark.unix_ms);
  return newest;
}

void DroppedRecords::keep_due(int64_t before_ms, Sequence settled) {
  std::erase_if(marks_, [&](const auto& each) { return each.second.unix_ms > before_ms || (!each.second.sequences.empty() && each.second.sequences.back() > settled); });
}

}  // namespace store
