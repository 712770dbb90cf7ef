// platform/crypto/sealer.h: many small values sealed and opened under one key. The bytes are those of seal() and open() (crypto.h); what is
// saved is their fixed cost, which for a value of a few hundred bytes is most of it:
//  - XChaCha20 derives a subkey from the key and a nonce's first 16 bytes. Those stay as they are within a run, and the last 8 count up.
//  - A value's key stream is made in one go with the block its authenticator is keyed by, and in whole batches of the vector code.
// Not thread-safe. What it keeps is wiped with it.
#pragma once
#include "platform/crypto/crypto.h"

namespace crypto {

class Sealer {
 public:
  explicit Sealer(Key key) : key_(std::move(key)) {}
  ~Sealer();
  Sealer(const Sealer&) = delete;
  Sealer& operator=(const Sealer&) = delete;

  // From here on nonces count up from a random one: asking the system for chance costs as much as sealing a small value.
  void begin_run(os::Random& random);
  // Appended to `out`: nonce, ciphertext, tag.
  void seal_onto(base::Bytes& out, base::ByteView plain, base::ByteView bound);
  // Into `out` (resized to the plain text; its old content is lost either way). Errors: Denied.
  base::Status open_into(base::Bytes& out, base::ByteView sealed, base::ByteView bound);

 private:
  // Values above this are left to libsodium's one call, which then is as fast.
  static constexpr size_t kOneGoBytesMax = 960;
  static constexpr size_t kBlockBytes = 64, kBatchBytes = 512;

  // The key stream of a value of `bytes`, after the block that keys its authenticator.
  base::ByteView stream_for(base::ByteView nonce, size_t bytes);
  std::array<uint8_t, kTagBytes> tag_of(base::ByteView bound, base::ByteView sealed) const;

  Key key_;
  Nonce nonce_{};
  std::array<uint8_t, 16> subkey_of_{};  // the nonce's beginning that `subkey_` belongs to
  std::array<uint8_t, kKeyBytes> subkey_{};
  bool has_subkey_ = false;
  alignas(64) std::array<uint8_t, kBlockBytes + kOneGoBytesMax + kBatchBytes> stream_;
};

}  // namespace crypto
