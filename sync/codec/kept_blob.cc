#include "sync/codec/kept_blob.h"

#include "sync/codec/layout.h"

namespace codec {
namespace {
// Kept blob. Source: FORMAT.md, section 8. Layout 1: u8 layout · varint bytes. Layout 2: u8 layout · u8 flags (1 whole) · varint claims, each: 16 bytes record · 8 bytes hub · sized manifest.
constexpr uint8_t kKeptBlobLayout = 2;
constexpr uint8_t kWhole = 1;
constexpr size_t kKeptManifestBytesMax = 64 * 1024;
}  // namespace

base::Bytes encode_kept_blob(const KeptBlob& blob) {
  base::Writer out;
  out.u8(blob.old ? 1 : kKeptBlobLayout);
  if (blob.old) return out.varint(blob.bytes), out.take();
  out.u8(blob.whole ? kWhole : 0);
  out.varint(blob.claims.size());
  for (const record::RecordId& id : blob.claims) out.bytes(id.bytes);
  out.bytes(blob.hub);
  out.sized(blob.manifest);
  return out.take();
}

base::Result<KeptBlob> decode_kept_blob(base::ByteView bytes) {
  base::Reader in(bytes);
  KeptBlob blob;
  blob.old = !bytes.empty() && bytes[0] == 1;
  if (blob.old) {
    in.u8();
    blob.bytes = in.varint();
  } else {
    TRY_DO(check_layout(in, kKeptBlobLayout, "kept blob"));
    const uint8_t flags = in.u8();
    if (flags & ~kWhole) in.fail();
    blob.whole = flags & kWhole;
    const uint64_t claims = in.varint();
    if (claims > in.left() / 16) in.fail();
    for (uint64_t i = 0; i < claims && in.ok(); ++i) blob.claims.push_back({in.array<16>()});
    blob.hub = in.array<8>();
    blob.manifest = base::copy(in.sized(kKeptManifestBytesMax));
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "kept blob");
  return blob;
}

}  // namespace codec
