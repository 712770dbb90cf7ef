#include "platform/crypto/secret.h"

#include <sodium.h>

#include <cstring>
#include <utility>

#include "platform/base/check.h"
#include "platform/crypto/ready.h"

namespace crypto {

void ready() {
  static const bool ok = sodium_init() >= 0;
  CHECK(ok);
}

void wipe(std::span<uint8_t> bytes) {
  if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
}

bool equal(base::ByteView a, base::ByteView b) {
  if (a.size() != b.size()) return false;
  return a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Secret::Secret(size_t size) : size_(size) {
  if (size == 0) return;
  ready();
  data_ = static_cast<uint8_t*>(sodium_malloc(size));
  CHECK(data_ != nullptr);
  std::memset(data_, 0, size);
}

Secret::Secret(base::ByteView bytes) : Secret(bytes.size()) {
  if (!bytes.empty()) std::memcpy(data_, bytes.data(), bytes.size());
}

Secret::Secret(Secret&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  clear();
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

Secret::~Secret() { clear(); }

void Secret::clear() {
  if (data_ != nullptr) sodium_free(data_);  // overwrites first
  data_ = nullptr;
  size_ = 0;
}

void wipe_stack() { ::sodium_stackzero(256 * 1024); }

Key Key::random(os::Random& random) {
  Secret secret(kKeyBytes);
  random.fill(secret.bytes());
  return Key(std::move(secret));
}

}  // namespace crypto
