#include "sync/record/record_id.h"

#include <algorithm>

#include "platform/base/bytes.h"

namespace record {

RecordId make_record_id(os::UnixMs now_ms, os::Random& random) {
  RecordId id;
  random.fill(id.bytes);
  for (int i = 0; i < 6; ++i) id.bytes[size_t(i)] = uint8_t(uint64_t(now_ms) >> (40 - 8 * i));
  id.bytes[6] = uint8_t(0x70 | (id.bytes[6] & 0x0F));
  id.bytes[8] = uint8_t(0x80 | (id.bytes[8] & 0x3F));
  return id;
}

std::string to_string(const RecordId& id) {
  std::string hex = base::to_hex(id.bytes);
  for (const size_t at : {20, 16, 12, 8}) hex.insert(at, 1, '-');
  return hex;
}

bool parse_record_id(std::string_view text, RecordId& out) {
  if (text.size() != 36) return false;
  std::string hex;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return false;
    if (!dash) hex += text[i];
  }
  base::Bytes bytes;
  if (!base::from_hex(hex, bytes)) return false;
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return true;
}

}  // namespace record
