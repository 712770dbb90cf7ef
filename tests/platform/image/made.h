// tests/platform/image/made.h: pictures these tests make for themselves.
#pragma once
#include <functional>
#include <string>

#include "platform/image/image.h"

namespace image {

// Red at the left, green at the top, blue at the bottom right: every turn and mirror looks different.
Rgba corners(int width, int height);

struct JpegShape {
  int width = 0, height = 0;
  int channels = 3;  // 1 grey, 3 colour, 4 printers' colours
  bool progressive = false;
  int quality = 90;
  int rows_made = 4096;  // rows after these repeat them
};
// `pixel(x, y, channel)` for every sample; written row by row, so a picture of any size fits in memory.
base::Bytes make_jpeg(const JpegShape& shape, const std::function<uint8_t(int, int, int)>& pixel);
base::Bytes make_interlaced_png(const Rgba& picture);

// An APP1 EXIF block with orientation, a GPS position and "Canary Lane 7" as its description, put behind the first two bytes.
base::Bytes with_exif(base::ByteView jpeg, int orientation, bool big_endian = false);
inline constexpr std::string_view kCanary = "Canary Lane 7";
// A comment segment.
base::Bytes with_comment(base::ByteView jpeg, std::string_view text);

// A PNG whose header claims a size it does not have.
base::Bytes png_claiming(uint32_t width, uint32_t height);

}  // namespace image
