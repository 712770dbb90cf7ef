// tests/sim/blobs.h: the blobs of a simulated life: who attached what to which record, and whether all of it ended where it belongs and nowhere else.
#pragma once
#include <map>

#include "tests/sim/world.h"

namespace sim {

inline constexpr const char* kBlobPath = "head/blob";

class Blobs {
 public:
  // Content for a new record, put into the tablet's store; sometimes what another record has already. Absent: there was no room.
  std::optional<blob::Name> attach(Tablet& tablet, const record::RecordId& record, os::Random& random);
  // Everything was healed. Empty, or what is not as it should be. `lost`: the hub lost something it had, so that it need only have what a tablet still has.
  std::string check(reconcile::Hub& hub, const std::vector<std::unique_ptr<Tablet>>& tablets, bool lost) const;
  size_t count() const { return made_.size(); }

 private:
  struct Made {
    base::Bytes content;
    uint64_t device = 0;
  };
  std::string check_one(const wire::BlobRef& ref, const Made& made, reconcile::Hub& hub, const std::vector<std::unique_ptr<Tablet>>& tablets, bool lost) const;
  std::map<wire::BlobRef, Made> made_;
  std::set<std::pair<uint64_t, blob::Name>> put_;  // by which device; its record may have come to nothing
};

}  // namespace sim
