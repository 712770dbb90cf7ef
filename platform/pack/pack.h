// platform/pack/pack.h: compression by zstd. Each thread keeps its own working memory between calls. Any thread.
#pragma once
#include <span>

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
// What compress() and decompress() keep for this thread still holds some of the bytes that went through them: zeroes and drops it.
void forget();

// What both ends know before a small piece is compressed, so that it need not be said again. Both parts may be empty.
struct Context {
  base::ByteView dictionary;  // from train()
  base::ByteView before;      // what was compressed just before, most recent last
};
// Bare pieces: no magic number, no dictionary id, no checksum; the content's size is in it.
base::Bytes compress(const Context& context, base::ByteView plain, int level = kSmall);
// As decompress() above. Another context may give other bytes and no error: what is opened must be authenticated.
base::Result<base::Bytes> decompress(const Context& context, base::ByteView packed, size_t plain_bytes_max);

// A dictionary of at most `bytes_max` made of what the samples have in common. It holds pieces of them word for word: never train on what somebody
// wrote about somebody. Errors: BadInput (too few samples to learn from).
base::Result<base::Bytes> train(std::span<const base::Bytes> samples, size_t bytes_max);

}  // namespace pack
