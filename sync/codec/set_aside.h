// sync/codec/set_aside.h: a damaged value as it was found, kept so that nothing is ever thrown away. FORMAT.md, section 9.
// Pure functions, any thread.
#pragma once
#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace codec {

struct SetAside {
  int64_t unix_ms = 0;
  bool rebuilt = false;  // the log held everything that was known of it
  base::Bytes key;       // where it stood
  base::Bytes stored;    // what stood there
  bool operator==(const SetAside&) const = default;
};

base::Bytes encode_set_aside(const SetAside& value);
// Errors: Corrupt, TooNew.
base::Result<SetAside> decode_set_aside(base::ByteView bytes);

}  // namespace codec
