// sync/store/salvage.h: a damaged file's values carried into a fresh one. Never uses LMDB on the damaged file, never changes it: it is laid
// into the quarantine folder as it was. For this folder's own use.
#pragma once
#include "sync/store/impl.h"

namespace store {

// Of each value the newest that still opens is kept; fields that are older than the log says are set from the log; entries of the log that are
// gone are marked as lost, and what they had written that the hub may not have is written into the log anew, so that it is sent.
// Errors: Full; Corrupt (not one value opens: nothing was touched).
base::Result<OpenReport> salvage(const std::string& folder, const Cells& cells, const codec::Header& header, const Options& options);

// What a salvage that was cut short left behind.
void clear_unfinished_salvage(const std::string& folder);

}  // namespace store
