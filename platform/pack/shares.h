// platform/pack/shares.h: how often each of many symbols is meant, and the sums that coders cut their range by (SymbolEncoder::put_share). Learns as it
// goes. P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables" (1994). Value semantics, one thread each.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pack {

class Shares {
 public:
  // How many symbols there may ever be: at most 65,536.
  explicit Shares(size_t symbols_max);
  size_t size() const { return shares_.size(); }
  bool full() const { return shares_.size() == symbols_max_; }
  uint32_t total() const { return total_; }
  uint32_t of(size_t symbol) const { return shares_[symbol]; }
  uint32_t below(size_t symbol) const;
  // The symbol whose share `within` lies in, and what lies below it.
  size_t find(uint32_t within, uint32_t& below) const;
  // Numbers it as the next; there must be room.
  size_t add(uint32_t share);
  // What was meant is meant more often. Where the total would pass kSharesMax, all shares are halved first, rounding up.
  void more(size_t symbol, uint32_t by);

 private:
  void raise(size_t symbol, uint32_t by);
  void halve();
  size_t symbols_max_;
  size_t top_;  // the largest power of two of the tree
  uint32_t total_ = 0;
  std::vector<uint32_t> shares_;
  std::vector<uint32_t> sums_;  // from 1
};

}  // namespace pack
