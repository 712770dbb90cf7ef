// sync/replica/state.h: what a tablet knows of where it stands with the hub, kept in the store beside what it is about. README.md lists its bytes.
// For this folder's own use.
#pragma once
#include "sync/changeset/frame.h"
#include "sync/wire/message.h"

namespace replica {

// A frame that was made: its last entry, and what the next one needs to know of it.
struct Made {
  uint64_t last = 0;
  int64_t unix_s = 0;  // of that entry
  crypto::Hash hash{};
  bool operator==(const Made&) const = default;
};

// Entries up to `upto` that no mark before covers were typed having seen `cursor`.
struct Mark {
  uint64_t upto = 0, cursor = 0;
  bool operator==(const Mark&) const = default;
};

inline constexpr size_t kMadeMax = 512;  // frames remembered, so that a hub that was restored can be gone on with

struct State {
  wire::Epoch epoch{};
  uint64_t cursor = 0, grants = 0;
  uint64_t seen = 0;         // while everything is asked for from cursor 0: what is shown is no older than this
  uint64_t held = 0;         // own entries the hub said it has; always the end of a frame
  std::vector<Made> made;    // ascending; the last one the hub has among them
  std::vector<Mark> marks;   // ascending; of the frames remembered too, so that they can be made again as they were
  std::vector<record::RecordId> refetch, drops;
  // The hub began anew: first it is brought everything of ours it lost, then it sends everything, then what did not come is dropped.
  enum class Anew : uint8_t { No = 0, Bringing = 1, Taking = 2 } anew = Anew::No;
  std::vector<record::RecordId> arrived;  // while taking: what came
  bool operator==(const State&) const = default;

  // The frame that ends at `last`; null: not remembered (or 0).
  const Made* frame_ending(uint64_t last) const;
  uint64_t seen_by(uint64_t sequence) const;
  // The cursor is about to move: what is there was typed before.
  void mark(uint64_t last_sequence);
  void forget_old();
};

base::Bytes encode(const State& state);
// Empty bytes: never synced. Errors: Corrupt, TooNew.
base::Result<State> decode_state(base::ByteView bytes);

}  // namespace replica
