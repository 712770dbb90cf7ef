// sync/codec/dropped.h: what stands in the place of a record or blob that was taken away, until nothing of it is in the file any more. FORMAT.md, section 12.
// Pure functions, any thread.
#pragma once
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace codec {

struct Dropped {
  int64_t unix_ms = 0;              // when it went, last
  std::vector<uint64_t> sequences;  // ascending: own log entries that speak of it; of a blob none
  bool operator==(const Dropped&) const = default;
};

base::Bytes encode_dropped(const Dropped& dropped);
// Errors: Corrupt, TooNew.
base::Result<Dropped> decode_dropped(base::ByteView bytes);

}  // namespace codec
