// sync/changeset/parcel.h: entries of any number of devices packed by themselves: what the hub sends to a tablet. FORMAT.md, section 9. Pure functions,
// any thread.
#pragma once
#include "sync/changeset/block.h"

namespace changeset {

inline constexpr size_t kParcelBytesMax = 64 * 1024 * 1024;

// `level` is zstd's, for the words.
base::Bytes pack_parcel(std::span<const Entry> entries, const Vocabulary& vocabulary, int level);
// Errors: Corrupt, TooNew, BadInput (too large), NotFound (a schema or dictionary the library does not hold).
base::Result<std::vector<Entry>> unpack_parcel(base::ByteView bytes, const Library& library);

}  // namespace changeset
