#include "tests/rig/rig.h"

namespace rig {
namespace {

constexpr int kImages = 10'000;
constexpr int kSteps = 150;

class PowerCut : public RigTest {
 protected:
  // A worker's steps on the store, every call noted, the number of a step put among them once it is acknowledged.
  void work(store::Store& store, Workload& workload) {
    digests_.push_back(model_.digest());
    for (int step = 1; step <= kSteps; ++step) {
      const Step next = workload.next();
      ASSERT_TRUE(run(store, next));
      note(uint64_t(step));
      model_.apply(next);
      digests_.push_back(model_.digest());
      blobs_.push_back(model_.blobs.size());
    }
  }

  // What a restart finds must open without a repair, hold everything up to step `acknowledged`, and nothing but that and perhaps the next. Empty,
  // or what is wrong.
  std::string judge(const Disk::Files& files, uint64_t acknowledged, const std::vector<record::RecordId>& ids) {
    put_files(restart_.path(), files);
    const auto store = store::Store::open(restart_ / "store", key_, options_);
    if (!store) return describe(store.error());
    if (store->open_report().salvaged) return "needed a repair";
    Model known;
    known.blobs.assign(model_.blobs.begin(), model_.blobs.begin() + ptrdiff_t(acknowledged == 0 ? 0 : blobs_[acknowledged - 1]));
    const auto found = digest(*store, ids, known);
    if (!found) return describe(found.error());
    const bool this_step = *found == digests_[acknowledged];
    const bool next_step = acknowledged + 1 < digests_.size() && *found == digests_[acknowledged + 1];
    return this_step || next_step ? "" : "holds something else";
  }

  struct Tried {
    int images = 0, lost = 0;
    std::string first;  // what was wrong with the first bad one
  };
  // `images` power cuts spread evenly over the operations, in every way a disk may keep what was not flushed.
  Tried cut_everywhere(Disk disk, const std::vector<Op>& ops, int images, const std::vector<record::RecordId>& ids) {
    Tried tried;
    uint64_t acknowledged = 0;
    for (size_t i = 0; i < ops.size(); ++i) {
      disk.issue(ops[i]);
      if (ops[i].kind == Op::Kind::Note) acknowledged = ops[i].at;
      const int due = int(double(images) * double(i + 1) / double(ops.size()));
      for (; tried.images < due; ++tried.images) {
        const std::string wrong = judge(disk.after_power_cut(Unsynced(random_.next_u64() % 4), random_), acknowledged, ids);
        if (!wrong.empty() && tried.lost++ == 0) tried.first = "image " + std::to_string(tried.images) + ": " + wrong;
      }
    }
    return tried;
  }

  testing_support::TempFolder restart_;
  Model model_;
  std::vector<std::string> digests_;
  std::vector<size_t> blobs_;
};

TEST_F(PowerCut, LosesNoAcknowledgedStepAndLeavesNoStoreThatWillNotOpen) {
  Workload workload(random_.next_u64());
  std::vector<Op> ops;
  { store::Store made = make(); }
  const Disk disk = Disk::from_folder(place());
  {
    watch(place());
    start_recording();
    auto store = open();
    ASSERT_TRUE(store) << describe(store.error());
    work(*store, workload);
    ops = stop_recording();
    watch("");
  }
  ASSERT_FALSE(HasFatalFailure());
  const auto tried = cut_everywhere(disk, ops, support::scaled(kImages), workload.ids());
  EXPECT_EQ(tried.lost, 0) << tried.first;
  std::printf("%d images of %zu operations, %zu steps\n", tried.images, ops.size(), digests_.size() - 1);
}

// The rig itself: had the store not flushed, it would say so.
TEST_F(PowerCut, WouldBeNoticedHadTheStoreNotFlushed) {
  Workload workload(random_.next_u64());
  { store::Store made = make(); }
  const Disk disk = Disk::from_folder(place());
  watch(place());
  start_recording();
  {
    auto store = open();
    ASSERT_TRUE(store) << describe(store.error());
    work(*store, workload);
  }
  std::vector<Op> ops = stop_recording();
  watch("");
  std::erase_if(ops, [](const Op& op) { return op.kind == Op::Kind::Sync; });
  EXPECT_GT(cut_everywhere(disk, ops, 100, workload.ids()).lost, 0);
}

// While a store is being made there is either none, or a whole one.
TEST_F(PowerCut, LeavesAWholeStoreOrNoneWhileItIsMade) {
  watch(place());
  start_recording();
  { store::Store store = make(); }
  const std::vector<Op> ops = stop_recording();
  watch("");
  Disk disk;
  for (const Op& op : ops) {
    disk.issue(op);
    for (int variant = 0; variant < 10; ++variant) {
      put_files(restart_.path(), disk.after_power_cut(variant < 3 ? Unsynced(variant) : Unsynced::Half, random_));
      if (store::Store::exists(restart_ / "store")) {
        const auto store = store::Store::open(restart_ / "store", key_, options_);
        ASSERT_TRUE(store) << describe(store.error());
        ASSERT_FALSE(store->open_report().salvaged);
      } else {
        const auto store = store::Store::create(restart_ / "store", key_, options_);
        ASSERT_TRUE(store) << describe(store.error());
      }
    }
  }
}

}  // namespace
}  // namespace rig
