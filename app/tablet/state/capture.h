// app/tablet/state/capture.h: ink, photos and body maps: what is captured as data and bytes rather than words. Strokes and marks are saved as they are
// made; a photo when it has been made small and safe. The thing on screen is the place's subject, a mark being described its part ("mark:<key>").
#pragma once
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

#include "app/care/attachment.h"
#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"
#include "app/tablet/state/ink.h"

namespace state {

struct AppState;

inline constexpr size_t kPicturesMax = 16;
inline constexpr int64_t kInkEveryMs = 80;  // a stroke being drawn is saved at least this often

// Where something captured belongs: a person, perhaps a visit, perhaps a question of a form that waits for it.
struct CaptureFor {
  record::RecordId person;
  record::RecordId visit;
  record::RecordId response;
  std::string field;      // the path of the answer in the response
  std::string title;      // what it will be called in lists
  std::string signed_by;  // whose signature, for ink
};

// Done and wanted by a form: the form's area takes it (std::exchange with nullopt) when it arrives.
struct Captured {
  record::RecordId response;
  std::string field;
  care::Attachment attachment;
};

struct CapturePage {
  care::Attachment open;                 // nil id when nothing is
  std::vector<InkLine> ink;              // the open attachment's strokes, read
  int64_t ink_saved_ms = 0;              // monotonic
  std::string path;                      // typed: the file to take a photo from
  std::vector<PhotoFile> files;          // to choose from, newest first
  bool camera = false;                   // this tablet has one
  Ticket importing = 0;                  // 0: no photo is on its way
  care::Attachment imported;             // what it will be kept as
  std::string problem;                   // word key; empty for none
  std::map<std::string, std::string, std::less<>> typed;  // by field: what cannot be read as a number, as it stands in the box
  std::optional<Captured> captured;
  std::vector<PictureLoaded> pictures;   // decoded, newest last; at most kPicturesMax
  std::unordered_set<std::string> asked; // blobs whose picture was asked for
  bool is_open() const { return !open.id.is_nil(); }
};

// What belongs to a form that has been sent is sealed with it.
bool may_change_capture(const AppState& state);

// A decoded picture; nullptr until it is there.
const PictureLoaded* picture_of(const CapturePage& page, const std::string& blob);
// Where the bytes of a photo or document are, as far as is durable: here, at the hub, on their way.
struct BlobPlace {
  enum class Where { OnlyHere, Waiting, Refused, Both, Coming, Elsewhere } where = Where::OnlyHere;
  uint64_t done = 0, total = 0;  // bytes of what is on its way; total 0: not known yet
};
BlobPlace place_of_blob(const AppState& state, const care::Attachment& attachment);
// Photos, ink, body maps and documents of whoever is loaded, newest first.
std::vector<care::Attachment> attachments_of(const AppState& state);

struct StartInk {
  CaptureFor about;
};
struct StartBodyMap {
  CaptureFor about;
};
struct StartPhoto {
  CaptureFor about;
};
struct OpenAttachment {
  record::RecordId attachment;
  record::RecordId person;
};
// The ink as it stands after more was drawn; `finished` when the pen was lifted.
struct DrawInk {
  std::vector<InkLine> lines;
  bool finished = false;
  int width_dp = 0, height_dp = 0;
};
struct UndoInk {};   // the last stroke
struct ClearInk {};
struct TypePhotoPath {
  std::string path;
};
// Makes the file small, takes its place and camera out, and keeps it with the store.
struct AddPhoto {
  record::RecordId person;
  std::string path;
};
// The same from the camera.
struct TakePicture {
  record::RecordId person;
};
struct AddMark {
  care::BodySide side = care::BodySide::Front;
  float x = 0, y = 0;  // 0 to 1 of the outline's box
};
struct RemoveMark {
  std::string key;
};
// The attachment with one thing about it changed: title, purpose, consent, a mark's words.
struct ChangeAttachment {
  care::Attachment attachment;
  bool typing = false;
};
struct NeedPicture {
  std::string blob;
  int side_max = 256;
};
struct FinishCapture {};  // back to where it was asked for
using CaptureCommand = std::variant<StartInk, StartBodyMap, StartPhoto, OpenAttachment, DrawInk, UndoInk, ClearInk, TypePhotoPath, AddPhoto, TakePicture, AddMark,
                                    RemoveMark, ChangeAttachment, NeedPicture, FinishCapture>;

void apply_capture(AppState& state, const CaptureCommand& command, Effects& out);
void capture_on_event(AppState& state, Event& event, Effects& out);
void arrive_capture(AppState& state, Effects& out);
// Leaving by any way: what was drawn or taken goes to the question that waits for it.
void leave_capture(AppState& state);

}  // namespace state
