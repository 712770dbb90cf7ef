// tests/sim/tablet.h: one worker's tablet in the simulation: the real store and replica on a disk that can fail them.
#pragma once
#include <set>

#include "sync/replica/replica.h"
#include "tests/sim/tablet_disk.h"
#include "tests/support/temp_folder.h"

namespace sim {

class Tablet {
 public:
  Tablet(uint64_t number, int worker, os::Random& random);
  // Somebody copied `other`, down to its keys.
  Tablet(const Tablet& other, os::Random& random);
  void open();
  // Switched off without a word, and on again: whatever was under way is gone; what was committed is not.
  void die();
  // As die(), and the disk turns out to be what it was when the image was taken.
  void go_back();
  std::vector<record::Record> records() const;
  std::string author() const { return "worker-" + std::to_string(worker); }
  std::string name() const { return author() + " on " + std::to_string(device) + (copied ? "'" : ""); }

  uint64_t device;
  int worker;
  os::SeededRandom random;
  testing_support::TempFolder folder;
  TabletDisk disk;
  crypto::Key data_key;
  crypto::SigningKey key;
  os::ManualClock clock;
  std::optional<store::Store> store;
  std::optional<replica::Replica> replica;
  std::set<record::RecordId> granted;
  int64_t keep_dropped_ms = int64_t{1} << 60;  // for as long as a hub may be set back
  bool copied = false;
  bool may_be_forked = false;  // it was copied, or set back
  bool revoked = false;
  uint64_t image_sequence = 0; // the log's end in the image
  bool words_to_say = true;    // as far as the last answer told
  bool asks_for_words = true;  // the request under way
  uint64_t saved = 0;          // the log's end, as a person was told it is saved
};

}  // namespace sim
