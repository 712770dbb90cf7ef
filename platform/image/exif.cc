#include "platform/image/rows.h"

namespace image {
namespace {

// TIFF 6.0: numbers in the byte order its first two bytes name. Reads beyond the end give 0, which no caller takes for an answer.
class Tiff {
 public:
  explicit Tiff(base::ByteView bytes) : bytes_(bytes), big_(bytes.size() > 1 && bytes[0] == 'M') {}
  uint32_t u16(size_t at) const { return big_ ? byte(at) << 8 | byte(at + 1) : byte(at) | byte(at + 1) << 8; }
  uint32_t u32(size_t at) const { return big_ ? u16(at) << 16 | u16(at + 2) : u16(at) | u16(at + 2) << 16; }

 private:
  uint32_t byte(size_t at) const { return at < bytes_.size() ? bytes_[at] : 0u; }
  base::ByteView bytes_;
  bool big_;
};

constexpr uint32_t kOrientation = 0x0112;
constexpr uint32_t kShort = 3;
constexpr size_t kEntryBytes = 12;

}  // namespace

int orientation_of_tiff(base::ByteView tiff) {
  if (tiff.size() < 8 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M')) return 1;
  const Tiff in(tiff);
  if (in.u16(2) != 42) return 1;
  const size_t folder = in.u32(4);
  const size_t entries = in.u16(folder);
  for (size_t i = 0; i < entries && folder + 2 + (i + 1) * kEntryBytes <= tiff.size(); ++i) {
    const size_t entry = folder + 2 + i * kEntryBytes;
    if (in.u16(entry) != kOrientation || in.u16(entry + 2) != kShort) continue;
    const uint32_t value = in.u16(entry + 8);
    return value >= 1 && value <= 8 ? int(value) : 1;
  }
  return 1;
}

}  // namespace image
