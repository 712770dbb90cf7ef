#include "sync/codec/log_entry.h"

#include <algorithm>

#include "platform/base/utf8.h"
#include "sync/codec/layout.h"
#include "sync/codec/value.h"

namespace codec {
namespace {

// Log entry, layouts 1 and 2 (of a cleared one: the hash it had stands before the time). Source: FORMAT.md, section 4.
//  u8 layout · u8 flags (1 lost) · u64 sequence · 32 bytes hash of the entry before · lost: 32 bytes own hash, end; else:
//  svarint unix ms · sized author · sized group · varint changes, each:
//  u8 marks (1 same record as before, 2 same stamp as before, 4 `to` is a splice) · 16 bytes id, u16 type · varint clock, u64 device
//  · varint path bytes shared with the change before · sized rest · varint base · value from · value to, or splice
constexpr uint8_t kLogEntryLayout = 1, kClearedLayout = 2;
constexpr uint8_t kLost = 1;
constexpr uint8_t kSameRecord = 1, kSameStamp = 2, kSplice = 4;

// Text replaced by text is kept as what lies between the longest equal beginning and the longest equal end.
struct Splice {
  size_t front = 0, back = 0;
  std::string_view middle;
};

Splice splice_of(std::string_view from, std::string_view to) {
  Splice splice;
  const size_t most = std::min(from.size(), to.size());
  splice.front = size_t(std::mismatch(from.begin(), from.begin() + ptrdiff_t(most), to.begin()).first - from.begin());
  const size_t rest = most - splice.front;
  splice.back = size_t(std::mismatch(from.rbegin(), from.rbegin() + ptrdiff_t(rest), to.rbegin()).first - from.rbegin());
  splice.middle = to.substr(splice.front, to.size() - splice.front - splice.back);
  return splice;
}

bool both_text(const record::Value& a, const record::Value& b) {
  return std::holds_alternative<record::Text>(a) && std::holds_alternative<record::Text>(b);
}

uint8_t marks_of(const Change& change, const Change& before) {
  uint8_t marks = 0;
  if (change.edit.id == before.edit.id && change.edit.type == before.edit.type) marks |= kSameRecord;
  if (change.stamp == before.stamp) marks |= kSameStamp;
  if (both_text(change.from, change.edit.to)) marks |= kSplice;
  return marks;
}

void write_to(base::Writer& out, const Change& change, bool as_splice) {
  if (!as_splice) return write_value(out, change.edit.to);
  const Splice splice = splice_of(record::utf8_of(change.from), record::utf8_of(change.edit.to));
  out.varint(splice.front);
  out.varint(splice.back);
  out.sized_text(splice.middle);
}

void write_change(base::Writer& out, const Change& change, const Change& before) {
  const uint8_t marks = marks_of(change, before);
  out.u8(marks);
  if (!(marks & kSameRecord)) out.bytes(change.edit.id.bytes), out.u16(uint16_t(change.edit.type));
  if (!(marks & kSameStamp)) out.varint(change.stamp.clock), out.u64(change.stamp.device);
  const std::string_view path = change.edit.path, path_before = before.edit.path;
  const size_t shared = size_t(std::mismatch(path.begin(), path.end(), path_before.begin(), path_before.end()).first - path.begin());
  out.varint(shared);
  out.sized_text(path.substr(shared));
  out.varint(change.base);
  write_value(out, change.from);
  write_to(out, change, marks & kSplice);
}

record::Value read_splice(base::Reader& in, const record::Value& from) {
  const std::string_view old = record::utf8_of(from);
  const uint64_t front = in.varint(), back = in.varint();
  const std::string middle = in.sized_text(record::kValueBytesMax);
  if (front > old.size() || back > old.size() - front) return in.fail(), record::Value{};
  std::string to(old.substr(0, size_t(front)));
  to.append(middle).append(old.substr(old.size() - size_t(back)));
  if (to.size() > record::kValueBytesMax || !base::is_utf8(to)) in.fail();
  return record::text(std::move(to));
}

Change read_change(base::Reader& in, const Change& before) {
  Change change;
  const uint8_t marks = in.u8();
  if (marks > (kSameRecord | kSameStamp | kSplice)) return in.fail(), change;
  change.edit.id = before.edit.id, change.edit.type = before.edit.type, change.stamp = before.stamp;
  if (!(marks & kSameRecord)) change.edit.id.bytes = in.array<16>(), change.edit.type = record::RecordType{in.u16()};
  if (!(marks & kSameStamp)) change.stamp.clock = in.varint(), change.stamp.device = in.u64();
  const uint64_t shared = in.varint();
  if (shared > before.edit.path.size()) return in.fail(), change;
  change.edit.path = before.edit.path.substr(0, size_t(shared)) + in.sized_text(record::kPathBytesMax);
  if (!record::is_path(change.edit.path)) in.fail();
  change.base = in.varint();
  change.from = read_value(in);
  if ((marks & kSplice) && !std::holds_alternative<record::Text>(change.from)) in.fail();
  change.edit.to = (marks & kSplice) ? read_splice(in, change.from) : read_value(in);
  return change;
}

}  // namespace

base::Bytes encode_entry(const LogEntry& entry) {
  base::Writer out;
  out.u8(entry.cleared ? kClearedLayout : kLogEntryLayout);
  out.u8(entry.lost ? kLost : 0);
  out.u64(entry.sequence);
  out.bytes(entry.previous);
  if (entry.lost) {
    out.bytes(entry.hash);
    return out.take();
  }
  if (entry.cleared) out.bytes(entry.hash);
  out.svarint(entry.unix_ms);
  out.sized_text(entry.author);
  out.sized_text(entry.group);
  out.varint(entry.changes.size());
  const Change none;
  const Change* before = &none;
  for (const Change& change : entry.changes) {
    write_change(out, change, *before);
    before = &change;
  }
  return out.take();
}

base::Result<LogEntry> decode_entry(base::ByteView bytes) {
  base::Reader in(bytes);
  LogEntry entry;
  entry.cleared = !bytes.empty() && bytes[0] == kClearedLayout;
  TRY_DO(check_layout(in, entry.cleared ? kClearedLayout : kLogEntryLayout, "log entry"));
  const uint8_t flags = in.u8();
  if (flags > (entry.cleared ? 0 : kLost)) in.fail();
  entry.lost = flags & kLost;
  entry.sequence = in.u64();
  entry.previous = in.array<32>();
  if (entry.lost) {
    entry.hash = in.array<32>();
  } else {
    if (entry.cleared) entry.hash = in.array<32>();
    entry.unix_ms = in.svarint();
    entry.author = in.sized_text(kNameBytesMax);
    entry.group = in.sized_text(kNameBytesMax);
    const uint64_t count = in.varint();
    const Change none;
    for (uint64_t i = 0; i < count && in.ok(); ++i) {
      entry.changes.push_back(read_change(in, i == 0 ? none : entry.changes.back()));
    }
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "log entry");
  return entry;
}

}  // namespace codec
