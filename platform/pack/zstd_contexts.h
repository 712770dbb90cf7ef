// platform/pack/zstd_contexts.h: zstd's contexts as owned things. Private to the module.
#pragma once
#define ZSTD_STATIC_LINKING_ONLY  // magicless frames, dictionaries by reference, an allocator of one's own: unchanged since zstd 1.4
#include <zstd.h>

#include <memory>

namespace pack {

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using CompressorPtr = std::unique_ptr<ZSTD_CCtx, FreeContext>;
using DecompressorPtr = std::unique_ptr<ZSTD_DCtx, FreeContext>;

}  // namespace pack
