// app/tablet/effects/demo_seed.h: fills a store that does not exist yet with an invented council's caseload, as a hub would: whole records for
// what others made, log entries for what this tablet did, some of them still waiting to be sent.
#pragma once
#include <string>

#include "platform/crypto/secret.h"
#include "sync/store/store.h"

namespace effects {

struct DemoSeed {
  std::string assets_dir;
  uint64_t people = 34;
  os::UnixMs now_ms = 0;  // nothing in it is dated later
  bool as_leader = false; // the tablet of the team's leader: everything in it came from the hub
};

// Makes the store at `folder`, fills it and closes it. Returns the worker record the tablet belongs to. Errors: those of Store and of reading assets.
base::Result<record::RecordId> seed_demo(const std::string& folder, const crypto::Key& data_key, const store::Options& options, const DemoSeed& seed);

}  // namespace effects
