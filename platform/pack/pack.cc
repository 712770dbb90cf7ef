#include "platform/pack/pack.h"

#include <malloc.h>
#include <string.h>

#include <cstdlib>
#include <memory>
#include <new>

#include "platform/pack/zstd_contexts.h"

namespace pack {
namespace {

// A context keeps the letters it could not make shorter: they are zeroed with it.
void* give(void*, size_t size) { return std::malloc(size); }
void take_back(void*, void* place) {
  if (!place) return;
  ::explicit_bzero(place, ::malloc_usable_size(place));
  std::free(place);
}
constexpr ZSTD_customMem kWiped{give, take_back, nullptr};

thread_local CompressorPtr g_compressor;
thread_local DecompressorPtr g_decompressor;

// Both throw std::bad_alloc, like every other allocation, when there is no memory.
ZSTD_CCtx* compressor() {
  if (!g_compressor) g_compressor.reset(ZSTD_createCCtx_advanced(kWiped));
  if (!g_compressor) throw std::bad_alloc();
  return g_compressor.get();
}

ZSTD_DCtx* decompressor() {
  if (!g_decompressor) g_decompressor.reset(ZSTD_createDCtx_advanced(kWiped));
  if (!g_decompressor) throw std::bad_alloc();
  return g_decompressor.get();
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

void forget() {
  g_compressor.reset();
  g_decompressor.reset();
}

}  // namespace pack
