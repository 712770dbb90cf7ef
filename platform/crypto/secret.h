// platform/crypto/secret.h: memory for what must not outlive its use. Each Secret has pages of its own, between guard pages, kept out
// of swap where the system allows it and out of core dumps, and is overwritten when it goes. Move-only: a copy has to be asked for.
// One Secret costs four pages and a few system calls, so hold keys, never records, in one.
#pragma once
#include <span>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/os/clock.h"

namespace crypto {

// Overwrites `bytes` in a way the compiler keeps.
void wipe(std::span<uint8_t> bytes);
// Compares in a time that depends on the lengths alone.
bool equal(base::ByteView a, base::ByteView b);

class Secret {
 public:
  Secret() = default;
  explicit Secret(size_t size);  // zeros
  explicit Secret(base::ByteView bytes);
  explicit Secret(std::string_view text) : Secret(base::view(text)) {}
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  base::ByteView bytes() const { return {data_, size_}; }
  std::span<uint8_t> bytes() { return {data_, size_}; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Secret clone() const { return Secret(bytes()); }
  // Overwritten and given back now.
  void clear();

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

// Zeroes the part of this thread's stack below the caller that finished calls have used and left as it was.
void wipe_stack();

inline constexpr size_t kKeyBytes = 32;

// Thirty-two secret bytes. Any 32 bytes are a key; use one key for one purpose (see derive() in crypto.h).
class Key {
 public:
  static Key random(os::Random& random);
  explicit Key(std::span<const uint8_t, kKeyBytes> bytes) : secret_(base::ByteView(bytes)) {}
  Key(Key&&) noexcept = default;
  Key& operator=(Key&&) noexcept = default;

  base::ByteView bytes() const { return secret_.bytes(); }
  Key clone() const { return Key(secret_.clone()); }

 private:
  explicit Key(Secret secret) : secret_(std::move(secret)) {}
  Secret secret_;
};

}  // namespace crypto
