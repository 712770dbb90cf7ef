#include "sync/store/lanes.h"

#include "sync/codec/layout.h"
#include "sync/codec/value.h"

namespace store {
namespace {

constexpr uint8_t kLaneLayout = 1;
constexpr uint8_t kReplicationLayout = 1;
constexpr size_t kStateBytesMax = 16 * 1024 * 1024;

}  // namespace

base::Bytes encode_lane(const Lane& lane) {
  base::Writer out;
  out.u8(kLaneLayout);
  out.u8(lane.loose ? 1 : 0);
  out.u16(uint16_t(lane.type));
  out.bytes(lane.id.bytes);
  out.sized_text(lane.path);
  out.u64(lane.stamp.clock);
  out.u64(lane.stamp.device);
  out.varint(lane.upto);
  codec::write_value(out, lane.hub);
  out.varint(lane.pending.size());
  for (const Lane::Pending& pending : lane.pending) {
    out.varint(pending.sequence);
    out.u8(pending.splices ? 1 : 0);
    if (pending.splices) codec::write_splices(out, *pending.splices);
  }
  return out.take();
}

base::Result<Lane> decode_lane(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(codec::check_layout(in, kLaneLayout, "lane"));
  Lane lane;
  lane.loose = in.u8() != 0;
  lane.type = record::RecordType(in.u16());
  lane.id = {in.array<16>()};
  lane.path = in.sized_text(record::kPathBytesMax);
  lane.stamp.clock = in.u64();
  lane.stamp.device = in.u64();
  lane.upto = in.varint();
  lane.hub = codec::read_value(in);
  const uint64_t count = in.varint();
  if (count > in.left()) in.fail();
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    Lane::Pending pending{in.varint(), {}};
    if (in.u8() != 0) pending.splices = codec::read_splices(in);
    lane.pending.push_back(std::move(pending));
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "lane");
  return lane;
}

base::Bytes encode_replication(Sequence settled, base::ByteView state) {
  base::Writer out;
  out.u8(kReplicationLayout);
  out.varint(settled);
  out.bytes(state);
  return out.take();
}

base::Status decode_replication(base::ByteView bytes, Replication& out) {
  base::Reader in(bytes);
  TRY_DO(codec::check_layout(in, kReplicationLayout, "replication"));
  out.settled = in.varint();
  if (!in.ok() || in.left() > kStateBytesMax) return base::fail(base::Fault::Corrupt, "replication");
  out.state = base::copy(in.bytes(in.left()));
  return {};
}

std::optional<record::Value> edited(const record::Value& value, const changeset::TextEdit& edit) {
  if (!record::is_absent(value) && !std::holds_alternative<record::Text>(value)) return std::nullopt;
  const std::string_view before = record::utf8_of(value);
  if (changeset::text_check(before) != edit.check) return std::nullopt;
  auto after = record::apply_splices(before, edit.splices);
  if (!after) return std::nullopt;
  return record::text(std::move(*after));
}

// Step by step as record::place() does it at the hub, so that what is shown is what the hub will make of it.
void carry(Lane& lane, const changeset::TextEdit& edit, record::Value& shown) {
  record::Splices theirs = edit.splices;
  for (Lane::Pending& pending : lane.pending) {
    if (!pending.splices) lane.loose = true;
    if (lane.loose) return;
    record::Splices mine = record::transform(*pending.splices, theirs, record::Tie::TheirsFirst);
    theirs = record::transform(theirs, *pending.splices, record::Tie::MineFirst);
    pending.splices = std::move(mine);
  }
  const bool is_text = record::is_absent(shown) || std::holds_alternative<record::Text>(shown);
  auto after = is_text ? record::apply_splices(record::utf8_of(shown), theirs) : std::nullopt;
  if (after) shown = record::text(std::move(*after));
  else lane.loose = true;
}

}  // namespace store
