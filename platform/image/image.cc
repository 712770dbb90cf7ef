#include "platform/image/image.h"

#include <algorithm>
#include <new>

#include "platform/image/rows.h"
#include "platform/os/file.h"

namespace image {
namespace {

bool has_at(base::ByteView bytes, size_t at, std::string_view text) {
  return bytes.size() >= at + text.size() && base::text_view(bytes.subspan(at, text.size())) == text;
}

bool is_heic(base::ByteView bytes) {
  if (!has_at(bytes, 4, "ftyp")) return false;
  for (const char* brand : {"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"}) {
    if (has_at(bytes, 8, brand)) return true;
  }
  return false;
}

base::Result<Rgba> decode(base::ByteView bytes, int side_max) {
  if (side_max < 1) return base::fail(base::Fault::BadInput, "side " + std::to_string(side_max));
  const Kind kind = sniff(bytes);
  if (kind == Kind::Other) return base::fail(base::Fault::BadInput, "not a picture");
  if (kind != Kind::Jpeg && kind != Kind::Png) return base::fail(base::Fault::BadInput, std::string("unreadable kind: ") + kind_name(kind));
  Shrinker shrinker(side_max);
  TRY_DO(kind == Kind::Jpeg ? read_jpeg(bytes, side_max, shrinker) : read_png(bytes, shrinker));
  return shrinker.finish();
}

void put_over_white(Rgba& picture) {
  for (size_t i = 0; i < picture.pixels.size(); i += 4) {
    const unsigned opacity = picture.pixels[i + 3];
    if (opacity == 255) continue;
    for (size_t c = 0; c < 3; ++c) picture.pixels[i + c] = uint8_t((picture.pixels[i + c] * opacity + 255 * (255 - opacity) + 127) / 255);
    picture.pixels[i + 3] = 255;
  }
}

}  // namespace

Kind sniff(base::ByteView bytes) {
  if (has_at(bytes, 0, "\xFF\xD8\xFF")) return Kind::Jpeg;
  if (has_at(bytes, 0, "\x89PNG\r\n\x1A\n")) return Kind::Png;
  if (is_heic(bytes)) return Kind::Heic;
  if (has_at(bytes, 0, "RIFF") && has_at(bytes, 8, "WEBP")) return Kind::Webp;
  if (has_at(bytes, 0, "GIF8")) return Kind::Gif;
  if (has_at(bytes, 0, "BM")) return Kind::Bmp;
  if (has_at(bytes, 0, std::string_view("II*\0", 4)) || has_at(bytes, 0, std::string_view("MM\0*", 4))) return Kind::Tiff;
  if (has_at(bytes, 0, "%PDF-")) return Kind::Pdf;
  return Kind::Other;
}

const char* kind_name(Kind kind) {
  switch (kind) {
    case Kind::Jpeg: return "jpeg";
    case Kind::Png: return "png";
    case Kind::Heic: return "heic";
    case Kind::Webp: return "webp";
    case Kind::Gif: return "gif";
    case Kind::Bmp: return "bmp";
    case Kind::Tiff: return "tiff";
    case Kind::Pdf: return "pdf";
    case Kind::Other: return "other";
  }
  return "other";
}

base::Status judge_size(uint64_t width, uint64_t height, bool whole) {
  if (width == 0 || height == 0) return base::fail(base::Fault::BadInput, "damaged: no size");
  const bool fits = width <= kSideMax && height <= kSideMax && width * height <= (whole ? kWholePixelsMax : kPixelsMax);
  if (fits) return {};
  return base::fail(base::Fault::BadInput, "too large: " + std::to_string(width) + "x" + std::to_string(height));
}

base::Result<Rgba> decode_rgba(base::ByteView bytes, int side_max) {
  try {
    return decode(bytes, side_max);
  } catch (const std::bad_alloc&) {
    return base::fail(base::Fault::Full, "picture memory");
  }
}

base::Result<Jpeg> import_photo(base::ByteView bytes, const ImportOptions& options) {
  TRY(Rgba picture, decode_rgba(bytes, options.side_max));
  put_over_white(picture);
  TRY(base::Bytes jpeg, encode_jpeg(picture, std::clamp(options.quality, 1, 100)));
  return Jpeg{std::move(jpeg), picture.width, picture.height};
}

base::Result<Jpeg> import_photo_file(const std::string& path, const ImportOptions& options) {
  TRY(const base::Bytes bytes, os::read_file(path, kFileBytesMax));
  return import_photo(bytes, options);
}

}  // namespace image
