// platform/window/kerning.h: how much closer two letters stand than their widths say: the pair adjustments of an OpenType font's GPOS
// table ("kern" feature). FreeType reads only the older kern table, which Inter has not. Private to the module.
// The table comes from a file: every read is bounds-checked, and what cannot be read kerns nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace window {

class PairKerning {
 public:
  PairKerning() = default;
  // Takes the bytes of a GPOS table; empty is a font without one.
  explicit PairKerning(std::vector<uint8_t> gpos);
  bool empty() const { return subtables_.empty(); }
  // In font units, added to the left glyph's advance.
  int units(uint32_t left, uint32_t right) const;

 private:
  struct Subtable {
    uint32_t at = 0;    // byte offset of a PairPos subtable
    uint32_t lookup = 0;
  };
  uint32_t u16(size_t at) const { return at + 2 <= bytes_.size() ? uint32_t(bytes_[at] << 8 | bytes_[at + 1]) : 0; }
  uint32_t u32(size_t at) const { return (u16(at) << 16) | u16(at + 2); }
  void add_lookup(uint32_t index);
  int coverage_index(size_t at, uint32_t glyph) const;  // -1: not covered
  uint32_t class_of(size_t at, uint32_t glyph) const;
  bool pair_set(size_t at, uint32_t index, uint32_t right, int& out) const;
  int advance_in(size_t record, uint32_t format) const;

  std::vector<uint8_t> bytes_;
  std::vector<Subtable> subtables_;
  uint32_t lookups_at_ = 0;
};

}  // namespace window
