#include "tests/sim/blobs.h"

#include "sync/record/sync_types.h"

namespace sim {
namespace {

base::Bytes some_content(os::Random& random) {
  constexpr size_t kSizes[] = {1, 300, 5'000, blob::kChunkBytes, blob::kChunkBytes + 1, 150'000};
  base::Bytes content(kSizes[random.next_u64() % std::size(kSizes)]);
  random.fill(content);
  return content;
}

// A tablet that speaks in its own name alone and may still speak.
bool is_sound(const Tablet& tablet) { return !tablet.revoked && !tablet.may_be_forked; }

struct Naming {
  bool by_the_record = false, by_another = false;
};
Naming naming_on(const Tablet& tablet, const wire::BlobRef& ref) {
  Naming out;
  const std::string name = blob::to_string(ref.name);
  for (const record::Record& record : tablet.records()) {
    const bool names = record.utf8(kBlobPath) == name;
    const bool refused = record.type == record::kVerdictType && record.utf8(record::kVerdictValue) == name;  // its author keeps it
    out.by_the_record = out.by_the_record || (names && record.id == ref.record);
    out.by_another = out.by_another || refused || (names && record.id != ref.record);
  }
  return out;
}

}  // namespace

std::optional<blob::Name> Blobs::attach(Tablet& tablet, const record::RecordId& record, os::Random& random) {
  const bool again = !made_.empty() && random.next_u64() % 6 == 0;
  base::Bytes content = again ? std::next(made_.begin(), std::ptrdiff_t(random.next_u64() % made_.size()))->second.content : some_content(random);
  const auto name = tablet.store->put_blob(content);
  if (!name) return std::nullopt;
  put_.emplace(tablet.device, *name);
  made_[{record, *name}] = {std::move(content), tablet.device};
  return *name;
}

std::string Blobs::check_one(const wire::BlobRef& ref, const Made& made, reconcile::Hub& hub, const std::vector<std::unique_ptr<Tablet>>& tablets, bool lost) const {
  const std::string which = "blob " + blob::to_string(ref.name).substr(0, 8) + " of " + record::to_string(ref.record);
  const bool accepted = hub.read(ref.record).value_or(record::Record()).utf8(kBlobPath) == blob::to_string(ref.name);
  const auto at_hub = hub.read_blob(ref);
  if (at_hub && *at_hub != made.content) return which + ": the hub has other bytes";
  for (const auto& tablet : tablets) {
    const Naming naming = naming_on(*tablet, ref);
    const auto here = tablet->store->get_blob(ref.name);
    if (here && *here != made.content) return which + ": " + tablet->name() + " has other bytes";
    if (!is_sound(*tablet)) continue;
    if (!at_hub && !lost && accepted && tablet->device == made.device) return which + ": the hub lacks it, and its author is there";
    if (here && naming.by_the_record && accepted && !at_hub && !lost) return which + ": " + tablet->name() + " has it and the hub does not";
    if (naming.by_the_record && accepted && at_hub && !here) return which + ": " + tablet->name() + " has the record and not the bytes";
    const bool left = tablet->store->find_blob(ref.name).value_or(std::nullopt).has_value();
    if (left && !put_.contains({tablet->device, ref.name}) && !naming.by_the_record && !naming.by_another && accepted) return which + ": " + tablet->name() + " has bytes of what is not in its scope";
  }
  return {};
}

std::string Blobs::check(reconcile::Hub& hub, const std::vector<std::unique_ptr<Tablet>>& tablets, bool lost) const {
  for (const auto& [ref, made] : made_)
    if (std::string what = check_one(ref, made, hub, tablets, lost); !what.empty()) return what;
  return {};
}

}  // namespace sim
