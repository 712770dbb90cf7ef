// tests/sim/tablet.h: one worker's tablet in the simulation: the real store and replica, which can die and be opened again.
#pragma once
#include "tests/sim/world.h"

namespace sim {

class Tablet {
 public:
  Tablet(uint64_t number, os::Random& random);
  void open();
  // Whatever was under way is gone; what was committed is not.
  void die();
  std::vector<record::Record> records() const;
  std::string author() const { return "worker-" + std::to_string(device); }

  uint64_t device;
  os::SeededRandom random;
  testing_support::TempFolder folder;
  crypto::Key data_key;
  crypto::SigningKey key;
  os::ManualClock clock;
  std::optional<store::Store> store;
  std::optional<replica::Replica> replica;
  std::set<record::RecordId> granted;
};

}  // namespace sim
