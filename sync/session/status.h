// sync/session/status.h: how this tablet and its hub stand, in numbers a screen can say. Values only, any thread; every one of them is read from what is
// durable, or counted from bytes that went.
#pragma once
#include <string>
#include <vector>

#include "sync/replica/carried.h"
#include "sync/session/diary.h"

namespace session {

enum class Standing : uint8_t {
  Alone,     // belongs to no hub
  Applying,  // has a code and waits for the hub's answer
  Joined,
};

// What goes on now, or went on in the last session.
struct Course {
  int64_t began_ms = 0;            // by the wall clock; 0: no session yet
  uint64_t from = 0;               // entries up to here were at the hub when it began
  uint64_t upto = 0;               // the last entry there was to send when it began, or since
  uint64_t sent = 0, to_send = 0;  // changes
  uint64_t up_done = 0, up_total = 0;      // bytes of what is sent; the total grows while more is packed
  uint64_t down_done = 0, down_total = 0;  // of the answer under way, when it is long
  uint64_t received = 0;           // records
  uint64_t ahead = 0;              // of what this tablet was given, the buckets (people) that are still to come whole; 0: none, or the hub does not say
  uint64_t bytes = 0;              // on the wire, both ways
  int64_t left_ms = 0;             // until what is packed has gone, at the pace so far; 0: cannot be said
  bool operator==(const Course&) const = default;
};

// Blobs that are not both here and at the hub.
inline constexpr size_t kBlobsTold = 200;
struct Blobs {
  uint64_t to_send = 0, to_fetch = 0;
  uint64_t bytes_to_send = 0;
  std::vector<replica::Carried> each;  // all that are to be sent; of those to be fetched the ones begun and the ones the hub has not, at most kBlobsTold in all
  bool operator==(const Blobs&) const = default;
};

struct Status {
  Standing standing = Standing::Alone;
  std::string url;
  uint64_t device = 0;             // the hub's number for this tablet
  bool paused = false;
  bool active = false;             // a session is under way
  bool first_done = false;         // everything the hub has for this tablet has been here once
  Why why = Why::None;             // why the last try came to nothing
  int64_t last_complete_ms = 0;    // 0: never
  int64_t next_try_ms = 0;         // by the wall clock; 0: not by itself
  int64_t clock_ahead_s = 0;       // this tablet's beyond the hub's, when that is too much; 0: near enough
  uint64_t acknowledged = 0;       // own entries at the hub
  uint64_t settled = 0;            // of those, accepted: they have their place in its order
  uint64_t last_sequence = 0;
  Course course;
  Blobs blobs;
  std::vector<DiaryRow> week;      // newest last
  bool operator==(const Status&) const = default;
};

}  // namespace session
