#include "app/seed/seed.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "app/care/record_types.h"
#include "app/dictionaries/shipped.h"
#include "platform/os/file.h"
#include "sync/session/driver.h"

namespace seed {
namespace {

constexpr uint64_t kSeed = 1;
constexpr size_t kAssetBytesMax = 64u << 20;
constexpr size_t kEditsAtOnce = 4'000;
constexpr uint64_t kTriesMax = 5;  // one after the other, with nothing carried

base::Result<std::string> read_asset(const std::string& assets_dir, std::string_view path) {
  TRY(const base::Bytes bytes, os::read_file(assets_dir + "/" + std::string(path), kAssetBytesMax));
  return std::string(base::text_view(bytes));
}

// Saves batches in large transactions; each is an entry of its own, at the time it happened.
class Saver {
 public:
  Saver(store::Store& store, os::ManualClock& clock, Seeded& out) : store_(store), clock_(clock), out_(out) {}
  base::Status take(const demo::Batch& batch) {
    if (!waiting_.empty() && (batch.at != at_ || edits_ >= kEditsAtOnce)) TRY_DO(flush());
    at_ = batch.at;
    edits_ += batch.edits.size();
    waiting_.push_back({.edits = batch.edits, .author = batch.by_name, .group = batch.group, .place = std::nullopt});
    note_workers(batch);
    return {};
  }
  base::Status flush() {
    if (waiting_.empty()) return {};
    clock_.set_ms(at_);
    TRY_DO(store_.commit_all(waiting_));
    out_.entries += waiting_.size();
    waiting_.clear();
    edits_ = 0;
    return {};
  }

 private:
  void note_workers(const demo::Batch& batch) {
    if (batch.edits.empty() || batch.edits.front().type != care::kWorkerRecord) return;
    record::Record whole{batch.edits.front().id, care::kWorkerRecord, {}};
    for (const record::Edit& edit : batch.edits) whole.fields[edit.path].value = edit.to;
    const care::Worker worker = care::worker_from(whole);
    if (worker.kind != "team") out_.workers.push_back(worker);
  }
  store::Store& store_;
  os::ManualClock& clock_;
  Seeded& out_;
  std::vector<store::Commit> waiting_;
  os::UnixMs at_ = 0;
  size_t edits_ = 0;
};

// Until the hub has accepted everything.
class Sender {
 public:
  base::Status send(store::Store& store, const crypto::Key& key, const Seeding& seeding, const std::function<void(const std::string&)>& say) {
    session::DriverOptions how;
    how.folder = seeding.folder;
    how.vocabulary = vocabulary_;
    how.poke = [this] {
      const std::lock_guard hold(mutex_);
      poked_ = true;
      there_.notify_one();
    };
    how.on_status = [&](const session::Status& status) {
      if (status.why != session::Why::None && !status.active) say(std::string("not through: ") + session::why_name(status.why));
    };
    how.on_arrived = [](const replica::Outcome&) {};
    how.on_joined = [&](const std::string&) { say("enrolled"); };
    TRY(const auto driver, session::Driver::open(store, key, std::move(how)));
    TRY_DO(driver->join(seeding.invitation));
    for (int64_t wait_ms = driver->turn(); !is_done(driver->status(), store); wait_ms = driver->turn()) {
      const session::Status& now = driver->status();
      const uint64_t tries = now.week.empty() || now.week.back().why == session::Why::None ? 0 : now.week.back().times;
      if (tries >= kTriesMax || session::is_for_it(now.why)) return base::fail(base::Fault::Offline, session::why_name(now.why));
      wait(wait_ms);
    }
    for (const session::DiaryRow& row : driver->status().week) bytes += row.bytes;
    return {};
  }
  base::Status read_vocabulary(const std::string& assets_dir) {
    TRY(vocabulary_, dictionaries::newest(assets_dir));
    return {};
  }
  uint64_t bytes = 0;

 private:
  static bool is_done(const session::Status& status, const store::Store& store) {
    return !status.active && status.first_done && status.settled >= store.last_sequence();
  }
  void wait(int64_t ms) {
    std::unique_lock hold(mutex_);
    const auto poked = [this] { return poked_; };
    if (ms < 0) there_.wait(hold, poked);
    else there_.wait_for(hold, std::chrono::milliseconds(ms), poked);
    poked_ = false;
  }
  changeset::Vocabulary vocabulary_;
  std::mutex mutex_;
  std::condition_variable there_;
  bool poked_ = false;
};

}  // namespace

base::Result<Seeded> seed_hub(const Seeding& seeding, const std::function<void(const std::string&)>& say) {
  Seeded out;
  Sender sender;
  TRY_DO(sender.read_vocabulary(seeding.assets_dir));
  const crypto::Key key = crypto::Key::random(os::system_random());
  const os::UnixMs now = os::system_clock().now_ms();
  os::ManualClock clock(now);
  TRY_DO(os::make_folders(seeding.folder));
  {
    store::Options how;
    how.clock = &clock;
    how.reserve_bytes = 0;
    TRY(store::Store store, store::Store::create(seeding.folder + "/store", key, how));
    Saver saver(store, clock, out);
    const auto read = [&](std::string_view path) { return read_asset(seeding.assets_dir, path); };
    TRY_DO(demo::make_council(kSeed, seeding.sizes, now, read, [&](const demo::Batch& batch) { return saver.take(batch); }));
    TRY_DO(saver.flush());
    say("saved " + std::to_string(out.entries) + " entries");
    clock.set_ms(now);
    TRY_DO(sender.send(store, key, seeding, say));
  }
  out.bytes = sender.bytes;
  std::error_code left;
  std::filesystem::remove_all(seeding.folder, left);
  return out;
}

}  // namespace seed
