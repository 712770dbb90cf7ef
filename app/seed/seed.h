// app/seed/seed.h: brings an invented council to a hub through the sync protocol, as a tablet would: enrols, saves everything into a store of its own, sends.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/care/worker.h"
#include "app/demo/council.h"
#include "sync/session/membership.h"

namespace seed {

struct Seeding {
  std::string folder;  // for the store while it lasts: new, and removed at the end
  std::string assets_dir;
  session::Invitation invitation;
  demo::Sizes sizes;
};

struct Seeded {
  std::vector<care::Worker> workers;  // teams left out
  uint64_t entries = 0, bytes = 0;    // bytes on the wire, both ways
};

// Returns once the hub has accepted everything. `say` is told plain lines of how it goes. Errors: as of the store and of joining; Offline, with why nothing
// came of it.
base::Result<Seeded> seed_hub(const Seeding& seeding, const std::function<void(const std::string&)>& say);

}  // namespace seed
