#include "sync/codec/dropped.h"

#include "sync/codec/layout.h"

namespace codec {
namespace {
// Dropped, layout 1: u8 layout · svarint unix ms · varint sequences, each: varint more than the one before (0 before the first).
constexpr uint8_t kDroppedLayout = 1;
}  // namespace

base::Bytes encode_dropped(const Dropped& dropped) {
  base::Writer out;
  out.u8(kDroppedLayout);
  out.svarint(dropped.unix_ms);
  out.varint(dropped.sequences.size());
  uint64_t before = 0;
  for (const uint64_t sequence : dropped.sequences) {
    out.varint(sequence - before);
    before = sequence;
  }
  return out.take();
}

base::Result<Dropped> decode_dropped(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(check_layout(in, kDroppedLayout, "dropped"));
  Dropped out;
  out.unix_ms = in.svarint();
  const uint64_t count = in.varint();
  if (count > in.left()) in.fail();
  uint64_t before = 0;
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    const uint64_t more = in.varint();
    if (more == 0 || more > ~before) in.fail();
    out.sequences.push_back(before += more);
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "dropped");
  return out;
}

}  // namespace codec
