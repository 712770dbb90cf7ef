#include <cerrno>

#include "tests/rig/rig.h"

namespace rig {
namespace {

constexpr int kStepsASession = 10;
constexpr uint64_t kOpsACut = 20;  // a power cut after one operation in so many

struct Way {
  const char* name;
  int error;
  bool for_good, short_first, only_sync;
};

// A session that some call of it fails: everything acknowledged is there afterwards, and a step that was refused is there whole or not at all.
class FailingCalls : public RigTest, public testing::WithParamInterface<Way> {
 protected:
  // Digests the store may have now: with and without each refused step, as far as refusals go on being undecided.
  void settle(const std::string& found) {
    for (const Model& model : possible_) {
      if (model.digest() != found) continue;
      const Model really = model;
      possible_ = {really};
      return;
    }
    FAIL() << "holds what nobody was told is saved, or lacks what somebody was";
  }

  // What may be there once a step has been answered so.
  bool take(const base::Status& done, const Step& next) {
    std::vector<Model> after;
    for (const Model& model : possible_) {
      Model with = model;
      with.apply(next);
      if (!done) after.push_back(model);
      after.push_back(with);
    }
    possible_ = std::move(after);
    refused_ += !done;
    return done.has_value();
  }

  void session() {
    auto store = open();
    if (!store) return;  // nothing was promised
    for (int i = 0; i < kStepsASession; ++i) {
      const Step next = workload_.next();
      take(run(*store, next), next);
      // What it says while it is open must be what it holds when it is opened again.
      const auto now = digest(*store, workload_.ids(), {});
      if (!now) continue;
      bool among = false;
      for (const Model& model : possible_) among |= model.digest() == *now;
      ASSERT_TRUE(among);
    }
  }

  Workload workload_{random_.next_u64(), false};
  std::vector<Model> possible_{Model{}};
  int refused_ = 0;
};

TEST_P(FailingCalls, NeverSaysSavedForWhatIsNotDurable) {
  const Way way = GetParam();
  { store::Store made = make(); }
  uint64_t k = 0;
  for (bool struck = true; struck;) {
    watch(place());
    arm({++k, way.error, way.for_good, way.short_first, way.only_sync});
    session();
    struck = disarm();
    watch("");
    ASSERT_FALSE(HasFatalFailure()) << "call " << k;
    const auto store = open();
    ASSERT_TRUE(store) << "call " << k << ": " << describe(store.error());
    ASSERT_FALSE(store->open_report().salvaged) << "call " << k;
    const auto found = digest(*store, workload_.ids(), {});
    ASSERT_TRUE(found) << "call " << k;
    settle(*found);
    ASSERT_FALSE(HasFatalFailure()) << "call " << k;
  }
  EXPECT_GT(k, 5u);
  std::printf("%s: %llu calls, each failed once; %d steps refused\n", way.name, static_cast<unsigned long long>(k - 1), refused_);
}

INSTANTIATE_TEST_SUITE_P(AtEveryCall, FailingCalls,
                         testing::Values(Way{"NoRoomOnce", ENOSPC, false, false, false}, Way{"NoRoomForGood", ENOSPC, true, false, false},
                                         Way{"BrokenOnce", EIO, false, false, false}, Way{"BrokenForGood", EIO, true, false, false},
                                         Way{"InterruptedOnce", EINTR, false, false, false}, Way{"HalfWritten", EIO, true, true, false},
                                         Way{"FlushesBroken", EIO, true, false, true}),
                         [](const auto& way) { return std::string(way.param.name); });

// After a flush has failed, the system may take pages for written that never will be. A power cut later must still find a whole store with every
// step that was acknowledged, before the failure and after.
class FailedFlush : public FailingCalls {
 protected:
  // Steps with the k-th flush failing and `in_a_row` after it. Notes the acknowledged ones, and what the store says after each.
  bool work(uint64_t k, uint64_t in_a_row, bool only_metas) {
    uint64_t step = 0;
    states_ = {{step, possible_.front().digest()}};
    watch(place());
    start_recording();
    arm({k, EIO, false, false, true, only_metas, in_a_row, true});
    if (auto store = open()) {
      for (int i = 0; i < kStepsASession; ++i) {
        const Step next = workload_.next();
        const bool done = take(run(*store, next), next);
        if (const auto now = digest(*store, workload_.ids(), {})) settle(*now);
        ++step;
        for (const Model& model : possible_) states_.emplace_back(step, model.digest());
        if (done) note(step);
      }
    }
    const bool struck = disarm();
    ops_ = stop_recording();
    watch("");
    if (const auto store = open()) settle(*digest(*store, workload_.ids(), {}));
    return struck;
  }

  void cut_power(Disk disk) {
    uint64_t acknowledged = 0;
    for (const Op& op : ops_) {
      disk.issue(op);
      if (op.kind == Op::Kind::Note) acknowledged = op.at;
      if (random_.next_u64() % kOpsACut != 0) continue;
      put_files(restart_.path(), disk.after_power_cut(Unsynced(random_.next_u64() % 4), random_));
      const auto store = store::Store::open(restart_ / "store", key_, options_);
      ASSERT_TRUE(store) << describe(store.error());
      ASSERT_FALSE(store->open_report().salvaged);
      const std::string found = *digest(*store, workload_.ids(), {});
      const bool known = std::any_of(states_.begin(), states_.end(), [&](const auto& state) {
        return state.first >= acknowledged && state.second == found;
      });
      ASSERT_TRUE(known) << "acknowledged " << acknowledged;
      ++images_;
    }
  }

  testing_support::TempFolder restart_;
  std::vector<std::pair<uint64_t, std::string>> states_;  // after which step, what might be there
  std::vector<Op> ops_;
  int images_ = 0;
};

TEST_F(FailedFlush, LeavesAWholeStoreWhenThePowerFailsLater) {
  { store::Store made = make(); }
  uint64_t failures = 0;
  for (const uint64_t in_a_row : {1u, 2u, 3u, 7u}) {
    for (const bool only_metas : {true, false}) {
      bool struck = true;
      for (uint64_t k = 1; struck; ++k, ++failures) {
        const Disk before = Disk::from_folder(place());
        struck = work(k, in_a_row, only_metas);
        cut_power(before);
        ASSERT_FALSE(HasFatalFailure()) << "call " << k << ", in a row " << in_a_row;
      }
    }
  }
  std::printf("%llu times flushes failed, %d power cuts afterwards\n", static_cast<unsigned long long>(failures), images_);
}

TEST_F(FailingCalls, LeavesTheStoreAsItWasWhenMemoryRunsOutAtAnyAllocation) {
  auto store = make();
  uint64_t refused = 0;
  for (const bool for_good : {false, true}) {
    int untouched = 0;
    for (uint64_t k = 1; untouched < 100; ++k) {  // steps differ in how much memory they ask for
      const Step next = workload_.next();
      arm_allocation(k, for_good);
      const base::Status done = run(store, next);
      untouched = disarm_allocation() ? 0 : untouched + 1;
      Model with = possible_.front();
      with.apply(next);
      const auto found = digest(store, workload_.ids(), {});
      ASSERT_TRUE(found) << describe(found.error());
      ASSERT_EQ(*found, (done ? with : possible_.front()).digest()) << "allocation " << k;
      if (done) possible_ = {with};
      else ASSERT_EQ(done.error().fault, base::Fault::Busy) << describe(done.error());
      refused += !done;
    }
  }
  EXPECT_TRUE(store.verify()->sound());
  EXPECT_GT(refused, 100u);
  std::printf("%llu steps refused for want of memory\n", static_cast<unsigned long long>(refused));
}

}  // namespace
}  // namespace rig
