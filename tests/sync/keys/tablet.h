// tests/sync/keys/tablet.h: a tablet for these tests: a folder of its own, a clock set by hand, a cheap Argon2id.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "platform/os/file.h"
#include "sync/keys/key_ring.h"
#include "tests/support/temp_folder.h"

namespace keys {

inline constexpr crypto::StretchCost kCheap{1, 8192};
inline constexpr std::string_view kPin = "824613";
inline constexpr std::string_view kWrongPin = "824614";
inline constexpr std::string_view kPassword = "trowel lantern otter";
inline constexpr int64_t kMinute = 60'000;
inline constexpr int64_t kDay = 24 * 60 * kMinute;

struct Tablet {
  testing_support::TempFolder home;
  std::string data = home / "data";
  std::string device_path = home / "data/device.key";
  os::ManualClock clock{1'790'000'000'000};
  os::SeededRandom random{11};
  std::optional<FileDevice> device;

  // With the device secret apart from the data, or beside it.
  explicit Tablet(bool device_apart = false) {
    if (device_apart) device_path = home / "apart/device.key";
    device.emplace(device_path);
  }
  World world() { return {clock, random, *device}; }
  Enrolment enrolment() const {
    Enrolment how;
    how.profile = {"Amara Osei", "AO", "North locality team", 0};
    how.cost = kCheap;
    return how;
  }
  Enrolled enrols(const Enrolment& how) {
    auto enrolled = KeyRing::enrol(data, world(), how, base::view(kPin));
    EXPECT_TRUE(enrolled) << enrolled.error().detail;
    enrolled->ring.set_cost(kCheap);
    return std::move(*enrolled);
  }
  Enrolled enrols() { return enrols(enrolment()); }
  // And has heard of a hub at once: from then on there is a lease.
  Enrolled joins(const Enrolment& how) {
    Enrolled enrolled = enrols(how);
    EXPECT_TRUE(enrolled.ring.lease_renew(clock.now_ms()));
    return enrolled;
  }
  Enrolled joins() { return joins(enrolment()); }
  // As after a start of the app.
  KeyRing starts() {
    auto ring = KeyRing::open(data, world());
    EXPECT_TRUE(ring) << ring.error().detail;
    ring->set_cost(kCheap);
    return std::move(*ring);
  }
};

inline base::Fault unlocking(KeyRing& ring, Kind kind, std::string_view secret) {
  const auto key = ring.unlock(kind, base::view(secret));
  EXPECT_FALSE(key) << "unlocked";
  return key ? base::Fault::BadInput : key.error().fault;
}

inline bool opens_to(KeyRing& ring, Kind kind, std::string_view secret, const crypto::Key& expected) {
  const auto key = ring.unlock(kind, base::view(secret));
  return key && crypto::equal(key->bytes(), expected.bytes());
}

// `times` wrong PINs, waiting as long as each asks.
inline void guesses(Tablet& tablet, KeyRing& ring, int times) {
  for (int i = 0; i < times; ++i) {
    tablet.clock.advance_ms(ring.try_state(Kind::Pin).wait_ms);
    EXPECT_EQ(unlocking(ring, Kind::Pin, kWrongPin), base::Fault::Denied) << "guess " << i;
  }
}

}  // namespace keys
