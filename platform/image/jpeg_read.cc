// JPEG in, over libjpeg's own interface: it can reduce while decoding (by eighths) and hand out rows. Its errors leave by longjmp, so between
// setjmp and the library's calls stand only plain values; everything with a destructor lives in Decoder.
#include <csetjmp>
#include <cstddef>
#include <cstdio>
// jpeglib.h needs the two above.
#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <string>

#include "platform/image/rows.h"

namespace image {
namespace {

constexpr long kMemoryBytesMax = 512l << 20;  // for what a progressive picture must hold whole
constexpr int kScansMax = 200;
constexpr unsigned kExifBytesMax = 0xFFFF;

struct Decoder {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf leave;
  int error_code = 0;
  bool cut_short = false;
  bool too_many_scans = false;
  base::Bytes row;
  base::Bytes rgba;

  Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() { jpeg_destroy_decompress(&info); }
};

Decoder& decoder_of(j_common_ptr info) { return *static_cast<Decoder*>(info->client_data); }

void on_read_error(j_common_ptr info) {
  decoder_of(info).error_code = info->err->msg_code;
  std::longjmp(decoder_of(info).leave, 1);
}

void on_read_message(j_common_ptr info, int level) {
  if (level >= 0) return;  // not a warning
  ++info->err->num_warnings;
  const int code = info->err->msg_code;
  if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER) decoder_of(info).cut_short = true;
}

void on_progress(j_common_ptr info) {
  if (!info->is_decompressor || reinterpret_cast<j_decompress_ptr>(info)->input_scan_number <= kScansMax) return;
  decoder_of(info).too_many_scans = true;
  info->err->msg_code = JERR_BAD_PROGRESSION;
  on_read_error(info);
}

Decoder::Decoder() {
  info.err = jpeg_std_error(&errors);
  errors.error_exit = on_read_error;
  errors.emit_message = on_read_message;
  errors.output_message = [](j_common_ptr) {};
  progress.progress_monitor = on_progress;
  info.client_data = this;
}

bool read_header(Decoder& decoder, base::ByteView bytes) {
  if (setjmp(decoder.leave)) return false;
  jpeg_create_decompress(&decoder.info);
  decoder.info.client_data = &decoder;
  decoder.info.progress = &decoder.progress;
  decoder.info.mem->max_memory_to_use = kMemoryBytesMax;
  jpeg_mem_src(&decoder.info, bytes.data(), static_cast<unsigned long>(bytes.size()));
  jpeg_save_markers(&decoder.info, JPEG_APP0 + 1, kExifBytesMax);
  return jpeg_read_header(&decoder.info, TRUE) == JPEG_HEADER_OK;
}

int orientation_of(const Decoder& decoder) {
  static constexpr std::string_view kExif("Exif\0\0", 6);
  for (const auto* marker = decoder.info.marker_list; marker != nullptr; marker = marker->next) {
    const base::ByteView data(marker->data, marker->data_length);
    if (base::text_view(data).starts_with(kExif)) return orientation_of_tiff(data.subspan(kExif.size()));
  }
  return 1;
}

// The smallest eighth that still gives `side_max` pixels.
unsigned eighths_for(const Decoder& decoder, int side_max) {
  const uint64_t longer = std::max(decoder.info.image_width, decoder.info.image_height);
  for (unsigned eighths = 1; eighths < 8; ++eighths) {
    if ((longer * eighths + 7) / 8 >= uint64_t(side_max)) return eighths;
  }
  return 8;
}

bool start(Decoder& decoder, unsigned eighths) {
  if (setjmp(decoder.leave)) return false;
  const bool four_colours = decoder.info.jpeg_color_space == JCS_CMYK || decoder.info.jpeg_color_space == JCS_YCCK;
  decoder.info.out_color_space = four_colours ? JCS_CMYK : JCS_EXT_RGBA;
  decoder.info.scale_num = eighths;
  decoder.info.scale_denom = 8;
  return jpeg_start_decompress(&decoder.info) == TRUE;
}

bool read_row(Decoder& decoder) {
  if (setjmp(decoder.leave)) return false;
  JSAMPROW rows[] = {decoder.row.data()};
  return jpeg_read_scanlines(&decoder.info, rows, 1) == 1;
}

// Printers' colours, stored upside down by everybody since Photoshop did.
void cmyk_to_rgba(const base::Bytes& from, base::Bytes& to) {
  for (size_t i = 0; i + 3 < from.size(); i += 4) {
    for (size_t c = 0; c < 3; ++c) to[i + c] = uint8_t(from[i + c] * from[i + 3] / 255);
    to[i + 3] = 255;
  }
}

base::Error why(const Decoder& decoder) {
  if (decoder.error_code == JERR_OUT_OF_MEMORY || decoder.error_code == JERR_NO_BACKING_STORE) {
    return {base::Fault::BadInput, "too large: held whole"};
  }
  if (decoder.cut_short || decoder.error_code == JERR_INPUT_EMPTY || decoder.error_code == JERR_INPUT_EOF) return {base::Fault::BadInput, "cut short"};
  return {base::Fault::BadInput, "damaged: jpeg error " + std::to_string(decoder.error_code)};
}

}  // namespace

base::Status read_jpeg(base::ByteView bytes, int side_max, Shrinker& out) {
  Decoder decoder;
  if (!read_header(decoder, bytes)) return base::fail(why(decoder));
  TRY_DO(judge_size(decoder.info.image_width, decoder.info.image_height, jpeg_has_multiple_scans(&decoder.info)));
  if (!start(decoder, eighths_for(decoder, side_max))) return base::fail(why(decoder));
  const bool four_colours = decoder.info.out_color_space == JCS_CMYK;
  decoder.row.resize(size_t(decoder.info.output_width) * 4);
  decoder.rgba.resize(decoder.row.size());
  out.begin({decoder.info.output_width, decoder.info.output_height, orientation_of(decoder)});
  while (decoder.info.output_scanline < decoder.info.output_height) {
    if (!read_row(decoder)) return base::fail(why(decoder));
    if (decoder.cut_short) return base::fail(base::Fault::BadInput, "cut short at row " + std::to_string(decoder.info.output_scanline));
    if (four_colours) cmyk_to_rgba(decoder.row, decoder.rgba);
    out.row(four_colours ? decoder.rgba.data() : decoder.row.data());
  }
  return {};
}

}  // namespace image
