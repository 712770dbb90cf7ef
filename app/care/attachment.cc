#include "app/care/attachment.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"

namespace care {

namespace {

constexpr std::string_view kAttachmentKinds[] = {"photo", "ink", "body-map", "document"};
constexpr std::string_view kSides[] = {"front", "back"};

constexpr auto kStroke = [](auto& f, auto& stroke) { f.bytes("points", stroke.points); };

constexpr auto kMark = [](auto& f, auto& mark) {
  f.code("side", mark.side, kSides);
  f.number("x", mark.x);
  f.number("y", mark.y);
  f.atom("kind", mark.kind);
  f.atom("site", mark.site);
  f.number("size-mm", mark.size_mm);
  f.atom("colour", mark.colour);
  f.text("note", mark.note);
  f.id("photo", mark.photo);
};

constexpr auto kAttachmentFields = [](auto& f, auto& attachment) {
  f.id("head/person", attachment.person);
  f.id("head/author", attachment.author);
  f.id("head/visit", attachment.visit);
  f.id("head/response", attachment.response);
  f.atom("head/field", attachment.field);
  f.code("head/kind", attachment.kind, kAttachmentKinds);
  f.atom("head/title", attachment.title);
  f.text("head/purpose", attachment.purpose);
  f.atom("head/consent", attachment.consent);
  f.number("head/at", attachment.at);
  f.atom("head/blob", attachment.blob);
  f.atom("head/media-type", attachment.media_type);
  f.number("head/bytes", attachment.bytes);
  f.number("head/width", attachment.width);
  f.number("head/height", attachment.height);
  f.atom("head/signed-by", attachment.signed_by);
  f.items("strokes", attachment.strokes, kStroke);
  f.items("marks", attachment.marks, kMark);
};

}  // namespace

Attachment attachment_from(const record::Record& from) { return read_thing<Attachment>(from, kAttachmentFields); }
std::vector<record::Edit> to_edits(const Attachment& made) { return write_thing(made, kAttachmentRecord, kAttachmentFields); }
std::vector<record::Edit> to_edits(const Attachment& before, const Attachment& after) {
  return change_thing(before, after, kAttachmentRecord, kAttachmentFields);
}

blob::Fields blob_fields() { return {{kAttachmentRecord, "head/blob"}}; }

}  // namespace care
