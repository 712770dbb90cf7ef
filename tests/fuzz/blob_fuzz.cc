// LINK sync_blob
// A manifest from anywhere says itself again; a stream from anywhere, in pieces and out of order, is nothing but what its name says.
#include <algorithm>

#include "platform/base/check.h"
#include "sync/blob/intake.h"

namespace {

void read_manifest(base::ByteView bytes) {
  const auto manifest = blob::decode_manifest(bytes);
  if (manifest) CHECK(std::ranges::equal(blob::encode(*manifest), bytes));
}

// Which blob it claims to be is the one of the first bytes: what follows may be it or not.
void take_stream(base::ByteView bytes) {
  base::Reader in(bytes);
  const size_t honest = std::min<size_t>(in.u16(), in.left());
  const base::ByteView content = in.bytes(honest);
  const blob::Manifest manifest = blob::manifest_of(content);
  base::Bytes whole = blob::encode(manifest), kept;
  whole.insert(whole.end(), content.begin(), content.end());
  blob::Intake intake(blob::name_of(manifest), whole.size());
  std::optional<blob::Manifest> told;
  while (in.left() > 0 && !intake.whole()) {
    const uint8_t how = in.u8();
    const size_t offset = how & 1 ? in.u16() : size_t(intake.position()), size = in.u8() * 16u;
    const base::ByteView part = how & 2 ? in.bytes(std::min<size_t>(size, in.left())) : base::ByteView(whole).subspan(std::min(offset, whole.size()), std::min(size, whole.size() - std::min(offset, whole.size())));
    (void)intake.take(
        offset, part, [&](const blob::Manifest& read) { return told = read, base::Status(); },
        [&](size_t index, base::ByteView chunk) {
          CHECK(index * blob::kChunkBytes == kept.size());
          kept.insert(kept.end(), chunk.begin(), chunk.end());
          return base::Status();
        });
  }
  if (told) CHECK(*told == manifest);
  CHECK(kept.size() <= content.size() && std::equal(kept.begin(), kept.end(), content.begin()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const base::ByteView bytes(data + 1, size - 1);
  data[0] % 2 == 0 ? read_manifest(bytes) : take_stream(bytes);
  return 0;
}
