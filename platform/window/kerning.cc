#include "platform/window/kerning.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace window {
namespace {

constexpr uint32_t kKern = 0x6B65726E;  // "kern"
constexpr uint32_t kPairAdjustment = 2, kExtension = 9;
constexpr uint32_t kAdvanceX = 4;  // bit of a value format

size_t record_bytes(uint32_t format) { return size_t(std::popcount(format & 0xff)) * 2; }

}  // namespace

// GPOS, version 1: u32 version, u16 scripts, u16 features, u16 lookups (offsets). A feature: u32 tag, u16 offset to
// {u16 params, u16 count, u16 lookup...}. Every "kern" feature's lookups are taken: scripts do not differ in ours.
PairKerning::PairKerning(std::vector<uint8_t> gpos) : bytes_(std::move(gpos)) {
  if (bytes_.size() < 10) return;
  const uint32_t features = u16(6);
  lookups_at_ = u16(8);
  std::vector<uint32_t> lookups;
  for (uint32_t i = 0; i < u16(features); ++i) {
    const size_t row = features + 2 + size_t(i) * 6;
    if (u32(row) != kKern) continue;
    const size_t feature = features + u16(row + 4);
    for (uint32_t k = 0; k < u16(feature + 2); ++k) lookups.push_back(u16(feature + 4 + size_t(k) * 2));
  }
  std::sort(lookups.begin(), lookups.end());
  lookups.erase(std::unique(lookups.begin(), lookups.end()), lookups.end());
  for (const uint32_t lookup : lookups) add_lookup(lookup);
}

// A lookup: u16 type, u16 flag, u16 count, u16 subtable...; an extension points on with {u16 1, u16 type, u32 offset}.
void PairKerning::add_lookup(uint32_t index) {
  if (index >= u16(lookups_at_)) return;
  const size_t lookup = lookups_at_ + u16(lookups_at_ + 2 + size_t(index) * 2);
  const uint32_t type = u16(lookup);
  for (uint32_t i = 0; i < u16(lookup + 4); ++i) {
    size_t at = lookup + u16(lookup + 6 + size_t(i) * 2);
    if (type == kExtension) {
      if (u16(at + 2) != kPairAdjustment) continue;
      at += u32(at + 4);
    } else if (type != kPairAdjustment) {
      continue;
    }
    if (at + 10 <= bytes_.size()) subtables_.push_back({uint32_t(at), index});
  }
}

// Format 1: u16 count, glyphs in order. Format 2: u16 count, {first, last, index of first} in order.
int PairKerning::coverage_index(size_t at, uint32_t glyph) const {
  const uint32_t format = u16(at), count = u16(at + 2);
  uint32_t low = 0, high = count;
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    const size_t row = at + 4 + size_t(middle) * (format == 1 ? 2 : 6);
    const uint32_t first = u16(row), last = format == 1 ? first : u16(row + 2);
    if (glyph < first) high = middle;
    else if (glyph > last) low = middle + 1;
    else return format == 1 ? int(middle) : int(u16(row + 4) + glyph - first);
  }
  return -1;
}

// Format 1: u16 first glyph, u16 count, classes. Format 2: u16 count, {first, last, class} in order. Others are class 0.
uint32_t PairKerning::class_of(size_t at, uint32_t glyph) const {
  if (u16(at) == 1) {
    const uint32_t first = u16(at + 2), count = u16(at + 4);
    return glyph >= first && glyph - first < count ? u16(at + 6 + size_t(glyph - first) * 2) : 0;
  }
  uint32_t low = 0, high = u16(at + 2);
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    const size_t row = at + 4 + size_t(middle) * 6;
    if (glyph < u16(row)) high = middle;
    else if (glyph > u16(row + 2)) low = middle + 1;
    else return u16(row + 4);
  }
  return 0;
}

int PairKerning::advance_in(size_t record, uint32_t format) const {
  if ((format & kAdvanceX) == 0) return 0;
  return int16_t(u16(record + record_bytes(format & (kAdvanceX - 1))));
}

// A pair set: u16 count, {u16 second glyph, values} in order.
bool PairKerning::pair_set(size_t at, uint32_t index, uint32_t right, int& out) const {
  const uint32_t first = u16(at + 4), second = u16(at + 6);
  if (index >= u16(at + 8)) return false;
  const size_t set = at + u16(at + 10 + size_t(index) * 2), step = 2 + record_bytes(first) + record_bytes(second);
  uint32_t low = 0, high = u16(set);
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    const size_t row = set + 2 + middle * step;
    const uint32_t glyph = u16(row);
    if (right < glyph) high = middle;
    else if (right > glyph) low = middle + 1;
    else return out += advance_in(row + 2, first), true;
  }
  return false;
}

// Within a lookup the first subtable that knows the pair has the word.
int PairKerning::units(uint32_t left, uint32_t right) const {
  int out = 0;
  uint32_t done = UINT32_MAX;
  for (const Subtable& sub : subtables_) {
    if (sub.lookup == done) continue;
    const size_t at = sub.at;
    const int index = coverage_index(at + u16(at + 2), left);
    if (index < 0) continue;
    if (u16(at) == 1) {
      if (pair_set(at, uint32_t(index), right, out)) done = sub.lookup;
      continue;
    }
    // Classes: ... u16 class definitions of the first and second, u16 counts, then a table of values.
    const uint32_t first = u16(at + 4), second = u16(at + 6), rows = u16(at + 12), columns = u16(at + 14);
    const uint32_t a = class_of(at + u16(at + 8), left), b = class_of(at + u16(at + 10), right);
    if (a >= rows || b >= columns) continue;
    out += advance_in(at + 16 + (size_t(a) * columns + b) * (record_bytes(first) + record_bytes(second)), first);
    done = sub.lookup;
  }
  return out;
}

}  // namespace window
