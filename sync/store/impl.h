// sync/store/impl.h: what a Store holds. For this folder's own use.
#pragma once
#include <new>

#include "platform/kv/env.h"
#include "platform/os/disk.h"
#include "platform/os/folder_lock.h"
#include "sync/codec/header.h"
#include "sync/codec/section.h"
#include "sync/store/cells.h"
#include "sync/store/store.h"

namespace store {

// Names inside the store's folder.
inline constexpr const char* kHeaderFile = "/header";
inline constexpr const char* kCleanFile = "/clean";  // there while nobody has the store open and the last one closed it properly
inline constexpr const char* kReserveFile = "/reserve";
inline constexpr const char* kDataFile = "/data.mdb";
inline constexpr const char* kFreshFolder = "/salvage";         // a file that is to take its place, while it is written
inline constexpr const char* kQuarantineFolder = "/quarantine";  // damaged files, as they were found

struct Store::Impl {
  Impl(std::string folder_path, const crypto::Key& data_key, const codec::Header& read_header, const Options& given, os::FolderLock held);
  ~Impl();

  // Runs `work` as one durable transaction; when there is no room, once more with the reserve given up.
  base::Status write(const std::function<base::Status(CellTxn&)>& work);
  base::Status read(const std::function<base::Status(const kv::ReadTxn&)>& work) const;
  // Leaves `env` unset when the file does not open; set, and an error, when the root does not.
  base::Status open_env();
  // Closes the file, makes sure of it and opens it again.
  base::Status reopen();
  // Refuses what can wait while the disk is full; takes the reserve back once there is room.
  base::Status need_room();
  record::Stamp next_stamp(CellTxn& cells) const;

  std::string folder;
  Options options;
  codec::Header header;
  os::FolderLock lock;
  Cells cells;
  os::Reserve reserve;
  std::optional<kv::Env> env;
  codec::Root root;  // as last committed
  OpenReport report;
  bool tight = false;

 private:
  base::Status write_once(const std::function<base::Status(CellTxn&)>& work);
};

// We do not throw: at the store's border, memory that ran out becomes an error. A transaction it interrupts is not committed.
template <class Work>
auto within_memory(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return base::fail(base::Fault::Busy, "memory");
  }
}

// A log entry from its cell: hash filled in, `open` by the root.
base::Result<LogEntry> read_entry(const kv::ReadTxn& txn, const Cells& cells, const codec::Root& root, Sequence sequence);
// The hash by which the entry after it names it.
codec::EntryHash hash_of(const LogEntry& entry, base::ByteView plain);

// Writes the entry as the log's last: the one after the last so far, or the last one again.
base::Status put_entry(CellTxn& cells, const LogEntry& entry);

}  // namespace store
