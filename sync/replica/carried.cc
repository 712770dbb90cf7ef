#include "sync/replica/carried.h"

#include "sync/replica/carrier.h"

namespace replica {

std::vector<Carried> Carrier::carried() const {
  std::vector<Carried> out;
  for (const auto& [ref, item] : items_) {
    using Where = Carried::Where;
    const bool refused = item.refused != wire::Status::Ok;
    const Where where = item.way == Way::None ? Where::Both
                        : item.way == Way::Up ? (refused ? Where::Refused : Where::Waiting)
                                              : ((item.known && !item.there) || refused ? Where::Missing : Where::Coming);
    out.push_back({ref, where, item.total, item.done, item.refused});
  }
  return out;
}

}  // namespace replica
