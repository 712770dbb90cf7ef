// platform/kv/env.h: one ordered map from byte keys to byte values on disk, over LMDB in its default, fully synced mode.
// Work is given as a function, so that no transaction outlives the call that made it: a forgotten reader makes an LMDB file grow without end.
// Any number of threads read while one writes, each seeing one moment; writes follow each other, which is the caller's to see to. A read must not write. One Env a folder in a process. Keys are 1 to 511 bytes and stand on disk as they are.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

struct MDB_env;
struct MDB_txn;

namespace kv {

inline constexpr size_t kKeyBytesMax = 511;
inline constexpr size_t kMapBytesFirst = 64ull << 20;  // address space, not disk

struct Options {
  size_t map_bytes = kMapBytesFirst;  // grows by itself
  bool read_only = false;
};

struct Figures {
  uint64_t map_bytes = 0;   // what the file may grow to before the map does
  uint64_t used_bytes = 0;  // the file's pages in use or kept for reuse
  uint64_t entries = 0;
  uint32_t depth = 0;
};

// Views live until the function that was given the transaction returns, or until its next write.
class ReadTxn {
 public:
  base::Result<std::optional<base::ByteView>> find(base::ByteView key) const;
  // Every entry whose key begins with `prefix`, ascending; `visit` answers whether to go on.
  using Visit = std::function<base::Result<bool>(base::ByteView key, base::ByteView value)>;
  base::Status scan(base::ByteView prefix, const Visit& visit) const { return scan_from(prefix, prefix, visit); }
  // The same, beginning at the first key not below `from`.
  base::Status scan_from(base::ByteView from, base::ByteView prefix, const Visit& visit) const;
  // Descending, from the last key that begins with `prefix`.
  base::Status scan_back(base::ByteView prefix, const Visit& visit) const;

 protected:
  friend class Env;
  ReadTxn(MDB_txn* txn, unsigned dbi) : txn_(txn), dbi_(dbi) {}
  MDB_txn* txn_;
  unsigned dbi_;
};

class WriteTxn : public ReadTxn {
 public:
  // The number this transaction will have once it is committed: one more than the last committed one's.
  uint64_t id() const;
  base::Status put(base::ByteView key, base::ByteView value);
  base::Status erase(base::ByteView key);  // no such key is no error

 private:
  friend class Env;
  using ReadTxn::ReadTxn;
  bool map_full_ = false;
};

// After a failed write the system may call pages written that never reached the disk. Writes both meta pages of the closed file again, as they
// read now, and syncs: every other page a readable snapshot needs was synced before its meta page was. Errors: as for files.
base::Status settle(const std::string& folder);

class Env {
 public:
  // `folder` must be there. Readers that died are cleared away. Errors: Corrupt, TooNew (another LMDB format), Denied, Full, NotFound.
  static base::Result<Env> open(const std::string& folder, const Options& options = {});
  Env(Env&& other) noexcept;
  Env& operator=(Env&& other) noexcept;
  ~Env();

  base::Status read(const std::function<base::Status(const ReadTxn&)>& work) const;
  // Durable once it returns without error; after an error nothing of it is there. `work` may run more than once (when the map had to grow),
  // so it must set, never add to, what it leaves behind. An error from committing itself leaves the Env failed(): close it, look at the file
  // and open it again before relying on anything.
  base::Status write(const std::function<base::Status(WriteTxn&)>& work);
  bool failed() const { return failed_; }
  base::Result<Figures> figures() const;
  // How many dead readers were cleared away.
  int clear_dead_readers();
  // LMDB's flags, for the test that forbids the unsafe ones.
  unsigned flags() const;

 private:
  Env() = default;
  void close();
  base::Status grow_if_near(size_t more_bytes);
  base::Status grow_to(size_t map_bytes);
  base::Status write_once(const std::function<base::Status(WriteTxn&)>& work, bool& map_full);

  base::Error commit_error(int code) const;

  std::string folder_;
  MDB_env* env_ = nullptr;
  // The map is not moved under a reader; only a writer moves it.
  struct Readers {
    std::shared_mutex map;
    std::atomic<MDB_txn*> parked = nullptr;  // one between uses: reset, so it holds no snapshot
  };
  std::unique_ptr<Readers> readers_ = std::make_unique<Readers>();
  unsigned dbi_ = 0;
  bool failed_ = false;
  uint64_t writes_ = 0;
};

}  // namespace kv
