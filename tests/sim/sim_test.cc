#include <gtest/gtest.h>

#include <cstdio>

#include "tests/sim/world.h"
#include "tests/support/counts.h"

namespace sim {

// Each seed is a life of its own; a failing one says how it is played again.
Counts play(uint64_t first, int count, int tablets, int steps, bool forgets = false) {
  Counts sum;
  for (uint64_t seed = first; seed < first + uint64_t(count); ++seed) {
    const Plan plan{seed, tablets, steps, false, forgets};
    World world(plan);
    const std::string trouble = world.run();
    EXPECT_EQ(trouble, "") << "play it again: " << again(plan);
    if (!trouble.empty()) return sum;
    sum.add(world.counts());
  }
  std::printf("seeds %llu to %llu: %s\n", (unsigned long long)first, (unsigned long long)first + uint64_t(count) - 1, sum.text().c_str());
  return sum;
}

TEST(Simulation, EveryTabletEndsWithWhatTheHubHasAndNoWordIsLost) {
  const Counts counts = play(1, support::scaled(2000), 3, 120);
  for (const uint64_t each : {counts.conflicts, counts.torn, counts.hub_deaths, counts.hub_writes_lost, counts.deaths_in_a_write, counts.full_disks, counts.restores, counts.forks, counts.revoked, counts.refused})
    EXPECT_GT(each, 0u);
}

TEST(Simulation, WhatATabletHasNotAnyMoreIsForgottenAndNoWordIsLostByThat) {
  const Counts counts = play(1, support::scaled(150), 3, 120, true);
  EXPECT_GT(counts.grants, 0u);
  EXPECT_EQ(counts.restores + counts.hub_writes_lost, 0u);
}

TEST(Simulation, ALongerLifeWithMoreTabletsEndsWellToo) { play(1, support::scaled(10), 6, 600); }

}  // namespace sim
