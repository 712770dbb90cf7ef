#include "sync/store/survivors.h"

#include <algorithm>

#include "platform/kv/pages.h"
#include "sync/codec/header.h"
#include "sync/store/dropped.h"
#include "sync/store/verify.h"

namespace store {
namespace {

constexpr size_t kDamagedBytesMax = 32 * 1024 * 1024;  // kept apart one by one; all of them lie in the old file as well

// A key one of our tables could hold, whose value is sealed.
bool is_sealed_cell(base::ByteView key) {
  switch (Table{key[0]}) {
    case Table::State: return key.size() == 2;
    case Table::Quarantine: return key.size() == 9;
    case Table::Heads: return key.size() == 19;
    case Table::Sections: return key.size() == 25;
    case Table::Blobs: return key.size() == 17;
    case Table::Chunks: return key.size() == 21;
    case Table::Lanes: return key.size() == 25;
    case Table::Dropped: return key.size() == 17;
    case Table::DroppedBlobs: return key.size() == 17;
    case Table::Log: return key.size() == 9;
    default: return false;
  }
}

}  // namespace

base::Result<Survivors> Survivors::look_for(const std::string& folder, const Cells& cells, const codec::Header& header) {
  Survivors survivors(folder, cells);
  TRY_DO(survivors.find_bounds(header));
  TRY_DO(survivors.find_root());
  TRY_DO(survivors.find_cells());
  return survivors;
}

// The header's copy among the entries was written with the file; the one beside it may be from before a salvage that was cut short.
base::Status Survivors::find_bounds(const codec::Header& header) {
  uint64_t base = header.generation_base;
  const CellKey header_key(Table::Header);
  TRY_DO(kv::scan_entries(folder_, [&](base::ByteView key, base::ByteView stored) -> base::Status {
    if (!std::ranges::equal(key, header_key.view())) return {};
    if (const auto copy = codec::decode_header(stored, crypto::hash)) base = std::max(base, copy->generation_base);
    return {};
  }));
  highest_ = base;
  const auto last = kv::last_commit(folder_);
  if (!last) return {};  // no meta page left: whatever is newest counts
  committed_ = base + last->transaction;
  newest_ = last->certain ? committed_ : committed_ + 1;
  return {};
}

base::Status Survivors::find_root() {
  const CellKey root_key(Table::Root);
  return kv::scan_entries(folder_, [&](base::ByteView key, base::ByteView stored) -> base::Status {
    if (!std::ranges::equal(key, root_key.view())) return {};
    const auto plain = cells_->open(key, stored);
    auto root = plain ? codec::decode_root(*plain) : base::fail(plain.error());
    if (root && root->generation <= newest_ && (!root_ || root->generation > root_->generation)) root_ = std::move(*root);
    return {};
  });
}

base::Status Survivors::find_cells() {
  TRY_DO(kv::scan_entries(folder_, [&](base::ByteView key, base::ByteView stored) -> base::Status {
    judge(key, stored);
    return {};
  }));
  forget_dropped();
  std::erase_if(damaged_, [&](const auto& each) {
    const auto good = best_.find(each.first);
    return good != best_.end() && good->second >= broken_generation_[each.first];
  });
  return {};
}

// What stands on replaced pages of a record or blob that was taken away since is no part of the store either.
void Survivors::forget_dropped() {
  const auto is_gone = [&](const CellKey& key, uint64_t generation) {
    const std::optional<CellKey> mark = mark_of(key.view());
    const auto found = mark ? best_.find(*mark) : best_.end();
    return found != best_.end() && generation <= found->second;
  };
  std::erase_if(damaged_, [&](const auto& each) { return is_gone(each.first, broken_generation_[each.first]); });
  for (auto each = best_.begin(); each != best_.end();) is_gone(each->first, each->second) ? void(each = best_.erase(each)) : void(++each);
}

// What a transaction that was never committed left on free pages is no part of the store.
bool Survivors::is_candidate(base::ByteView key, base::ByteView stored, uint64_t& generation) const {
  if (!is_sealed_cell(key)) return false;
  const auto envelope = codec::read_envelope(stored);
  if (!envelope) return false;
  generation = envelope->generation;
  return generation <= newest_ && (!root_is_last() || generation <= root_->generation);
}

void Survivors::judge(base::ByteView key, base::ByteView stored) {
  uint64_t generation = 0;
  if (!is_candidate(key, stored, generation)) return;
  if (generation < (uint64_t{1} << 62)) highest_ = std::max(highest_, generation);
  const CellKey name = CellKey::from(key);
  const auto known = best_.find(name);
  if (known != best_.end() && known->second >= generation) return;
  const auto plain = cells_->open(key, stored);
  if (plain && says_what_its_key_says(*cells_, key, *plain)) {
    best_[name] = generation;
  } else if (damaged_bytes_ + stored.size() <= kDamagedBytesMax && generation >= broken_generation_[name]) {
    broken_generation_[name] = generation;
    damaged_[name] = base::copy(stored);
    damaged_bytes_ += stored.size();
  }
}

base::Status Survivors::each(const Visit& visit) const {
  std::set<CellKey> done;
  return kv::scan_entries(folder_, [&](base::ByteView key, base::ByteView stored) -> base::Status {
    uint64_t generation = 0;
    if (!is_candidate(key, stored, generation)) return {};
    const CellKey name = CellKey::from(key);
    const auto best = best_.find(name);
    if (best == best_.end() || best->second != generation || done.contains(name)) return {};
    if (!cells_->open(key, stored)) return {};
    done.insert(name);
    return visit(key, stored);
  });
}

}  // namespace store
