// platform/base/bytes.h: bytes, a bounds-checked little-endian reader and its writer. Every decoder of ours goes through Reader:
// a short read gives zeros and makes done() false, so a layout reads like its table and is judged once at the end.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

using Bytes = std::vector<uint8_t>;
using ByteView = std::span<const uint8_t>;

inline ByteView view(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }
inline std::string_view text_view(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
inline Bytes copy(ByteView bytes) { return Bytes(bytes.begin(), bytes.end()); }
std::string to_hex(ByteView bytes);
// False when `hex` is not whole pairs of hex digits.
bool from_hex(std::string_view hex, Bytes& out);

class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}
  uint8_t u8() { return take<uint8_t>(); }
  uint16_t u16() { return take<uint16_t>(); }
  uint32_t u32() { return take<uint32_t>(); }
  uint64_t u64() { return take<uint64_t>(); }
  // LEB128, at most ten bytes; the shortest spelling only, so that equal values have equal bytes.
  uint64_t varint() {
    if (rest_.empty() || rest_[0] >= 0x80) return long_varint();
    const uint8_t value = rest_[0];
    rest_ = rest_.subspan(1);
    return value;
  }
  // Zig-zag over varint.
  int64_t svarint();
  ByteView bytes(size_t count);
  template <size_t N>
  std::array<uint8_t, N> array() {
    std::array<uint8_t, N> out{};
    const ByteView part = bytes(N);
    if (part.size() == N) std::memcpy(out.data(), part.data(), N);
    return out;
  }
  // A varint length, then that many bytes; a length above `bytes_max` fails without reading.
  ByteView sized(size_t bytes_max);
  std::string sized_text(size_t bytes_max) { return std::string(text_view(sized(bytes_max))); }
  size_t left() const { return rest_.size(); }
  bool ok() const { return ok_; }
  void fail() { ok_ = false; rest_ = {}; }
  // Everything was there and nothing is left over.
  bool done() const { return ok_ && rest_.empty(); }

 private:
  template <class T>
  T take() {
    if (rest_.size() < sizeof(T)) { fail(); return 0; }
    T value = 0;
    for (size_t i = 0; i < sizeof(T); ++i) value = T(value | T(T(rest_[i]) << (8 * i)));
    rest_ = rest_.subspan(sizeof(T));
    return value;
  }
  uint64_t long_varint();
  ByteView rest_;
  bool ok_ = true;
};

class Writer {
 public:
  Writer() = default;
  explicit Writer(size_t bytes_expected) { out_.reserve(bytes_expected); }
  void u8(uint8_t value) { out_.push_back(value); }
  void u16(uint16_t value) { put(value); }
  void u32(uint32_t value) { put(value); }
  void u64(uint64_t value) { put(value); }
  void varint(uint64_t value);
  void svarint(int64_t value);
  void bytes(ByteView part) {
    const size_t at = out_.size();
    out_.resize(at + part.size());
    if (!part.empty()) std::memcpy(out_.data() + at, part.data(), part.size());
  }
  void sized(ByteView part) { varint(part.size()); bytes(part); }
  void sized_text(std::string_view text) { sized(view(text)); }
  size_t size() const { return out_.size(); }
  const Bytes& out() const { return out_; }
  Bytes take() { return std::move(out_); }

 private:
  template <class T>
  void put(T value) {
    for (size_t i = 0; i < sizeof(T); ++i) out_.push_back(uint8_t(value >> (8 * i)));
  }
  Bytes out_;
};

}  // namespace base
