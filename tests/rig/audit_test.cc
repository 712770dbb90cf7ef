#include <algorithm>

#include "sync/store/verify.h"
#include "tests/rig/rig.h"

namespace rig {
namespace {

constexpr int kTrials = 10'000;

class Audit : public RigTest {
 protected:
  void prepare() {
    auto store = make();
    Workload workload(random_.next_u64(), false);
    for (int i = 0; i < 200; ++i) ASSERT_TRUE(run(store, workload.next()));
    const auto entries = store.entries_after(0, 10'000);
    ASSERT_TRUE(entries);
    for (const store::LogEntry& entry : *entries) trail_.push_back(codec::encode_entry(entry));
    head_ = entries->back().hash;
  }
  size_t below(size_t bound) { return size_t(random_.next_u64() % bound); }

  // Edited, cut, reordered, doubled, forged, or passed off as lost.
  std::vector<base::Bytes> tampered(int way) {
    std::vector<base::Bytes> trail = trail_;
    const size_t at = below(trail.size());
    switch (way) {
      case 0: trail[at][below(trail[at].size())] ^= uint8_t(1u << below(8)); break;
      case 1: trail.erase(trail.begin() + ptrdiff_t(at)); break;
      case 2: trail.resize(at); break;
      case 3: std::swap(trail[at], trail[(at + 1 + below(trail.size() - 1)) % trail.size()]); break;
      case 4: trail.insert(trail.begin() + ptrdiff_t(at), trail[at]); break;
      case 5: {
        store::LogEntry entry = *codec::decode_entry(trail[at]);
        entry.unix_ms += 60'000;
        trail[at] = codec::encode_entry(entry);
        break;
      }
      default: {
        store::LogEntry entry = *codec::decode_entry(trail[at]);
        entry.hash = crypto::hash(trail[at]);
        entry.lost = true;
        trail[at] = codec::encode_entry(entry);
      }
    }
    return trail;
  }

  std::vector<base::Bytes> trail_;
  codec::EntryHash head_{};
};

TEST_F(Audit, TrailThatWasEditedCutOrReorderedIsFound) {
  prepare();
  ASSERT_TRUE(store::audit(trail_, head_).complete());
  int missed = 0;
  const int trials = support::scaled(kTrials);
  for (int trial = 0; trial < trials; ++trial) missed += store::audit(tampered(trial % 7), head_).complete();
  EXPECT_EQ(missed, 0) << "of " << trials;
  std::printf("%d trails of %zu entries\n", trials, trail_.size());
}

}  // namespace
}  // namespace rig
