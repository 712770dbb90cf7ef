// app/tablet/state/effects.h: what apply() asks the world to do. app/tablet/effects runs each one on its worker thread, in order, and
// posts the matching event (events.h) back. An effect that writes carries a ticket; nothing is called saved before its Committed.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/tablet/state/secret.h"
#include "app/tablet/state/settings.h"
#include "platform/base/bytes.h"
#include "sync/record/record.h"

namespace forms {
class Questionnaire;
}
namespace print {
struct WrittenCopy;
}

namespace state {

using Ticket = uint64_t;

struct ReadKeys {};  // -> KeysRead
struct Enrol {       // -> Unlocked or UnlockFailed. Makes the key ring and an empty store, then fills in demo data when asked to.
  Secret secret;
  SecretKind kind = SecretKind::Pin;
};
struct Unlock {  // -> Unlocked or UnlockFailed; where the hub has to be heard first, HubAsked until then. Lock gives that up
  Secret secret;
  SecretKind kind = SecretKind::Pin;
};
struct BeginAgain {};  // -> KeysRead: a tablet that was wiped is set up anew
struct Lock {};  // -> Locked: every commit before it is done, the store is closed and the key is gone

// -> Committed or CommitFailed. All edits in one transaction with their log entry and the place.
struct CommitEdits {
  Ticket ticket = 0;
  std::vector<record::Edit> edits;
  std::string group;              // the visit or form they belong to: an id, or empty
  bool continues_typing = false;  // the same field as the last commit: its log entry grows instead of a new one
  base::Bytes place;
};
struct SavePlace {  // no event; only the latest is kept
  base::Bytes place;
};

struct LoadPerson {  // -> PersonLoaded: the person's record and every record whose head names them
  record::RecordId person;
};
struct LoadResponse {  // -> ResponseLoaded: an answered form, its questionnaire, and last time's answers to it
  record::RecordId response;
};
struct LoadQuestionnaire {  // -> QuestionnaireLoaded
  std::string name;  // "needs-assessment", or a path given by --form
  record::RecordId person;  // whose earlier answers it may begin with; nil for nobody
};
struct LoadConflict {  // -> ConflictLoaded
  record::RecordId conflict;
};
struct LoadRefused {  // -> RefusedLoaded: what the hub did not accept of this tablet's changes to that record
  record::RecordId about;
};
struct LoadHistory {  // -> HistoryLoaded, newest first; of a person, with every record that names them
  record::RecordId record;
};
struct SaveBlob {  // -> BlobSaved or CommitFailed: ink, drawings
  Ticket ticket = 0;
  base::Bytes bytes;
};
struct ImportPhoto {  // -> BlobSaved (resized, without its metadata), PhotoRefused or CommitFailed
  Ticket ticket = 0;
  std::string path;
};
struct TakePhoto {  // -> the same, of what the camera sees now
  Ticket ticket = 0;
};
struct ListPhotos {};  // -> PhotosListed
struct LoadPicture {  // -> PictureLoaded
  std::string blob;
  int side_max = 256;  // pixels
};
struct DecodeMedia {  // -> MediaDecoded: a picture that stands in a form
  Ticket ticket = 0;
  std::shared_ptr<const forms::Questionnaire> form;  // what `base64` is a view into
  std::string_view base64;
  int side_max = 256;  // pixels
};
// -> CopyMade or CopyFailed. The written copy as a PDF: sealed in the store, and in clear only at `export_path`, where the worker asked for it.
struct MakeCopy {
  Ticket ticket = 0;
  std::shared_ptr<const print::WrittenCopy> copy;
  std::string export_path;  // empty: kept in the store alone
};
struct SaveSettings {
  Settings settings;
};
struct ReadFigures {};  // -> FiguresRead
struct LoadWaiting {};  // -> WaitingLoaded
// -> SyncMoved, JoinRefused when it cannot even be tried; then HubJoined. `authority` is the PEM text of the hub's certificate authority, or a file that holds it.
struct JoinHub {
  std::string url;
  std::string code;
  std::string authority;
};
struct SyncSoon {  // -> SyncMoved: something is done with and should be at the hub; at once, unless the hub asked to wait
  bool urgent = false;  // not even a pause holds it, and failures hardly, until the hub has everything
};
struct PauseSync {   // -> SyncMoved
  bool paused = false;
};

using Effect = std::variant<ReadKeys, Enrol, Unlock, Lock, CommitEdits, SavePlace, LoadPerson, LoadResponse, LoadQuestionnaire, LoadConflict, LoadRefused, LoadHistory,
                             SaveBlob, ImportPhoto, TakePhoto, ListPhotos, LoadPicture, DecodeMedia, MakeCopy, SaveSettings, ReadFigures, LoadWaiting, JoinHub, SyncSoon, PauseSync, BeginAgain>;
using Effects = std::vector<Effect>;

}  // namespace state
