#include "tests/platform/image/made.h"

#include <cstdio>
#include <cstdlib>
// jpeglib.h needs the above.
#include <jpeglib.h>
#include <png.h>

#include <algorithm>

#include "platform/base/check.h"

namespace image {

Rgba corners(int width, int height) {
  Rgba out{base::Bytes(size_t(width) * size_t(height) * 4), width, height};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      uint8_t* p = &out.pixels[(size_t(y) * size_t(width) + size_t(x)) * 4];
      p[0] = x < width / 2 ? 255 : 0;
      p[1] = y < height / 2 ? 255 : 0;
      p[2] = x >= width / 2 && y >= height / 2 ? 255 : 0;
      p[3] = 255;
    }
  }
  return out;
}

base::Bytes make_jpeg(const JpegShape& shape, const std::function<uint8_t(int, int, int)>& pixel) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &bytes, &size);
  info.image_width = JDIMENSION(shape.width);
  info.image_height = JDIMENSION(shape.height);
  info.input_components = shape.channels;
  info.in_color_space = shape.channels == 1 ? JCS_GRAYSCALE : shape.channels == 3 ? JCS_RGB : JCS_CMYK;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, shape.quality, TRUE);
  if (shape.progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  std::vector<base::Bytes> rows(size_t(std::min(shape.height, shape.rows_made)), base::Bytes(size_t(shape.width) * size_t(shape.channels)));
  for (int y = 0; y < shape.height; ++y) {
    base::Bytes& row = rows[size_t(y) % rows.size()];
    for (int x = 0; x < shape.width && y < shape.rows_made; ++x) {
      for (int c = 0; c < shape.channels; ++c) row[size_t(x) * size_t(shape.channels) + size_t(c)] = pixel(x, y, c);
    }
    uint8_t* next[] = {row.data()};
    jpeg_write_scanlines(&info, next, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  base::Bytes out(bytes, bytes + size);
  std::free(bytes);
  return out;
}

base::Bytes make_interlaced_png(const Rgba& picture) {
  base::Bytes out;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  const auto append = [](png_structp to, png_bytep data, size_t size) {
    auto& bytes = *static_cast<base::Bytes*>(png_get_io_ptr(to));
    bytes.insert(bytes.end(), data, data + size);
  };
  png_set_write_fn(png, &out, append, nullptr);
  png_set_IHDR(png, info, png_uint_32(picture.width), png_uint_32(picture.height), 8, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_ADAM7,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  std::vector<png_bytep> rows;
  for (int y = 0; y < picture.height; ++y) rows.push_back(const_cast<uint8_t*>(&picture.pixels[size_t(y) * size_t(picture.width) * 4]));
  png_write_image(png, rows.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return out;
}

namespace {

class Tiff {
 public:
  explicit Tiff(bool big) : big_(big) { text(big ? "MM" : "II"); u16(42); u32(8); }
  void u16(unsigned v) { put(v, 2); }
  void u32(unsigned v) { put(v, 4); }
  void text(std::string_view t) { out_.insert(out_.end(), t.begin(), t.end()); }
  void entry(unsigned tag, unsigned type, unsigned count, unsigned value) {
    u16(tag);
    u16(type);
    u32(count);
    if (type == 3) { u16(value); u16(0); } else { u32(value); }
  }
  base::Bytes take() { return std::move(out_); }

 private:
  void put(unsigned v, int bytes) {
    for (int i = 0; i < bytes; ++i) out_.push_back(uint8_t(v >> 8 * (big_ ? bytes - 1 - i : i)));
  }
  bool big_;
  base::Bytes out_;
};

base::Bytes with_segment(base::ByteView jpeg, uint8_t marker, base::ByteView data) {
  const size_t length = data.size() + 2;
  CHECK(length <= 0xFFFF);
  base::Writer out;
  out.bytes(jpeg.first(2));
  for (const size_t byte : {size_t{0xFF}, size_t{marker}, length >> 8, length}) out.u8(uint8_t(byte));
  out.bytes(data);
  out.bytes(jpeg.subspan(2));
  return out.take();
}

}  // namespace

base::Bytes with_exif(base::ByteView jpeg, int orientation, bool big_endian) {
  Tiff tiff(big_endian);
  tiff.u16(3);
  tiff.entry(0x010E, 2, unsigned(kCanary.size()) + 1, 8 + 2 + 3 * 12 + 4);  // ImageDescription
  tiff.entry(0x0112, 3, 1, unsigned(orientation));
  tiff.entry(0x8825, 4, 1, 8 + 2 + 3 * 12 + 4 + 14);  // GPS folder
  tiff.u32(0);
  tiff.text(kCanary);
  tiff.text(std::string_view("\0", 1));
  tiff.u16(1);
  tiff.entry(0x0001, 2, 2, 'N');  // GPSLatitudeRef
  tiff.u32(0);
  const base::Bytes body = tiff.take();
  base::Writer data;
  data.bytes(base::view(std::string_view("Exif\0\0", 6)));
  data.bytes(body);
  return with_segment(jpeg, 0xE1, data.out());
}

base::Bytes with_comment(base::ByteView jpeg, std::string_view text) { return with_segment(jpeg, 0xFE, base::view(text)); }

base::Bytes png_claiming(uint32_t width, uint32_t height) {
  base::Bytes out = *encode_png(corners(4, 4));
  uint32_t crc = 0xFFFFFFFF;
  for (int i = 0; i < 4; ++i) {
    out[size_t(16 + i)] = uint8_t(width >> 8 * (3 - i));
    out[size_t(20 + i)] = uint8_t(height >> 8 * (3 - i));
  }
  for (size_t i = 12; i < 29; ++i) {
    crc ^= out[i];
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0u);
  }
  crc = ~crc;
  for (int i = 0; i < 4; ++i) out[size_t(29 + i)] = uint8_t(crc >> 8 * (3 - i));
  return out;
}

}  // namespace image
