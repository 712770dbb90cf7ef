// sync/replica/carried.h: how far a blob has come between this tablet and the hub, as the app may show it. Values, any thread.
#pragma once
#include <set>

#include "sync/wire/message.h"

namespace replica {

struct BlobOptions {
  blob::Fields fields;                          // empty: no blob is carried
  size_t part_bytes = 64 * 1024;                // of a request; new words wait for one at most
  uint64_t background_bytes_max = UINT64_MAX;   // what comes down though nobody asked for it
};

// Said of durable facts: what the store has, what the hub answered. `Missing` and `Coming` are things to be fetched.
struct Carried {
  enum class Where : uint8_t {
    Waiting,  // all here, the hub has not all of it yet
    Refused,  // the hub would not have it in this session: see `refused`
    Coming,   // not all here yet; the hub has it, or has not been asked in this session
    Missing,  // not all here, and not at the hub yet either
    Both,     // here and at the hub
  };
  wire::BlobRef blob;
  Where where = Where::Waiting;
  uint64_t total = 0, done = 0;  // bytes on its way, of how many; total 0: not known yet
  wire::Status refused = wire::Status::Ok;
  bool operator==(const Carried&) const = default;
};

struct BlobOutcome {
  wire::Status status = wire::Status::Ok;  // else why the hub would not, or what came was not what it should be
  uint64_t retry_after_s = 0;
  std::set<blob::Name> arrived;  // whole here now
  std::set<blob::Name> sent;     // the hub has them now
};

}  // namespace replica
