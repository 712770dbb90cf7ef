// The app is closed while it speaks to the hub.
#include <gtest/gtest.h>

#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

TEST(Closing, InTheMiddleOfASessionIsNoCrash) {
  hub::HubProcess hub;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent).status, 0);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(ada.plays("say in\n").status, 0) << "time " << i;
}

}  // namespace
}  // namespace sync_test
