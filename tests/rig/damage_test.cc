#include "platform/kv/pages.h"
#include "tests/rig/child.h"
#include "tests/rig/rig.h"

namespace rig {
namespace {

constexpr int kDamageTrials = 9'000;
constexpr size_t kPageBytes = 4096;
enum Answer { kHarmless = 0, kNoticed = 1, kSilentlyWrong = 2 };

// A store somebody has worked in for a while, then one piece of its file goes bad.
class Damage : public RigTest {
 protected:
  void prepare(bool with_imports = true) {
    {
      store::Store made = make();
    }
    auto store = open();
    ASSERT_TRUE(store);
    Workload workload(random_.next_u64(), false);
    for (int i = 0; i < 120; ++i) {
      const Step next = workload.next();
      if (!with_imports && std::holds_alternative<Import>(next)) continue;
      ASSERT_TRUE(run(*store, next));
      model_.apply(next);
    }
    ids_ = workload.ids();
    sequences_ = store->last_sequence();
    ASSERT_EQ(*digest(*store, ids_, {}), model_.digest());
    store = base::fail(base::Fault::Busy, "closed");
    files_ = Disk::from_folder(place()).after_power_cut(Unsynced::None, random_);
  }

  int wrong_fields(const store::Store& store) {
    int wrong = 0;
    for (const record::RecordId& id : ids_) {
      const auto record = store.read(type_of(id), id);
      for (const auto& [path, value] : model_.records[id]) wrong += (record ? record->value(path) : record::Value{}) != value;
    }
    return wrong;
  }

  // In the child: opens the damaged store, reads everything, compares.
  int look() {
    base::set_log_level(base::Level::Error);
    auto store = store::Store::open(trial_ / "store", key_, options_);
    if (!store) return kNoticed;
    bool noticed = store->open_report().salvaged;
    if (wrong_fields(*store) != 0 && store->figures().quarantined == 0 && !noticed) return kSilentlyWrong;
    const auto entries = store->entries_after(0, 10'000);
    if (!entries || entries->size() < sequences_) return noticed ? kNoticed : kSilentlyWrong;
    for (const auto& entry : *entries) noticed |= entry.lost;
    noticed |= store->figures().quarantined != 0;
    return noticed ? kNoticed : kHarmless;
  }

  // What happened, a process later.
  int damaged(const std::string& file, size_t at, base::ByteView bytes) {
    Disk::Files files = files_;
    base::Bytes& content = files.at(file);
    for (size_t i = 0; i < bytes.size() && at + i < content.size(); ++i) content[at + i] = bytes[i];
    put_files(trial_.path(), files);
    Child child([&](const Child::Say&) { return look(); });
    return child.wait();
  }

  testing_support::TempFolder trial_;
  Disk::Files files_;
  Model model_;
  std::vector<record::RecordId> ids_;
  uint64_t sequences_ = 0;
};

TEST_F(Damage, IsNoticedOrHarmlessAndNeverEndsTheProcess) {
  prepare();
  const std::string data = "store/data.mdb";
  const base::Bytes whole = files_.at(data);
  std::map<int, int> answers;
  const int trials = support::scaled(kDamageTrials);
  for (int trial = 0; trial < trials; ++trial) {
    const size_t size = trial % 3 == 0 ? 1 : trial % 3 == 1 ? kSectorBytes : kPageBytes;
    const size_t at = size_t(random_.next_u64() % (whole.size() / size)) * size;
    base::Bytes bytes(whole.begin() + ptrdiff_t(at), whole.begin() + ptrdiff_t(std::min(at + size, whole.size())));
    if (size == 1) bytes[0] = uint8_t(bytes[0] ^ 1u << random_.next_u64() % 8);
    else if (random_.next_u64() % 2) std::fill(bytes.begin(), bytes.end(), uint8_t(0));
    else random_.fill(bytes);
    const int answer = damaged(data, at, bytes);
    ++answers[answer];
    ASSERT_LE(answer, kNoticed) << "trial " << trial << ": " << size << " bytes at " << at;
  }
  std::printf("%d trials: %d harmless, %d noticed\n", trials, answers[kHarmless], answers[kNoticed]);
  EXPECT_GT(answers[kNoticed], trials / 10);
}

TEST_F(Damage, ToTheHeaderIsMendedFromTheDataFile) {
  prepare();
  const base::Bytes zeros(200);
  EXPECT_EQ(damaged("store/header", 0, zeros), kHarmless);
}

// What was typed here is in a section and in the log, which lie on different pages.
TEST_F(Damage, ToOnePageCostsNoWordThatWasTypedHere) {
  prepare(false);
  base::set_log_level(base::Level::Error);
  const base::Bytes whole = files_.at("store/data.mdb");
  int salvaged = 0;
  for (size_t page = 2; page < whole.size() / kPageBytes; ++page) {
    Disk::Files files = files_;
    base::Bytes& content = files.at("store/data.mdb");
    std::fill_n(content.begin() + ptrdiff_t(page * kPageBytes), kPageBytes, uint8_t(0));
    put_files(trial_.path(), files);
    auto store = store::Store::open(trial_ / "store", key_, options_);
    ASSERT_TRUE(store) << "page " << page << ": " << describe(store.error());
    salvaged += store->open_report().salvaged;
    EXPECT_EQ(wrong_fields(*store), 0) << "page " << page;
    ASSERT_TRUE(store->verify()->sound());
    ASSERT_TRUE(store->commit({{{ids_[0], type_of(ids_[0]), "a1/after", int64_t(page)}}, "worker", "", false, {}}));
    ASSERT_TRUE(store->verify()->sound());
  }
  EXPECT_GT(salvaged, 5);
  base::set_log_level(base::Level::Warning);
}

}  // namespace
}  // namespace rig
