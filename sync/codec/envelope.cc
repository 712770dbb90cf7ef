#include "sync/codec/envelope.h"

namespace codec {
namespace {
// Envelope, layout 1. Source: FORMAT.md, section 1. Integers little-endian.
//   0  u8   layout      1
//   1  u8   flags       1: packed
//   2  u64  generation
//  10  ...  sealed      24 bytes nonce, ciphertext, 16 bytes tag
constexpr uint8_t kEnvelopeLayout = 1;
constexpr uint8_t kPacked = 1;

void append_u64(base::Bytes& out, uint64_t value) {
  for (size_t i = 0; i < 8; ++i) out.push_back(uint8_t(value >> (8 * i)));
}
}  // namespace

void write_envelope_head(base::Bytes& out, const Envelope& envelope) {
  out.push_back(kEnvelopeLayout);
  out.push_back(envelope.packed ? kPacked : 0);
  append_u64(out, envelope.generation);
}

base::Result<Envelope> read_envelope(base::ByteView bytes) {
  base::Reader in(bytes);
  const uint8_t layout = in.u8(), flags = in.u8();
  Envelope envelope;
  envelope.packed = flags & kPacked;
  envelope.generation = in.u64();
  if (!in.ok() || layout != kEnvelopeLayout || flags > kPacked) return base::fail(base::Fault::Corrupt, "envelope");
  envelope.sealed = in.bytes(in.left());
  return envelope;
}

void bound_bytes(base::Bytes& out, const StoreId& store, base::ByteView key, const Envelope& envelope) {
  out.clear();
  out.insert(out.end(), store.begin(), store.end());
  out.push_back(uint8_t(key.size()));
  out.push_back(uint8_t(key.size() >> 8));
  out.insert(out.end(), key.begin(), key.end());
  write_envelope_head(out, envelope);
}

}  // namespace codec
