#include "platform/pack/shares.h"

#include <bit>

#include "platform/base/check.h"
#include "platform/pack/symbols.h"

namespace pack {

Shares::Shares(size_t symbols_max) : symbols_max_(symbols_max), top_(std::bit_floor(symbols_max)), sums_(symbols_max + 1) { shares_.reserve(symbols_max); }

uint32_t Shares::below(size_t symbol) const {
  uint32_t sum = 0;
  for (size_t at = symbol; at > 0; at &= at - 1) sum += sums_[at];
  return sum;
}

size_t Shares::find(uint32_t within, uint32_t& below) const {
  size_t at = 0;
  below = 0;
  for (size_t step = top_; step > 0; step >>= 1) {
    const size_t next = at + step;
    if (next > symbols_max_ || below + sums_[next] > within) continue;
    at = next;
    below += sums_[next];
  }
  return at;
}

size_t Shares::add(uint32_t share) {
  CHECK(!full());
  shares_.push_back(0);
  more(shares_.size() - 1, share);
  return shares_.size() - 1;
}

void Shares::more(size_t symbol, uint32_t by) {
  if (total_ + by > kSharesMax) halve();
  raise(symbol, by);
}

void Shares::raise(size_t symbol, uint32_t by) {
  shares_[symbol] += by;
  total_ += by;
  for (size_t at = symbol + 1; at <= symbols_max_; at += at & (~at + 1)) sums_[at] += by;
}

void Shares::halve() {
  std::vector<uint32_t> halved(shares_.size());
  for (size_t i = 0; i < shares_.size(); ++i) halved[i] = shares_[i] - shares_[i] / 2;
  sums_.assign(symbols_max_ + 1, 0);
  total_ = 0;
  for (size_t i = 0; i < halved.size(); ++i) {
    shares_[i] = 0;
    raise(i, halved[i]);
  }
}

}  // namespace pack
