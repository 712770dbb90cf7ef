// Compression of small pieces between two ends that share a context.
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>

#include <memory>
#include <new>

#include "platform/pack/pack.h"
#include "platform/pack/zstd_contexts.h"

namespace pack {
namespace {

constexpr int kWindowLogMax = 27;  // 128 MB: the size in the frame bounds it first

void need(size_t code) {
  if (ZSTD_isError(code)) throw std::bad_alloc();  // the settings are ours, so memory is all that can be missing
}

// A zstd dictionary ends in its content, so what came before goes on its end, where it is nearest.
base::Bytes joined(const Context& context) {
  base::Bytes bytes(context.dictionary.begin(), context.dictionary.end());
  bytes.insert(bytes.end(), context.before.begin(), context.before.end());
  return bytes;
}

ZSTD_dictContentType_e content_type(const Context& context) { return context.dictionary.empty() ? ZSTD_dct_rawContent : ZSTD_dct_fullDict; }

}  // namespace

base::Bytes compress(const Context& context, base::ByteView plain, int level) {
  const CompressorPtr owner(ZSTD_createCCtx());
  ZSTD_CCtx* const zstd = owner.get();
  if (!zstd) throw std::bad_alloc();
  need(ZSTD_CCtx_setParameter(zstd, ZSTD_c_format, ZSTD_f_zstd1_magicless));
  need(ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, level));
  need(ZSTD_CCtx_setParameter(zstd, ZSTD_c_dictIDFlag, 0));
  need(ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 0));
  const base::Bytes known = joined(context);
  need(ZSTD_CCtx_loadDictionary_advanced(zstd, known.data(), known.size(), ZSTD_dlm_byRef, content_type(context)));
  base::Bytes out(ZSTD_compressBound(plain.size()));
  const size_t size = ZSTD_compress2(zstd, out.data(), out.size(), plain.data(), plain.size());
  need(size);
  out.resize(size);
  return out;
}

base::Result<base::Bytes> decompress(const Context& context, base::ByteView packed, size_t plain_bytes_max) {
  ZSTD_frameHeader header;
  if (ZSTD_getFrameHeader_advanced(&header, packed.data(), packed.size(), ZSTD_f_zstd1_magicless) != 0 || header.frameType != ZSTD_frame)
    return base::fail(base::Fault::Corrupt, "piece header");
  if (header.frameContentSize == ZSTD_CONTENTSIZE_UNKNOWN) return base::fail(base::Fault::Corrupt, "piece size");
  if (header.frameContentSize > plain_bytes_max) return base::fail(base::Fault::BadInput, "piece bytes " + std::to_string(header.frameContentSize));
  thread_local DecompressorPtr owner(ZSTD_createDCtx());
  ZSTD_DCtx* const zstd = owner.get();
  if (!zstd) throw std::bad_alloc();
  need(ZSTD_DCtx_reset(zstd, ZSTD_reset_session_and_parameters));
  need(ZSTD_DCtx_setParameter(zstd, ZSTD_d_format, ZSTD_f_zstd1_magicless));
  need(ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, kWindowLogMax));
  const base::Bytes known = joined(context);
  if (ZSTD_isError(ZSTD_DCtx_loadDictionary_advanced(zstd, known.data(), known.size(), ZSTD_dlm_byRef, content_type(context))))
    return base::fail(base::Fault::Corrupt, "dictionary");
  base::Bytes out(static_cast<size_t>(header.frameContentSize));
  const size_t got = ZSTD_decompressDCtx(zstd, out.data(), out.size(), packed.data(), packed.size());
  need(ZSTD_DCtx_refDDict(zstd, nullptr));
  if (ZSTD_isError(got) || got != out.size()) return base::fail(base::Fault::Corrupt, "piece");
  return out;
}

base::Result<base::Bytes> train(std::span<const base::Bytes> samples, size_t bytes_max) {
  base::Bytes joined_samples;
  std::vector<size_t> sizes;
  for (const base::Bytes& sample : samples) {
    joined_samples.insert(joined_samples.end(), sample.begin(), sample.end());
    sizes.push_back(sample.size());
  }
  base::Bytes out(bytes_max);
  ZDICT_cover_params_t settings{};
  settings.d = 8;
  settings.k = 256;
  settings.steps = 8;
  settings.zParams.compressionLevel = kSmall;
  const size_t size = ZDICT_optimizeTrainFromBuffer_cover(out.data(), out.size(), joined_samples.data(), sizes.data(), unsigned(sizes.size()), &settings);
  if (ZDICT_isError(size)) return base::fail(base::Fault::BadInput, "samples " + std::to_string(samples.size()));
  out.resize(size);
  return out;
}

}  // namespace pack
