// app/tablet/effects/blob_names.h: blobs by the names records give them: today's, which every tablet and the hub can check, and those of the store's format 1,
// which meant something on one tablet only and are replaced when it is next unlocked. The worker's thread.
#pragma once
#include <string>

#include "sync/store/store.h"

namespace effects {

// Errors: NotFound (no such blob here, or no name at all), Corrupt.
base::Result<base::Bytes> read_blob(const store::Store& store, std::string_view name);

// Records that still name a blob by its old id are given its new name, as changes of `author`; the old blob goes once that is durable. What cannot be done now
// (the disk is full, the blob is not here) is left for the next time. How many were.
base::Result<size_t> name_blobs_anew(store::Store& store, const std::string& author);

}  // namespace effects
