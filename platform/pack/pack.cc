#include "platform/pack/pack.h"

#include <zstd.h>

#include <memory>
#include <new>


namespace pack {
namespace {

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Throws std::bad_alloc, like every other allocation, when there is no memory.
template <class Context>
Context* kept(std::unique_ptr<Context, Free>& slot, Context* (*make)()) {
  if (!slot) slot.reset(make());
  if (!slot) throw std::bad_alloc();
  return slot.get();
}

ZSTD_CCtx* compressor() {
  thread_local std::unique_ptr<ZSTD_CCtx, Free> slot;
  return kept(slot, &ZSTD_createCCtx);
}

ZSTD_DCtx* decompressor() {
  thread_local std::unique_ptr<ZSTD_DCtx, Free> slot;
  return kept(slot, &ZSTD_createDCtx);
}

}  // namespace

base::Bytes compress(base::ByteView plain, int level) {
  base::Bytes out(ZSTD_compressBound(plain.size()));
  const size_t size = ZSTD_compressCCtx(compressor(), out.data(), out.size(), plain.data(), plain.size(), level);
  if (ZSTD_isError(size)) throw std::bad_alloc();  // with room enough, memory is all that can be missing
  out.resize(size);
  return out;
}

base::Result<base::Bytes> decompress(base::ByteView packed, size_t plain_bytes_max) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) return base::fail(base::Fault::Corrupt, "frame size");
  if (size > plain_bytes_max) return base::fail(base::Fault::BadInput, "frame bytes " + std::to_string(size));
  if (ZSTD_findFrameCompressedSize(packed.data(), packed.size()) != packed.size()) return base::fail(base::Fault::Corrupt, "frame tail");
  base::Bytes out(static_cast<size_t>(size));
  const size_t got = ZSTD_decompressDCtx(decompressor(), out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) || got != out.size()) return base::fail(base::Fault::Corrupt, "frame");
  return out;
}

}  // namespace pack
