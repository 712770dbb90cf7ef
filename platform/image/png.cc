// PNG in and out. libpng's errors leave by longjmp too: see jpeg_read.cc.
#include <png.h>

#include <csetjmp>
#include <cstring>
#include <string>

#include "platform/image/rows.h"

namespace image {
namespace {

constexpr size_t kChunkBytesMax = 8u << 20;  // of one text, profile or other side matter, unpacked

struct PngReader {
  png_structp png = nullptr;
  png_infop info = nullptr;
  base::ByteView rest;
  bool cut_short = false;
  bool out_of_memory = false;
  base::Bytes row;
  base::Bytes whole;  // interlaced only
  std::vector<uint8_t*> rows;

  PngReader() = default;
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
  ~PngReader() { png_destroy_read_struct(&png, &info, nullptr); }
};

void on_png_warning(png_structp, png_const_charp) {}
// The library's own would print, then do this.
[[noreturn]] void on_png_error(png_structp png, png_const_charp) { png_longjmp(png, 1); }

void feed(png_structp png, png_bytep out, size_t size) {
  auto& reader = *static_cast<PngReader*>(png_get_io_ptr(png));
  if (reader.rest.size() < size) {
    reader.cut_short = true;
    png_error(png, "cut short");
  }
  std::memcpy(out, reader.rest.data(), size);
  reader.rest = reader.rest.subspan(size);
}

bool read_header(PngReader& reader) {
  reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, on_png_error, on_png_warning);
  if (reader.png == nullptr) return false;
  if (setjmp(png_jmpbuf(reader.png))) return false;
  reader.info = png_create_info_struct(reader.png);
  if (reader.info == nullptr) return false;
  png_set_read_fn(reader.png, &reader, feed);
  png_set_user_limits(reader.png, 0x7FFFFFFF, 0x7FFFFFFF);  // judged by judge_size()
  png_set_chunk_malloc_max(reader.png, kChunkBytesMax);
  png_set_chunk_cache_max(reader.png, 64);
  png_read_info(reader.png, reader.info);
  return true;
}

// Whatever it holds, 8-bit RGBA comes out.
bool prepare(PngReader& reader) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_set_expand(reader.png);
  png_set_scale_16(reader.png);
  png_set_gray_to_rgb(reader.png);
  png_set_add_alpha(reader.png, 0xFF, PNG_FILLER_AFTER);
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
  return true;
}

bool read_row(PngReader& reader) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_read_row(reader.png, reader.row.data(), nullptr);
  return true;
}

bool read_whole(PngReader& reader) {
  if (setjmp(png_jmpbuf(reader.png))) return false;
  png_read_image(reader.png, reader.rows.data());
  return true;
}

int orientation_of(PngReader& reader) {
  png_uint_32 size = 0;
  png_bytep exif = nullptr;
  if (png_get_eXIf_1(reader.png, reader.info, &size, &exif) == 0 || exif == nullptr) return 1;
  return orientation_of_tiff({exif, size});
}

base::Error why(const PngReader& reader) { return {base::Fault::BadInput, reader.cut_short ? "cut short" : "damaged: png"}; }

base::Status push_interlaced(PngReader& reader, uint32_t height, size_t row_bytes, Shrinker& out) {
  reader.whole.resize(row_bytes * height);
  for (uint32_t y = 0; y < height; ++y) reader.rows.push_back(&reader.whole[y * row_bytes]);
  if (!read_whole(reader)) return base::fail(why(reader));
  for (const uint8_t* row : reader.rows) out.row(row);
  return {};
}

}  // namespace

base::Status read_png(base::ByteView bytes, Shrinker& out) {
  PngReader reader;
  reader.rest = bytes;
  if (!read_header(reader)) return base::fail(why(reader));
  const uint32_t width = png_get_image_width(reader.png, reader.info), height = png_get_image_height(reader.png, reader.info);
  const bool interlaced = png_get_interlace_type(reader.png, reader.info) != PNG_INTERLACE_NONE;
  TRY_DO(judge_size(width, height, interlaced));
  if (!prepare(reader)) return base::fail(why(reader));
  const size_t row_bytes = png_get_rowbytes(reader.png, reader.info);
  if (row_bytes != size_t(width) * 4) return base::fail(base::Fault::BadInput, "damaged: png row bytes " + std::to_string(row_bytes));
  out.begin({width, height, orientation_of(reader)});
  if (interlaced) return push_interlaced(reader, height, row_bytes, out);
  reader.row.resize(row_bytes);
  for (uint32_t y = 0; y < height; ++y) {
    if (!read_row(reader)) return base::fail(why(reader));
    out.row(reader.row.data());
  }
  return {};
}

base::Result<base::Bytes> encode_png(const Rgba& picture) {
  if (picture.width <= 0 || picture.height <= 0 || picture.pixels.size() != size_t(picture.width) * size_t(picture.height) * 4) {
    return base::fail(base::Fault::BadInput, "picture bytes " + std::to_string(picture.pixels.size()));
  }
  png_image about{};
  about.version = PNG_IMAGE_VERSION;
  about.width = png_uint_32(picture.width);
  about.height = png_uint_32(picture.height);
  about.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(about);
  base::Bytes out(size);
  if (png_image_write_to_memory(&about, out.data(), &size, 0, picture.pixels.data(), 0, nullptr) == 0) {
    return base::fail(base::Fault::Full, "png writer");
  }
  out.resize(size);
  return out;
}

}  // namespace image
