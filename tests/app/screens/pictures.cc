#include "tests/app/screens/pictures.h"

#include <algorithm>
#include <cstdlib>

#include "platform/os/file.h"

namespace screens_test {

image::Rgba picture_at(const std::string& path) {
  constexpr int kSideMax = 4096;
  const auto bytes = os::read_file(path, image::kFileBytesMax);
  if (!bytes) return {};
  auto picture = image::decode_rgba(*bytes, kSideMax);
  return picture ? std::move(*picture) : image::Rgba();
}

int thousandths_apart(const image::Rgba& a, const image::Rgba& b) {
  constexpr int kSeen = 50;  // of 255, in one colour
  if (a.width != b.width || a.height != b.height || a.pixels.empty()) return 1000;
  size_t apart = 0;
  for (size_t at = 0; at < a.pixels.size(); at += 4) {
    int most = 0;
    for (size_t c = 0; c < 3; ++c) most = std::max(most, std::abs(int(a.pixels[at + c]) - int(b.pixels[at + c])));
    apart += most > kSeen;
  }
  return int(apart * 1000 / (a.pixels.size() / 4));
}

}  // namespace screens_test
