#include "platform/crypto/crypto.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "platform/base/check.h"
#include "platform/crypto/ready.h"

namespace crypto {

static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(sizeof(crypto_generichash_blake2b_state) == 384);
static_assert(kSaltBytes == crypto_pwhash_argon2id_SALTBYTES);

void seal_onto(base::Bytes& out, const Key& key, base::ByteView plain, base::ByteView bound, os::Random& random) {
  ready();
  const size_t start = out.size();
  out.resize(start + kSealBytes + plain.size());
  uint8_t* const nonce = out.data() + start;
  random.fill({nonce, kNonceBytes});
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonceBytes, nullptr, plain.data(), plain.size(), bound.data(), bound.size(), nullptr, nonce,
                                             key.bytes().data());
}

base::Bytes seal(const Key& key, base::ByteView plain, base::ByteView bound, os::Random& random) {
  base::Bytes out;
  seal_onto(out, key, plain, bound, random);
  return out;
}

namespace {
// `out` holds sealed.size() - kSealBytes bytes.
bool open_raw(uint8_t* out, const Key& key, base::ByteView sealed, base::ByteView bound) {
  ready();
  return crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data() + kNonceBytes, sealed.size() - kNonceBytes,
                                                    bound.data(), bound.size(), sealed.data(), key.bytes().data()) == 0;
}
base::Error denied() { return {base::Fault::Denied, "sealed bytes"}; }
}  // namespace

base::Status open_into(base::Bytes& out, const Key& key, base::ByteView sealed, base::ByteView bound) {
  out.clear();
  if (sealed.size() < kSealBytes) return base::fail(denied());
  out.resize(sealed.size() - kSealBytes);
  if (open_raw(out.data(), key, sealed, bound)) return {};
  out.clear();
  return base::fail(denied());
}

base::Result<base::Bytes> open(const Key& key, base::ByteView sealed, base::ByteView bound) {
  base::Bytes out;
  TRY_DO(open_into(out, key, sealed, bound));
  return out;
}

base::Result<Secret> open_secret(const Key& key, base::ByteView sealed, base::ByteView bound) {
  if (sealed.size() < kSealBytes) return base::fail(denied());
  Secret out(sealed.size() - kSealBytes);
  if (!open_raw(out.bytes().data(), key, sealed, bound)) return base::fail(denied());
  return out;
}

Hash hash(base::ByteView bytes) {
  Hasher hasher;
  hasher.update(bytes);
  return hasher.finish();
}

Hash hash(const Key& key, base::ByteView bytes) {
  Hasher hasher(key);
  hasher.update(bytes);
  return hasher.finish();
}

namespace {
crypto_generichash_blake2b_state* state_of(std::array<uint8_t, 384>& bytes) {
  return reinterpret_cast<crypto_generichash_blake2b_state*>(bytes.data());
}
}  // namespace

Hasher::Hasher() {
  ready();
  crypto_generichash_blake2b_init(state_of(state_), nullptr, 0, sizeof(Hash));
}

Hasher::Hasher(const Key& key) {
  ready();
  crypto_generichash_blake2b_init(state_of(state_), key.bytes().data(), kKeyBytes, sizeof(Hash));
}

Hasher::~Hasher() { wipe(state_); }

void Hasher::update(base::ByteView bytes) { crypto_generichash_blake2b_update(state_of(state_), bytes.data(), bytes.size()); }

Hash Hasher::finish() {
  Hash out;
  CHECK(crypto_generichash_blake2b_final(state_of(state_), out.data(), out.size()) == 0);
  return out;  // no copy: the caller's own bytes
}

ShortHash short_hash(const Key& key, base::ByteView bytes) {
  ready();
  ShortHash out;
  crypto_shorthash_siphashx24(out.data(), bytes.data(), bytes.size(), key.bytes().data());
  return out;
}

Key derive(const Key& key, std::string_view label) {
  ready();
  static constexpr unsigned char kPersonal[crypto_generichash_blake2b_PERSONALBYTES + 1] = "doorstep-derive1";
  Secret out(kKeyBytes);
  const base::ByteView text = base::view(label);
  crypto_generichash_blake2b_salt_personal(out.bytes().data(), kKeyBytes, text.data(), text.size(), key.bytes().data(), kKeyBytes, nullptr,
                                           kPersonal);
  return Key(std::span<const uint8_t, kKeyBytes>(out.bytes()));
}

Key combine(const Key& a, const Key& b, std::string_view label) {
  CHECK(label.size() <= 255);
  const uint8_t length = uint8_t(label.size());
  Hasher hasher(a);
  hasher.update({&length, 1});
  hasher.update(base::view(label));
  hasher.update(b.bytes());
  Hash out = hasher.finish();
  Key key{std::span<const uint8_t, kKeyBytes>(out)};
  wipe(out);
  return key;
}

base::Result<Key> stretch(base::ByteView secret, const Salt& salt, StretchCost cost) {
  ready();
  if (cost.ops < crypto_pwhash_argon2id_OPSLIMIT_MIN || cost.memory_bytes < crypto_pwhash_argon2id_MEMLIMIT_MIN ||
      cost.memory_bytes > crypto_pwhash_argon2id_MEMLIMIT_MAX || secret.size() > crypto_pwhash_argon2id_PASSWD_MAX) {
    return base::fail(base::Fault::BadInput, "stretch ops " + std::to_string(cost.ops) + " memory " + std::to_string(cost.memory_bytes));
  }
  Secret out(kKeyBytes);
  const auto* text = reinterpret_cast<const char*>(secret.data());
  if (crypto_pwhash_argon2id(out.bytes().data(), kKeyBytes, text, secret.size(), salt.data(), cost.ops, size_t(cost.memory_bytes),
                             crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
    return base::fail(base::Fault::Full, "stretch memory " + std::to_string(cost.memory_bytes));
  }
  return Key(std::span<const uint8_t, kKeyBytes>(out.bytes()));
}

}  // namespace crypto
