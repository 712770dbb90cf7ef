// platform/image/rows.h: for this folder's own use: decoders push rows, a sink takes them.
#pragma once
#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/image/image.h"

namespace image {

// What a decoder is about to push.
struct Shape {
  uint32_t width = 0;   // already reduced by the decoder where it can
  uint32_t height = 0;
  int orientation = 1;  // EXIF, 1 to 8: how the rows have to be turned
};

// Takes rows of RGBA from the top and makes them at most `side_max` on the longer side by averaging areas.
class Shrinker {
 public:
  explicit Shrinker(int side_max) : side_max_(uint32_t(side_max)) {}
  void begin(const Shape& shape);
  void row(const uint8_t* rgba);
  // Once, after `height` rows: turned upright.
  Rgba finish();

 private:
  void flush_row();
  uint32_t side_max_;
  Shape shape_;
  uint32_t out_width_ = 0, out_height_ = 0;
  bool copies_ = false;
  double step_y_ = 1;              // rows out for each row in, at most 1
  double filled_ = 0;              // how much of the row being gathered is there
  base::Bytes pixels_;
  size_t next_ = 0;                // byte of pixels_ to write next
  std::vector<float> line_, sum_;  // premultiplied, four channels
  struct Share {
    uint32_t at;
    float first, second;  // shares of this column in columns `at` and `at + 1` out
  };
  std::vector<Share> shares_;
};

// Claims are judged here for both kinds. `whole`: the decoder must hold every pixel at once.
base::Status judge_size(uint64_t width, uint64_t height, bool whole);

// Push every row into `out`. `side_max` lets the decoder reduce early.
base::Status read_jpeg(base::ByteView bytes, int side_max, Shrinker& out);
base::Status read_png(base::ByteView bytes, Shrinker& out);

// Orientation from the TIFF structure inside an EXIF block (without "Exif\0\0"); 1 where it says nothing usable.
int orientation_of_tiff(base::ByteView tiff);

}  // namespace image
