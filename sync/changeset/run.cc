#include "sync/changeset/run.h"

#include "platform/pack/pack.h"

namespace changeset {
namespace {

// Numbers on the wire: never reused.
enum Flag : uint8_t { kCursorMoved = 1, kGoesOn = 2, kSigned = 4, kWithWindow = 8, kProse = 16 };
constexpr uint8_t kFlagsKnown = 31, kFlagsKnownPlain = 15;
constexpr size_t kRunIdsMax = 65536;

void write_ids(base::Writer& out, const std::vector<record::RecordId>& ids, const IsKnown& is_known) {
  out.varint(ids.size());
  base::Bytes whole((ids.size() + 7) / 8);
  for (size_t i = 0; i < ids.size(); ++i)
    if (!is_known(ids[i])) whole[i / 8] |= uint8_t(1 << (i % 8));
  out.bytes(whole);
  for (size_t i = 0; i < ids.size(); ++i) {
    if (whole[i / 8] >> (i % 8) & 1) out.bytes(ids[i].bytes);
    else out.bytes(tail_of(ids[i]));
  }
}

void read_ids(base::Reader& in, PackedFrame& out) {
  const uint64_t count = in.varint();
  if (count > kRunIdsMax) return in.fail();
  const base::ByteView whole = in.bytes(size_t(count + 7) / 8);
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    const bool is_whole = whole[i / 8] >> (i % 8) & 1;
    out.ids.emplace_back(is_whole, in.bytes(is_whole ? sizeof(record::RecordId) : kTailBytes));
  }
}

// No bytes stand for no bytes.
void write_words(base::Writer& out, const pack::Context& context, base::ByteView plain) {
  out.sized(plain.empty() ? base::Bytes() : pack::compress(context, plain));
}
base::Result<base::Bytes> read_words(const pack::Context& context, base::ByteView packed) {
  if (packed.empty()) return base::Bytes();
  return pack::decompress(context, packed, kWordsBytesMax);
}

}  // namespace

Tail tail_of(const record::RecordId& id) {
  Tail tail;
  std::copy_n(id.bytes.end() - kTailBytes, kTailBytes, tail.begin());
  return tail;
}

RunWriter::RunWriter(const RunHead& head, const Vocabulary& vocabulary, Window window, bool with_window, IsKnown is_known)
    : head_(head), vocabulary_(&vocabulary), habits_(vocabulary), window_(std::move(window)), with_window_(with_window), is_known_(std::move(is_known)) {
  const uint8_t version = vocabulary.dictionary->prose() ? kVersion : kVersionPlain;
  out_.u8(version);
  out_.u8(version);
  out_.u64(head.device);
  out_.bytes(vocabulary.schema->id());
  out_.bytes(vocabulary.dictionary->id());
  out_.varint(head.first);
  out_.varint(head.cursor);
  out_.svarint(head.unix_s);
}

void RunWriter::add(const Frame& frame, const std::optional<crypto::Signature>& signature) {
  const Dictionary& dictionary = *vocabulary_->dictionary;
  const base::ByteView before = with_window_ ? base::ByteView(window_.bytes()) : base::ByteView();
  const bool moved = frame.head.cursor != head_.cursor, prose = dictionary.prose() && frame.block.words.size() <= kProseBytesMax;
  out_.u8(uint8_t((moved ? kCursorMoved : 0) | (frame.head.goes_on ? kGoesOn : 0) | (signature ? kSigned : 0) | (with_window_ ? kWithWindow : 0) | (prose ? kProse : 0)));
  if (moved) out_.svarint(int64_t(frame.head.cursor - head_.cursor));
  head_.cursor = frame.head.cursor;
  out_.varint(frame.head.count);
  write_ids(out_, frame.block.ids, is_known_);
  out_.sized(pack_ops(frame.block, start_of(frame.head), *vocabulary_->schema, habits_, prose ? &habits_.prose(before) : nullptr));
  if (!prose) write_words(out_, {dictionary.words(), before}, frame.block.words);
  if (signature) out_.bytes(*signature);
  window_.add(frame.block.words);
}

base::Result<RunReader> RunReader::open(base::ByteView bytes) {
  RunReader run;
  run.bytes_ = bytes;
  base::Reader in(bytes);
  run.head_.version = in.u8();
  const uint8_t reader_min = in.u8();
  if (in.ok() && reader_min > kVersion) return base::fail(base::Fault::TooNew, "run version");
  run.head_.device = in.u64();
  run.head_.schema = in.array<8>();
  run.head_.dictionary = in.array<8>();
  run.head_.first = in.varint();
  run.head_.cursor = run.cursor_ = in.varint();
  run.head_.unix_s = in.svarint();
  run.head_whole_ = in.ok();
  if (in.ok()) run.used_ = bytes.size() - in.left();
  if (!in.ok() && bytes.size() > 64) return base::fail(base::Fault::Corrupt, "run head");
  return run;
}

base::Result<std::optional<PackedFrame>> RunReader::next() {
  if (!head_whole_ || used_ == bytes_.size()) return std::nullopt;
  base::Reader in(bytes_.subspan(used_));
  PackedFrame frame;
  const uint8_t flags = in.u8();
  if (flags & ~(head_.version == kVersionPlain ? kFlagsKnownPlain : kFlagsKnown)) return base::fail(base::Fault::Corrupt, "frame flags");
  frame.goes_on = flags & kGoesOn;
  frame.with_window = flags & kWithWindow;
  frame.prose = flags & kProse;
  frame.cursor = cursor_ + (flags & kCursorMoved ? uint64_t(in.svarint()) : 0);
  const uint64_t count = in.varint();
  read_ids(in, frame);
  frame.ops = in.sized(kFrameBytesMax);
  if (!frame.prose) frame.words = in.sized(kFrameBytesMax);
  if (flags & kSigned) frame.signature = in.array<64>();
  if (!in.ok()) {
    if (bytes_.size() - used_ > 3 * kFrameBytesMax) return base::fail(base::Fault::Corrupt, "frame bytes");
    return std::nullopt;
  }
  if (count == 0 || count > kFrameEntriesMax) return base::fail(base::Fault::Corrupt, "frame count");
  frame.count = uint32_t(count);
  cursor_ = frame.cursor;
  used_ = bytes_.size() - in.left();
  return frame;
}

base::Result<Unpacked> unpack(const PackedFrame& packed, FrameHead head, const Vocabulary& vocabulary, Habits& habits, const Window& window, const FindByTail& find) {
  Frame frame;
  frame.head = head;
  frame.head.count = packed.count;
  frame.head.cursor = packed.cursor;
  frame.head.goes_on = packed.goes_on;
  frame.head.schema = vocabulary.schema->id();
  for (const auto& [whole, bytes] : packed.ids) {
    record::RecordId id;
    if (whole) {
      std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    } else {
      Tail tail;
      std::copy(bytes.begin(), bytes.end(), tail.begin());
      TRY(id, find(tail));
    }
    frame.block.ids.push_back(id);
  }
  const base::ByteView before = packed.with_window ? base::ByteView(window.bytes()) : base::ByteView();
  if (packed.prose && !vocabulary.dictionary->prose()) return base::fail(base::Fault::Corrupt, "frame flags");
  Prose* const prose = packed.prose ? &habits.prose(before) : nullptr;
  if (!prose) {
    TRY(frame.block.words, read_words({vocabulary.dictionary->words(), before}, packed.words));
  }
  TRY(std::vector<Entry> entries, unpack_ops(frame.block, packed.ops, start_of(frame.head), *vocabulary.schema, habits, prose));
  if (entries.size() != frame.head.count) return base::fail(base::Fault::Corrupt, "frame entries");
  TRY_DO(check_run(entries, frame.head));
  frame.hash = hash_of(frame.head, frame.block);
  return Unpacked{std::move(frame), std::move(entries)};
}

}  // namespace changeset
