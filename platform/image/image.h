// platform/image/image.h: pictures in and out. What comes in was made by somebody else's camera or program: its size is judged before
// anything is allocated, it is decoded row by row and made smaller on the way, so memory follows the size wanted and not the size claimed.
// What goes out holds pixels alone: no EXIF, XMP, GPS, comment, colour profile or thumbnail of what was cropped away. Pure functions, any
// thread; a large photo takes up to a second, so never on the frame's thread.
#pragma once
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace image {

inline constexpr size_t kFileBytesMax = 64u << 20;        // a file longer than this is not read
inline constexpr uint64_t kPixelsMax = 210'000'000;       // a picture claiming more is refused: the largest phone cameras make 200 million
inline constexpr uint64_t kSideMax = 65'535;              // and none is wider or higher than this
inline constexpr uint64_t kWholePixelsMax = 80'000'000;   // the same for those that must be held whole (progressive JPEG, interlaced PNG)

// What the first bytes say the file is. Jpeg and Png can be read; the rest are told apart so that the message can name them.
enum class Kind { Jpeg, Png, Heic, Webp, Gif, Bmp, Tiff, Pdf, Other };
Kind sniff(base::ByteView bytes);
const char* kind_name(Kind kind);  // "jpeg"

struct Jpeg {
  base::Bytes bytes;
  int width = 0;
  int height = 0;
};

// Rows from the top, four bytes a pixel: red, green, blue, opacity (not premultiplied).
struct Rgba {
  base::Bytes pixels;
  int width = 0;
  int height = 0;
};

struct ImportOptions {
  int side_max = 2048;  // pixels of the longer side; a smaller picture is not enlarged
  int quality = 82;     // JPEG, 1 to 100
};

// A picture as it is kept: upright (EXIF orientation applied to the pixels), at most `side_max`, opaque over white, baseline 4:2:0.
// Errors: BadInput, with a detail that begins
//   "not a picture"      "unreadable kind: heic"      "too large: 60000x60000"      "cut short"      "damaged"
// Full: no memory.
base::Result<Jpeg> import_photo(base::ByteView bytes, const ImportOptions& options = {});
// The same from a file, which is only read. Also NotFound, Denied, and BadInput "file bytes ..." above kFileBytesMax.
base::Result<Jpeg> import_photo_file(const std::string& path, const ImportOptions& options = {});

// For drawing: upright, at most `side_max` on the longer side. Errors as import_photo().
base::Result<Rgba> decode_rgba(base::ByteView bytes, int side_max);

// Errors: BadInput (`pixels` does not hold width x height), Full.
base::Result<base::Bytes> encode_png(const Rgba& picture);
base::Result<base::Bytes> encode_jpeg(const Rgba& picture, int quality);

}  // namespace image
