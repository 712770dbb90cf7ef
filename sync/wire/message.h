// sync/wire/message.h: what a tablet says to the hub and the hub to a tablet, as bytes. PROTOCOL.md beside this is normative. Values and pure
// functions, any thread.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/crypto/crypto.h"
#include "sync/record/record_id.h"
#include "sync/wire/blob_message.h"

namespace wire {

inline constexpr uint8_t kVersion = 3;    // what is read
inline constexpr uint8_t kNewestWordsVersion = 3;  // who reads it has the newest words the product ships: new ones come with a new version
inline constexpr uint8_t kAheadVersion = 3;  // replies that say how much is ahead
inline constexpr uint8_t kWordsVersion = 1;  // what messages about words are written as, and need: all but those of blob_message.h
inline constexpr size_t kRequestBytesMax = 32 * 1024 * 1024;
inline constexpr size_t kAnswerBytesMax = 64 * 1024 * 1024;
inline constexpr size_t kRequestHeadBytesMax = 8 * 1024;  // everything before the upload
inline constexpr size_t kRefetchMax = 64;                 // records a request
inline constexpr size_t kLongAnswerBytes = 16 * 1024;     // longer ones can be gone on with after a cut

using Epoch = std::array<uint8_t, 8>;       // names one history of a hub: another one after it was restored from a backup
using ChainCheck = std::array<uint8_t, 8>;  // the first bytes of a frame's hash

inline ChainCheck check_of(const crypto::Hash& hash) {
  ChainCheck check;
  std::copy_n(hash.begin(), check.size(), check.begin());
  return check;
}

// Part of a run (sync/changeset/run.h) on its way up. Its id is the first eight bytes of the BLAKE2b-256 of the whole run.
struct Upload {
  uint64_t id = 0;
  uint64_t total = 0;   // bytes of the whole run
  uint64_t offset = 0;  // of this part
  base::ByteView part;  // to the end of the request
  bool operator==(const Upload& other) const {
    return id == other.id && total == other.total && offset == other.offset && std::equal(part.begin(), part.end(), other.part.begin(), other.part.end());
  }
};

// What a device has, and what it brings.
struct Exchange {
  Epoch epoch{};        // zeros: never met a hub
  uint64_t cursor = 0;  // every hub sequence up to here is applied
  uint64_t grants = 0;  // every grant up to this number is filled
  uint64_t held = 0;    // own entries the hub is known to hold
  ChainCheck chain{};   // of the frame that ends there; zeros when 0
  int64_t unix_s = 0;   // this device's clock
  uint64_t answer_kb_max = 1024;
  std::vector<record::RecordId> refetch;  // records to be sent whole: what is here is damaged, or does not fit
  Upload upload;                          // total 0: nothing
  uint8_t reads = kWordsVersion;          // the newest version of a reply that its writer reads
  bool operator==(const Exchange&) const = default;
};
// A link was cut while a run was on its way up: how much of it came?
struct Probe {
  uint64_t upload_id = 0;
  bool operator==(const Probe&) const = default;
};
// A link was cut while an answer was on its way down: the rest of it.
struct Resume {
  uint64_t answer_id = 0;
  uint64_t offset = 0;
  bool operator==(const Resume&) const = default;
};

// What the hub holds of this device's chain is not what the device made: somebody else speaks in its name, or it is an old image of itself.
struct ForkReport {
  uint64_t held = 0;   // own entries up to here are known to be the same at both ends
  ChainCheck chain{};  // of the frame that ends there; zeros when 0
  bool operator==(const ForkReport&) const = default;
};

struct Request {
  uint64_t device = 0;
  std::variant<Exchange, Probe, Resume, AskBlobs, BlobUp, BlobDown, ForkReport> what;
  bool operator==(const Request&) const = default;
};

base::Bytes encode(const Request& request);
// Views point into `bytes`. With `cut`, `bytes` may end inside the upload or the part of a blob. Errors: Corrupt, TooNew.
base::Result<Request> decode_request(base::ByteView bytes, bool cut = false);

// Numbers on the wire: never reused.
enum class Status : uint8_t {
  Ok = 0,
  Corrupt = 1,     // the request cannot be read, or a signature does not hold
  TooNew = 2,      // the hub is older than what it was sent
  TooOld = 3,      // the hub no longer reads what it was sent: update first
  Stranger = 4,    // no such device, or another one's key
  Revoked = 5,     // this device was revoked: nothing more is sent to it
  OtherEpoch = 6,  // the hub's history is another one than the device's cursor is about: start from nothing, keeping the outbox
  Forked = 7,      // the device's chain is not the hub's: it was cloned, or restored from an old image
  SendWhole = 8,   // the run names a schema, dictionary, window or id the hub does not have: pack it again without
  Busy = 9,        // later: see retry_after_s
  Full = 10,       // the hub's disk is full
  TooLarge = 11,
  Gone = 12,       // the answer to be gone on with is no longer there: ask again
  Wipe = 13,       // IT ordered it: bring what is not held yet, then destroy everything
  WipeNow = 14,    // the same at once; what is not held yet is sealed for the hub's eyes alone
  Unnamed = 15,    // no record the device may speak of names the blob
  Mismatch = 16,   // bytes that are not what the blob's name says: ask how much is held and go on from there
  OverQuota = 17,  // the device has brought as many bytes of blobs as it may
};

// Own entries and where they stand in the hub's order.
struct Settled {
  uint64_t first = 0, count = 0;  // own sequences
  uint64_t hub_first = 0;         // the hub's, contiguous
  bool operator==(const Settled&) const = default;
};

struct Reply {
  Epoch epoch{};
  int64_t unix_s = 0;    // the hub's clock
  uint64_t held = 0;     // own entries the hub holds, durably
  ChainCheck chain{};
  uint64_t cursor = 0;   // the device's, once all of this is applied
  uint64_t grants = 0;
  bool more = false;     // ask again at once
  bool clock_wrong = false;  // the device's clock is further from the hub's than it should be
  std::vector<Settled> settled;          // by hub sequence
  base::Bytes feed;                      // a parcel, by hub sequence; empty: nothing
  base::Bytes snapshot;                  // a parcel: whole records as of `cursor`, one entry each; empty: nothing
  std::vector<record::RecordId> drops;   // records no longer in scope
  uint64_t ahead = 0;  // buckets that are still to come whole, after this; only for who reads kAheadVersion
  bool operator==(const Reply&) const = default;
};
struct Staged {
  uint64_t held = 0;
  ChainCheck chain{};
  uint64_t offset = 0;  // how much of the upload is here
  bool operator==(const Staged&) const = default;
};
struct Refusal {
  Status status = Status::Busy;
  uint64_t retry_after_s = 0;
  bool operator==(const Refusal&) const = default;
};
using Answer = std::variant<Reply, Staged, Refusal, BlobStates, BlobPart>;

base::Bytes encode(const Answer& answer);
// With `cut`, `bytes` may end inside the part of a blob. Errors: Corrupt, TooNew.
base::Result<Answer> decode_answer(base::ByteView bytes, bool cut = false);
// Is it about a blob? Such an answer is of use although it was cut.
bool is_blob_part(base::ByteView bytes);

// A long answer goes in an envelope, so that it can be gone on with after a cut: `body` from `offset` of `total` bytes.
struct LongPart {
  uint64_t answer_id = 0;
  uint64_t total = 0;
  uint64_t offset = 0;
  base::ByteView body;
};
base::Bytes encode_long(const LongPart& part);
bool is_long(base::ByteView bytes);
// `bytes` may end anywhere; Absent until the head is whole. Errors: Corrupt.
base::Result<std::optional<LongPart>> decode_long(base::ByteView bytes);

const char* status_name(Status status);

}  // namespace wire
