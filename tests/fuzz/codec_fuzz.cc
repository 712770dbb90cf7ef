// LINK sync_codec platform_crypto
// Everything the store decodes: a fault, or a value that writes the same value again.
#include "platform/base/check.h"
#include "platform/crypto/crypto.h"
#include "sync/codec/dropped.h"
#include "sync/codec/header.h"
#include "sync/codec/kept_blob.h"
#include "sync/codec/root.h"
#include "sync/codec/section.h"
#include "sync/codec/set_aside.h"

namespace {

template <class Value, class Decode, class Encode>
void round_trip(base::ByteView bytes, Decode decode, Encode encode) {
  const base::Result<Value> value = decode(bytes);
  if (!value) return;
  const base::Result<Value> again = decode(encode(*value));
  CHECK(again && *again == *value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const base::ByteView bytes(data + 1, size - 1);
  switch (data[0] % 6) {
    case 0: round_trip<codec::Section>(bytes, codec::decode_section, codec::encode_section); break;
    case 1: round_trip<codec::LogEntry>(bytes, codec::decode_entry, codec::encode_entry); break;
    case 2: round_trip<codec::Root>(bytes, codec::decode_root, codec::encode_root); break;
    case 3: round_trip<codec::SetAside>(bytes, codec::decode_set_aside, codec::encode_set_aside); break;
    case 5: round_trip<codec::Dropped>(bytes, codec::decode_dropped, codec::encode_dropped); break;
    default:
      (void)codec::read_envelope(bytes);
      round_trip<codec::KeptBlob>(bytes, codec::decode_kept_blob, codec::encode_kept_blob);
      (void)codec::decode_header(bytes, [](base::ByteView) { return std::array<uint8_t, 32>{}; });
  }
  return 0;
}
