// tests/rig/shim.h: stands between the store and the C library. Defined in the test program itself, so that LMDB's calls come here as well. Every call
// that changes a file below the watched folder is noted, or made to fail; every allocation can be. One thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/bytes.h"

namespace rig {

struct Op {
  enum class Kind { Write, Size, Sync, SyncFailed, Make, Rename, Link, Unlink, MakeFolder, RemoveFolder, SyncFolder, Note };
  Kind kind{};
  uint64_t file = 0;    // inode
  uint64_t at = 0;      // Write: offset; Size: the new size; Note: the number
  base::Bytes bytes;    // Write
  bool durable = false; // Write: through a descriptor opened O_DSYNC
  std::string path, to; // below the watched folder's parent
};

// Calls on files below `folder` count from now on; an empty name ends it.
void watch(const std::string& folder);
void start_recording();
std::vector<Op> stop_recording();
// Puts a number of the test's own among the operations.
void note(uint64_t number);

// The `k`-th watched call from now (1 is the next) fails with `error`, and so do those after it until `in_a_row` have; with `for_good` all of them. With `short_first` a failing
// write does half its work first.
struct Fault {
  uint64_t k = 0;
  int error = 0;
  bool for_good = false;
  bool short_first = false;
  bool only_sync = false;  // only flushes count, and writes that flush
  bool only_durable_writes = false;  // LMDB's meta pages
  uint64_t in_a_row = 1;
  bool in_memory = false;  // a failing write can be read back as if it had happened, yet never reaches the disk; the write after it (LMDB
                           // putting the old meta page back) fails and cannot
};
void arm(const Fault& fault);
// Ends it. True when it struck.
bool disarm();

// The `k`-th allocation from now answers that there is no memory.
void arm_allocation(uint64_t k, bool for_good);
bool disarm_allocation();

}  // namespace rig
