#include "app/tablet/ui/block_run.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ui {
namespace {

// The same by adding up.
struct Plain {
  std::vector<float> heights;
  float gap;
  float top(size_t block) const {
    float y = 0;
    for (size_t i = 0; i < block; ++i) y += heights[i] + gap;
    return y;
  }
  float bottom() const { return heights.empty() ? 0 : top(heights.size()) - gap; }
  size_t first_below(float y) const {
    for (size_t i = 0; i < heights.size(); ++i)
      if (top(i) + heights[i] > y) return i;
    return heights.size();
  }
};

}  // namespace

RC_GTEST_PROP(BlockRun, KnowsWhereEachBlockStandsWhateverHeightsChange, ()) {
  const auto heights = *rc::gen::container<std::vector<float>>(rc::gen::map(rc::gen::inRange(0, 400), [](int height) { return float(height); }));
  Plain plain{heights, float(*rc::gen::inRange(0, 30))};
  std::vector<std::pair<uint64_t, float>> blocks;
  for (size_t i = 0; i < heights.size(); ++i) blocks.emplace_back(1000 - i, heights[i]);
  BlockRun run;
  run.make({1, heights.size(), 700, 1, plain.gap}, blocks);
  for (int changes = heights.empty() ? 0 : *rc::gen::inRange(0, 20); changes > 0; --changes) {
    const size_t block = *rc::gen::inRange<size_t>(0, heights.size());
    plain.heights[block] = float(*rc::gen::inRange(0, 900));
    run.set_height(block, plain.heights[block]);
  }
  RC_ASSERT(run.bottom() == plain.bottom());
  for (size_t i = 0; i < heights.size(); ++i) {
    RC_ASSERT(run.top(i) == plain.top(i));
    RC_ASSERT(run.height(i) == plain.heights[i]);
    RC_ASSERT(run.find(1000 - i) == i);
  }
  RC_ASSERT(!run.find(7));
  for (float y = -50; y < plain.bottom() + 100; y += 37) RC_ASSERT(run.first_below(y) == plain.first_below(y));
}

TEST(BlockRun, IsMadeForOneVersionWidthAndTextSize) {
  BlockRun run;
  const BlockRun::Made made{3, 1, 700, 1, 14};
  run.make(made, {{9, 50}});
  EXPECT_TRUE(run.is_made_for(made));
  for (const BlockRun::Made& other : {BlockRun::Made{4, 1, 700, 1, 14}, {3, 2, 700, 1, 14}, {3, 1, 500, 1, 14}, {3, 1, 700, 1.5, 14}, {3, 1, 700, 1, 8}})
    EXPECT_FALSE(run.is_made_for(other));
}

}  // namespace ui
