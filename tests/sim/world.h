// tests/sim/world.h: some tablets and one hub, one thread, everything drawn from one seed: what people type, when the network takes, repeats, delays or
// tears a message, when a program dies, whose clock is wrong, who is granted whom. The store, codec, signatures, messages, replica and hub are the real
// ones; the hub's table is in memory so that it can die inside a write and be restored from an earlier day.
#pragma once
#include <memory>
#include <set>

#include "sync/reconcile/hub.h"
#include "sync/replica/replica.h"
#include "tests/sim/memory_table.h"
#include "tests/support/temp_folder.h"

namespace sim {

struct Plan {
  uint64_t seed = 1;
  int tablets = 3;
  int steps = 120;
  bool restores = true;   // the hub may be restored from an older copy
  bool regrants = true;   // people may be taken from one worker and given to another
  bool verbose = false;
};

struct Counts {
  uint64_t edits = 0, exchanges = 0, lost = 0, torn = 0, repeated = 0, late = 0, tablet_deaths = 0, hub_deaths = 0, restores = 0, grants = 0, settled = 0, conflicts = 0;
};

class Tablet;

class World {
 public:
  explicit World(const Plan& plan);
  ~World();
  // Plays the steps, then heals everything. Empty: every invariant held; else what did not, in words.
  std::string run();
  const Counts& counts() const { return counts_; }

 private:
  friend class Tablet;
  uint64_t draw(uint64_t below) { return random_.next_u64() % below; }
  bool chance(int percent) { return draw(100) < uint64_t(percent); }
  void open_hub();
  void step();
  void edit(Tablet& tablet);
  void settle_a_conflict(Tablet& tablet);
  void exchange(Tablet& tablet);
  base::Bytes deliver(base::ByteView request);
  void regrant();
  void restore_hub();
  std::string heal();
  std::string check();
  std::string check_words();
  void count_conflicts();
  void complain(const std::string& what) {
    if (trouble_.empty()) trouble_ = what;
  }
  void say(const std::string& what) const;

  Plan plan_;
  os::SeededRandom random_;
  os::ManualClock clock_{1'763'769'600'000};
  // Nobody begins a person's records unasked.
  class Policy final : public reconcile::OwnedBy {
   public:
    Policy() : OwnedBy("head/person") {}
    bool may_begin(const reconcile::DeviceRow&, const record::RecordId&) const override { return false; }
  };
  Policy policy_;
  MemoryTable table_;
  std::unique_ptr<reconcile::Hub> hub_;
  std::vector<std::unique_ptr<Tablet>> tablets_;
  std::vector<record::RecordId> people_;
  struct Thing {
    record::RecordId id, person;
  };
  std::vector<Thing> things_;
  std::vector<base::Bytes> old_requests_;
  std::optional<MemoryTable::Map> backup_;
  // Values are said once each. One that somebody wrote over, having it before their eyes, need not be kept.
  std::map<std::string, std::pair<record::RecordId, record::FieldPath>> said_;
  std::set<std::string> replaced_;
  uint64_t next_word_ = 0;
  Counts counts_;
  std::string trouble_;
};

}  // namespace sim
