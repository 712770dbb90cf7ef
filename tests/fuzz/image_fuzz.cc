// LINK platform_image
// Any bytes: an upright small picture or a fault, in bounded memory.
#include "platform/base/check.h"
#include "platform/image/image.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto picture = image::decode_rgba({data, size}, 64);
  if (!picture) return 0;
  CHECK(picture->width >= 1 && picture->width <= 64 && picture->height >= 1 && picture->height <= 64);
  CHECK(picture->pixels.size() == size_t(picture->width) * size_t(picture->height) * 4);
  CHECK(image::import_photo({data, size}, {64, 80}).has_value());
  return 0;
}
