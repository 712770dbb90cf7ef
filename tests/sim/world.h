// tests/sim/world.h: some tablets and one hub, one thread, everything drawn from one seed: what people type, when the network takes, repeats, delays or
// tears a message, when a program dies, whose disk fails, whose clock is wrong, who is granted whom. The store, codec, signatures, messages, replica and hub are
// the real ones; disks, clocks and the network are the simulation's.
#pragma once
#include <memory>
#include <set>

#include "sync/reconcile/hub.h"
#include "tests/sim/hub_disk.h"
#include "tests/sim/tablet.h"

namespace sim {

struct Plan {
  uint64_t seed = 1;
  int tablets = 3;
  int steps = 120;
  bool verbose = false;
  bool forgets = false;  // what a tablet wrote about a person it has not any more is forgotten at its next start; then the hub loses nothing
};

// The command that plays it again, with all that happens.
std::string again(const Plan& plan);

struct Counts {
  uint64_t edits = 0, exchanges = 0, lost = 0, torn = 0, repeated = 0, late = 0, tablet_deaths = 0, deaths_in_a_write = 0, hub_deaths = 0, hub_writes_lost = 0, full_disks = 0, restores = 0,
           grants = 0, settled = 0, sealed = 0, revoked = 0, copied = 0, set_back = 0, forks = 0, conflicts = 0, refused = 0, blobs = 0, parts = 0;
  void add(const Counts& other);
  std::string text() const;
};

inline constexpr record::RecordType kPerson{1}, kNote{5};
class Blobs;

class World {
 public:
  explicit World(const Plan& plan);
  ~World();
  // Plays the steps, then heals everything. Empty: every invariant held; else what did not, in words.
  std::string run();
  const Counts& counts() const { return counts_; }

 private:
  uint64_t draw(uint64_t below) { return random_.next_u64() % below; }
  bool chance(int percent) { return draw(100) < uint64_t(percent); }
  Tablet& any_tablet() { return *tablets_[draw(tablets_.size())]; }
  void open_hub();
  Tablet& add_tablet(int worker, const std::set<record::RecordId>& granted);
  void step();

  // What people do (people.cc).
  struct Thing {
    record::RecordId id, person;
  };
  void edit(Tablet& tablet);
  void change_a_field(Tablet& tablet, const Thing& thing, store::Commit& commit);
  void settle_a_conflict(Tablet& tablet);
  void seal(Tablet& tablet);
  // As a person saves it: a disk may be full, or die under it.
  void save(Tablet& tablet, const store::Commit& commit);
  void regrant(Tablet& tablet, const record::RecordId& person, bool give);
  void hand_over();
  void revoke(Tablet& tablet);
  void copy_a_tablet(Tablet& tablet);
  // IT looks at the tablet, keeps what only it has, and its worker gets another.
  void replace(Tablet& tablet);

  // What machines do (machines.cc).
  void exchange(Tablet& tablet);
  void take(Tablet& tablet, base::ByteView answer);
  base::Bytes deliver(const Tablet& tablet, base::ByteView request);
  void tablet_dies(Tablet& tablet);
  void tablet_is_set_back(Tablet& tablet);
  void hub_dies();
  void restore_hub();
  // After a disk lost something: what IT has on paper.
  void grant_again();
  std::string heal();
  std::string heal(Tablet& tablet);
  std::string heal_blobs(Tablet& tablet);
  // Words while there are any, then blobs; absent: neither.
  base::Result<base::Bytes> next_request(Tablet& tablet);

  // What must hold (invariants.cc).
  void watch_answer(const Tablet& tablet, base::ByteView request, base::ByteView answer);
  bool in_scope(const Tablet& tablet, const record::RecordId& id) const;
  void check_what_is_shown(const Tablet& tablet);
  std::string check();
  std::string check(const Tablet& tablet);
  std::string check_seals();
  std::string check_words();
  std::string check_forgotten();
  void count_conflicts();
  void complain(const std::string& what) {
    if (trouble_.empty()) trouble_ = what;
  }
  void say(const std::string& what) const;

  Plan plan_;
  os::SeededRandom random_;
  os::ManualClock clock_{1'763'769'600'000};
  // Nobody begins a person's records unasked, and what is sealed stays as it is.
  class Policy final : public reconcile::OwnedBy {
   public:
    Policy() : OwnedBy("head/person") {}
    bool may_begin(const reconcile::DeviceRow&, const record::RecordId&) const override { return false; }
    std::string refusal(const changeset::Entry& entry, const reconcile::DeviceRow& device, const reconcile::Look& look) const override;
    const blob::Fields& blobs() const override { return blobs_; }

   private:
    const blob::Fields blobs_{{kNote, "head/blob"}};
  };
  Policy policy_;
  std::unique_ptr<Blobs> blobs_;
  HubDisk disk_;
  std::unique_ptr<reconcile::Hub> hub_;
  std::vector<std::unique_ptr<Tablet>> tablets_;
  std::vector<std::unique_ptr<Tablet>> replaced_tablets_;
  std::vector<record::RecordId> people_;
  std::vector<Thing> things_;
  std::vector<std::pair<uint64_t, base::Bytes>> old_requests_;  // by whose device
  std::optional<HubDisk::Map> backup_;
  bool set_back_ = false;  // the hub's history has lost something: restored, or its disk lied
  // Words are said once each. One that somebody wrote over, having it before their eyes, need not be kept.
  struct Said {
    record::RecordId id;
    record::FieldPath path;
    const Tablet* by = nullptr;
    uint64_t sequence = 0;
  };
  std::map<std::string, Said> said_;
  std::set<std::string> apart_;                 // words that are to be found on a tablet that was replaced
  std::set<std::string> replaced_, excused_;    // excused: only ever on a disk that lost them
  uint64_t next_word_ = 0;
  uint64_t next_device_ = 11;
  Counts counts_;
  std::string trouble_;
};

// Words stand in texts as one character each that nobody else writes, so that no part of one can be taken for another.
std::string word_of(uint64_t number);
std::vector<std::string> words_in(std::string_view text);

}  // namespace sim
