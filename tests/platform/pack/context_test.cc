#include <gtest/gtest.h>

#include "platform/os/clock.h"
#include "platform/pack/pack.h"

namespace pack {
namespace {

constexpr size_t kPlenty = 1 << 20;

// Sentences of a small vocabulary, so that there is something to learn.
base::Bytes sentences(os::SeededRandom& random, int count) {
  static const char* const kWords[] = {"washing", "dressing", "stairs", "kitchen", "daughter", "reports", "difficulty", "morning", "support", "walking"};
  std::string out;
  for (int i = 0; i < count; ++i) {
    for (int w = 0; w < 7; ++w) out += std::string(kWords[random.next_u64() % 10]) + " ";
    out += "and no change since last time. ";
  }
  return base::copy(base::view(out));
}

base::Bytes trained(size_t bytes_max) {
  os::SeededRandom random(1);
  std::vector<base::Bytes> samples;
  for (int i = 0; i < 200; ++i) samples.push_back(sentences(random, 5));
  return train(samples, bytes_max).value();
}

}  // namespace

TEST(Context, ADictionaryAndWhatCameBeforeEachMakeASmallPieceSmaller) {
  os::SeededRandom random(2);
  const base::Bytes dictionary = trained(4096), before = sentences(random, 3);
  base::Bytes plain = sentences(random, 2);
  plain.insert(plain.end(), before.begin(), before.begin() + 80);
  const size_t alone = compress({}, plain).size(), with_dictionary = compress({dictionary, {}}, plain).size();
  const base::Bytes packed = compress({dictionary, before}, plain);
  EXPECT_LT(with_dictionary, alone);
  EXPECT_LT(packed.size(), with_dictionary);
  EXPECT_EQ(decompress({dictionary, before}, packed, kPlenty), plain);
}

TEST(Context, APieceOpensUnderTheContextItWasWrittenIn) {
  os::SeededRandom random(3);
  const base::Bytes dictionary = trained(4096), before = sentences(random, 3), plain = sentences(random, 4);
  const Context contexts[] = {{}, {dictionary, {}}, {{}, before}, {dictionary, before}};
  for (const Context& context : contexts) EXPECT_EQ(decompress(context, compress(context, plain), kPlenty), plain);
  const auto without = decompress({}, compress({dictionary, before}, plain), kPlenty);
  EXPECT_FALSE(without && *without == plain);
}

TEST(Context, RefusesMoreThanItWasToldToExpectBeforeMakingRoomForIt) {
  const base::Bytes zeros(64 << 20);
  const base::Bytes bomb = compress({}, zeros, kUsual);
  EXPECT_LT(bomb.size(), 20'000u);
  const auto opened = decompress({}, bomb, kPlenty);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, base::Fault::BadInput);
}

TEST(Context, NoBytesThatArriveEndTheProcess) {
  os::SeededRandom random(4);
  const base::Bytes dictionary = trained(2048), plain = sentences(random, 4);
  const base::Bytes packed = compress({dictionary, {}}, plain);
  for (int i = 0; i < 3000; ++i) {
    base::Bytes damaged = packed;
    damaged[random.next_u64() % damaged.size()] ^= uint8_t(1 + random.next_u64() % 255);
    if (i % 3 == 0) damaged.resize(random.next_u64() % damaged.size());
    (void)decompress({dictionary, {}}, damaged, kPlenty);
  }
  EXPECT_FALSE(decompress({}, {}, kPlenty));
  EXPECT_FALSE(decompress({base::view("no dictionary"), {}}, packed, kPlenty));
}

TEST(Context, TrainingNeedsEnoughToLearnFrom) {
  EXPECT_FALSE(train({}, 4096));
}

}  // namespace pack
