#include "platform/kv/env.h"

#include <lmdb.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <mutex>
#include <utility>

#include "platform/base/check.h"
#include "platform/os/disk.h"
#include "platform/os/file.h"

namespace kv {
namespace {

constexpr uint64_t kWritesBetweenReaderChecks = 256;
constexpr uint64_t kRoomLow = 256 * 1024;  // bytes: less than one commit may want

base::Error error_of(const char* call, int code) {
  const std::string detail = std::string(call) + ": " + std::to_string(code);
  switch (code) {
    case MDB_MAP_FULL: return {base::Fault::Full, detail};
    case MDB_READERS_FULL: return {base::Fault::Busy, detail};
    case MDB_VERSION_MISMATCH: return {base::Fault::TooNew, detail};
    case MDB_BAD_VALSIZE: return {base::Fault::BadInput, detail};
    default: break;
  }
  if (code < 0) return {base::Fault::Corrupt, detail};
  return {os::fault_of_errno(code), detail};
}

MDB_val val_of(base::ByteView bytes) { return {bytes.size(), const_cast<uint8_t*>(bytes.data())}; }
base::ByteView view_of(const MDB_val& val) { return {static_cast<const uint8_t*>(val.mv_data), val.mv_size}; }

bool begins_with(base::ByteView key, base::ByteView prefix) {
  return key.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), key.begin());
}

class Cursor {
 public:
  static base::Result<Cursor> open(MDB_txn* txn, unsigned dbi) {
    MDB_cursor* cursor = nullptr;
    if (const int code = mdb_cursor_open(txn, dbi, &cursor)) return base::fail(error_of("cursor", code));
    return Cursor(cursor);
  }
  Cursor(Cursor&& other) noexcept : cursor_(std::exchange(other.cursor_, nullptr)) {}
  Cursor& operator=(Cursor&&) = delete;
  ~Cursor() {
    if (cursor_) mdb_cursor_close(cursor_);
  }
  // False when there is nothing there.
  base::Result<bool> move(MDB_val& key, MDB_val& value, MDB_cursor_op op) {
    const int code = mdb_cursor_get(cursor_, &key, &value, op);
    if (code == MDB_NOTFOUND) return false;
    if (code != 0) return base::fail(error_of("cursor get", code));
    return true;
  }

 private:
  explicit Cursor(MDB_cursor* cursor) : cursor_(cursor) {}
  MDB_cursor* cursor_;
};

// LMDB writes its lock file through memory; on a full disk that would end the process, so its blocks are asked for first.
base::Status hold_lock_file(const std::string& folder, bool read_only) {
  constexpr uint64_t kLockBytes = 16 * 1024;
  if (read_only && os::exists(folder + "/lock.mdb")) return {};
  return os::allocate_file(folder + "/lock.mdb", kLockBytes);
}

// The smallest key above every key that begins with `prefix`; empty when there is none.
base::Bytes after_prefix(base::ByteView prefix) {
  base::Bytes next = base::copy(prefix);
  while (!next.empty() && next.back() == 0xFF) next.pop_back();
  if (!next.empty()) ++next.back();
  return next;
}

}  // namespace

base::Result<std::optional<base::ByteView>> ReadTxn::find(base::ByteView key) const {
  MDB_val k = val_of(key), v{};
  const int code = mdb_get(txn_, dbi_, &k, &v);
  if (code == MDB_NOTFOUND) return std::nullopt;
  if (code != 0) return base::fail(error_of("get", code));
  return view_of(v);
}

base::Status ReadTxn::scan_from(base::ByteView from, base::ByteView prefix, const Visit& visit) const {
  TRY(Cursor cursor, Cursor::open(txn_, dbi_));
  MDB_val k = val_of(from), v{};
  TRY(bool found, cursor.move(k, v, from.empty() ? MDB_FIRST : MDB_SET_RANGE));
  while (found && begins_with(view_of(k), prefix)) {
    TRY(const bool more, visit(view_of(k), view_of(v)));
    if (!more) break;
    TRY(found, cursor.move(k, v, MDB_NEXT));
  }
  return {};
}

base::Status ReadTxn::scan_back(base::ByteView prefix, const Visit& visit) const {
  TRY(Cursor cursor, Cursor::open(txn_, dbi_));
  const base::Bytes after = after_prefix(prefix);
  MDB_val k = val_of(after), v{};
  bool beyond = false;
  if (!after.empty()) {
    TRY(beyond, cursor.move(k, v, MDB_SET_RANGE));
  }
  TRY(bool found, cursor.move(k, v, beyond ? MDB_PREV : MDB_LAST));
  while (found && begins_with(view_of(k), prefix)) {
    TRY(const bool more, visit(view_of(k), view_of(v)));
    if (!more) break;
    TRY(found, cursor.move(k, v, MDB_PREV));
  }
  return {};
}

uint64_t WriteTxn::id() const { return mdb_txn_id(txn_); }

base::Status WriteTxn::put(base::ByteView key, base::ByteView value) {
  MDB_val k = val_of(key), v = val_of(value);
  const int code = mdb_put(txn_, dbi_, &k, &v, 0);
  if (code == 0) return {};
  map_full_ = code == MDB_MAP_FULL;
  return base::fail(error_of("put", code));
}

base::Status WriteTxn::erase(base::ByteView key) {
  MDB_val k = val_of(key);
  const int code = mdb_del(txn_, dbi_, &k, nullptr);
  if (code == 0 || code == MDB_NOTFOUND) return {};
  map_full_ = code == MDB_MAP_FULL;
  return base::fail(error_of("erase", code));
}

base::Status settle(const std::string& folder) {
  return os::rewrite_in_place(folder + "/data.mdb", 2 * size_t(::sysconf(_SC_PAGESIZE)));
}

base::Result<Env> Env::open(const std::string& folder, const Options& options) {
  TRY_DO(hold_lock_file(folder, options.read_only));
  Env env;
  env.folder_ = folder;
  if (const int code = mdb_env_create(&env.env_)) return base::fail(error_of("create", code));
  if (const int code = mdb_env_set_mapsize(env.env_, options.map_bytes)) return base::fail(error_of("map size", code));
  // MDB_NOTLS: a reader belongs to its transaction and not to the thread, so that one read may stand inside another. Nothing to do with syncing.
  const unsigned flags = MDB_NOTLS | (options.read_only ? MDB_RDONLY : 0u);
  if (const int code = mdb_env_open(env.env_, folder.c_str(), flags, 0600)) return base::fail(error_of("open", code));
  env.clear_dead_readers();
  MDB_txn* txn = nullptr;
  if (const int code = mdb_txn_begin(env.env_, nullptr, MDB_RDONLY, &txn)) return base::fail(error_of("begin", code));
  const int code = mdb_dbi_open(txn, nullptr, 0, &env.dbi_);
  mdb_txn_abort(txn);
  if (code != 0) return base::fail(error_of("map", code));
  return env;
}

Env::Env(Env&& other) noexcept
    : folder_(std::move(other.folder_)),
      env_(std::exchange(other.env_, nullptr)),
      readers_(std::move(other.readers_)),
      dbi_(other.dbi_),
      failed_(other.failed_),
      writes_(other.writes_) {}

Env& Env::operator=(Env&& other) noexcept {
  if (this == &other) return *this;
  close();
  folder_ = std::move(other.folder_);
  env_ = std::exchange(other.env_, nullptr);
  readers_ = std::move(other.readers_);
  dbi_ = other.dbi_;
  failed_ = other.failed_;
  writes_ = other.writes_;
  return *this;
}

Env::~Env() { close(); }

void Env::close() {
  if (MDB_txn* const parked = readers_ ? readers_->parked.exchange(nullptr) : nullptr) mdb_txn_abort(parked);
  if (env_) mdb_env_close(std::exchange(env_, nullptr));
}

base::Status Env::read(const std::function<base::Status(const ReadTxn&)>& work) const {
  CHECK(env_ != nullptr);
  const std::shared_lock map_stays(readers_->map);
  MDB_txn* txn = readers_->parked.exchange(nullptr);
  const int code = txn ? mdb_txn_renew(txn) : mdb_txn_begin(env_, nullptr, MDB_RDONLY, &txn);
  if (code != 0) {
    if (txn) mdb_txn_abort(txn);
    return base::fail(error_of("begin read", code));
  }
  const auto park = [this](MDB_txn* used) {
    mdb_txn_reset(used);
    if (MDB_txn* const other = readers_->parked.exchange(used)) mdb_txn_abort(other);  // a read beside or within this one gave its own back first
  };
  const std::unique_ptr<MDB_txn, decltype(park)> park_at_end(txn, park);
  return work(ReadTxn(txn, dbi_));
}

base::Status Env::write(const std::function<base::Status(WriteTxn&)>& work) {
  CHECK(env_ != nullptr);
  if (failed_) return base::fail(base::Fault::Busy, "environment failed earlier");
  if (++writes_ % kWritesBetweenReaderChecks == 0) clear_dead_readers();
  for (;;) {
    TRY_DO(grow_if_near(0));
    bool map_full = false;
    base::Status done = write_once(work, map_full);
    if (done || !map_full) return done;
    TRY(const Figures now, figures());
    TRY_DO(grow_to(now.map_bytes * 2));
  }
}

base::Status Env::write_once(const std::function<base::Status(WriteTxn&)>& work, bool& map_full) {
  MDB_txn* raw = nullptr;
  if (const int code = mdb_txn_begin(env_, nullptr, 0, &raw)) {
    failed_ = code == MDB_PANIC;
    return base::fail(error_of("begin write", code));
  }
  std::unique_ptr<MDB_txn, decltype(&mdb_txn_abort)> abort_unless_committed(raw, &mdb_txn_abort);
  WriteTxn txn(raw, dbi_);
  base::Status done = work(txn);
  if (!done) {
    map_full = txn.map_full_;
    return done;
  }
  const int code = mdb_txn_commit(abort_unless_committed.release());
  if (code == 0) return {};
  map_full = code == MDB_MAP_FULL;
  failed_ = !map_full;
  return base::fail(commit_error(code));
}

// LMDB calls a write that ended half-way an input/output error; on a disk without room that is what "full" looks like.
base::Error Env::commit_error(int code) const {
  base::Error error = error_of("commit", code);
  const auto room = os::free_bytes(folder_);
  if (code == EIO && room && *room < kRoomLow) error.fault = base::Fault::Full;
  return error;
}

// A write transaction needs room for copies of the pages it changes, so the map grows while a fifth of it is still free.
base::Status Env::grow_if_near(size_t more_bytes) {
  TRY(const Figures now, figures());
  if (now.used_bytes + more_bytes <= now.map_bytes / 5 * 4) return {};
  return grow_to(std::max<size_t>(now.map_bytes * 2, (now.used_bytes + more_bytes) * 2));
}

base::Status Env::grow_to(size_t map_bytes) {
  const std::unique_lock nobody_reads(readers_->map);
  if (MDB_txn* const parked = readers_->parked.exchange(nullptr)) mdb_txn_abort(parked);
  if (const int code = mdb_env_set_mapsize(env_, map_bytes)) return base::fail(error_of("map size", code));
  return {};
}

base::Result<Figures> Env::figures() const {
  MDB_envinfo info{};
  MDB_stat stat{};
  if (const int code = mdb_env_info(env_, &info)) return base::fail(error_of("info", code));
  if (const int code = mdb_env_stat(env_, &stat)) return base::fail(error_of("stat", code));
  return Figures{info.me_mapsize, (uint64_t(info.me_last_pgno) + 1) * stat.ms_psize, stat.ms_entries, stat.ms_depth};
}

int Env::clear_dead_readers() {
  int dead = 0;
  mdb_reader_check(env_, &dead);
  return dead;
}

unsigned Env::flags() const {
  unsigned flags = 0;
  mdb_env_get_flags(env_, &flags);
  return flags;
}

}  // namespace kv
