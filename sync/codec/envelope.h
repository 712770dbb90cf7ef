// sync/codec/envelope.h: what stands around every sealed value, and what a value is bound to so that it opens nowhere else.
// FORMAT.md, section 1. Pure functions, any thread.
#pragma once
#include <array>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace codec {

using StoreId = std::array<uint8_t, 16>;

struct Envelope {
  bool packed = false;       // the plain bytes are a zstd frame
  uint64_t generation = 0;   // number of the store's write that made it
  base::ByteView sealed;     // nonce, ciphertext, tag
};

inline constexpr size_t kEnvelopeHeadBytes = 10;

// The head alone: the sealed bytes are appended by whoever seals.
void write_envelope_head(base::Bytes& out, const Envelope& envelope);
// `sealed` points into `bytes`. Errors: Corrupt: also for an unknown layout, because a newer one would have come with a newer header.
base::Result<Envelope> read_envelope(base::ByteView bytes);
// The associated data of the sealing: store, table and key, head.
void bound_bytes(base::Bytes& out, const StoreId& store, base::ByteView key, const Envelope& envelope);

}  // namespace codec
