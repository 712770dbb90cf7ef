#include "sync/reconcile/rows.h"

#include "sync/codec/log_entry.h"
#include "sync/codec/value.h"

namespace reconcile {
namespace {

constexpr uint8_t kRowVersion = 1;
constexpr size_t kEntriesMax = 1 << 20;
constexpr size_t kReasonBytesMax = 64;

base::Writer begin() {
  base::Writer out(128);  // most rows
  out.u8(kRowVersion);
  return out;
}

template <class Row>
base::Result<Row> end(const base::Reader& in, Row row, const char* name) {
  if (!in.done()) return base::fail(base::Fault::Corrupt, name);
  return row;
}

// False when the row is from a newer hub.
bool known_version(base::Reader& in) { return in.u8() == kRowVersion; }
auto too_new(const char* name) { return base::fail(base::Fault::TooNew, name); }

void write(base::Writer& out, const Author& author) {
  out.u64(author.device);
  out.u64(author.clock);
  out.sized_text(author.worker);
}
Author read_author(base::Reader& in) {
  Author author;
  author.device = in.u64();
  author.clock = in.u64();
  author.worker = in.sized_text(codec::kNameBytesMax);
  return author;
}

void write(base::Writer& out, const changeset::Block& block) {
  out.varint(block.ids.size());
  for (const record::RecordId& id : block.ids) out.bytes(id.bytes);
  out.sized(block.ops);
  out.sized(block.words);
}
changeset::Block read_block(base::Reader& in) {
  changeset::Block block;
  const uint64_t ids = in.varint();
  if (ids > in.left() / 16) in.fail();
  for (uint64_t i = 0; i < ids && in.ok(); ++i) block.ids.push_back({in.array<16>()});
  block.ops = base::copy(in.sized(changeset::kOpsBytesMax));
  block.words = base::copy(in.sized(changeset::kWordsBytesMax));
  return block;
}

// Entries as a block under the empty schema: rows outlive schemas.
void write(base::Writer& out, const std::vector<changeset::Entry>& entries) {
  out.varint(entries.size());
  if (entries.empty()) return;
  out.varint(entries[0].sequence);
  out.u64(entries[0].device);
  write(out, changeset::encode_block(entries, {entries[0].sequence, entries[0].device, 0}, changeset::Schema()));
}
std::vector<changeset::Entry> read_entries(base::Reader& in) {
  const uint64_t count = in.varint();
  if (count == 0 || count > kEntriesMax || !in.ok()) return {};
  const uint64_t sequence = in.varint(), device = in.u64();
  const changeset::Block block = read_block(in);
  auto entries = changeset::decode_block(block, {sequence, device, 0}, changeset::Schema());
  if (!entries || entries->size() != count) return in.fail(), std::vector<changeset::Entry>();
  return std::move(*entries);
}

}  // namespace

base::Bytes encode(const MetaRow& row) {
  base::Writer out = begin();
  out.u16(row.format);
  out.bytes(row.epoch);
  out.u64(row.last_sequence);
  return out.take();
}
template <>
base::Result<MetaRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("meta");
  MetaRow row;
  row.format = in.u16();
  row.epoch = in.array<8>();
  row.last_sequence = in.u64();
  return end(in, row, "meta");
}

base::Bytes encode(const DeviceRow& row) {
  base::Writer out = begin();
  out.bytes(row.key);
  out.u8(uint8_t(row.standing));
  out.varint(row.held);
  out.varint(row.applied);
  out.bytes(row.chain);
  out.svarint(row.unix_s);
  out.varint(row.base);
  out.varint(row.grants);
  out.varint(row.cursor);
  out.svarint(row.seen_s);
  out.svarint(row.clock_ahead_s);
  out.sized_text(row.worker);
  out.varint(row.asked);
  out.varint(row.filled);
  return out.take();
}
template <>
base::Result<DeviceRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("device");
  DeviceRow row;
  row.key = in.array<32>();
  row.standing = Standing(in.u8());
  row.held = in.varint();
  row.applied = in.varint();
  row.chain = in.array<32>();
  row.unix_s = in.svarint();
  row.base = in.varint();
  row.grants = in.varint();
  row.cursor = in.varint();
  row.seen_s = in.svarint();
  row.clock_ahead_s = in.svarint();
  row.worker = in.sized_text(codec::kNameBytesMax);
  row.asked = row.filled = row.grants;  // before they were noted, what was given was taken for filled
  if (!in.done()) {
    row.asked = in.varint();
    row.filled = in.varint();
  }
  if (row.standing > Standing::Forked) in.fail();
  return end(in, row, "device");
}

base::Bytes encode(const GrantRow& row) {
  base::Writer out = begin();
  out.bytes(row.bucket.bytes);
  out.u8(uint8_t((row.given ? 1 : 0) | (row.begun ? 2 : 0)));
  out.varint(row.sequence);
  out.varint(row.cursor);
  out.varint(row.previous);
  return out.take();
}
template <>
base::Result<GrantRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("grant");
  GrantRow row;
  row.bucket = {in.array<16>()};
  const uint8_t flags = in.u8();
  row.given = flags & 1;
  row.begun = flags & 2;
  if (in.done()) return row;  // as it was before sequences were noted
  row.sequence = in.varint();
  row.cursor = in.varint();
  row.previous = in.varint();
  return end(in, row, "grant");
}

base::Bytes encode(const RecordRow& row) {
  base::Writer out = begin();
  out.u16(uint16_t(row.type));
  out.bytes(row.bucket.bytes);
  out.varint(row.since);
  if (row.moved != 0) out.varint(row.moved);
  return out.take();
}
template <>
base::Result<RecordRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("record");
  RecordRow row;
  row.type = record::RecordType(in.u16());
  row.bucket = {in.array<16>()};
  row.since = in.varint();
  row.moved = in.done() ? 0 : in.varint();
  return end(in, row, "record");
}

base::Bytes encode(const MoveRow& row) {
  base::Writer out = begin();
  out.bytes(row.from.bytes);
  out.varint(row.since);
  return out.take();
}
template <>
base::Result<MoveRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("move");
  MoveRow row;
  row.from = {in.array<16>()};
  row.since = in.varint();
  return end(in, row, "move");
}

base::Bytes encode(const FieldRow& row) {
  base::Writer out = begin();
  out.varint(row.sequence);
  out.varint(row.other_sequence);
  write(out, row.author);
  out.u8(row.conflict.is_nil() ? 0 : 1);
  if (!row.conflict.is_nil()) out.bytes(row.conflict.bytes);
  codec::write_value(out, row.value);
  return out.take();
}
template <>
base::Result<FieldRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("field");
  FieldRow row;
  row.sequence = in.varint();
  row.other_sequence = in.varint();
  row.author = read_author(in);
  if (in.u8() != 0) row.conflict = {in.array<16>()};
  row.value = codec::read_value(in);
  return end(in, std::move(row), "field");
}

base::Bytes encode(const VersionRow& row) {
  base::Writer out = begin();
  out.u8(uint8_t((row.replaced ? 1 : 0) | (row.typed ? 2 : 0)));
  out.u64(row.device);
  out.varint(row.base);
  out.varint(row.replaced_sequence);
  write(out, row.replaced_author);
  if (row.replaced) {
    codec::write_value(out, *row.replaced);
    return out.take();
  }
  codec::write_splices(out, row.splices);
  for (const std::string& erased : row.erased) out.sized_text(erased);
  if (row.typed) codec::write_splices(out, *row.typed);
  return out.take();
}
template <>
base::Result<VersionRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("version");
  VersionRow row;
  const uint8_t flags = in.u8();
  row.device = in.u64();
  row.base = in.varint();
  row.replaced_sequence = in.varint();
  row.replaced_author = read_author(in);
  if (flags & 1) {
    row.replaced = codec::read_value(in);
    return end(in, std::move(row), "version");
  }
  row.splices = codec::read_splices(in);
  for (size_t i = 0; i < row.splices.size() && in.ok(); ++i) row.erased.push_back(in.sized_text(record::kValueBytesMax));
  if (flags & 2) row.typed = codec::read_splices(in);
  return end(in, std::move(row), "version");
}

base::Bytes encode(const QuarantineRow& row) {
  base::Writer out = begin();
  write(out, std::vector<changeset::Entry>{row.entry});
  out.sized_text(row.reason);
  return out.take();
}
template <>
base::Result<QuarantineRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("quarantine");
  QuarantineRow row;
  auto entries = read_entries(in);
  row.reason = in.sized_text(kReasonBytesMax);
  if (entries.size() != 1) in.fail();
  if (in.ok()) row.entry = std::move(entries[0]);
  return end(in, std::move(row), "quarantine");
}

base::Bytes encode(const FrameRow& row) {
  base::Writer out = begin();
  out.u32(row.head.count);
  out.varint(row.head.cursor);
  out.svarint(row.head.unix_s);
  out.u8(uint8_t((row.head.goes_on ? 1 : 0) | (row.signature ? 2 : 0)));
  out.bytes(row.head.schema);
  out.bytes(row.head.previous);
  out.varint(row.hub_first);
  out.svarint(row.received_s);
  if (row.signature) out.bytes(*row.signature);
  write(out, row.block);
  return out.take();
}
// Up to the block. The device and the first sequence are the key's.
FrameRow read_frame_head(base::Reader& in) {
  FrameRow row;
  row.head.count = in.u32();
  row.head.cursor = in.varint();
  row.head.unix_s = in.svarint();
  const uint8_t flags = in.u8();
  row.head.goes_on = flags & 1;
  row.head.schema = in.array<8>();
  row.head.previous = in.array<32>();
  row.hub_first = in.varint();
  row.received_s = in.svarint();
  if (flags & 2) row.signature = in.array<64>();
  return row;
}
template <>
base::Result<FrameRow> decode(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("frame");
  FrameRow row = read_frame_head(in);
  row.block = read_block(in);
  return end(in, std::move(row), "frame");
}
base::Result<base::ByteView> words_of_frame(base::ByteView bytes) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("frame");
  (void)read_frame_head(in);
  const uint64_t ids = in.varint();
  if (ids > in.left() / sizeof(record::RecordId)) in.fail();
  in.bytes(size_t(ids) * sizeof(record::RecordId));
  in.sized(changeset::kOpsBytesMax);
  const base::ByteView words = in.sized(changeset::kWordsBytesMax);
  return end(in, words, "frame");
}

base::Bytes encode(const FeedRow& row) {
  base::Writer out = begin();
  out.u8(uint8_t(row.form));
  out.u64(row.device);
  out.varint(row.first);
  out.varint(row.count);
  if (row.form == FeedRow::Form::Entries || row.form == FeedRow::Form::Settled) {
    write(out, row.entries);
  } else if (row.form == FeedRow::Form::Left) {
    out.bytes(row.record.bytes);
  }
  return out.take();
}
base::Result<FeedRow> decode_feed(base::ByteView bytes, uint64_t reader) {
  base::Reader in(bytes);
  if (!known_version(in)) return too_new("feed");
  FeedRow row;
  row.form = FeedRow::Form(in.u8());
  row.device = in.u64();
  row.first = in.varint();
  row.count = in.varint();
  if (row.form == FeedRow::Form::Entries && row.device == reader && in.ok()) return row;
  if (row.form == FeedRow::Form::Entries || row.form == FeedRow::Form::Settled) {
    row.entries = read_entries(in);
  } else if (row.form == FeedRow::Form::Left) {
    row.record = {in.array<16>()};
  } else if (row.form > FeedRow::Form::Left) {
    in.fail();
  }
  return end(in, std::move(row), "feed");
}
template <>
base::Result<FeedRow> decode(base::ByteView bytes) {
  return decode_feed(bytes, 0);
}

}  // namespace reconcile
