#include "sync/record/order_key.h"

#include <gtest/gtest.h>

#include <vector>

#include "platform/os/clock.h"

namespace record {

TEST(OrderKey, SortsBetweenItsNeighboursHoweverOftenItIsAsked) {
  os::SeededRandom random(11);
  std::vector<std::string> keys = {order_between("", "")};
  for (int i = 0; i < 3000; ++i) {
    const size_t at = random.next_u64() % (keys.size() + 1);
    const std::string after = at == 0 ? "" : keys[at - 1], before = at == keys.size() ? "" : keys[at];
    const std::string key = order_between(after, before);
    ASSERT_LT(after, key) << "seed 11, step " << i;
    if (!before.empty()) {
      ASSERT_LT(key, before) << "seed 11, step " << i;
    }
    ASSERT_NE(key.back(), '0');
    keys.insert(keys.begin() + std::ptrdiff_t(at), key);
  }
}

TEST(OrderKey, StaysShortWhenItemsAreAlwaysAddedAtTheEnd) {
  std::string last;
  for (int i = 0; i < 1000; ++i) {
    const std::string next = order_between(last, "");
    ASSERT_LT(last, next);
    last = next;
  }
  EXPECT_LT(last.size(), 64u);
}

TEST(OrderKey, ComesAfterTheFirstWhenTwoTabletsChoseTheSamePlace) {
  EXPECT_LT("V", order_between("V", "V"));
  EXPECT_LT("a", order_between("a", "V"));
}

}  // namespace record
