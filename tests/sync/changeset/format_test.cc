// The worked examples of FORMAT.md are what the code writes, hashes and reads.
#include <gtest/gtest.h>

#include "sync/changeset/parcel.h"
#include "sync/changeset/run.h"
#include "tests/support/hex_examples.h"

namespace changeset {
namespace {

base::Bytes example(const std::string& name) { return testing_support::hex_examples(DOORSTEP_SOURCE_DIR "/sync/changeset/FORMAT.md")[name]; }

Entry the_entry() {
  Entry entry{1, 7, 1'763'769'600, "w", "v", {}};
  Op op{{}, record::RecordType{1}, "head/name", record::text("Mair")};
  EXPECT_TRUE(record::parse_record_id("0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", op.id));
  entry.ops = {op};
  return entry;
}

TEST(ChangesetFormat, ItsWorkedFrameIsWhatTheCodeWritesHashesAndReads) {
  const Schema schema;
  const Entry entry = the_entry();
  const Frame frame = make_frame({7, 1, 0, 500, entry.unix_s, false, {}, {}}, std::span(&entry, 1), schema);
  base::Bytes hashed = example("hashed");
  const base::Bytes ids = example("ids"), ops = example("ops"), words = example("words");
  EXPECT_EQ(base::to_hex(frame.block.ids.at(0).bytes), base::to_hex(ids));
  EXPECT_EQ(base::to_hex(frame.block.ops), base::to_hex(ops));
  EXPECT_EQ(base::to_hex(frame.block.words), base::to_hex(words));
  EXPECT_EQ(base::to_hex(frame.hash), base::to_hex(example("hash")));
  for (const base::Bytes& part : {ids, ops, words}) hashed.insert(hashed.end(), part.begin(), part.end());
  EXPECT_EQ(crypto::hash(hashed), frame.hash);
  EXPECT_EQ(entries_of(frame, schema).value(), std::vector{entry});
}

TEST(ChangesetFormat, ItsWorkedProseIsWhatTheCodeWritesAndReads) {
  const Dictionary dictionary = Dictionary::decode(example("taught")).value();
  const std::string text = "The window, the Mair.";
  const pack::Primer none;
  pack::SymbolEncoder writer(none, pack::kAllPrimed);
  Prose writing = *dictionary.prose(), reading = *dictionary.prose();
  writing.encode(text, kText, writer);
  const base::Bytes bytes = example("prose");
  EXPECT_EQ(base::to_hex(writer.finish()), base::to_hex(bytes));
  pack::SymbolDecoder reader(none, pack::kAllPrimed, bytes);
  EXPECT_EQ(reading.decode(kText, text.size(), reader).value(), text);
}

crypto::SigningKey the_key() {
  std::array<uint8_t, crypto::kKeyBytes> seed;
  seed.fill(1);
  return crypto::SigningKey::from_seed(crypto::Key(std::span<const uint8_t, crypto::kKeyBytes>(seed)));
}

TEST(ChangesetFormat, ItsWorkedRunIsWhatTheCodePacksSignsAndReads) {
  const Vocabulary vocabulary;
  const Entry entry = the_entry();
  const Frame frame = make_frame({7, 1, 0, 500, entry.unix_s, false, {}, {}}, std::span(&entry, 1), *vocabulary.schema);
  RunWriter writer({kVersion, 7, 1, 500, entry.unix_s, {}, {}}, vocabulary, {}, false, [](const record::RecordId&) { return false; });
  writer.add(frame, sign(the_key(), frame.hash));
  const base::Bytes bytes = example("run");
  EXPECT_EQ(base::to_hex(writer.bytes()), base::to_hex(bytes));
  auto run = RunReader::open(bytes).value();
  const PackedFrame packed = run.next().value().value();
  EXPECT_EQ(run.used(), bytes.size());
  Habits habits(vocabulary);
  const Unpacked read = unpack(packed, {7, 1, 0, 0, run.head().unix_s, false, {}, {}}, vocabulary, habits, {}, {}).value();
  EXPECT_EQ(read.entries, std::vector{entry});
  EXPECT_EQ(base::to_hex(read.frame.hash), base::to_hex(example("hash")));
  EXPECT_TRUE(verify(the_key().verify_key(), read.frame.hash, packed.signature.value()));
}

TEST(ChangesetFormat, ItsWorkedParcelIsWhatTheCodePacksAndReads) {
  const Vocabulary vocabulary;
  Entry entry = the_entry();
  entry.sequence = 1001;
  const base::Bytes bytes = example("parcel");
  EXPECT_EQ(base::to_hex(pack_parcel(std::span(&entry, 1), vocabulary, 3)), base::to_hex(bytes));
  Library library;
  EXPECT_EQ(unpack_parcel(bytes, library).value(), std::vector{entry});
}

TEST(ChangesetFormat, ItsWorkedSchemaIsWhatTheCodeWritesReadsAndNames) {
  const Schema schema({{{record::RecordType{1}, {"head/name", "services/#/kind"}}}, {"yes"}, {"{\"code\":\"\x01\"}"}});
  const base::Bytes bytes = example("schema");
  EXPECT_EQ(base::to_hex(schema.encode()), base::to_hex(bytes));
  EXPECT_EQ(Schema::decode(bytes)->content(), schema.content());
  EXPECT_EQ(base::to_hex(schema.id()), base::to_hex(example("schema_id")));
  const Dictionary dictionary(schema.id(), {}, base::copy(base::view("zstd")));
  EXPECT_EQ(base::to_hex(dictionary.encode()), base::to_hex(example("dictionary")));
  EXPECT_EQ(Dictionary::decode(example("dictionary"))->id(), dictionary.id());
  EXPECT_EQ(base::to_hex(dictionary.id()), base::to_hex(example("dictionary_id")));
}

}  // namespace
}  // namespace changeset
