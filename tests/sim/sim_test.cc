#include <gtest/gtest.h>

#include "tests/sim/world.h"

namespace sim {

// Each seed is a life of its own; a failing one is played again with `build/bin/sync-sim --seed N --verbose`.
TEST(Simulation, EveryTabletEndsWithWhatTheHubHasAndNoWordIsLost) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    World world({seed, 3, 120, true, true, false});
    ASSERT_EQ(world.run(), "") << "play it again: build/bin/sync-sim --seed " << seed << " --verbose";
  }
}

TEST(Simulation, ALongerLifeWithMoreTabletsEndsWellToo) {
  World world({7, 6, 600, true, true, false});
  ASSERT_EQ(world.run(), "") << "play it again: build/bin/sync-sim --seed 7 --tablets 6 --steps 600 --verbose";
  EXPECT_GT(world.counts().conflicts, 0u);
  EXPECT_GT(world.counts().torn, 0u);
}

}  // namespace sim
