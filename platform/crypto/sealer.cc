#include "platform/crypto/sealer.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "platform/crypto/ready.h"

namespace crypto {
namespace {

constexpr size_t kSubkeyNonceBytes = crypto_core_hchacha20_INPUTBYTES;
static_assert(kSubkeyNonceBytes == 16 && kKeyBytes == crypto_core_hchacha20_OUTPUTBYTES);

// A word at a time: neither side lies in the other.
void xor_onto(uint8_t* out, base::ByteView a, const uint8_t* b) {
  size_t at = 0;
  for (; at + 8 <= a.size(); at += 8) {
    uint64_t x, y;
    std::memcpy(&x, a.data() + at, 8);
    std::memcpy(&y, b + at, 8);
    x ^= y;
    std::memcpy(out + at, &x, 8);
  }
  for (; at < a.size(); ++at) out[at] = a[at] ^ b[at];
}

void put_u64(uint8_t* out, uint64_t value) {
  for (size_t i = 0; i < 8; ++i) out[i] = uint8_t(value >> (8 * i));
}

// The authenticator takes everything padded to 16 bytes.
void add_padded(crypto_onetimeauth_poly1305_state& state, base::ByteView bytes) {
  static constexpr uint8_t kZeros[16] = {};
  crypto_onetimeauth_poly1305_update(&state, bytes.data(), bytes.size());
  crypto_onetimeauth_poly1305_update(&state, kZeros, (16 - bytes.size() % 16) % 16);
}

}  // namespace

Sealer::~Sealer() {
  wipe(subkey_);
  wipe(stream_);
}

void Sealer::begin_run(os::Random& random) { random.fill(nonce_); }

base::ByteView Sealer::stream_for(base::ByteView nonce, size_t bytes) {
  if (!has_subkey_ || !std::ranges::equal(subkey_of_, nonce.first(kSubkeyNonceBytes))) {
    std::copy_n(nonce.begin(), kSubkeyNonceBytes, subkey_of_.begin());
    crypto_core_hchacha20(subkey_.data(), nonce.data(), key_.bytes().data(), nullptr);
    has_subkey_ = true;
  }
  std::array<uint8_t, crypto_stream_chacha20_ietf_NONCEBYTES> inner{};
  std::copy(nonce.begin() + kSubkeyNonceBytes, nonce.end(), inner.end() - (kNonceBytes - kSubkeyNonceBytes));
  // Beyond whole batches a block costs half as much as a batch.
  size_t wanted = kBlockBytes + bytes;
  if (wanted % kBatchBytes > kBlockBytes) wanted += kBatchBytes - wanted % kBatchBytes;
  crypto_stream_chacha20_ietf(stream_.data(), wanted, inner.data(), subkey_.data());
  return base::ByteView(stream_).subspan(kBlockBytes, bytes);
}

std::array<uint8_t, kTagBytes> Sealer::tag_of(base::ByteView bound, base::ByteView ciphertext) const {
  crypto_onetimeauth_poly1305_state state;
  crypto_onetimeauth_poly1305_init(&state, stream_.data());
  add_padded(state, bound);
  add_padded(state, ciphertext);
  uint8_t lengths[16];
  put_u64(lengths, bound.size());
  put_u64(lengths + 8, ciphertext.size());
  crypto_onetimeauth_poly1305_update(&state, lengths, sizeof lengths);
  std::array<uint8_t, kTagBytes> tag;
  crypto_onetimeauth_poly1305_final(&state, tag.data());
  return tag;
}

void Sealer::seal_onto(base::Bytes& out, base::ByteView plain, base::ByteView bound) {
  ready();
  const size_t start = out.size();
  out.resize(start + kSealBytes + plain.size());
  uint8_t* const sealed = std::copy(nonce_.begin(), nonce_.end(), out.data() + start);
  if (plain.size() > kOneGoBytesMax) {
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, nullptr, plain.data(), plain.size(), bound.data(), bound.size(), nullptr, nonce_.data(),
                                               key_.bytes().data());
  } else {
    xor_onto(sealed, plain, stream_for(nonce_, plain.size()).data());
    const auto tag = tag_of(bound, {sealed, plain.size()});
    std::ranges::copy(tag, sealed + plain.size());
  }
  sodium_increment(nonce_.data() + kSubkeyNonceBytes, kNonceBytes - kSubkeyNonceBytes);
}

base::Status Sealer::open_into(base::Bytes& out, base::ByteView sealed, base::ByteView bound) {
  ready();
  out.clear();
  if (sealed.size() < kSealBytes) return base::fail(base::Fault::Denied, "sealed bytes");
  const base::ByteView nonce = sealed.first(kNonceBytes), tag = sealed.last(kTagBytes);
  const base::ByteView ciphertext = sealed.subspan(kNonceBytes, sealed.size() - kSealBytes);
  if (ciphertext.size() > kOneGoBytesMax) return crypto::open_into(out, key_, sealed, bound);
  const base::ByteView stream = stream_for(nonce, ciphertext.size());
  if (crypto_verify_16(tag_of(bound, ciphertext).data(), tag.data()) != 0) return base::fail(base::Fault::Denied, "sealed bytes");
  out.resize(ciphertext.size());
  xor_onto(out.data(), ciphertext, stream.data());
  return {};
}

}  // namespace crypto
