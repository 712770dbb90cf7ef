// platform/crypto/crypto.h: sealing, hashing and key derivation over libsodium. Pure functions: chance is passed in, every function
// may be called from any thread. A failed authentication is Fault::Denied and says nothing about why.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/crypto/secret.h"

namespace crypto {

// Sealing: XChaCha20-Poly1305 (IETF construction). Layout: 24-byte nonce, ciphertext, 16-byte tag. Nonces are random: with 192 bits a
// key may seal more values than a tablet can ever write. `bound` is authenticated and not stored: say there what the value is and
// where it belongs, so that it opens nowhere else.
inline constexpr size_t kNonceBytes = 24;
inline constexpr size_t kTagBytes = 16;
inline constexpr size_t kSealBytes = kNonceBytes + kTagBytes;  // what sealing adds

base::Bytes seal(const Key& key, base::ByteView plain, base::ByteView bound, os::Random& random);
// The same, appended to `out`. Many small values under one key: sealer.h.
void seal_onto(base::Bytes& out, const Key& key, base::ByteView plain, base::ByteView bound, os::Random& random);
using Nonce = std::array<uint8_t, kNonceBytes>;
// Errors: Denied (another key, other bounds, or changed bytes).
base::Result<base::Bytes> open(const Key& key, base::ByteView sealed, base::ByteView bound);
// The same, into `out` (resized to the plain text; its old content is lost either way).
base::Status open_into(base::Bytes& out, const Key& key, base::ByteView sealed, base::ByteView bound);
// The same for a sealed key or other small secret: the plain bytes touch no ordinary memory.
base::Result<Secret> open_secret(const Key& key, base::ByteView sealed, base::ByteView bound);

// Hashing: BLAKE2b-256. With a key it is also a message authentication code.
using Hash = std::array<uint8_t, 32>;
Hash hash(base::ByteView bytes);
Hash hash(const Key& key, base::ByteView bytes);

// The same hash over parts: update(a), update(b) equals hash(a then b). Lengths are the caller's to add.
class Hasher {
 public:
  Hasher();
  explicit Hasher(const Key& key);
  ~Hasher();
  Hasher(const Hasher&) = default;
  Hasher& operator=(const Hasher&) = default;
  void update(base::ByteView bytes);
  // Once; the Hasher is spent afterwards.
  Hash finish();

 private:
  alignas(64) std::array<uint8_t, 384> state_;
};

// SipHash-2-4 with 128-bit output, keyed by the first 16 bytes of `key`. Fast and short: for tables and tallies whose key stays
// secret, never for a file somebody else checks.
using ShortHash = std::array<uint8_t, 16>;
ShortHash short_hash(const Key& key, base::ByteView bytes);

// A key for one purpose: keyed BLAKE2b-256 of `label`, personalised "doorstep-derive1". Equal labels give equal keys.
Key derive(const Key& key, std::string_view label);
// A key that needs both: keyed BLAKE2b-256 of `label`'s length (u8), `label` (at most 255 bytes) and `b` under `a`.
Key combine(const Key& a, const Key& b, std::string_view label);

// Argon2id v1.3, one lane. `ops` passes (at least 1) over `memory_bytes` (at least 8 KiB).
inline constexpr size_t kSaltBytes = 16;
using Salt = std::array<uint8_t, kSaltBytes>;
struct StretchCost {
  uint32_t ops = 3;
  uint64_t memory_bytes = 256ull << 20;
  bool operator==(const StretchCost&) const = default;
};
// Errors: Full (no such memory), BadInput (cost outside libsodium's bounds).
base::Result<Key> stretch(base::ByteView secret, const Salt& salt, StretchCost cost);

}  // namespace crypto
