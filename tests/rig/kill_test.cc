#include "tests/rig/child.h"
#include "tests/rig/rig.h"

namespace rig {
namespace {

constexpr int kKills = 300;

class Kill : public RigTest {};

// Each round a process opens the store and goes on with the day until SIGKILL meets it somewhere; everything it said was saved must be there.
TEST_F(Kill, LosesNothingThatWasAcknowledgedHoweverOftenTheProcessIsKilled) {
  { store::Store made = make(); }
  Workload workload(random_.next_u64(), false);
  Model model;
  size_t done = 0;
  int clean_opens = 0;
  const int kills = support::scaled(kKills);
  for (int round = 0; round < kills; ++round) {
    const uint64_t ahead = 1 + random_.next_u64() % 25;
    Workload from_here = workload;
    Child child([&](const Child::Say& say) {
      auto store = open();
      if (!store) return 1;
      for (uint64_t step = 1; step < 10'000; ++step) {
        if (!run(*store, from_here.next())) return 2;
        say(step);
      }
      return 0;
    });
    uint64_t acknowledged = 0, heard = 0;
    while (acknowledged < ahead && child.hear(heard)) acknowledged = heard;
    child.kill();
    while (child.hear(heard)) acknowledged = heard;  // said before the kill arrived
    child.wait();
    for (uint64_t step = 0; step < acknowledged; ++step) model.apply(workload.next());
    done += acknowledged;
    const auto store = open();
    ASSERT_TRUE(store) << describe(store.error());
    ASSERT_FALSE(store->open_report().salvaged);
    clean_opens += store->open_report().was_clean;
    const std::string found = *digest(*store, workload.ids(), {});
    if (found == model.digest()) continue;
    model.apply(workload.next());
    ++done;
    ASSERT_EQ(found, model.digest()) << "round " << round;
  }
  EXPECT_LT(clean_opens, kills / 10 + 1);  // or nobody was killed at work
  std::printf("%d kills, %zu steps\n", kills, done);
}

}  // namespace
}  // namespace rig
