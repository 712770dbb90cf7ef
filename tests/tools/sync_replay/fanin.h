// tests/tools/sync_replay/fanin.h: many tablets' days arrive at one hub.
#pragma once
#include "sync/changeset/dictionary.h"
#include "tests/tools/sync_replay/vocabulary.h"

namespace replay {

struct FaninPlan {
  std::string file;
  int threads = 2;
  int callers = 2;       // threads that give it requests
  size_t batch = 64;     // as many at once: one flush each
  bool on_disk = true;
  bool tls = false;      // over the hub's real server instead, sixteen tablets connected at any moment, each for one push
};

// Runs are made of the workload's ops as a tablet's replica makes them; only the hub's work on the days is timed. The answer as JSON.
base::Result<std::string> play_fanin(const FaninPlan& plan, const changeset::Vocabulary& vocabulary);

}  // namespace replay
