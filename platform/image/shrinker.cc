#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "platform/image/rows.h"

namespace image {
namespace {

constexpr size_t kChannels = 4;

uint32_t reduced(uint32_t side, uint32_t longer, uint32_t side_max) {
  return std::max<uint32_t>(1, uint32_t(std::llround(double(side) * side_max / longer)));
}

// Where the pixel at (x, y) of an upright picture of `width` x `height` stands in the stored one.
size_t source_of(int orientation, size_t x, size_t y, size_t width, size_t height) {
  switch (orientation) {
    case 2: return y * width + (width - 1 - x);
    case 3: return (height - 1 - y) * width + (width - 1 - x);
    case 4: return (height - 1 - y) * width + x;
    case 5: return x * height + y;
    case 6: return (width - 1 - x) * height + y;
    case 7: return (width - 1 - x) * height + (height - 1 - y);
    case 8: return x * height + (height - 1 - y);
    default: return y * width + x;
  }
}

Rgba upright(Rgba stored, int orientation) {
  if (orientation < 2 || orientation > 8) return stored;
  const bool turned = orientation >= 5;
  Rgba out;
  out.width = turned ? stored.height : stored.width;
  out.height = turned ? stored.width : stored.height;
  out.pixels.resize(stored.pixels.size());
  const size_t width = size_t(out.width), height = size_t(out.height);
  for (size_t y = 0; y < height; ++y) {
    for (size_t x = 0; x < width; ++x) {
      const size_t from = source_of(orientation, x, y, width, height);
      std::memcpy(&out.pixels[(y * width + x) * kChannels], &stored.pixels[from * kChannels], kChannels);
    }
  }
  return out;
}

uint8_t to_byte(float value) { return uint8_t(std::clamp(value + 0.5f, 0.0f, 255.0f)); }

}  // namespace

void Shrinker::begin(const Shape& shape) {
  shape_ = shape;
  const uint32_t longer = std::max(shape.width, shape.height);
  copies_ = longer <= side_max_;
  out_width_ = copies_ ? shape.width : reduced(shape.width, longer, side_max_);
  out_height_ = copies_ ? shape.height : reduced(shape.height, longer, side_max_);
  pixels_.assign(size_t(out_width_) * out_height_ * kChannels, 0);
  next_ = 0;
  if (copies_) return;
  step_y_ = double(out_height_) / shape.height;
  filled_ = 0;
  line_.assign((out_width_ + 1) * kChannels, 0);
  sum_.assign((out_width_ + 1) * kChannels, 0);
  shares_.resize(shape.width);
  const double step_x = double(out_width_) / shape.width;
  for (uint32_t x = 0; x < shape.width; ++x) {
    const double begin = x * step_x, end = (x + 1) * step_x;
    const uint32_t at = std::min(uint32_t(begin), out_width_ - 1);
    const double second = std::clamp(end - (at + 1), 0.0, step_x);
    shares_[x] = {at, float(step_x - second), float(second)};
  }
}

// A row in adds to one row out, or to two where it lies across their border.
void Shrinker::row(const uint8_t* rgba) {
  if (next_ >= pixels_.size()) return;
  if (copies_) {
    std::memcpy(&pixels_[next_], rgba, shape_.width * kChannels);
    next_ += shape_.width * kChannels;
    return;
  }
  std::fill(line_.begin(), line_.end(), 0.0f);
  for (uint32_t x = 0; x < shape_.width; ++x) {
    const float opacity = rgba[x * kChannels + 3];
    const float pixel[kChannels] = {rgba[x * kChannels] * opacity, rgba[x * kChannels + 1] * opacity, rgba[x * kChannels + 2] * opacity, opacity};
    float* to = &line_[shares_[x].at * kChannels];
    for (size_t c = 0; c < kChannels; ++c) {
      to[c] += pixel[c] * shares_[x].first;
      to[kChannels + c] += pixel[c] * shares_[x].second;
    }
  }
  const double over = filled_ + step_y_ - 1;
  const bool completes = over >= -1e-9;
  const float first = float(completes ? step_y_ - std::max(0.0, over) : step_y_);
  for (size_t i = 0; i < sum_.size(); ++i) sum_[i] += line_[i] * first;
  filled_ += step_y_;
  if (!completes) return;
  flush_row();
  filled_ = std::max(0.0, over);
  for (size_t i = 0; i < sum_.size(); ++i) sum_[i] = line_[i] * float(filled_);
}

void Shrinker::flush_row() {
  if (next_ >= pixels_.size()) return;
  for (size_t x = 0; x < out_width_; ++x, next_ += kChannels) {
    const float* from = &sum_[x * kChannels];
    const float opacity = from[3];
    for (size_t c = 0; c < 3; ++c) pixels_[next_ + c] = opacity > 0 ? to_byte(from[c] / opacity) : uint8_t{0};
    pixels_[next_ + 3] = to_byte(opacity);
  }
}

Rgba Shrinker::finish() {
  if (!copies_ && next_ < pixels_.size()) flush_row();  // the last row may be a rounding error short
  return upright({std::move(pixels_), int(out_width_), int(out_height_)}, shape_.orientation);
}

}  // namespace image
