#include "sync/codec/header.h"

#include <algorithm>

namespace codec {
namespace {
// Header. Source: FORMAT.md, section 6. The first 12 bytes and the checksum at the end keep their places in every format.
//   0  8B   "DOORSTEP"         28  u64    generation base
//   8  u16  format             36  sized  key check; then whatever newer formats add
//  10  u16  oldest reader     end  32B    BLAKE2b-256 of every byte before it
//  12  16B  store id
constexpr std::string_view kMagic = "DOORSTEP";
constexpr size_t kChecksumBytes = 32;
}  // namespace

base::Bytes encode_header(const Header& header, Checksum checksum) {
  base::Writer out;
  out.bytes(base::view(kMagic));
  out.u16(header.format);
  out.u16(header.reader_min);
  out.bytes(header.store);
  out.u64(header.generation_base);
  out.sized(header.key_check);
  out.bytes(checksum(out.out()));
  return out.take();
}

base::Result<Header> decode_header(base::ByteView bytes, Checksum checksum) {
  if (bytes.size() < kMagic.size() + kChecksumBytes) return base::fail(base::Fault::Corrupt, "header bytes " + std::to_string(bytes.size()));
  const base::ByteView covered = bytes.first(bytes.size() - kChecksumBytes);
  const auto sum = checksum(covered);
  if (!std::equal(sum.begin(), sum.end(), bytes.end() - ptrdiff_t(kChecksumBytes))) return base::fail(base::Fault::Corrupt, "header checksum");
  base::Reader in(covered);
  if (base::text_view(in.bytes(kMagic.size())) != kMagic) return base::fail(base::Fault::Corrupt, "header magic");
  Header header;
  header.format = in.u16();
  header.reader_min = in.u16();
  if (header.reader_min > kFormat) return base::fail(base::Fault::TooNew, "store format " + std::to_string(header.format));
  header.store = in.array<16>();
  header.generation_base = in.u64();
  header.key_check = base::copy(in.sized(kHeaderBytesMax));
  if (!in.ok()) return base::fail(base::Fault::Corrupt, "header");
  return header;
}

}  // namespace codec
