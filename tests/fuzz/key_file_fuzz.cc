// LINK sync_keys
// Bytes under the right seal, so that the fuzzer reaches the layout behind it, and any bytes as they are.
#include "platform/base/check.h"
#include "sync/keys/key_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  os::SeededRandom random(1);
  static const crypto::Key key = crypto::Key::random(random);
  (void)keys::decode_key_file({data, size}, key);
  base::Bytes sealed = *keys::encode_key_file({}, key, random);
  sealed.resize(36);
  const base::Bytes header = sealed;
  crypto::seal_onto(sealed, key, {data, size}, header, random);
  const auto file = keys::decode_key_file(sealed, key);
  if (!file) return 0;
  const auto again = keys::encode_key_file(*file, key, random);
  if (again) CHECK(*keys::decode_key_file(*again, key) == *file);
  return 0;
}
