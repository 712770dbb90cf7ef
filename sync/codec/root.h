// sync/codec/root.h: the store's root, sealed and rewritten by every commit: what makes a missing, swapped or old value show.
// FORMAT.md, section 5. Pure functions, any thread.
#pragma once
#include <map>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/codec/log_entry.h"

namespace codec {

// Sum, modulo 2^128, of the keyed hashes of every live cell: adding and taking away commute.
struct Tally {
  uint64_t low = 0, high = 0;
  uint64_t cells = 0;
  bool operator==(const Tally&) const = default;
  void add(const std::array<uint8_t, 16>& hash);
  void take(const std::array<uint8_t, 16>& hash);
};

struct Root {
  uint64_t generation = 0;     // number of the write that made it
  uint64_t last_sequence = 0;  // of the log
  uint64_t acknowledged = 0;   // the hub has everything up to here
  uint64_t open_sequence = 0;  // the entry still being typed; 0: none
  uint64_t clock = 0;          // last stamp given out
  EntryHash head{};            // hash of the last log entry; zeros before the first
  Tally tally;
  int64_t last_commit_ms = 0;
  uint64_t quarantined = 0;  // damaged values set aside so far
  uint64_t lost_entries = 0;
  std::map<record::RecordType, uint64_t> records;  // how many there are of each type
  bool operator==(const Root&) const = default;
};

base::Bytes encode_root(const Root& root);
// Errors: Corrupt, TooNew.
base::Result<Root> decode_root(base::ByteView bytes);

}  // namespace codec
