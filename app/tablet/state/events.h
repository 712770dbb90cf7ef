// app/tablet/state/events.h: what came of an effect. Posted by the worker, applied on the frame's thread.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "app/care/attachment.h"
#include "app/care/caseload.h"
#include "app/care/conflict.h"
#include "app/tablet/state/effects.h"
#include "platform/base/result.h"
#include "sync/session/status.h"

namespace forms {
class Questionnaire;
}

namespace state {

struct Assets;

// The state of the lock, read before any try.
struct KeysRead {
  bool enrolled = false;
  std::string worker_name;   // as the key file gives it before unlock; may be empty
  int tries_left = 10;
  int64_t wait_until_ms = 0;  // Clock::now_ms; 0 when a try is allowed now
  bool has_pin = false;
  bool has_password = false;
  uint32_t waiting_visits = 0;  // saved here and not sent, as known when it last locked
  uint32_t asks_hub_days = 0;   // it has not heard the hub for so long that it asks before it opens; 0: it does not
};

// What the hub has not acknowledged.
struct Unsent {
  uint64_t entries = 0;      // of the log
  uint64_t visits = 0;       // visits, forms and plans they belong to
  uint64_t records = 0;      // records they changed
  bool only_visits = false;  // all of them belong to those visits
};
struct Figures {
  uint64_t people = 0, records = 0;
  Unsent unsent;
  uint64_t store_bytes = 0, free_bytes = 0;
  bool reserve_in_use = false;   // the disk is full and the reserve has been opened
  uint64_t quarantined = 0;      // sections set aside because they were damaged
};

struct Unlocked {
  std::unique_ptr<care::Caseload> caseload;
  base::Bytes place;
  Figures figures;
  std::vector<std::string> notices;  // word keys: "store.salvaged" and the like
  session::Status sync;
};
// The PIN was right, but the hub has to be heard before anything is shown: how the session that asks goes on.
struct HubAsked {
  session::Course course;
};
struct UnlockFailed {
  base::Error error;
  KeysRead keys;
  session::Why why = session::Why::None;  // Offline: why the hub was not heard
};
struct Locked {};
struct Noticed {  // found after unlocking
  std::string notice;  // word key, as in Unlocked
};

// The head of a record as it now stands in the store: what lists and indexes are built from.
struct HeadChanged {
  record::RecordType type{};
  record::RecordId id;
  record::FieldMap head;
};
struct Committed {
  Ticket ticket = 0;
  int64_t unix_ms = 0;
  Unsent unsent;
  std::vector<HeadChanged> heads;
  uint64_t sequence = 0;                  // of the entry; what it changed:
  std::vector<record::RecordId> records;
};
struct CommitFailed {
  Ticket ticket = 0;
  base::Error error;
  std::vector<record::Edit> edits;  // what was not saved; still in the state, and tried again by Retry
};

struct PersonLoaded {
  record::RecordId person;
  std::vector<record::Record> records;
  std::vector<std::pair<record::RecordId, uint64_t>> own;  // of those changed here: the last entry that did
};
struct ResponseLoaded {
  record::RecordId response;
  record::Record record;
  std::shared_ptr<const forms::Questionnaire> questionnaire;
  std::optional<record::Record> previous;  // the newest earlier response of the same person to the same form
  // Of an open draft: the newest version of its form when that is another, or the one it was moved from.
  std::shared_ptr<const forms::Questionnaire> other_version = nullptr;
  bool own_version_missing = false;        // `questionnaire` is another version than the response names
};
struct QuestionnaireLoaded {
  std::string name;
  std::shared_ptr<const forms::Questionnaire> questionnaire;  // null when `error` says why not
  std::string error;                                          // plain words for the worker
  std::string observations = {};                              // FHIR Bundles of what earlier forms observed about the person, a JSON list; empty when the form asks for none
};
struct ConflictLoaded {
  record::RecordId conflict;
  record::Record record;                            // no fields when there is no such conflict
  record::Record about;                             // what it is about, whole
  std::shared_ptr<const forms::Questionnaire> form;
  std::vector<record::Edit> take_back;              // of its settlement, while the hub has it not and nothing was changed since; else empty
};
struct RefusedLoaded {
  record::RecordId about_id;
  std::vector<record::Record> verdicts;
  record::Record about;                             // no fields when it is not on this tablet
  std::shared_ptr<const forms::Questionnaire> form;
};
struct LoadFailed {
  record::RecordId id;
  base::Error error;
};

struct HistoryRow {
  int64_t unix_ms = 0;
  std::string author;
  std::string device;
  record::RecordType type{};
  record::RecordId record;
  record::FieldPath path;
  record::Value from, to;
  bool waiting = true;  // not acknowledged by the hub
};
struct HistoryLoaded {
  record::RecordId record;
  std::vector<HistoryRow> rows;
  std::map<record::RecordId, std::shared_ptr<const forms::Questionnaire>> forms;  // of the responses among them, to say what was asked
  std::vector<care::Conflict> settled;  // newest first; heads alone
};

struct BlobSaved {
  Ticket ticket = 0;
  std::string blob;  // id
  int width = 0, height = 0;
  uint64_t bytes = 0;
};
struct PhotoRefused {  // the file is not a photo that can be kept; nothing was written
  Ticket ticket = 0;
  base::Error error;
};
struct PhotoFile {
  std::string path, name;
  uint64_t bytes = 0;
  int64_t unix_ms = 0;  // when it was last written
};
struct PhotosListed {  // what could be taken in: photos in this tablet's picture folders, newest first
  std::vector<PhotoFile> files;
  bool camera = false;
};
struct PictureLoaded {
  std::string blob;
  int width = 0, height = 0;
  base::Bytes rgba;      // empty when the picture could not be read
  bool missing = false;  // or because its bytes are not on this tablet
};
struct MediaDecoded {
  Ticket ticket = 0;
  int width = 0, height = 0;
  base::Bytes rgba;      // empty when the picture could not be read
  bool too_large = false;  // or because it claims more than is ever decoded
};
// -> names of blobs whose bytes are all here now, and of those the hub has now.
struct BlobsMoved {
  std::vector<std::string> arrived, sent;
};
struct CopyMade {
  Ticket ticket = 0;
  std::string blob;
  uint64_t bytes = 0;
  bool exported = false;
};
struct CopyFailed {
  Ticket ticket = 0;
  base::Error error;
};
struct FiguresRead {
  Figures figures;
};
// What the hub has not acknowledged, a row a record, the record changed last first.
struct WaitingRow {
  record::RecordType type{};
  record::RecordId record;
  record::RecordId person;  // nil when the record names nobody
  uint64_t changes = 0;     // fields written, each counted as often as it was
  int64_t unix_ms = 0;      // of the last of them
  uint64_t bytes = 0;       // of their log entries, before they are packed for sending
  uint64_t last = 0;        // the last entry among them
};
// A photo or document that is on its way: whose. How far it is, session::Status::blobs says.
struct CarriedFor {
  record::RecordId record;
  record::RecordId person;  // nil when the record names nobody
  bool is_photo = false;
};
struct WaitingLoaded {  // also what the last session sent, for as long as there has been no other
  std::vector<WaitingRow> rows;
  uint64_t changes = 0;
  uint64_t bytes = 0;      // of their log entries, before they are packed for sending
  int64_t oldest_ms = 0;   // 0 when nothing waits
  std::optional<base::Error> error;  // reading stopped here
  std::vector<CarriedFor> carried;
  std::map<record::RecordId, care::AttachmentKind> kinds = {};  // of the attachments among the rows
};
// How tablet and hub stand; the worker says it whenever it changes.
struct SyncMoved {
  session::Status status;
};
struct HubJoined {
  record::RecordId owner;  // whose tablet the hub says this is
};
struct JoinRefused {  // nothing was asked of a hub
  base::Error error;
};
// IT had everything here destroyed, or sealed for its own key.
struct TabletClosed {
  bool sealed = false;
  int64_t at_ms = 0;
};
// Forms of the council's own that a forms pack brought, beside those that are shipped.
struct AddedForm {
  std::string name;          // for StartForm
  std::string title, title_cy;
};
struct FormsAdded {
  std::vector<AddedForm> forms;
};
// What the hub told is in the store.
struct RecordsArrived {
  std::vector<HeadChanged> heads;       // empty head: the record is gone from here
  std::set<record::RecordId> changed;   // every record that reads differently now
  Figures figures;
};
struct AssetsRead {
  std::shared_ptr<const Assets> assets;
};
struct StoreFailed {  // the store cannot be used any more until the app is opened again
  base::Error error;
};

using Event = std::variant<KeysRead, Unlocked, HubAsked, UnlockFailed, Locked, Noticed, Committed, CommitFailed, PersonLoaded, ResponseLoaded, QuestionnaireLoaded,
                           ConflictLoaded, RefusedLoaded, LoadFailed, HistoryLoaded, BlobSaved, BlobsMoved, PhotoRefused, PhotosListed, PictureLoaded, MediaDecoded, CopyMade, CopyFailed, FiguresRead, WaitingLoaded, SyncMoved,
                           HubJoined, JoinRefused, TabletClosed, FormsAdded, RecordsArrived, AssetsRead, StoreFailed>;

}  // namespace state
