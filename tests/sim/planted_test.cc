// The simulation must find what is wrong: each mistake of sync/record/planted.h, in a life or two.
#include "sync/record/planted.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "tests/sim/world.h"

namespace planted {
Bug chosen = Bug::None;
}

namespace sim {
namespace {

struct Case {
  planted::Bug bug;
  const char* name;
  uint64_t first = 1;  // the seed to begin with: what is rare need not be waited for each time
  friend void PrintTo(const Case& each, std::ostream* out) { *out << each.name; }
};

class Planted : public testing::TestWithParam<Case> {
 protected:
  ~Planted() override { planted::chosen = planted::Bug::None; }
};

constexpr uint64_t kSeedsMax = 2000;

std::string trouble_of(uint64_t seed) {
  World world({seed, 3, 120, false});
  return world.run();
}

TEST_P(Planted, IsFound) {
  planted::chosen = GetParam().bug;
  for (uint64_t seed = GetParam().first; seed < GetParam().first + kSeedsMax; ++seed) {
    const std::string trouble = trouble_of(seed);
    if (trouble.empty()) continue;
    std::printf("%s: found by seed %llu, after %llu: %s\n", GetParam().name, (unsigned long long)seed, (unsigned long long)(seed - GetParam().first + 1), trouble.c_str());
    planted::chosen = planted::Bug::None;
    EXPECT_EQ(trouble_of(seed), "") << "without it";
    return;
  }
  FAIL() << GetParam().name << " was not found in " << kSeedsMax << " seeds";
}

using planted::Bug;
INSTANTIATE_TEST_SUITE_P(EachOne, Planted,
                         testing::Values(Case{Bug::EditNotCarried, "EditNotCarried"}, Case{Bug::LoserForgotten, "LoserForgotten"}, Case{Bug::CursorTooFar, "CursorTooFar"},
                                         Case{Bug::TakenAwayStillTold, "TakenAwayStillTold"}, Case{Bug::SealNotAsked, "SealNotAsked"},
                                         Case{Bug::RefusedDropped, "RefusedDropped"}, Case{Bug::NoGap, "NoGap"}, Case{Bug::SeenTooMuch, "SeenTooMuch"},
                                         Case{Bug::SentTakenForHeld, "SentTakenForHeld"}, Case{Bug::FramesNotKept, "FramesNotKept"}, Case{Bug::DropsForgotten, "DropsForgotten"}),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace sim
