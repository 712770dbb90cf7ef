// tests/sync/store/store_world.h: a store in a folder of its own, a clock set by hand, and commits in one line.
#pragma once
#include <gtest/gtest.h>

#include "platform/crypto/crypto.h"
#include "sync/store/store.h"
#include "tests/support/temp_folder.h"

namespace store {

using record::RecordId;
using record::RecordType;
using testing_support::TempFolder;

inline constexpr RecordType kPerson{1};

class StoreTest : public testing::Test {
 protected:
  StoreTest() : random_(7), key_(crypto::Key::random(random_)) {
    options_.device = 42;
    options_.clock = &clock_;
    options_.random = &random_;
    options_.reserve_bytes = 64 * 1024;
  }
  std::string place() { return folder_ / "store"; }
  Store made() {
    auto store = Store::create(place(), key_, options_);
    EXPECT_TRUE(store) << (store ? "" : store.error().detail);
    return std::move(*store);
  }
  base::Result<Store> opened() { return Store::open(place(), key_, options_); }
  RecordId new_id() { return record::make_record_id(clock_.now_ms(), random_); }
  static Commit says(const RecordId& id, const std::string& path, record::Value to) {
    Commit commit;
    commit.edits.push_back({id, kPerson, path, std::move(to)});
    commit.author = "worker";
    commit.group = "visit";
    return commit;
  }
  static Commit types(const RecordId& id, const std::string& words) {
    Commit commit = says(id, "notes/said", record::text(words));
    commit.continues_typing = true;
    return commit;
  }

  TempFolder folder_;
  os::ManualClock clock_{1'700'000'000'000};
  os::SeededRandom random_;
  crypto::Key key_;
  Options options_;
};

}  // namespace store
