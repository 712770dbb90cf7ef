#include "platform/crypto/sign.h"

#include <sodium.h>

#include <cstring>

#include "platform/crypto/ready.h"

namespace crypto {

static_assert(sizeof(VerifyKey) == crypto_sign_PUBLICKEYBYTES && sizeof(Signature) == crypto_sign_BYTES);
static_assert(crypto_sign_SEEDBYTES == kKeyBytes && crypto_box_SEEDBYTES == kKeyBytes && crypto_box_SEALBYTES == kBoxBytes);

SigningKey SigningKey::from_seed(const Key& seed) {
  ready();
  Secret secret(crypto_sign_SECRETKEYBYTES);
  VerifyKey ignored;
  crypto_sign_seed_keypair(ignored.data(), secret.bytes().data(), seed.bytes().data());
  return SigningKey(std::move(secret));
}

SigningKey SigningKey::random(os::Random& random) { return from_seed(Key::random(random)); }

VerifyKey SigningKey::verify_key() const {
  VerifyKey out;
  crypto_sign_ed25519_sk_to_pk(out.data(), secret_.bytes().data());
  return out;
}

Key SigningKey::seed() const { return Key(std::span<const uint8_t, kKeyBytes>(secret_.bytes().first(kKeyBytes))); }

Signature SigningKey::sign(base::ByteView message) const {
  Signature out;
  crypto_sign_detached(out.data(), nullptr, message.data(), message.size(), secret_.bytes().data());
  return out;
}

bool verify(const VerifyKey& key, base::ByteView message, const Signature& signature) {
  ready();
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

BoxKey BoxKey::from_seed(const Key& seed) {
  ready();
  Secret secret(crypto_box_SECRETKEYBYTES);
  BoxPublicKey public_key;
  crypto_box_seed_keypair(public_key.data(), secret.bytes().data(), seed.bytes().data());
  return BoxKey(std::move(secret), public_key);
}

BoxKey BoxKey::random(os::Random& random) { return from_seed(Key::random(random)); }

base::Result<Secret> BoxKey::open(base::ByteView sealed) const {
  if (sealed.size() < kBoxBytes) return base::fail(base::Fault::Denied, "sealed box");
  Secret out(sealed.size() - kBoxBytes);
  Secret spare(1);  // libsodium wants an address even for nothing
  uint8_t* target = out.empty() ? spare.bytes().data() : out.bytes().data();
  if (crypto_box_seal_open(target, sealed.data(), sealed.size(), public_.data(), secret_.bytes().data()) != 0) {
    return base::fail(base::Fault::Denied, "sealed box");
  }
  return out;
}

base::Result<base::Bytes> seal_to(const BoxPublicKey& reader, base::ByteView plain) {
  ready();
  base::Bytes out(plain.size() + kBoxBytes);
  if (crypto_box_seal(out.data(), plain.data(), plain.size(), reader.data()) != 0) return base::fail(base::Fault::BadInput, "box public key");
  return out;
}

}  // namespace crypto
