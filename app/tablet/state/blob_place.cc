#include "app/tablet/state/capture.h"
#include "app/tablet/state/state.h"

namespace state {
namespace {

BlobPlace::Where shown_of(replica::Carried::Where where) {
  switch (where) {
    case replica::Carried::Where::Waiting: return BlobPlace::Where::Waiting;
    case replica::Carried::Where::Refused: return BlobPlace::Where::Refused;
    case replica::Carried::Where::Coming: return BlobPlace::Where::Coming;
    case replica::Carried::Where::Missing: return BlobPlace::Where::Elsewhere;
    case replica::Carried::Where::Both: break;
  }
  return BlobPlace::Where::Both;
}

}  // namespace

BlobPlace place_of_blob(const AppState& state, const care::Attachment& attachment) {
  const session::Status& status = state.sync.status;
  const PictureLoaded* const picture = picture_of(state.capture, attachment.blob);
  const bool missing = picture && picture->missing;
  blob::Name name;
  if (!blob::parse_name(attachment.blob, name)) return {missing ? BlobPlace::Where::Elsewhere : BlobPlace::Where::OnlyHere, 0, 0};
  for (const replica::Carried& each : status.blobs.each)
    if (each.blob == wire::BlobRef{attachment.id, name}) return {shown_of(each.where), each.done, each.total};
  if (status.standing != session::Standing::Joined) return {missing ? BlobPlace::Where::Elsewhere : BlobPlace::Where::OnlyHere, 0, 0};
  if (missing) return {BlobPlace::Where::Coming, 0, 0};
  return {BlobPlace::Where::Both, 0, 0};  // everything that has not gone yet is told of
}

}  // namespace state
