// sync/keys/durable.h: for this folder's own use.
#pragma once
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace keys {
// Replaces the file whole; where that cannot be done (a full disk), writes over it in place, because a try must be counted before it is
// made and a full disk must not keep a worker out.
base::Status write_durably(const std::string& path, base::ByteView bytes);
}  // namespace keys
