// platform/crypto/sign.h: key pairs. Ed25519 says who wrote something; a sealed box (X25519, XSalsa20-Poly1305) is for one reader's
// eyes and names no sender. Any thread.
#pragma once
#include <array>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/crypto/secret.h"

namespace crypto {

using VerifyKey = std::array<uint8_t, 32>;  // public
using Signature = std::array<uint8_t, 64>;

class SigningKey {
 public:
  static SigningKey random(os::Random& random);
  // The same seed gives the same pair (RFC 8032).
  static SigningKey from_seed(const Key& seed);
  VerifyKey verify_key() const;
  Key seed() const;
  Signature sign(base::ByteView message) const;

 private:
  explicit SigningKey(Secret secret) : secret_(std::move(secret)) {}
  Secret secret_;  // seed, then public key
};

bool verify(const VerifyKey& key, base::ByteView message, const Signature& signature);

using BoxPublicKey = std::array<uint8_t, 32>;
inline constexpr size_t kBoxBytes = 48;  // what a sealed box adds: a one-time public key and a tag

class BoxKey {
 public:
  static BoxKey random(os::Random& random);
  static BoxKey from_seed(const Key& seed);
  const BoxPublicKey& public_key() const { return public_; }
  // Errors: Denied.
  base::Result<Secret> open(base::ByteView sealed) const;

 private:
  BoxKey(Secret secret, const BoxPublicKey& public_key) : secret_(std::move(secret)), public_(public_key) {}
  Secret secret_;
  BoxPublicKey public_;
};

// Only the holder of the matching BoxKey can open it, not even the writer. The one-time pair comes from the system's own chance.
// Errors: BadInput (no usable public key).
base::Result<base::Bytes> seal_to(const BoxPublicKey& reader, base::ByteView plain);

}  // namespace crypto
