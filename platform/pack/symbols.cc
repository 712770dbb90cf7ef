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
// Where a tree's nodes begin; its root is the one after.
constexpr uint32_t kSymbolTree = 0;              // nodes 1 to 255
constexpr uint32_t kLengthTree = 256;            // nodes 257 to 383
constexpr uint32_t kTopTrees = 512;              // eight nodes for each length
constexpr int kNodeBits = 12, kPartBits = 5, kBlockLevels = 4;

uint64_t key_of(SymbolContext context, uint32_t node) { return uint64_t(context) << kNodeBits | node; }
uint64_t block_key(SymbolContext context, uint32_t tree, uint32_t part) { return key_of(context, tree) << kPartBits | part; }

// The block a node stands in, and its place there.
struct Place {
  uint64_t block;
  uint32_t at;
};
Place place_of(uint64_t key) {
  const uint32_t number = uint32_t(key & ((1u << kNodeBits) - 1));
  const uint32_t tree = number < kLengthTree ? kSymbolTree : number < kTopTrees ? kLengthTree : number & ~7u, node = number - tree;
  const int below = int(std::bit_width(node)) - 1 - kBlockLevels;  // levels under the first block
  const SymbolContext context = SymbolContext(key >> kNodeBits);
  if (below < 0) return {block_key(context, tree, 0), node};
  return {block_key(context, tree, 1 + (node >> below) - (1u << kBlockLevels)), 1u << below | (node & ((1u << below) - 1))};
}

// What multiplying by divides what is below 2^16 exactly.
constexpr auto kReciprocals = [] {
  std::array<uint64_t, kSeenMax + 3> out{};
  for (uint64_t n = 2; n < out.size(); ++n) out[n] = (uint64_t(1) << 32) / n + 1;
  return out;
}();

inline void learn(Chance& chance, bool bit) {
  const uint64_t part = kReciprocals[chance.seen + 2u];
  const int one = chance.one;
  const int moved = bit ? one + int(uint64_t(65535 - one) * part >> 32) : one - int(uint64_t(one) * part >> 32);
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

// A value's bits from the highest down, each by the chance that the ones before it lead to. `code` is given how many are left, and answers the bit.
template <class Code>
uint64_t walk_tree(Chances& chances, SymbolContext context, uint32_t tree, int bits, const Code& code) {
  uint64_t value = 0;
  for (uint32_t part = 0; bits > 0;) {
    ChanceBlock& block = chances.at(context, tree, part);
    uint32_t node = 1;
    const int end = std::max(0, bits - kBlockLevels);
    while (bits > end) node = node << 1 | uint32_t(code(block[node], --bits));
    const uint32_t top = uint32_t(std::bit_width(node)) - 1;
    value = value << top | (node - (1u << top));
    part = 1 + node - (1u << top);
  }
  return value;
}

// The four decisions of a number below 16, each with the node it is taken at.
template <class Each>
void walk_nibble(uint32_t value, const Each& each) {
  uint32_t node = 1;
  for (int left = 3; left >= 0; --left) {
    const bool bit = value >> left & 1;
    each(node, bit);
    node = node << 1 | uint32_t(bit);
  }
}

uint32_t top_tree(int length) { return kTopTrees + uint32_t(length) * 8; }

}  // namespace

const ChanceBlock* Primer::find(uint64_t key) const {
  const auto found = blocks_.find(key);
  return found == blocks_.end() ? nullptr : &found->second;
}

void Primer::add(uint64_t key, Chance chance) {
  chances_[key] = chance;
  const Place place = place_of(key);
  blocks_[place.block][place.at] = chance;
}

base::Bytes Primer::encode() const {
  base::Writer out;
  out.varint(chances_.size());
  uint64_t last = 0;
  for (const auto& [key, chance] : chances_) {
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
    if (seen > kSeenMax || key >> (kNodeBits + 32) != 0) in.fail();
    primer.add(key, {one, seen});
  }
  if (!in.done() || primer.chances_.size() != count) return base::fail(base::Fault::Corrupt, "primer");
  return primer;
}

Chances::Chances(const Primer& primer, SymbolContext primed_below) : primer_(&primer), primed_below_(primed_below), slots_(512) {}

size_t Chances::slot_of(uint64_t key) const {
  size_t at = (key * 0x9E3779B97F4A7C15ull) >> 32 & (slots_.size() - 1);
  while (slots_[at].key != key && slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
  return at;
}

ChanceBlock& Chances::at(SymbolContext context, uint32_t tree, uint32_t part) {
  const uint64_t key = block_key(context, tree, part);
  if (blocks_.size() * 2 > slots_.size()) grow();
  Slot& slot = slots_[slot_of(key + 1)];  // 0: an empty slot
  if (slot.key == 0) {
    slot = {key + 1, uint32_t(blocks_.size())};
    const ChanceBlock* const primed = context < primed_below_ ? primer_->find(key) : nullptr;
    blocks_.push_back(primed ? *primed : ChanceBlock());
  }
  return blocks_[slot.block];
}

void Chances::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.key != 0) slots_[slot_of(slot.key)] = slot;
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

void SymbolEncoder::put_nibble(ChanceBlock& block, uint32_t value) {
  walk_nibble(value, [&](uint32_t node, bool bit) { put_bit(block[node], bit); });
}

void SymbolEncoder::put_share(uint32_t below, uint32_t share, uint32_t total) {
  const uint32_t unit = range_ / total;
  low_ += uint64_t(unit) * below;
  range_ = unit * share;
  for (; range_ < kTop; range_ <<= 8) shift_low();
}

void SymbolEncoder::put_bits(uint64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) {
    range_ >>= 1;
    if ((value >> i & 1) == 0) low_ += range_;
    for (; range_ < kTop; range_ <<= 8) shift_low();
  }
}

void SymbolEncoder::put_tree(SymbolContext context, uint32_t tree, int bits, uint64_t value) {
  walk_tree(chances_, context, tree, bits, [&](Chance& chance, int left) {
    const bool bit = value >> left & 1;
    put_bit(chance, bit);
    return bit;
  });
}

void SymbolEncoder::put_symbol(SymbolContext context, uint64_t value) {
  put_tree(context, kSymbolTree, 8, std::min(value, kEscape));
  if (value >= kEscape) put_number(context, value - kEscape);
}

void SymbolEncoder::put_number(SymbolContext context, uint64_t value) {
  const NumberParts parts = parts_of(value);
  put_tree(context, kLengthTree, kLengthBits, uint64_t(parts.length));
  put_tree(context, top_tree(parts.length), parts.top_bits, parts.top);
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

uint32_t SymbolDecoder::get_nibble(ChanceBlock& block) {
  uint32_t node = 1;
  while (node < block.size()) node = node << 1 | uint32_t(get_bit(block[node]));
  return node - uint32_t(block.size());
}

uint32_t SymbolDecoder::find_share(uint32_t total) {
  unit_ = range_ / total;
  return std::min(code_ / unit_, total - 1);
}

void SymbolDecoder::take_share(uint32_t below, uint32_t share) {
  code_ -= unit_ * below;
  range_ = unit_ * share;
  for (; range_ < kTop; range_ <<= 8) code_ = code_ << 8 | next_byte();
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

uint64_t SymbolDecoder::get_tree(SymbolContext context, uint32_t tree, int bits) {
  return walk_tree(chances_, context, tree, bits, [this](Chance& chance, int) { return get_bit(chance); });
}

uint64_t SymbolDecoder::get_symbol(SymbolContext context) {
  const uint64_t value = get_tree(context, kSymbolTree, 8);
  return value < kEscape ? value : kEscape + get_number(context);
}

uint64_t SymbolDecoder::get_number(SymbolContext context) {
  const int length = int(std::min<uint64_t>(get_tree(context, kLengthTree, kLengthBits), 64));
  if (length == 0) return 0;
  const int below = length - 1, top_bits = std::min(kTopBits, below), rest_bits = below - top_bits;
  const uint64_t top = get_tree(context, top_tree(length), top_bits);
  return uint64_t(1) << below | top << rest_bits | get_bits(rest_bits);
}

void SymbolLearner::put_flag(Chance& chance, bool flag) { learn(chance, flag); }

void SymbolLearner::put_nibble(ChanceBlock& block, uint32_t value) {
  walk_nibble(value, [&](uint32_t node, bool bit) { learn(block[node], bit); });
}

void SymbolTrainer::count_tree(SymbolContext context, uint32_t tree, int bits, uint64_t value) {
  uint32_t node = 1;
  for (int i = bits - 1; i >= 0; --i) {
    const bool bit = value >> i & 1;
    Counts& counts = counts_[key_of(context, tree + node)];
    bit ? ++counts.ones : ++counts.zeros;
    node = node << 1 | uint32_t(bit);
  }
}

void SymbolTrainer::put_symbol(SymbolContext context, uint64_t value) {
  count_tree(context, kSymbolTree, 8, std::min(value, kEscape));
  if (value >= kEscape) put_number(context, value - kEscape);
}

void SymbolTrainer::put_number(SymbolContext context, uint64_t value) {
  const NumberParts parts = parts_of(value);
  count_tree(context, kLengthTree, kLengthBits, uint64_t(parts.length));
  count_tree(context, top_tree(parts.length), parts.top_bits, parts.top);
}

Primer SymbolTrainer::primer(uint32_t seen_min) const {
  Primer primer;
  for (const auto& [key, counts] : counts_) {
    const uint64_t all = uint64_t(counts.zeros) + counts.ones;
    if (all < seen_min) continue;
    const uint64_t one = (uint64_t(counts.ones) * 2 + 1) * 65536 / (2 * all + 2);
    const uint16_t kept = uint16_t(std::clamp<uint64_t>(one, uint64_t(kChanceMin), uint64_t(kChanceMax)) & 0xFF00) | 128;
    primer.add(key, {kept, uint8_t(std::min<uint64_t>(all, kSeenPrimedMax))});
  }
  return primer;
}

}  // namespace pack
