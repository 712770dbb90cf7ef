// sync/replica/outgoing.h: log entries the hub does not have, as frames and as a run of them. For this folder's own use.
#pragma once
#include "sync/changeset/run.h"
#include "sync/replica/state.h"
#include "sync/store/store.h"

namespace replica {

inline constexpr size_t kRunBytesAim = 256 * 1024;    // packed: a longer outbox goes in several runs
inline constexpr size_t kFramePlainAim = 40 * 1024;   // plain bytes that pack into a frame's aim, or less

// How much context the hub is believed to have.
struct Trust {
  bool window = true;
  bool tails = true;
  bool vocabulary = true;
  bool operator==(const Trust&) const = default;
};

struct Run {
  uint64_t id = 0;
  base::Bytes bytes;
  std::vector<Made> made;  // its frames
};

// The change of a log entry that was closed, as it travels.
changeset::Entry entry_of(const store::LogEntry& entry, uint64_t device);

// Everything after state.held, or as much as a run should hold; no frames when there is nothing.
base::Result<Run> make_run(const store::Store& store, const State& state, uint64_t device, const crypto::SigningKey& key, const changeset::Vocabulary& vocabulary,
                           const Trust& trust);

}  // namespace replica
