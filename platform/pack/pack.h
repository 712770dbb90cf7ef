// platform/pack/pack.h: compression by zstd. Each thread keeps its own working memory between calls. Any thread.
#pragma once
#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace pack {

inline constexpr int kFast = 1;
inline constexpr int kUsual = 3;
inline constexpr int kSmall = 19;

// One zstd frame that names its content's size, without a checksum (what it goes into is authenticated).
base::Bytes compress(base::ByteView plain, int level = kUsual);
// Refuses before allocating anything when the frame says, or turns out, to hold more than `plain_bytes_max`. Errors: Corrupt, BadInput (too large).
base::Result<base::Bytes> decompress(base::ByteView packed, size_t plain_bytes_max);

}  // namespace pack
