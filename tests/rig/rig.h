// tests/rig/rig.h: what every test of the rig begins with: a folder in memory, a key, a clock set by hand and a printed seed.
#pragma once
#include <gtest/gtest.h>

#include <cstdio>

#include "platform/base/log.h"
#include "platform/crypto/crypto.h"
#include "platform/os/file.h"
#include "tests/support/counts.h"
#include "tests/rig/disk.h"
#include "tests/rig/shim.h"
#include "tests/rig/workload.h"
#include "tests/support/temp_folder.h"

namespace rig {

class RigTest : public testing::Test {
 protected:
  explicit RigTest(uint64_t seed = 20261122) : random_(seed), key_(crypto::Key::random(random_)) {
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    options_.device = 7;
    options_.clock = &clock_;
    options_.random = &random_;
    options_.reserve_bytes = 0;
  }
  ~RigTest() override { watch(""), disarm(), disarm_allocation(); }
  std::string place() const { return folder_ / "store"; }
  store::Store make() {
    auto store = store::Store::create(place(), key_, options_);
    EXPECT_TRUE(store) << (store ? "" : store.error().detail);
    return std::move(*store);
  }
  base::Result<store::Store> open() { return store::Store::open(place(), key_, options_); }

  testing_support::TempFolder folder_;
  os::ManualClock clock_{1'700'000'000'000};
  os::SeededRandom random_;
  crypto::Key key_;
  store::Options options_;
};

inline std::string describe(const base::Error& error) { return std::string(base::fault_name(error.fault)) + ": " + error.detail; }

}  // namespace rig
