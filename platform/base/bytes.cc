#include "platform/base/bytes.h"

namespace base {

namespace {
int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
}  // namespace

std::string to_hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

bool from_hex(std::string_view hex, Bytes& out) {
  if (hex.size() % 2 != 0) return false;
  Bytes bytes;
  bytes.reserve(hex.size() / 2);
  for (size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return false;
    bytes.push_back(uint8_t(high << 4 | low));
  }
  out = std::move(bytes);
  return true;
}

uint64_t Reader::long_varint() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const uint8_t byte = u8();
    if (!ok_) return 0;
    if (shift == 63 && byte > 1) break;
    value |= uint64_t(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) {
      if (byte == 0 && shift > 0) break;  // a longer spelling of a shorter number
      return value;
    }
  }
  fail();
  return 0;
}

int64_t Reader::svarint() {
  const uint64_t raw = varint();
  return int64_t(raw >> 1) ^ -int64_t(raw & 1);
}

ByteView Reader::bytes(size_t count) {
  if (rest_.size() < count) { fail(); return {}; }
  const ByteView part = rest_.first(count);
  rest_ = rest_.subspan(count);
  return part;
}

ByteView Reader::sized(size_t bytes_max) {
  const uint64_t count = varint();
  if (!ok_ || count > bytes_max) { fail(); return {}; }
  return bytes(size_t(count));
}

void Writer::varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) out_.push_back(uint8_t(value | 0x80));
  out_.push_back(uint8_t(value));
}

void Writer::svarint(int64_t value) { varint((uint64_t(value) << 1) ^ uint64_t(value >> 63)); }

}  // namespace base
