// sync/codec/kept_blob.h: what the store keeps of a blob beside its chunks. FORMAT.md, section 8. Pure functions, any thread.
#pragma once
#include <array>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/record/record_id.h"

namespace codec {

struct KeptBlob {
  bool old = false;               // layout 1: named by a hash under this store's own key, chunks of 128 KiB, nothing below but its size
  uint64_t bytes = 0;             // old: of the content
  bool whole = false;             // every chunk is here
  std::vector<record::RecordId> claims;  // records in which this tablet itself named it; none: it came from elsewhere, or nothing names it yet
  std::array<uint8_t, 8> hub{};   // the history of the hub that has all of it; zeros: none is known to
  base::Bytes manifest;           // sync/blob/FORMAT.md
  bool operator==(const KeptBlob&) const = default;
};

base::Bytes encode_kept_blob(const KeptBlob& blob);
// Errors: Corrupt, TooNew.
base::Result<KeptBlob> decode_kept_blob(base::ByteView bytes);

}  // namespace codec
