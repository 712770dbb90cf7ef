// app/tablet/state/ink.h: the strokes of a pen or finger as bytes: what care::InkStroke::points holds. Data, not a picture: they are drawn again at any
// size, and a stroke half drawn is kept like a word half typed.
#pragma once
#include <cstdint>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace state {

struct InkPoint {
  float x = 0, y = 0;   // 0 to 1 of the pad's width and height
  float pressure = 1;   // 0 to 1
  uint32_t at_ms = 0;   // since the stroke began
};
using InkLine = std::vector<InkPoint>;

inline constexpr size_t kInkPointsMax = 20'000;  // of one stroke: ten minutes without lifting the pen

// Layout: u8 version = 1, varint count, then per point the change since the one before (the first since 0): svarint x and y in 1/65535 of the pad,
// u8 pressure in 1/255, varint milliseconds. About five bytes a point.
base::Bytes encode_ink(const InkLine& line);
// Errors: Corrupt, TooNew.
base::Result<InkLine> decode_ink(base::ByteView bytes);

}  // namespace state
