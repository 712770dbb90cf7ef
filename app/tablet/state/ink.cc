#include "app/tablet/state/ink.h"

#include <algorithm>
#include <cmath>

namespace state {
namespace {

constexpr uint8_t kVersion = 1;
constexpr float kUnits = 65535, kPressures = 255;

int64_t units_of(float part) { return std::lround(std::clamp(part, 0.0f, 1.0f) * kUnits); }

}  // namespace

base::Bytes encode_ink(const InkLine& line) {
  base::Writer out;
  out.u8(kVersion);
  const size_t count = std::min(line.size(), kInkPointsMax);
  out.varint(count);
  int64_t x = 0, y = 0;
  uint32_t at = 0;
  for (size_t i = 0; i < count; ++i) {
    const InkPoint& point = line[i];
    const int64_t next_x = units_of(point.x), next_y = units_of(point.y);
    const uint32_t next_at = std::max(at, point.at_ms);
    out.svarint(next_x - x);
    out.svarint(next_y - y);
    out.u8(uint8_t(std::lround(std::clamp(point.pressure, 0.0f, 1.0f) * kPressures)));
    out.varint(next_at - at);
    x = next_x, y = next_y, at = next_at;
  }
  return out.take();
}

base::Result<InkLine> decode_ink(base::ByteView bytes) {
  base::Reader in(bytes);
  const uint8_t version = in.u8();
  if (in.ok() && version > kVersion) return base::fail(base::Fault::TooNew, "ink");
  const uint64_t count = in.varint();
  if (!in.ok() || version == 0 || count > kInkPointsMax) return base::fail(base::Fault::Corrupt, "ink");
  InkLine line;
  int64_t x = 0, y = 0;
  uint64_t at = 0;
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    x = int64_t(uint64_t(x) + uint64_t(in.svarint()));
    y = int64_t(uint64_t(y) + uint64_t(in.svarint()));
    const float pressure = float(in.u8()) / kPressures;
    at += in.varint();
    if (x < 0 || x > int64_t(kUnits) || y < 0 || y > int64_t(kUnits) || at > UINT32_MAX) return base::fail(base::Fault::Corrupt, "ink point");
    line.push_back({float(x) / kUnits, float(y) / kUnits, pressure, uint32_t(at)});
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "ink");
  return line;
}

}  // namespace state
