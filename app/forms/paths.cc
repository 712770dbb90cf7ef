#include "app/forms/paths.h"

namespace forms {
namespace {
constexpr size_t kPartBytesMax = 64;

void append_escaped(char c, std::string& out) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  (out += '%') += {kHex[uint8_t(c) >> 4], kHex[uint8_t(c) & 15]};
}
}  // namespace

std::string hash_text(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ uint8_t(c)) * 0x100000001b3u;
  std::string out(16, '0');
  for (size_t i = 16; i-- > 0; hash >>= 4) out[i] = kHex[hash & 15];
  return out;
}

std::string path_part_of(std::string_view link_id, size_t occurrence, bool is_section) {
  std::string out;
  for (const char c : link_id) {
    if (uint8_t(c) < 0x20 || c == 0x7F || std::string_view("%/[]#@~").find(c) != std::string_view::npos) append_escaped(c, out);
    else out += c;
  }
  if (out.size() > kPartBytesMax) {
    out.resize(1);
    out[0] = '~';
    out += hash_text(link_id);
  }
  if (is_section && (out == "head" || out == kLooseSection)) {
    std::string escaped;
    append_escaped(out[0], escaped);
    out.replace(0, 1, escaped);
  }
  if (occurrence > 1) (out += '~') += std::to_string(occurrence);
  return out;
}

}  // namespace forms
