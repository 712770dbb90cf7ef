// app/care/attachment.h: a photo, a drawing or signature in ink, a body map, a document: each with time, author and purpose. Pictures and
// documents live in the store's blobs and are named here; ink and body marks are data of the record itself, so that a half-drawn stroke is as
// durable as a half-typed word and two people's marks merge.
#pragma once
#include <string>
#include <vector>

#include "app/care/date.h"
#include "app/care/item.h"
#include "platform/base/bytes.h"
#include "sync/blob/blob.h"
#include "sync/record/record.h"

namespace care {

enum class AttachmentKind { Photo, Ink, BodyMap, Document };
enum class BodySide { Front, Back };

// One stroke of a pen or finger. `points` is the drawing module's own encoding; care only carries it.
struct InkStroke : Item {
  base::Bytes points;
  bool operator==(const InkStroke&) const = default;
};

// A mark on the body's outline: what was seen and where, never a diagnosis. x and y run over the outline's box from its top left corner.
struct BodyMark : Item {
  BodySide side = BodySide::Front;
  int x = 0;  // ten-thousandths of the box's width
  int y = 0;  // ten-thousandths of its height
  std::string kind;    // codes "body-marks": bruise, graze, burn, swelling, pressure-area, wound, other
  std::string site;    // in words: "left forearm, outer side"
  int size_mm = 0;     // across its longest way; 0 not measured
  std::string colour;  // codes "mark-colours"
  std::string note;    // what the person says about it
  record::RecordId photo;
  bool operator==(const BodyMark&) const = default;
};

struct Attachment {
  record::RecordId id;
  record::RecordId person;
  record::RecordId author;
  record::RecordId visit;
  record::RecordId response;  // the form it belongs to
  std::string field;          // and the path of the answer there
  AttachmentKind kind = AttachmentKind::Photo;
  std::string title;
  std::string purpose;  // why it was taken, in words the person could read
  std::string consent;  // codes "consent": given, best-interests, not-asked
  os::UnixMs at = 0;
  std::string blob;        // the name of the bytes (sync/blob); empty for ink and body maps
  std::string media_type;  // "image/jpeg"
  int64_t bytes = 0;
  int width = 0;   // pixels; for ink, the box it was drawn in, in dp
  int height = 0;
  std::string signed_by;  // whose signature an Ink is, as written under the line
  std::vector<InkStroke> strokes;
  std::vector<BodyMark> marks;
  bool operator==(const Attachment&) const = default;
};

Attachment attachment_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Attachment& made);
std::vector<record::Edit> to_edits(const Attachment& before, const Attachment& after);

// Which fields of records name blobs: told to the store, the replica and the hub, which carry them without knowing what they are.
blob::Fields blob_fields();

}  // namespace care
