#include "sync/wire/blob_message.h"

namespace wire {
namespace {

constexpr uint64_t kStreamBytesMax = blob::kBytesMax + blob::kManifestBytesMax;
constexpr size_t kRefBytes = 16 + 32;

void write_ref(base::Writer& out, const BlobRef& ref) {
  out.bytes(ref.record.bytes);
  out.bytes(ref.name.bytes);
}
BlobRef read_ref(base::Reader& in) {
  BlobRef ref;
  ref.record.bytes = in.array<16>();
  ref.name.bytes = in.array<32>();
  return ref;
}

bool is_part(uint64_t total, uint64_t offset, size_t bytes, bool cut) {
  return total <= kStreamBytesMax && offset <= total && bytes <= total - offset && bytes <= kBlobPartBytesMax && (cut || bytes > 0);
}

}  // namespace

void write(base::Writer& out, const AskBlobs& ask) {
  out.varint(ask.blobs.size());
  for (const BlobRef& ref : ask.blobs) write_ref(out, ref);
}
void write(base::Writer& out, const BlobUp& up) {
  write_ref(out, up.blob);
  out.varint(up.total);
  out.varint(up.offset);
  out.bytes(up.part);
}
void write(base::Writer& out, const BlobDown& down) {
  write_ref(out, down.blob);
  out.varint(down.offset);
  out.varint(down.bytes_max);
}
void write(base::Writer& out, const BlobStates& states) {
  out.varint(states.blobs.size());
  for (const BlobState& state : states.blobs) {
    out.u8(uint8_t(state.standing));
    out.varint(state.offset);
  }
}
void write(base::Writer& out, const BlobPart& part) {
  out.varint(part.total);
  out.varint(part.offset);
  out.bytes(part.part);
}

AskBlobs read_ask_blobs(base::Reader& in) {
  AskBlobs ask;
  const uint64_t count = in.varint();
  if (count == 0 || count > kBlobsAskedMax || count * kRefBytes > in.left()) in.fail();
  for (uint64_t i = 0; i < count && in.ok(); ++i) ask.blobs.push_back(read_ref(in));
  return ask;
}

BlobUp read_blob_up(base::Reader& in, base::ByteView bytes, bool cut) {
  BlobUp up;
  up.blob = read_ref(in);
  up.total = in.varint();
  up.offset = in.varint();
  if (!in.ok() || !is_part(up.total, up.offset, in.left(), cut)) return in.fail(), up;
  up.part = bytes.last(in.left());
  in.bytes(in.left());
  return up;
}

BlobDown read_blob_down(base::Reader& in) {
  BlobDown down;
  down.blob = read_ref(in);
  down.offset = in.varint();
  down.bytes_max = in.varint();
  if (down.bytes_max == 0) in.fail();
  return down;
}

BlobStates read_blob_states(base::Reader& in) {
  BlobStates states;
  const uint64_t count = in.varint();
  if (count == 0 || count > kBlobsAskedMax || count * 2 > in.left()) in.fail();
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    BlobState state;
    state.standing = BlobStanding(in.u8());
    state.offset = in.varint();
    if (state.standing > BlobStanding::Whole || state.offset > kStreamBytesMax) in.fail();
    states.blobs.push_back(state);
  }
  return states;
}

BlobPart read_blob_part(base::Reader& in, bool cut) {
  BlobPart part;
  part.total = in.varint();
  part.offset = in.varint();
  if (!in.ok() || !is_part(part.total, part.offset, in.left(), cut)) return in.fail(), part;
  part.part = base::copy(in.bytes(in.left()));
  return part;
}

}  // namespace wire
