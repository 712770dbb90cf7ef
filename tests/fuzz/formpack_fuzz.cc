// LINK app_formpack
// Manifests and bundles from anywhere. A manifest that is read is written again as it was.
#include "app/formpack/pack.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::ByteView bytes(data, size);
  if (const auto manifest = formpack::read_manifest(base::text_view(bytes)))
    if (formpack::read_manifest(formpack::write_manifest(*manifest)).value() != *manifest) __builtin_trap();
  if (const auto pack = formpack::decode_bundle(bytes)) {
    if (formpack::decode_bundle(formpack::encode_bundle(*pack)).value().texts != pack->texts) __builtin_trap();
    (void)formpack::verify(*pack, crypto::VerifyKey{});
  }
  return 0;
}
