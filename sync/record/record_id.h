// sync/record/record_id.h: a record's name, for ever and everywhere: a UUIDv7 (RFC 9562, section 5.7). The first 48 bits are
// milliseconds, so ids made together sit together in the store; the rest is chance.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "platform/os/clock.h"

namespace record {

struct RecordId {
  std::array<uint8_t, 16> bytes{};
  auto operator<=>(const RecordId&) const = default;
  bool is_nil() const { return *this == RecordId{}; }
};

RecordId make_record_id(os::UnixMs now_ms, os::Random& random);
// 8-4-4-4-12 lower-case hex.
std::string to_string(const RecordId& id);
// False, and `out` untouched, when `text` is not that.
bool parse_record_id(std::string_view text, RecordId& out);

}  // namespace record

template <>
struct std::hash<record::RecordId> {
  size_t operator()(const record::RecordId& id) const noexcept {
    size_t value = 0;  // the tail of a UUIDv7 is random already
    for (size_t i = 8; i < 16; ++i) value = value << 8 | id.bytes[i];
    return value;
  }
};
