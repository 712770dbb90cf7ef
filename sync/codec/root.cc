#include "sync/codec/root.h"

#include "sync/codec/layout.h"
#include "sync/record/record.h"

namespace codec {
namespace {

// Root, layout 1. Source: FORMAT.md, section 5. Integers little-endian.
constexpr uint8_t kRootLayout = 1;

struct Halves {
  uint64_t low, high;
};

Halves halves_of(const std::array<uint8_t, 16>& hash) {
  base::Reader in(hash);
  const uint64_t low = in.u64();
  return {low, in.u64()};
}

}  // namespace

void Tally::add(const std::array<uint8_t, 16>& hash) {
  const Halves part = halves_of(hash);
  low += part.low;
  high += part.high + (low < part.low ? 1 : 0);
  ++cells;
}

void Tally::take(const std::array<uint8_t, 16>& hash) {
  const Halves part = halves_of(hash);
  high -= part.high + (low < part.low ? 1 : 0);
  low -= part.low;
  --cells;
}

base::Bytes encode_root(const Root& root) {
  base::Writer out;
  out.u8(kRootLayout);
  out.u64(root.generation);
  out.u64(root.last_sequence);
  out.u64(root.acknowledged);
  out.u64(root.open_sequence);
  out.u64(root.clock);
  out.bytes(root.head);
  out.u64(root.tally.low);
  out.u64(root.tally.high);
  out.u64(root.tally.cells);
  out.svarint(root.last_commit_ms);
  out.varint(root.quarantined);
  out.varint(root.lost_entries);
  out.varint(root.records.size());
  for (const auto& [type, count] : root.records) out.u16(uint16_t(type)), out.varint(count);
  return out.take();
}

base::Result<Root> decode_root(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(check_layout(in, kRootLayout, "root"));
  Root root;
  root.generation = in.u64();
  root.last_sequence = in.u64();
  root.acknowledged = in.u64();
  root.open_sequence = in.u64();
  root.clock = in.u64();
  root.head = in.array<32>();
  root.tally.low = in.u64();
  root.tally.high = in.u64();
  root.tally.cells = in.u64();
  root.last_commit_ms = in.svarint();
  root.quarantined = in.varint();
  root.lost_entries = in.varint();
  const uint64_t types = in.varint();
  for (uint64_t i = 0; i < types && in.ok(); ++i) {
    const record::RecordType type{in.u16()};
    root.records.emplace_hint(root.records.end(), type, in.varint());
  }
  if (!in.done() || root.acknowledged > root.last_sequence || root.open_sequence > root.last_sequence) {
    return base::fail(base::Fault::Corrupt, "root");
  }
  return root;
}

}  // namespace codec
