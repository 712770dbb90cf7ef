#include "platform/pack/symbols.h"

#include <algorithm>
#include <bit>

namespace pack {
namespace {

constexpr uint32_t kTop = 1u << 24;
constexpr uint8_t kSeenMax = 60;
constexpr uint8_t kSeenPrimedMax = 40;
constexpr int kChanceMin = 64, kChanceMax = 65536 - 64;
constexpr uint64_t kEscape = 255;
constexpr int kLengthBits = 7, kTopBits = 3;
constexpr uint32_t kSymbolTree = 1;              // nodes 1 to 255
constexpr uint32_t kLengthTree = 256;            // nodes 257 to 383
constexpr uint32_t kTopTrees = 512;              // eight nodes for each length

uint64_t key_of(SymbolContext context, uint32_t node) { return uint64_t(context) << 12 | node; }

void learn(Chance& chance, bool bit) {
  const int target = bit ? 65535 : 0;
  const int moved = int(chance.one) + (target - int(chance.one)) / (int(chance.seen) + 2);
  chance.one = uint16_t(std::clamp(moved, kChanceMin, kChanceMax));
  if (chance.seen < kSeenMax) ++chance.seen;
}

// A number as the count of its bits, its highest bits below the leading one, and the rest.
struct NumberParts {
  int length;
  int top_bits;
  uint64_t top;
  int rest_bits;
  uint64_t rest;
};
NumberParts parts_of(uint64_t value) {
  const int length = int(std::bit_width(value));
  const int below = std::max(0, length - 1), top_bits = std::min(kTopBits, below), rest_bits = below - top_bits;
  const uint64_t low = length == 0 ? 0 : value & ((uint64_t(1) << below) - 1);
  return {length, top_bits, low >> rest_bits, rest_bits, low & ((uint64_t(1) << rest_bits) - 1)};
}

// The bits of a value from the highest down, each with the node of the binary tree that its predecessors lead to; the root is 1.
template <class Each>
void walk_tree(int bits, uint64_t value, const Each& each) {
  uint32_t node = 1;
  for (int i = bits - 1; i >= 0; --i) {
    const bool bit = value >> i & 1;
    each(node, bit);
    node = node << 1 | uint32_t(bit);
  }
}

uint32_t top_tree(int length) { return kTopTrees + uint32_t(length) * 8; }

}  // namespace

Chance Primer::find(uint64_t key) const {
  const auto found = chances_.find(key);
  return found == chances_.end() ? Chance() : found->second;
}

base::Bytes Primer::encode() const {
  std::vector<std::pair<uint64_t, Chance>> sorted(chances_.begin(), chances_.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  base::Writer out;
  out.varint(sorted.size());
  uint64_t last = 0;
  for (const auto& [key, chance] : sorted) {
    out.varint(key - last);
    out.u8(uint8_t(chance.one >> 8));
    out.u8(chance.seen);
    last = key;
  }
  return out.take();
}

base::Result<Primer> Primer::decode(base::ByteView bytes) {
  base::Reader in(bytes);
  Primer primer;
  const uint64_t count = in.varint();
  uint64_t key = 0;
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    key += in.varint();
    const uint16_t one = uint16_t(in.u8() << 8 | 128);
    const uint8_t seen = in.u8();
    if (seen > kSeenMax) in.fail();
    primer.chances_[key] = {one, seen};
  }
  if (!in.done() || primer.chances_.size() != count) return base::fail(base::Fault::Corrupt, "primer");
  return primer;
}

Chances::Chances(const Primer& primer, SymbolContext primed_below) : primer_(&primer), primed_below_(primed_below), slots_(1024) {}

Chance& Chances::at(SymbolContext context, uint32_t node) {
  const uint64_t key = key_of(context, node) + 1;  // 0: an empty slot
  if (used_ * 2 > slots_.size()) grow();
  size_t at = (key * 0x9E3779B97F4A7C15ull) >> 32 & (slots_.size() - 1);
  while (slots_[at].key != key && slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
  if (slots_[at].key == 0) {
    slots_[at] = {key, context < primed_below_ ? primer_->find(key - 1) : Chance()};
    ++used_;
  }
  return slots_[at].chance;
}

void Chances::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.key == 0) continue;
    size_t at = (slot.key * 0x9E3779B97F4A7C15ull) >> 32 & (slots_.size() - 1);
    while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

void SymbolEncoder::shift_low() {
  if (uint32_t(low_) < 0xFF000000u || (low_ >> 32) != 0) {
    if (!first_) out_.push_back(uint8_t(cache_ + uint8_t(low_ >> 32)));
    first_ = false;
    for (; held_ > 0; --held_) out_.push_back(uint8_t(0xFF + uint8_t(low_ >> 32)));
    cache_ = uint8_t(low_ >> 24);
  } else {
    ++held_;
  }
  low_ = uint64_t(uint32_t(low_) << 8);
}

void SymbolEncoder::put_bit(Chance& chance, bool bit) {
  const uint32_t bound = (range_ >> 16) * chance.one;
  if (bit) {
    range_ = bound;
  } else {
    low_ += bound;
    range_ -= bound;
  }
  learn(chance, bit);
  for (; range_ < kTop; range_ <<= 8) shift_low();
}

void SymbolEncoder::put_bits(uint64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) {
    range_ >>= 1;
    if ((value >> i & 1) == 0) low_ += range_;
    for (; range_ < kTop; range_ <<= 8) shift_low();
  }
}

void SymbolEncoder::put_tree(SymbolContext context, uint32_t first_node, int bits, uint64_t value) {
  walk_tree(bits, value, [&](uint32_t node, bool bit) { put_bit(chances_.at(context, first_node - 1 + node), bit); });
}

void SymbolEncoder::put_symbol(SymbolContext context, uint64_t value) {
  put_tree(context, kSymbolTree, 8, std::min(value, kEscape));
  if (value >= kEscape) put_number(context, value - kEscape);
}

void SymbolEncoder::put_number(SymbolContext context, uint64_t value) {
  const NumberParts parts = parts_of(value);
  put_tree(context, kLengthTree + 1, kLengthBits, uint64_t(parts.length));
  put_tree(context, top_tree(parts.length) + 1, parts.top_bits, parts.top);
  put_bits(parts.rest, parts.rest_bits);
}

// The shortest bytes any continuation of which lies in the final range: zeros at the end need not be sent.
base::Bytes SymbolEncoder::finish() {
  for (int keep = 8; keep <= 32; keep += 8) {
    const uint64_t mask = (uint64_t(1) << (32 - keep)) - 1;
    const uint64_t rounded = (low_ + mask) & ~mask;
    if (rounded < low_ + range_) {
      low_ = rounded;
      break;
    }
  }
  for (int i = 0; i < 5; ++i) shift_low();
  while (!out_.empty() && out_.back() == 0) out_.pop_back();
  return std::move(out_);
}

SymbolDecoder::SymbolDecoder(Chances learned, base::ByteView bytes) : chances_(std::move(learned)), bytes_(bytes) {
  for (int i = 0; i < 4; ++i) code_ = code_ << 8 | next_byte();
}

bool SymbolDecoder::get_bit(Chance& chance) {
  const uint32_t bound = (range_ >> 16) * chance.one;
  const bool bit = code_ < bound;
  if (bit) {
    range_ = bound;
  } else {
    code_ -= bound;
    range_ -= bound;
  }
  learn(chance, bit);
  for (; range_ < kTop; range_ <<= 8) code_ = code_ << 8 | next_byte();
  return bit;
}

uint64_t SymbolDecoder::get_bits(int count) {
  uint64_t value = 0;
  for (int i = 0; i < count; ++i) {
    range_ >>= 1;
    const bool bit = code_ < range_;
    if (!bit) code_ -= range_;
    value = value << 1 | uint64_t(bit);
    for (; range_ < kTop; range_ <<= 8) code_ = code_ << 8 | next_byte();
  }
  return value;
}

uint64_t SymbolDecoder::get_tree(SymbolContext context, uint32_t first_node, int bits) {
  uint32_t node = 1;
  for (int i = 0; i < bits; ++i) node = node << 1 | uint32_t(get_bit(chances_.at(context, first_node - 1 + node)));
  return node - (1u << bits);
}

uint64_t SymbolDecoder::get_symbol(SymbolContext context) {
  const uint64_t value = get_tree(context, kSymbolTree, 8);
  return value < kEscape ? value : kEscape + get_number(context);
}

uint64_t SymbolDecoder::get_number(SymbolContext context) {
  const int length = int(std::min<uint64_t>(get_tree(context, kLengthTree + 1, kLengthBits), 64));
  if (length == 0) return 0;
  const int below = length - 1, top_bits = std::min(kTopBits, below), rest_bits = below - top_bits;
  const uint64_t top = get_tree(context, top_tree(length) + 1, top_bits);
  return uint64_t(1) << below | top << rest_bits | get_bits(rest_bits);
}

void SymbolTrainer::count_tree(SymbolContext context, uint32_t first_node, int bits, uint64_t value) {
  walk_tree(bits, value, [&](uint32_t node, bool bit) {
    Counts& counts = counts_[key_of(context, first_node - 1 + node)];
    bit ? ++counts.ones : ++counts.zeros;
  });
}

void SymbolTrainer::put_symbol(SymbolContext context, uint64_t value) {
  count_tree(context, kSymbolTree, 8, std::min(value, kEscape));
  if (value >= kEscape) put_number(context, value - kEscape);
}

void SymbolTrainer::put_number(SymbolContext context, uint64_t value) {
  const NumberParts parts = parts_of(value);
  count_tree(context, kLengthTree + 1, kLengthBits, uint64_t(parts.length));
  count_tree(context, top_tree(parts.length) + 1, parts.top_bits, parts.top);
}

Primer SymbolTrainer::primer(uint32_t seen_min) const {
  Primer primer;
  for (const auto& [key, counts] : counts_) {
    const uint64_t all = uint64_t(counts.zeros) + counts.ones;
    if (all < seen_min) continue;
    const uint64_t one = (uint64_t(counts.ones) * 2 + 1) * 65536 / (2 * all + 2);
    const uint16_t kept = uint16_t(std::clamp<uint64_t>(one, uint64_t(kChanceMin), uint64_t(kChanceMax)) & 0xFF00) | 128;
    primer.chances_[key] = {kept, uint8_t(std::min<uint64_t>(all, kSeenPrimedMax))};
  }
  return primer;
}

}  // namespace pack
