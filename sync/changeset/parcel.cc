#include "sync/changeset/parcel.h"

#include "platform/pack/pack.h"

namespace changeset {
namespace {

constexpr uint8_t kParcelVersion = 1;
constexpr size_t kParcelIdsMax = 1 << 20;

}  // namespace

base::Bytes pack_parcel(std::span<const Entry> entries, const Vocabulary& vocabulary, int level) {
  const Start start = entries.empty() ? Start() : Start{entries[0].sequence, entries[0].device, entries[0].unix_s};
  const Block block = encode_block(entries, start, *vocabulary.schema);
  base::Writer out;
  out.u8(kParcelVersion);
  out.bytes(vocabulary.schema->id());
  out.bytes(vocabulary.dictionary->id());
  out.varint(start.sequence);
  out.u64(start.device);
  out.svarint(start.unix_s);
  out.varint(block.ids.size());
  for (const record::RecordId& id : block.ids) out.bytes(id.bytes);
  Habits habits(vocabulary, true);
  out.sized(pack_ops(block, start, *vocabulary.schema, habits));
  out.sized(block.words.empty() ? base::Bytes() : pack::compress(pack::Context{vocabulary.dictionary->words(), {}}, block.words, level));
  return out.take();
}

base::Result<std::vector<Entry>> unpack_parcel(base::ByteView bytes, const Library& library) {
  base::Reader in(bytes);
  if (in.u8() != kParcelVersion) return base::fail(base::Fault::TooNew, "parcel version");
  const ContextId schema = in.array<8>(), dictionary = in.array<8>();
  Start start;
  start.sequence = in.varint();
  start.device = in.u64();
  start.unix_s = in.svarint();
  Block block;
  const uint64_t ids = in.varint();
  if (ids > kParcelIdsMax || ids * sizeof(record::RecordId) > in.left()) in.fail();
  for (uint64_t i = 0; i < ids && in.ok(); ++i) block.ids.push_back({in.array<16>()});
  const base::ByteView ops = in.sized(kParcelBytesMax), words = in.sized(kParcelBytesMax);
  if (!in.done()) return base::fail(base::Fault::Corrupt, "parcel");
  const auto vocabulary = library.find(schema, dictionary);
  if (!vocabulary) return base::fail(base::Fault::NotFound, "vocabulary");
  if (!words.empty()) {
    TRY(block.words, pack::decompress(pack::Context{vocabulary->dictionary->words(), {}}, words, kWordsBytesMax));
  }
  Habits habits(*vocabulary, true);
  return unpack_ops(block, ops, start, *vocabulary->schema, habits);
}

}  // namespace changeset
