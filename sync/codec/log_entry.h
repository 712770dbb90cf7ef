// sync/codec/log_entry.h: one entry of a device's log: who changed what from what to what, and when. It is at once the outbox entry the hub
// gets and the history a person reads. FORMAT.md, section 4. Pure functions, any thread.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/record/record.h"

namespace codec {

using EntryHash = std::array<uint8_t, 32>;  // BLAKE2b-256 of an entry's bytes

struct Change {
  record::Edit edit;
  record::Value from;
  uint64_t base = 0;  // version of the field this was typed over: the sequence of the entry that had written it; 0: none of this device
  record::Stamp stamp;
  bool operator==(const Change&) const = default;
};

struct LogEntry {
  uint64_t sequence = 0;  // 1, 2, 3, ... without gaps
  EntryHash previous{};   // of the entry before; zeros in the first
  int64_t unix_ms = 0;    // this tablet's clock, for people; nothing is ordered by it
  std::string author;     // a worker's record id
  std::string group;      // visit or form id: what appears together or not at all; may be empty
  std::vector<Change> changes;
  bool open = false;  // still being typed: the next commit may replace it. Not part of its bytes.
  bool lost = false;  // its bytes were damaged; only its number and hash are known
  bool cleared = false;  // what it said of records that were taken away is not in it any more; its hash is that of what it was
  EntryHash hash{};   // of this entry. Not part of its bytes, except in a lost or cleared one.
  bool operator==(const LogEntry&) const = default;
};

inline constexpr size_t kEntryBytesMax = 256 * 1024 * 1024;
inline constexpr size_t kNameBytesMax = 256;  // author, group

base::Bytes encode_entry(const LogEntry& entry);
// `hash` and `open` are left to the caller, except that a lost or cleared entry has the hash it carries. Errors: Corrupt, TooNew.
base::Result<LogEntry> decode_entry(base::ByteView bytes);

}  // namespace codec
