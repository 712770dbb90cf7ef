// sync/store/store.h: this tablet's records, the log of every change made to them, blobs, and the place where the worker was, all sealed.
// One LMDB transaction writes a change, its log entry (outbox and history in one) and the place: all durable when commit() returns, or none.
// One owner thread; one Store a folder, among all processes. Nothing read here refers into the store: everything is copied out.
//
// After a failed write the store closes its file, makes sure of it and opens it again by itself; the write stays reported as failed.
// Repeating it is safe: an edit to what already stands there writes nothing. Memory that runs out is a Busy error and leaves nothing behind.
#pragma once
#include <array>
#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/crypto/secret.h"
#include "platform/os/clock.h"
#include "sync/blob/blob.h"
#include "sync/changeset/change.h"
#include "sync/codec/log_entry.h"
#include "sync/record/record.h"

namespace store {

using Sequence = uint64_t;
using codec::Change;
using codec::LogEntry;

inline constexpr int64_t kKeepDroppedMs = 7 * 24 * 3'600'000;

struct Options {
  uint64_t device = 0;  // this device's number in every stamp
  const os::Clock* clock = &os::system_clock();
  os::Random* random = &os::system_random();
  uint64_t reserve_bytes = 4 * 1024 * 1024;  // disk kept back, so that what is being written can still be saved when the disk is full; 0: none
  // What opening runs as `<program> --verify-store` after a shutdown that was not clean (verify.h); empty: the check runs in this process.
  std::string verify_program;
  bool thorough = false;  // open and check every value even after a clean shutdown
  blob::Fields blobs;     // which fields name blobs: they go with the last record that names them
  // How long what was written here about a record that was taken away is kept, sealed and not to be read, for a hub that may be set back to a copy; then
  // opening the store makes it unreachable for good.
  int64_t keep_dropped_ms = kKeepDroppedMs;
};

struct Commit {
  std::vector<record::Edit> edits;  // of one path twice: the last one counts
  std::string author;
  std::string group;             // visit or form id; may be empty
  bool continues_typing = false; // the same fields, author and group as the last entry: replaces it as long as it is open
  std::optional<base::Bytes> place;
};

struct Committed {
  Sequence sequence = 0;  // of the entry that holds the edits; the last one of the log when they changed nothing
  int64_t unix_ms = 0;
  bool changed = false;  // false: every field already had that value
};

using BlobId = blob::Name;
using OldBlobId = std::array<uint8_t, 16>;  // format 1: a hash of the content under that store's own key
using HubMark = std::array<uint8_t, 8>;     // which history of the hub; zeros: none

// What is here of a blob.
struct BlobHere {
  blob::Manifest manifest;
  size_t chunks = 0;  // from the first on
  bool whole = false;
  HubMark hub{};      // the history of the hub that is known to have all of it
};

enum class Saving {
  Safe,   // room enough
  Tight,  // the disk is full and the reserve is in use: the open work can be saved, imports and blobs are refused
  Down,   // the file cannot be written or opened now; every commit tries again
};

// What the hub told, in its order. See sync/replica, which reads it off the wire.
struct Arrivals {
  struct Step {
    // Somebody else's change, as the hub applied it; or, with `own`, what the hub made of those ops of this device's entry that it did not apply as
    // they were typed (a value that stands instead, or a text edit carried over others').
    changeset::Entry entry;
    Sequence own = 0;
  };
  std::vector<Step> steps;
  std::vector<changeset::Entry> records;     // a whole record each, as it stands after the steps
  std::vector<record::RecordId> drops;       // records this device no longer has a right to
  HubMark hub{};                             // whose word this is: a record waits with its going until that hub has the blobs of it that were claimed here
  Sequence acknowledged = 0;                 // the hub has every own entry up to here
  bool began_anew = false;                   // the hub's history is another one: `acknowledged` may go back, and own entries after it have no place
  std::optional<std::set<record::RecordId>> keep_only;  // all other records are to be dropped
  base::Bytes state;                         // the caller's own notes, kept with all this
  std::function<base::Bytes(const struct Arrived&)> state_after;  // the same, of notes that hold what became of it; may be asked more than once
};
struct Arrived {
  std::map<record::RecordId, record::RecordType> changed;  // records that read differently now, or are gone
  std::set<record::RecordId> misfits;        // records of which the hub must have another version: ask for them whole
  std::vector<record::RecordId> kept;        // to be dropped, but the hub has not everything typed about them, or a blob of theirs that was claimed here, yet
};
struct Replication {
  Sequence settled = 0;  // own entries up to here have their place in the hub's order
  base::Bytes state;
};

struct Figures {
  std::map<record::RecordType, uint64_t> records;
  uint64_t bytes_used = 0;  // of the file
  uint64_t map_bytes = 0;
  uint64_t free_disk_bytes = 0;
  uint64_t waiting = 0;  // log entries the hub has not acknowledged
  Sequence last_sequence = 0;
  int64_t last_commit_ms = 0;
  uint64_t quarantined = 0;  // damaged values set aside since the store was made
  uint64_t lost_entries = 0;
  Saving saving = Saving::Safe;
};

struct VerifyReport {
  uint64_t cells = 0;
  uint64_t damaged = 0;    // values that do not open, or do not say what their key says
  bool tally = true;       // no value is missing, swapped or older than it should be
  bool chain = true;       // the log's hashes follow each other up to the root's
  uint64_t entries = 0;
  uint64_t lost_entries = 0;
  bool sound() const { return damaged == 0 && tally && chain; }
};

// What opening found and did.
struct OpenReport {
  bool was_clean = true;   // closed properly the last time
  bool salvaged = false;   // damage was found: what could be read was carried into a fresh file, the old one lies in quarantine
  uint64_t kept = 0;       // values carried over
  uint64_t damaged = 0;    // values that could not be read
  uint64_t rebuilt = 0;    // fields brought back from the log
  uint64_t lost_entries = 0;
  uint64_t forgotten = 0;  // records taken away long enough ago, of which nothing is in the file any more
};

// A damaged value, its raw bytes kept.
struct Quarantined {
  record::RecordId id;  // nil when it was no record's
  int64_t unix_ms = 0;
  uint64_t bytes = 0;
  bool rebuilt = false;  // the log held everything that was known of it
};

class Store {
 public:
  // A new, empty store at `folder`, which must be absent or empty; built and checked beside it and renamed in, so that it is whole or not
  // there. Errors: BadInput (something is there), Denied, Full, Busy.
  static base::Result<Store> create(const std::string& folder, const crypto::Key& data_key, const Options& options = {});
  // Errors: NotFound; TooNew (nothing was touched); Denied (wrong key, or a folder we may not write); Busy (another copy of the app has
  // it); Full; Corrupt (beyond salvage; nothing was touched).
  static base::Result<Store> open(const std::string& folder, const crypto::Key& data_key, const Options& options = {});
  static bool exists(const std::string& folder);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();  // closes cleanly

  // Durable when it returns. Errors: BadInput (path, size, text), Full, Busy, Corrupt, Denied: nothing of it is there.
  base::Result<Committed> commit(const Commit& commit);
  // All in one transaction, in order.
  base::Result<std::vector<Committed>> commit_all(std::span<const Commit> commits);
  // Whole records as somebody else (the hub, invented data) made them: not logged, not waiting. Fields this device has written stay as
  // they are. One transaction: a few thousand records a call are a good size.
  base::Status import(std::span<const record::Record> records);
  // What was open is closed: the next commit starts a new entry. Writes only when something was open.
  base::Status close_entry();

  // Sections found damaged on the way are set aside, rebuilt from the log as far as it goes, and counted in figures(). Errors: NotFound, Corrupt.
  base::Result<record::Record> read(record::RecordType type, const record::RecordId& id) const;
  base::Result<record::FieldMap> read_section(record::RecordType type, const record::RecordId& id, std::string_view section) const;
  // The "head" section of every record of that type, oldest first.
  using VisitHead = std::function<void(const record::RecordId& id, const record::FieldMap& head)>;
  base::Status each_head(record::RecordType type, const VisitHead& visit) const;
  // The same as a record, of which only the head was read; it is the visitor's for that call.
  using VisitHeaded = std::function<void(const record::Record& head)>;
  base::Status each_headed(record::RecordType type, const VisitHeaded& visit) const;

  // Every entry that changed the record, newest first, each with its changes to that record only.
  base::Result<std::vector<LogEntry>> history(const record::RecordId& id) const;
  // The last entry that changed the record; 0: none did, all that is known of it came from the hub.
  base::Result<Sequence> last_change(const record::RecordId& id) const;
  // Whole entries after `after`, oldest first, at most `count_max`.
  base::Result<std::vector<LogEntry>> entries_after(Sequence after, size_t count_max) const;
  // The same, those the hub has not acknowledged.
  base::Result<std::vector<LogEntry>> waiting(size_t count_max) const;
  // The hub has everything up to here. Never goes back. Errors: BadInput (beyond the log, or an entry still open).
  base::Status acknowledge(Sequence up_to);

  // All in one transaction. A field with changes of this device's that have no place yet keeps showing them, carried over what arrives; once they have
  // theirs it shows what the hub has. The open entry is closed. Errors: as commit().
  base::Result<Arrived> arrive(const Arrivals& arrivals);
  base::Result<Replication> replication() const;
  // Is the hub sure to have heard of this record: did it come from there, or has the hub the entry that began it?
  base::Result<bool> came_from_hub(const record::RecordId& id) const;

  // What the last commit that named one said; empty before.
  base::Result<base::Bytes> place() const;

  // Errors: BadInput (larger than blob::kBytesMax), Full.
  base::Result<BlobId> put_blob(base::ByteView content);
  // Errors: NotFound (also while only some of it is here), Corrupt.
  base::Result<base::Bytes> get_blob(const BlobId& id) const;
  // Absent when nothing of it is. Errors: Corrupt.
  base::Result<std::optional<BlobHere>> find_blob(const BlobId& id) const;
  // At most `count_max` bytes of its stream from `offset` on, which must be here. Errors: NotFound, Corrupt.
  base::Result<base::Bytes> read_blob(const BlobId& id, uint64_t offset, size_t count_max) const;
  // A blob that comes from elsewhere, piece by piece, each checked before (blob::Intake). `hub`: who has all of it. Errors: Full, Busy.
  base::Status begin_blob(const blob::Manifest& manifest, const HubMark& hub);
  base::Status add_chunk(const BlobId& id, size_t index, base::ByteView chunk);
  // This tablet named it in that record: the hub is to be brought it, whatever becomes of the change. Another record's blob is to be brought again: the hub keeps
  // it under each that names it. Errors: NotFound.
  base::Status claim_blob(const BlobId& id, const record::RecordId& record);
  // Those claimed that are whole here and that this hub is not known to have.
  base::Result<std::vector<std::pair<record::RecordId, BlobId>>> claimed_blobs(const HubMark& but) const;
  // That hub has all of it. Errors: NotFound.
  base::Status mark_blob(const BlobId& id, const HubMark& hub);
  // Damaged, of a blob that was whole: from the first chunk on that is not what the manifest says it goes, so that the rest can come again from a hub that has it.
  // False: there is nothing the matter with it, or it is not here whole. For blobs the hub has: what only this tablet has stays as it is. Errors: Corrupt.
  base::Result<bool> mend_blob(const BlobId& id);
  // Blobs of format 1, which no other tablet can know by their names. Errors: NotFound, Corrupt.
  base::Result<base::Bytes> get_old_blob(const OldBlobId& id) const;
  base::Status erase_old_blob(const OldBlobId& id);

  Figures figures() const;
  Sequence last_sequence() const;
  const OpenReport& open_report() const;
  base::Result<std::vector<Quarantined>> quarantine() const;
  // Opens and checks every value. Reads everything; changes nothing.
  base::Result<VerifyReport> verify() const;

  struct Impl;

 private:
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace store
