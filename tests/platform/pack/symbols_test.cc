#include "platform/pack/symbols.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "platform/os/clock.h"

namespace pack {
namespace {

struct Put {
  int kind;
  SymbolContext context;
  uint64_t value;
};

std::vector<Put> any_puts() {
  std::vector<Put> puts;
  const int count = *rc::gen::inRange(0, 300);
  for (int i = 0; i < count; ++i) {
    const uint64_t value = *rc::gen::oneOf(rc::gen::inRange<uint64_t>(0, 4), rc::gen::inRange<uint64_t>(0, 300), rc::gen::arbitrary<uint64_t>());
    puts.push_back({*rc::gen::inRange(0, 3), *rc::gen::element<SymbolContext>(0, 1, 77, 1u << 27, UINT32_MAX), value});
    if (puts.back().kind == 2) puts.back().value &= 0xFFFF;
  }
  return puts;
}

template <class Coder>
void put_all(Coder& coder, const std::vector<Put>& puts) {
  for (const Put& put : puts) {
    if (put.kind == 0) coder.put_symbol(put.context, put.value);
    else if (put.kind == 1) coder.put_number(put.context, put.value);
    else coder.put_bits(put.value, 16);
  }
}

Primer primer_of(const std::vector<Put>& puts) {
  SymbolTrainer trainer;
  put_all(trainer, puts);
  return trainer.primer(1);
}

}  // namespace

RC_GTEST_PROP(Symbols, ComeBackAsTheyWerePutPrimedOrNot, ()) {
  const std::vector<Put> puts = any_puts();
  const Primer primer = primer_of(any_puts());
  const SymbolContext primed_below = *rc::gen::element<SymbolContext>(0, 78, kAllPrimed);
  SymbolEncoder encoder(primer, primed_below);
  put_all(encoder, puts);
  const base::Bytes packed = encoder.finish();
  SymbolDecoder decoder(primer, primed_below, packed);
  for (const Put& put : puts)
    RC_ASSERT((put.kind == 0 ? decoder.get_symbol(put.context) : put.kind == 1 ? decoder.get_number(put.context) : decoder.get_bits(16)) == put.value);
}

RC_GTEST_PROP(Symbols, APrimerComesBackFromItsBytes, ()) {
  const Primer primer = primer_of(any_puts());
  const auto back = Primer::decode(primer.encode());
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->encode() == primer.encode());
  RC_ASSERT(back->size() == primer.size());
}

TEST(Symbols, AHabitCostsAFractionOfABit) {
  std::vector<Put> habit(1000, {0, 5, 42});
  const Primer primer = primer_of(habit);
  const Primer none;
  SymbolEncoder fresh(none, kAllPrimed), primed(primer, kAllPrimed), too_high(primer, 5);
  const std::vector<Put> piece(100, {0, 5, 42});
  put_all(fresh, piece), put_all(primed, piece), put_all(too_high, piece);
  const size_t unprimed_bytes = fresh.finish().size();
  EXPECT_LE(primed.finish().size(), 3u);
  EXPECT_LE(unprimed_bytes, 12u);
  EXPECT_EQ(too_high.finish().size(), unprimed_bytes);
}

TEST(Symbols, OfPureChanceCostWhatTheyHold) {
  os::SeededRandom random(9);
  const Primer none;
  SymbolEncoder encoder(none, kAllPrimed);
  for (int i = 0; i < 1000; ++i) encoder.put_bits(random.next_u64() & 0xFFFF, 16);
  EXPECT_LE(encoder.finish().size(), 2005u);
}

TEST(Symbols, AnyBytesDecodeToSomething) {
  os::SeededRandom random(10);
  for (int i = 0; i < 200; ++i) {
    base::Bytes bytes(random.next_u64() % 40);
    random.fill(bytes);
    const Primer primer;
    SymbolDecoder decoder(primer, kAllPrimed, bytes);
    for (int k = 0; k < 100; ++k) decoder.get_symbol(1), decoder.get_number(2), decoder.get_bits(7);
  }
}

}  // namespace pack
