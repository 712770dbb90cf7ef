#include "app/tablet/effects/demo_seed.h"

#include <map>
#include <vector>

#include "app/demo/council.h"
#include "platform/os/file.h"

namespace effects {
namespace {

constexpr uint64_t kSeed = 1;
constexpr size_t kAssetBytesMax = 64u << 20;
constexpr size_t kRecordsAtOnce = 2'000;
constexpr uint64_t kPeopleInFull = 300;  // beyond this many, forms are named and not filled in

// Takes batches into the store in large transactions; its clock is set to each batch's own time, so that history reads as it happened.
class Seeder {
 public:
  Seeder(store::Store& store, os::ManualClock& clock, bool logs) : store_(store), clock_(clock), logs_(logs) {}

  base::Status take(const demo::Batch& batch) {
    if (batch.logged && logs_) return log(batch);
    for (const record::Edit& edit : batch.edits) {
      record::Record& whole = records_[{edit.type, edit.id}];
      whole.id = edit.id;
      whole.type = edit.type;
      whole.fields[edit.path] = {edit.to, record::Stamp{uint64_t(batch.at) << 16, 0}};
    }
    return records_.size() >= kRecordsAtOnce ? flush() : base::Status{};
  }

  base::Status finish() {
    TRY_DO(flush());
    TRY_DO(store_.close_entry());
    return sent_ > 0 ? store_.acknowledge(sent_) : base::Status{};
  }

 private:
  base::Status log(const demo::Batch& batch) {
    TRY_DO(flush());
    clock_.set_ms(batch.at);
    TRY(const store::Committed done, store_.commit({.edits = batch.edits, .author = batch.by_name, .group = batch.group}));
    if (!batch.waiting) sent_ = done.sequence;
    return {};
  }

  base::Status flush() {
    if (records_.empty()) return {};
    std::vector<record::Record> whole;
    whole.reserve(records_.size());
    for (auto& [key, one] : records_) whole.push_back(std::move(one));
    records_.clear();
    return store_.import(whole);
  }

  store::Store& store_;
  os::ManualClock& clock_;
  const bool logs_;
  std::map<std::pair<record::RecordType, record::RecordId>, record::Record> records_;
  store::Sequence sent_ = 0;
};

}  // namespace

base::Result<record::RecordId> seed_demo(const std::string& folder, const crypto::Key& data_key, const store::Options& options, const DemoSeed& seed) {
  os::ManualClock clock(seed.now_ms);
  store::Options how = options;
  how.clock = &clock;
  TRY(store::Store made, store::Store::create(folder, data_key, how));
  Seeder seeder(made, clock, !seed.as_leader);
  const auto read = [&](std::string_view path) -> base::Result<std::string> {
    TRY(const base::Bytes bytes, os::read_file(seed.assets_dir + "/" + std::string(path), kAssetBytesMax));
    return std::string(base::text_view(bytes));
  };
  demo::Sizes sizes = seed.people > kPeopleInFull ? demo::load(size_t(seed.people)) : demo::one_tablet();
  sizes.people = size_t(seed.people);
  TRY(const demo::Made council, demo::make_council(kSeed, sizes, seed.now_ms, read, [&](const demo::Batch& batch) { return seeder.take(batch); }));
  TRY_DO(seeder.finish());
  return seed.as_leader ? council.leader : council.owner;
}

}  // namespace effects
