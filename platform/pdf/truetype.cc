#include "platform/pdf/truetype.h"

namespace pdf {
namespace {

constexpr size_t kDepthMax = 8;

// OpenType numbers are big-endian. Beyond the end everything is 0.
struct Table {
  base::ByteView bytes;
  uint32_t u16(size_t at) const { return at + 2 <= bytes.size() ? uint32_t(bytes[at]) << 8 | bytes[at + 1] : 0; }
  uint32_t u32(size_t at) const { return u16(at) << 16 | u16(at + 2); }
  Table from(size_t at) const { return {at <= bytes.size() ? bytes.subspan(at) : base::ByteView()}; }
};

Table table_named(const Table& file, std::string_view tag) {
  for (size_t i = 0; i < file.u16(4); ++i) {
    const size_t entry = 12 + 16 * i;
    if (entry + 16 <= file.bytes.size() && base::text_view(file.bytes.subspan(entry, 4)) == tag) return file.from(file.u32(entry + 8));
  }
  return {};
}

// The subtable for Unicode (platform 3, encoding 1), where it has format 4.
Table unicode_map(const Table& cmap) {
  for (size_t i = 0; i < cmap.u16(2); ++i) {
    const size_t entry = 4 + 8 * i;
    if (cmap.u16(entry) != 3 || cmap.u16(entry + 2) != 1) continue;
    const Table map = cmap.from(cmap.u32(entry + 4));
    if (map.u16(0) == 4) return map;
  }
  return {};
}

class File {
 public:
  explicit File(base::ByteView bytes)
      : file_{bytes},
        glyphs_(table_named(file_, "glyf")),
        places_(table_named(file_, "loca")),
        long_places_(table_named(file_, "head").u16(50) != 0),
        glyph_count_(table_named(file_, "maxp").u16(4)) {}

  std::unordered_map<char32_t, uint32_t> glyphs_by_letter() const {
    std::unordered_map<char32_t, uint32_t> out;
    const Table map = unicode_map(table_named(file_, "cmap"));
    const size_t segments = map.u16(6) / 2;
    for (size_t i = 0; i < segments; ++i) {
      const uint32_t last = map.u16(14 + 2 * i), first = map.u16(16 + 2 * segments + 2 * i);
      const uint32_t delta = map.u16(16 + 4 * segments + 2 * i);
      const size_t range_at = 16 + 6 * segments + 2 * i;
      const uint32_t range = map.u16(range_at);
      for (uint32_t letter = first; letter <= last && letter < 0xFFFF; ++letter) {
        const uint32_t listed = range == 0 ? letter : map.u16(range_at + range + 2 * (letter - first));
        const uint32_t glyph = range == 0 || listed != 0 ? (listed + delta) & 0xFFFF : 0;
        if (glyph != 0 && glyph < glyph_count_) out.emplace(letter, glyph);
      }
    }
    return out;
  }

  // The glyphs it is made of, one step down; none for a plain outline.
  std::vector<uint32_t> parts_of(uint32_t glyph) const {
    std::vector<uint32_t> parts;
    const Table outline = glyphs_.from(place(glyph));
    if (place(glyph + 1) == place(glyph) || outline.u16(0) < 0x8000) return parts;
    for (size_t at = 10; at + 4 <= outline.bytes.size() && parts.size() < 64;) {
      const uint32_t flags = outline.u16(at);
      parts.push_back(outline.u16(at + 2));
      at += flags & 0x1 ? 8 : 6;
      at += flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
      if ((flags & 0x20) == 0) break;
    }
    return parts;
  }

 private:
  size_t place(uint32_t glyph) const { return long_places_ ? places_.u32(size_t(glyph) * 4) : size_t(places_.u16(size_t(glyph) * 2)) * 2; }
  Table file_, glyphs_, places_;
  bool long_places_;
  uint32_t glyph_count_;
};

// Glyphs below `glyph` that are made of others themselves.
void composites_below(const File& file, uint32_t glyph, size_t depth, std::vector<uint32_t>& out) {
  if (depth > kDepthMax) return;
  for (const uint32_t part : file.parts_of(glyph)) {
    if (file.parts_of(part).empty()) continue;
    out.push_back(part);
    composites_below(file, part, depth + 1, out);
  }
}

}  // namespace

Letters letters_of_truetype(base::ByteView bytes) {
  Letters letters;
  const File file(bytes);
  const auto glyphs = file.glyphs_by_letter();
  if (glyphs.empty()) return letters;
  letters.has.resize(0x10000);
  std::unordered_map<uint32_t, char32_t> owner;
  for (const auto& [letter, glyph] : glyphs) {
    const auto [at, first] = owner.emplace(glyph, letter);
    if (!first) at->second = std::min(at->second, letter);  // the same one on every run
  }
  std::vector<uint32_t> composites;
  for (const auto& [letter, glyph] : glyphs) {
    composites.clear();
    composites_below(file, glyph, 0, composites);
    std::vector<char32_t> helpers;
    for (const uint32_t part : composites) {
      if (const auto found = owner.find(part); found != owner.end()) helpers.push_back(found->second);
    }
    letters.has[letter] = helpers.size() == composites.size();
    if (letters.has[letter] && !helpers.empty()) letters.helpers.emplace(letter, std::move(helpers));
  }
  return letters;
}

}  // namespace pdf
