// The store's file written anew, without what was taken away.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "platform/base/log.h"
#include "platform/os/file.h"
#include "sync/codec/set_aside.h"
#include "sync/store/dropped.h"
#include "sync/store/lanes.h"
#include "sync/store/salvage.h"
#include "sync/store/verify.h"

namespace store {
namespace {

constexpr size_t kForgetBatchBytes = 4 * 1024 * 1024;
constexpr const char* kForgottenFile = "/forgotten.mdb";

class Rewriting {
 public:
  Rewriting(kv::Env& fresh, const Store::Impl& impl, const DroppedRecords& due) : fresh_(fresh), impl_(impl), due_(due), root_(impl.root) { root_.tally = {}; }

  base::Status fill() {
    codec::Header header = impl_.header;
    header.generation_base = base_ = impl_.root.generation;
    TRY_DO(fresh_.write([&](kv::WriteTxn& txn) { return txn.put(CellKey(Table::Header), codec::encode_header(header, crypto::hash)); }));
    TRY_DO(impl_.read([&](const kv::ReadTxn& txn) {
      return txn.scan({}, [&](base::ByteView key, base::ByteView stored) -> base::Result<bool> {
        TRY_DO(take(key, stored));
        return true;
      });
    }));
    return flush();
  }
  // Does everything in it open, and is it all that should be there?
  base::Result<bool> is_sound() const {
    bool sound = false;
    TRY_DO(fresh_.read([&](const kv::ReadTxn& txn) -> base::Status {
      TRY(const codec::Root root, read_root(txn, impl_.cells));
      TRY(const VerifyReport report, verify_cells(txn, impl_.cells, root));
      sound = report.sound() && root.head == impl_.root.head && root.tally.cells + left_out_ == impl_.root.tally.cells;
      return {};
    }));
    return sound;
  }

 private:
  struct Cell {
    base::Bytes key, value;
    bool plain = false;  // to be sealed
  };

  base::Status take(base::ByteView key, base::ByteView stored) {
    const Table table{key[0]};
    if (table == Table::Header || table == Table::Root) return {};
    TRY(const bool goes, is_left_out(key, stored));
    if (goes) return ++left_out_, base::Status();
    Cell cell{base::copy(key), base::copy(stored), false};
    if (table == Table::Log) TRY_DO(clear(cell));
    bytes_ += cell.value.size();
    batch_.push_back(std::move(cell));
    return bytes_ < kForgetBatchBytes ? base::Status() : flush();
  }

  base::Result<bool> is_left_out(base::ByteView key, base::ByteView stored) const {
    const Table table{key[0]};
    if (table == Table::Dropped || table == Table::DroppedBlobs) return due_.has_mark(CellKey::from(key));
    if (table != Table::Quarantine) return false;
    TRY(const base::ByteView plain, impl_.cells.open(key, stored));
    TRY(const codec::SetAside value, codec::decode_set_aside(plain));
    if (value.key.empty()) return false;
    if (Table{value.key[0]} == Table::Log) return value.unix_ms <= due_.newest_ms();  // nobody can tell of whom it speaks
    const auto mark = mark_of(value.key);
    return mark && due_.has_mark(*mark);
  }

  // What it says of records that are forgotten now goes; that there was an entry, and its hash, stays.
  base::Status clear(Cell& cell) const {
    const Sequence sequence = number_at_end(cell.key);
    TRY(const base::ByteView plain, impl_.cells.open(cell.key, cell.value));
    TRY(LogEntry entry, codec::decode_entry(plain));
    entry.hash = hash_of(entry, plain);
    if (std::erase_if(entry.changes, [&](const Change& change) { return due_.has(change.edit.id, sequence); }) == 0) return {};
    entry.cleared = true;
    if (entry.changes.empty()) entry.group.clear();
    cell.value = codec::encode_entry(entry);
    cell.plain = true;
    return {};
  }

  base::Status flush() {
    codec::Root written;
    TRY_DO(fresh_.write([&](kv::WriteTxn& txn) -> base::Status {
      CellTxn cells(txn, impl_.cells, root_, base_);
      for (const Cell& cell : batch_) TRY_DO(cell.plain ? cells.put(CellKey::from(cell.key), cell.value) : cells.adopt(cell.key, cell.value));
      cells.touch_root();
      TRY_DO(cells.finish());
      written = cells.root;
      return {};
    }));
    root_ = std::move(written);
    batch_.clear();
    bytes_ = 0;
    return {};
  }

  kv::Env& fresh_;
  const Store::Impl& impl_;
  const DroppedRecords& due_;
  codec::Root root_;
  uint64_t base_ = 0, left_out_ = 0;
  std::vector<Cell> batch_;
  size_t bytes_ = 0;
};

base::Result<DroppedRecords> due_now(const Store::Impl& impl) {
  DroppedRecords due;
  TRY_DO(impl.read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY_DO(due.load(txn, impl.cells));
    if (due.none()) return {};
    Replication replication;
    const CellKey state = replica_key();
    TRY(const auto stored, txn.find(state));
    if (stored) {
      TRY(const base::ByteView plain, impl.cells.open(state, *stored));
      TRY_DO(decode_replication(plain, replication));
    }
    due.keep_due(impl.options.clock->now_ms() - impl.options.keep_dropped_ms, std::min(impl.root.acknowledged, replication.settled));
    return {};
  }));
  return due;
}

base::Status write_fresh(const Store::Impl& impl, const DroppedRecords& due) {
  const std::string fresh = impl.folder + kFreshFolder;
  TRY_DO(os::make_folders(fresh));
  TRY(kv::Env env, kv::Env::open(fresh));
  Rewriting rewriting(env, impl, due);
  TRY_DO(rewriting.fill());
  TRY(const bool sound, rewriting.is_sound());
  return sound ? base::Status() : base::fail(base::Fault::Corrupt, "file written anew");
}

base::Status wipe_quarantine(const std::string& folder) {
  std::error_code none;
  for (const auto& file : std::filesystem::directory_iterator(folder + kQuarantineFolder, none)) TRY_DO(os::wipe_file(file.path().string()));
  return {};
}

}  // namespace

base::Status forget_dropped(Store::Impl& impl) {
  const std::string old = impl.folder + kForgottenFile;
  TRY_DO(os::wipe_file(old));  // begun before and cut short
  TRY(const DroppedRecords due, due_now(impl));
  if (due.none()) return {};
  if (const base::Status written = write_fresh(impl, due); !written) {
    base::log(base::Level::Warning, "store: what was dropped is not forgotten yet: " + written.error().detail);
    clear_unfinished_salvage(impl.folder);
    return {};
  }
  TRY_DO(wipe_quarantine(impl.folder));
  impl.env.reset();
  TRY_DO(os::link_or_copy(impl.folder + kDataFile, old));
  if (::rename((impl.folder + kFreshFolder + kDataFile).c_str(), (impl.folder + kDataFile).c_str()) != 0) return base::fail(os::file_error(kDataFile, "rename", errno));
  TRY_DO(os::sync_folder(impl.folder));
  clear_unfinished_salvage(impl.folder);
  TRY_DO(impl.open_env());
  impl.report.forgotten = due.records();
  return os::wipe_file(old);
}

}  // namespace store
