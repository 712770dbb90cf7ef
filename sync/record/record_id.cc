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

namespace {
// Sixteen for what is no digit.
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}
}  // namespace

// Two for each record of a caseload when a tablet unlocks, so nothing is asked of the heap.
bool parse_record_id(std::string_view text, RecordId& out) {
  if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
  RecordId id;
  size_t at = 0;
  for (uint8_t& byte : id.bytes) {
    if (at == 8 || at == 13 || at == 18 || at == 23) ++at;
    const int high = hex_value(text[at]), low = hex_value(text[at + 1]);
    if ((high | low) & 16) return false;
    byte = uint8_t(high << 4 | low);
    at += 2;
  }
  out = id;
  return true;
}

}  // namespace record
