// sync/reconcile/rows.h: the values of the hub's table and their bytes. Each layout stands at its function in rows.cc. Pure functions, any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/crypto/sign.h"
#include "sync/changeset/frame.h"
#include "sync/record/merge.h"

namespace reconcile {

inline constexpr uint64_t kHub = 0;  // the device number of what the hub writes itself

struct MetaRow {
  uint16_t format = 2;  // of the table; upgrade.h brings an older one here
  std::array<uint8_t, 8> epoch{};
  uint64_t last_sequence = 0;
  bool operator==(const MetaRow&) const = default;
};

enum class Standing : uint8_t { Enrolled = 0, Revoked = 1, Forked = 2 };

struct DeviceRow {
  crypto::VerifyKey key{};
  Standing standing = Standing::Enrolled;
  uint64_t held = 0;              // entries stored
  uint64_t applied = 0;           // entries in the hub's order; fewer than held while a group is not whole
  crypto::Hash chain{};           // of the frame that ends at held
  int64_t unix_s = 0;             // of its last entry
  uint64_t base = 0;              // cursor of its last frame
  uint64_t grants = 0;            // number of its last grant
  uint64_t asked = 0;             // number of the last one when it last asked
  uint64_t filled = 0;            // number of the last one it said it has
  uint64_t cursor = 0;            // what it last said it had
  int64_t seen_s = 0;             // when it was last here, by the hub's clock
  int64_t clock_ahead_s = 0;      // how far its clock was ahead then
  std::string worker;             // whose it is; a record id
  bool operator==(const DeviceRow&) const = default;
};

struct GrantRow {
  record::RecordId bucket;
  bool given = true;      // false: taken away
  bool begun = false;     // the device itself brought the bucket's first record: it has all of it
  uint64_t sequence = 0;  // the hub's when it was given or taken; 0: by a hub that did not note it
  uint64_t cursor = 0;    // the device's, when it first said that it has the bucket; of a taking, when it first asked after that; 0: not yet
  uint64_t previous = 0;  // number of the grant of this bucket before this one; 0: none
  bool operator==(const GrantRow&) const = default;
};

struct RecordRow {
  record::RecordType type{};
  record::RecordId bucket;
  uint64_t since = 0;  // hub sequence of the entry that made it, or put it in this bucket
  uint64_t moved = 0;  // as which move it came to this bucket; 0: it began here
  bool operator==(const RecordRow&) const = default;
};

// A record's way to the bucket it is in since the sequence in the key.
struct MoveRow {
  record::RecordId from;
  uint64_t since = 0;  // when it had come to that one; 0: it began there
  bool operator==(const MoveRow&) const = default;
};

struct Author {
  uint64_t device = 0;
  uint64_t clock = 0;  // clamped to when it arrived
  std::string worker;
  bool operator==(const Author&) const = default;
};

struct FieldRow {
  record::Value value;
  uint64_t sequence = 0;        // of the entry that wrote it last
  uint64_t other_sequence = 0;  // the last one by another device than that
  Author author;
  record::RecordId conflict;    // open; nil: none
  bool operator==(const FieldRow&) const = default;
  // The last sequence by any other device than `device`.
  uint64_t last_by_others(uint64_t device) const { return author.device == device ? other_sequence : sequence; }
};

// What the entry at `sequence` (in the key) did to a field: replaced a value, or edited a text. A field's first value leaves no row.
struct VersionRow {
  uint64_t device = 0;                   // who did it
  uint64_t base = 0;                     // cursor it was based on
  uint64_t replaced_sequence = 0;        // of the entry that had written the field before
  Author replaced_author;
  std::optional<record::Value> replaced;  // the value that stood there
  record::Splices splices;               // else: the edit, as applied,
  std::vector<std::string> erased;       // what each splice took out,
  std::optional<record::Splices> typed;  // and as typed, when that differs
  bool operator==(const VersionRow&) const = default;
};

struct QuarantineRow {
  changeset::Entry entry;  // with the one op
  std::string reason;      // a word of Verdict
  bool operator==(const QuarantineRow&) const = default;
};

struct FrameRow {
  changeset::FrameHead head;
  changeset::Block block;
  std::optional<crypto::Signature> signature;
  uint64_t hub_first = 0;  // hub sequence of its first entry; 0: waiting for the rest of its group
  int64_t received_s = 0;
  bool operator==(const FrameRow&) const = default;
};

// What a bucket's readers are told at a sequence.
struct FeedRow {
  enum class Form : uint8_t {
    Frame = 0,    // the whole frame, as its device wrote it
    Entries = 1,  // these
    Settled = 2,  // in a device's own bucket: its entries stand here in the hub's order; what became of some of them
    Left = 3,     // a record went to another bucket
  } form = Form::Frame;
  uint64_t device = 0;  // who wrote
  uint64_t first = 0;   // Frame: its key; Settled: own sequence
  uint64_t count = 0;   // Frame, Settled: how many sequences it covers
  std::vector<changeset::Entry> entries;
  record::RecordId record;
  bool operator==(const FeedRow&) const = default;
};

base::Bytes encode(const MetaRow& row);
base::Bytes encode(const DeviceRow& row);
base::Bytes encode(const GrantRow& row);
base::Bytes encode(const RecordRow& row);
base::Bytes encode(const MoveRow& row);
base::Bytes encode(const FieldRow& row);
base::Bytes encode(const VersionRow& row);
base::Bytes encode(const QuarantineRow& row);
base::Bytes encode(const FrameRow& row);
base::Bytes encode(const FeedRow& row);

// Errors: Corrupt, TooNew.
template <class Row>
base::Result<Row> decode(base::ByteView bytes);
template <>
base::Result<MetaRow> decode(base::ByteView bytes);
template <>
base::Result<DeviceRow> decode(base::ByteView bytes);
template <>
base::Result<GrantRow> decode(base::ByteView bytes);
template <>
base::Result<RecordRow> decode(base::ByteView bytes);
template <>
base::Result<MoveRow> decode(base::ByteView bytes);
template <>
base::Result<FieldRow> decode(base::ByteView bytes);
template <>
base::Result<VersionRow> decode(base::ByteView bytes);
template <>
base::Result<QuarantineRow> decode(base::ByteView bytes);
template <>
base::Result<FrameRow> decode(base::ByteView bytes);
template <>
base::Result<FeedRow> decode(base::ByteView bytes);
// The words of a FrameRow, without the rest of it. A view into `row`. Errors: as decode.
base::Result<base::ByteView> words_of_frame(base::ByteView row);
// For one device to be told: what it wrote itself is left out unread (0: nothing is).
base::Result<FeedRow> decode_feed(base::ByteView bytes, uint64_t reader);

}  // namespace reconcile
