#include "platform/pack/shares.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "platform/pack/symbols.h"

namespace pack {
namespace {

// What stands below a symbol, added up one by one.
uint32_t below_by_hand(const Shares& shares, size_t symbol) {
  uint32_t sum = 0;
  for (size_t i = 0; i < symbol; ++i) sum += shares.of(i);
  return sum;
}

Shares any_shares(size_t symbols) {
  Shares shares(symbols + 3);
  for (size_t i = 0; i < symbols; ++i) shares.add(*rc::gen::inRange<uint32_t>(1, 1000));
  return shares;
}

}  // namespace

RC_GTEST_PROP(Shares, AddUpWhateverIsMeantMoreOften, ()) {
  const size_t symbols = *rc::gen::inRange<size_t>(1, 70);
  Shares shares = any_shares(symbols);
  const int times = *rc::gen::inRange(0, 60);
  for (int i = 0; i < times; ++i) shares.more(*rc::gen::inRange<size_t>(0, symbols), *rc::gen::inRange<uint32_t>(1, 60'000));
  RC_ASSERT(shares.total() <= kSharesMax);
  RC_ASSERT(shares.total() == below_by_hand(shares, symbols));
  for (size_t i = 0; i < symbols; ++i) RC_ASSERT(shares.below(i) == below_by_hand(shares, i));
}

RC_GTEST_PROP(Shares, FindTheSymbolThatANumberLiesIn, ()) {
  const Shares shares = any_shares(*rc::gen::inRange<size_t>(1, 70));
  const uint32_t within = *rc::gen::inRange<uint32_t>(0, shares.total());
  uint32_t below = 0;
  const size_t symbol = shares.find(within, below);
  RC_ASSERT(symbol < shares.size());
  RC_ASSERT(below == shares.below(symbol));
  RC_ASSERT(below <= within && within < below + shares.of(symbol));
}

RC_GTEST_PROP(Shares, ComeBackFromACoderAmongOtherNumbers, ()) {
  const size_t symbols = *rc::gen::inRange<size_t>(1, 70);
  Shares putting = any_shares(symbols), getting = putting;
  std::vector<size_t> meant(*rc::gen::inRange<size_t>(0, 300));
  for (size_t& symbol : meant) symbol = *rc::gen::inRange<size_t>(0, symbols);
  const Primer none;
  SymbolEncoder encoder(none, kAllPrimed);
  for (const size_t symbol : meant) {
    encoder.put_share(putting.below(symbol), putting.of(symbol), putting.total());
    encoder.put_number(7, symbol);
    putting.more(symbol, 128);
  }
  const base::Bytes packed = encoder.finish();
  SymbolDecoder decoder(none, kAllPrimed, packed);
  for (const size_t symbol : meant) {
    uint32_t below = 0;
    RC_ASSERT(getting.find(decoder.find_share(getting.total()), below) == symbol);
    decoder.take_share(below, getting.of(symbol));
    RC_ASSERT(decoder.get_number(7) == symbol);
    getting.more(symbol, 128);
  }
}

TEST(Shares, AHabitTakesMostOfTheRange) {
  Shares shares(4);
  for (int i = 0; i < 4; ++i) shares.add(1);
  for (int i = 0; i < 20'000; ++i) shares.more(2, 128);  // halved more than once on the way
  EXPECT_LE(shares.total(), kSharesMax);
  EXPECT_GE(shares.of(0), 1u);
  EXPECT_GT(shares.of(2), shares.total() - 10);
}

}  // namespace pack
