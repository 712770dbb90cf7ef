// platform/pack/symbols.h: numbers coded in fractions of a bit by how often they were seen in their context (binary adaptive range coding, G. N. N.
// Martin 1979, as in LZMA). For small pieces made of many short numbers, where zstd's tables cost more than they save. What is learned starts from a
// primer both ends have. sync/changeset/FORMAT.md, section 7, says every step. One thread a coder; a Primer any thread.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace pack {

// Whose habits a number follows. The caller's numbering, at most 2^32.
using SymbolContext = uint32_t;

// The chance that one binary decision is 1, of 65536, and how much it has been seen.
struct Chance {
  uint16_t one = 32768;
  uint8_t seen = 0;
  bool operator==(const Chance&) const = default;
};

// Sixteen nodes that lie beside each other in a tree: what four decisions need. The first is not used.
using ChanceBlock = std::array<Chance, 16>;

// Decisions by (context, node of the context's tree).
class Primer {
 public:
  Primer() = default;
  // Errors: Corrupt.
  static base::Result<Primer> decode(base::ByteView bytes);
  base::Bytes encode() const;
  // Null where nothing is known. `key` as Chances has it.
  const ChanceBlock* find(uint64_t key) const;
  size_t size() const { return chances_.size(); }

 private:
  friend class SymbolTrainer;
  void add(uint64_t key, Chance chance);
  std::map<uint64_t, Chance> chances_;
  std::unordered_map<uint64_t, ChanceBlock> blocks_;  // the same
};

class Chances {
 public:
  // Contexts at or above `primed_below` start unprimed. Borrows the primer.
  Chances(const Primer& primer, SymbolContext primed_below);
  // Part 0 of a tree is its first four levels; part 1 + n what is below the n-th of the sixteen that follow. Good until the next call.
  ChanceBlock& at(SymbolContext context, uint32_t tree, uint32_t part);

 private:
  struct Slot {
    uint64_t key = 0;
    uint32_t block = 0;
  };
  size_t slot_of(uint64_t key) const;
  void grow();
  const Primer* primer_;
  SymbolContext primed_below_;
  std::vector<Slot> slots_;
  std::vector<ChanceBlock> blocks_;
};

inline constexpr SymbolContext kAllPrimed = UINT32_MAX;
// What a range may be divided into at most.
inline constexpr uint32_t kSharesMax = 1u << 20;

class SymbolEncoder {
 public:
  SymbolEncoder(const Primer& primer, SymbolContext primed_below) : chances_(primer, primed_below) {}
  // Goes on with what was learned from a piece before.
  explicit SymbolEncoder(Chances learned) : chances_(std::move(learned)) {}
  Chances take_learned() { return std::move(chances_); }
  // A number below 255 is a symbol of its own; others cost more.
  void put_symbol(SymbolContext context, uint64_t value);
  // A quantity: near ones are alike.
  void put_number(SymbolContext context, uint64_t value);
  // A yes or no, and a number below 16, by chances of the caller's own.
  void put_flag(Chance& chance, bool flag) { put_bit(chance, flag); }
  void put_nibble(ChanceBlock& block, uint32_t value);
  // One of the shares that `total` (at most kSharesMax) is divided into; `below` it lie those before.
  void put_share(uint32_t below, uint32_t share, uint32_t total);
  // Bits nothing is known about, at most 32.
  void put_bits(uint64_t value, int count);
  base::Bytes finish();

 private:
  void put_bit(Chance& chance, bool bit);
  void put_tree(SymbolContext context, uint32_t tree, int bits, uint64_t value);
  void shift_low();
  Chances chances_;
  uint64_t low_ = 0;
  uint32_t range_ = UINT32_MAX;
  uint8_t cache_ = 0;
  uint64_t held_ = 0;  // bytes of 0xFF waiting for a carry
  bool first_ = true;
  base::Bytes out_;
};

// Reads zeros past the end: what it gives must be authenticated.
class SymbolDecoder {
 public:
  SymbolDecoder(const Primer& primer, SymbolContext primed_below, base::ByteView bytes) : SymbolDecoder(Chances(primer, primed_below), bytes) {}
  SymbolDecoder(Chances learned, base::ByteView bytes);
  Chances take_learned() { return std::move(chances_); }
  uint64_t get_symbol(SymbolContext context);
  uint64_t get_number(SymbolContext context);
  bool get_flag(Chance& chance) { return get_bit(chance); }
  uint32_t get_nibble(ChanceBlock& block);
  // Something within the share, which take_share() is then told.
  uint32_t find_share(uint32_t total);
  void take_share(uint32_t below, uint32_t share);
  uint64_t get_bits(int count);

 private:
  bool get_bit(Chance& chance);
  uint64_t get_tree(SymbolContext context, uint32_t tree, int bits);
  uint8_t next_byte() { return at_ < bytes_.size() ? bytes_[at_++] : uint8_t(0); }
  Chances chances_;
  base::ByteView bytes_;
  size_t at_ = 0;
  uint32_t range_ = UINT32_MAX;
  uint32_t code_ = 0;
  uint32_t unit_ = 0;  // of the share asked for
};

// Teaches the caller's chances what a coder would.
class SymbolLearner {
 public:
  void put_flag(Chance& chance, bool flag);
  void put_nibble(ChanceBlock& block, uint32_t value);
  void put_share(uint32_t, uint32_t, uint32_t) {}
};

// Counts what coders would decide, to make a primer of it.
class SymbolTrainer {
 public:
  void put_symbol(SymbolContext context, uint64_t value);
  void put_number(SymbolContext context, uint64_t value);
  void put_bits(uint64_t, int) {}
  // Decisions seen fewer than `seen_min` times are left out.
  Primer primer(uint32_t seen_min) const;

 private:
  void count_tree(SymbolContext context, uint32_t tree, int bits, uint64_t value);
  struct Counts {
    uint32_t zeros = 0, ones = 0;
  };
  std::map<uint64_t, Counts> counts_;
};

}  // namespace pack
