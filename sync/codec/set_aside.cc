#include "sync/codec/set_aside.h"

#include "sync/codec/layout.h"
#include "sync/codec/section.h"

namespace codec {
namespace {
// Set aside, layout 1: u8 layout · u8 rebuilt · svarint unix ms · sized key · sized stored.
constexpr uint8_t kSetAsideLayout = 1;
}  // namespace

base::Bytes encode_set_aside(const SetAside& value) {
  base::Writer out;
  out.u8(kSetAsideLayout);
  out.u8(value.rebuilt);
  out.svarint(value.unix_ms);
  out.sized(value.key);
  out.sized(value.stored);
  return out.take();
}

base::Result<SetAside> decode_set_aside(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(check_layout(in, kSetAsideLayout, "set aside"));
  SetAside value;
  value.rebuilt = in.u8() != 0;
  value.unix_ms = in.svarint();
  value.key = base::copy(in.sized(512));
  value.stored = base::copy(in.sized(2 * kSectionBytesMax));
  if (!in.done()) return base::fail(base::Fault::Corrupt, "set aside");
  return value;
}

}  // namespace codec
