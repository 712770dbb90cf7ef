// LINK sync_changeset
// Runs, frames, parcels, schemas and dictionaries from anywhere: read or refused, never more.
#include "sync/changeset/parcel.h"
#include "sync/changeset/run.h"

namespace {

const std::string kText = std::string("She was sitting by the window. Seen at home, alone.") + '\0' + "12 March";

void read_run(base::ByteView bytes, const changeset::Vocabulary& vocabulary) {
  const auto run = changeset::RunReader::open(bytes);
  if (!run) return;
  changeset::RunReader reader = *run;
  changeset::FrameHead head{reader.head().device, reader.head().first, 0, 0, reader.head().unix_s, false, {}, {}};
  changeset::Window window;
  changeset::Habits habits(vocabulary);
  const changeset::FindByTail find = [](const changeset::Tail& tail) -> base::Result<record::RecordId> {
    record::RecordId id;
    std::copy(tail.begin(), tail.end(), id.bytes.end() - changeset::kTailBytes);
    return id;
  };
  for (;;) {
    const auto packed = reader.next();
    if (!packed || !*packed) return;
    const auto unpacked = changeset::unpack(**packed, head, vocabulary, habits, window, find);
    if (!unpacked) return;
    // What was read says itself again.
    const changeset::Block block = changeset::encode_block(unpacked->entries, start_of(unpacked->frame.head), *vocabulary.schema);
    const auto again = changeset::decode_block(block, start_of(unpacked->frame.head), *vocabulary.schema);
    if (!again || *again != unpacked->entries) __builtin_trap();
    window.add(unpacked->frame.block.words);
    head.first += unpacked->frame.head.count;
    head.previous = unpacked->frame.hash;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const base::ByteView bytes(data + 1, size - 1);
  static const changeset::Vocabulary kUntaught, kTaught{std::make_shared<changeset::Schema>(), std::make_shared<changeset::Dictionary>(changeset::ContextId(), pack::Primer(), base::Bytes(), kText)};
  if (data[0] % 4 == 0) read_run(bytes, data[0] / 4 % 2 == 0 ? kUntaught : kTaught);
  if (data[0] % 4 == 1) (void)changeset::unpack_parcel(bytes, changeset::Library());
  if (data[0] % 4 == 2) (void)changeset::Schema::decode(bytes);
  if (data[0] % 4 == 3) (void)changeset::Dictionary::decode(bytes);
  return 0;
}
