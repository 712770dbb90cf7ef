#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
// jpeglib.h needs the above.
#include <jpeglib.h>

#include "platform/image/image.h"

namespace image {
namespace {

struct Encoder {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  std::jmp_buf leave;
  unsigned char* bytes = nullptr;  // malloc'ed by the library
  unsigned long size = 0;

  Encoder() = default;
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder() {
    jpeg_destroy_compress(&info);
    std::free(bytes);
  }
};

void on_write_error(j_common_ptr info) { std::longjmp(static_cast<Encoder*>(info->client_data)->leave, 1); }

bool encode(Encoder& encoder, const Rgba& picture, int quality) {
  encoder.info.err = jpeg_std_error(&encoder.errors);
  encoder.errors.error_exit = on_write_error;
  encoder.errors.output_message = [](j_common_ptr) {};
  encoder.info.client_data = &encoder;
  if (setjmp(encoder.leave)) return false;
  jpeg_create_compress(&encoder.info);
  encoder.info.client_data = &encoder;
  jpeg_mem_dest(&encoder.info, &encoder.bytes, &encoder.size);
  encoder.info.image_width = JDIMENSION(picture.width);
  encoder.info.image_height = JDIMENSION(picture.height);
  encoder.info.input_components = 4;
  encoder.info.in_color_space = JCS_EXT_RGBX;
  jpeg_set_defaults(&encoder.info);
  jpeg_set_quality(&encoder.info, quality, TRUE);
  encoder.info.optimize_coding = TRUE;
  jpeg_start_compress(&encoder.info, TRUE);
  while (encoder.info.next_scanline < encoder.info.image_height) {
    auto* row = const_cast<uint8_t*>(picture.pixels.data()) + size_t(encoder.info.next_scanline) * size_t(picture.width) * 4;
    jpeg_write_scanlines(&encoder.info, &row, 1);
  }
  jpeg_finish_compress(&encoder.info);
  return true;
}

}  // namespace

base::Result<base::Bytes> encode_jpeg(const Rgba& picture, int quality) {
  if (picture.width <= 0 || picture.height <= 0 || picture.width > JPEG_MAX_DIMENSION || picture.height > JPEG_MAX_DIMENSION ||
      picture.pixels.size() != size_t(picture.width) * size_t(picture.height) * 4) {
    return base::fail(base::Fault::BadInput, "picture bytes " + std::to_string(picture.pixels.size()));
  }
  Encoder encoder;
  if (!encode(encoder, picture, quality)) return base::fail(base::Fault::Full, "jpeg writer");
  return base::Bytes(encoder.bytes, encoder.bytes + encoder.size);
}

}  // namespace image
