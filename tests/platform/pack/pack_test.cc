#include "platform/pack/pack.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <span>

#include "platform/os/clock.h"

namespace pack {
namespace {

TEST(Pack, GivesBackWhatItTook) {
  os::SeededRandom random(3);
  for (const size_t size : {0, 1, 100, 5000, 300'000}) {
    base::Bytes plain(size);
    random.fill(std::span(plain).first(std::min<size_t>(size, 200)));
    for (const int level : {kFast, kUsual, kSmall}) EXPECT_EQ(*decompress(compress(plain, level), size), plain);
  }
}

TEST(Pack, RefusesDamageCutsAndTails) {
  base::Bytes packed = compress(base::view(std::string(5000, 'a') + "end"));
  base::Bytes longer = packed;
  longer.push_back(0);
  EXPECT_FALSE(decompress(longer, 10'000));
  packed.pop_back();
  EXPECT_FALSE(decompress(packed, 10'000));
  EXPECT_FALSE(decompress({}, 10'000));
  EXPECT_FALSE(decompress(base::view("not a frame at all"), 10'000));
}

// A few kilobytes that would become many megabytes.
TEST(Pack, RefusesABombBeforeItMakesRoomForIt) {
  base::Bytes bomb = compress(base::Bytes(64 << 20), kUsual);
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  EXPECT_EQ(decompress(bomb, 16 << 20).error().fault, base::Fault::BadInput);
  ::getrusage(RUSAGE_SELF, &after);
  EXPECT_LE(after.ru_maxrss - before.ru_maxrss, 16 * 1024);
}

}  // namespace
}  // namespace pack
