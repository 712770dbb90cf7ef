// The bytes of every format, as files. They are read for ever; when one of these tests fails, the code is wrong and not the file.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "platform/crypto/crypto.h"
#include "platform/os/file.h"
#include "sync/codec/dropped.h"
#include "sync/codec/header.h"
#include "sync/codec/kept_blob.h"
#include "sync/codec/root.h"
#include "sync/codec/section.h"
#include "tests/support/hex_examples.h"

namespace codec {
namespace {

constexpr record::RecordType kPerson{1}, kResponse{3};

record::RecordId id_of(uint8_t last) {
  record::RecordId id;
  id.bytes = {0x01, 0x90, 0xA3, 0xC4, 0x7B, 0x7A, 0x7C, 0xC3, 0x8A, 0x46, 0x5D, 0x6E, 0x7F, 0x80, 0x91, last};
  return id;
}

Section a_section() {
  const record::Stamp first{record::Stamp{0x018BCFE568000000, 7}}, second{0x018BCFE568000003, 9};
  Section section{kResponse, "a2", {}};
  section.fields["a2/evidence"] = {{record::text("Siân says the steps are too high"), second}, 2};
  section.fields["a2/risk/#k1/level"] = {{record::atom("[{\"valueCoding\":{\"code\":\"some\"}}]"), first}, 1};
  section.fields["a2/risk/#k1/since"] = {{int64_t{-3}, first}, 1};
  section.fields["a2/agreed"] = {{true, first}, 1};
  section.fields["a2/cleared"] = {{record::Value{}, first}, 1};
  section.fields["a2/ink"] = {{base::Bytes{1, 2, 255}, first}, 0};
  return section;
}

LogEntry an_entry() {
  LogEntry entry;
  entry.sequence = 2;
  entry.previous.fill(0xAB);
  entry.unix_ms = 1'700'000'000'123;
  entry.author = "worker-1", entry.group = "visit-1";
  const record::Stamp stamp{0x018BCFE568000003, 9};
  entry.changes.push_back({{id_of(1), kResponse, "a2/evidence", record::text("Siân says the steps are too high")}, record::text("Siân says"), 1, stamp});
  entry.changes.push_back({{id_of(1), kResponse, "a2/agreed", true}, {}, 0, stamp});
  entry.changes.push_back({{id_of(2), kPerson, "head/name", record::text("Mair")}, {}, 0, stamp});
  return entry;
}

Root a_root() {
  Root root;
  root.generation = 300, root.last_sequence = 2, root.acknowledged = 1, root.open_sequence = 2, root.clock = 0x018BCFE568000003;
  root.head.fill(0xCD);
  root.tally = {0x1111111111111111, 0x2222222222222222, 12};
  root.last_commit_ms = 1'700'000'000'123;
  root.quarantined = 1;
  root.records = {{kPerson, 60}, {kResponse, 4}};
  return root;
}

Header a_header() {
  Header header;
  header.store = {0x0F, 0x1E, 0x2D, 0x3C, 0x4B, 0x5A, 0x69, 0x78, 0x87, 0x96, 0xA5, 0xB4, 0xC3, 0xD2, 0xE1, 0xF0};
  header.generation_base = 1000;
  header.key_check = base::Bytes(52, 0x77);
  return header;
}

// The file's bytes. DOORSTEP_WRITE_GOLDEN=1 writes those that are missing, for a new format.
base::Bytes golden(const std::string& name, const base::Bytes& now) {
  const std::string path = std::string(DOORSTEP_SOURCE_DIR) + "/tests/golden/codec/" + name;
  if (std::getenv("DOORSTEP_WRITE_GOLDEN") && !os::exists(path)) (void)os::replace_file(path, now, 0644);
  const auto bytes = os::read_file(path, 1 << 20);
  EXPECT_TRUE(bytes) << path;
  return bytes ? *bytes : base::Bytes{};
}

TEST(Golden, SectionOfFormatOne) {
  const base::Bytes bytes = golden("section-1.bin", encode_section(a_section()));
  EXPECT_EQ(*decode_section(bytes), a_section());
  EXPECT_EQ(encode_section(a_section()), bytes);
}

TEST(Golden, LogEntryOfFormatOne) {
  const base::Bytes bytes = golden("log-entry-1.bin", encode_entry(an_entry()));
  EXPECT_EQ(*decode_entry(bytes), an_entry());
  EXPECT_EQ(encode_entry(an_entry()), bytes);
}

TEST(Golden, LostLogEntryOfFormatOne) {
  LogEntry lost;
  lost.sequence = 5, lost.lost = true;
  lost.previous.fill(1), lost.hash.fill(2);
  const base::Bytes bytes = golden("log-entry-lost-1.bin", encode_entry(lost));
  EXPECT_EQ(*decode_entry(bytes), lost);
  EXPECT_EQ(encode_entry(lost), bytes);
}

TEST(Golden, RootOfFormatOne) {
  const base::Bytes bytes = golden("root-1.bin", encode_root(a_root()));
  EXPECT_EQ(*decode_root(bytes), a_root());
  EXPECT_EQ(encode_root(a_root()), bytes);
}

TEST(Golden, HeaderOfFormatOne) {
  Header one = a_header();
  one.format = one.reader_min = 1;
  const base::Bytes bytes = golden("header-1.bin", encode_header(one, crypto::hash));
  EXPECT_EQ(*decode_header(bytes, crypto::hash), one);
  EXPECT_EQ(encode_header(one, crypto::hash), bytes);
}

KeptBlob a_kept_blob() { return {.whole = true, .claims = {id_of(1), id_of(2)}, .hub = {1, 2, 3, 4, 5, 6, 7, 8}, .manifest = base::Bytes(35, 0x21)}; }

TEST(Golden, KeptBlobOfFormatOne) {
  const KeptBlob old{.old = true, .bytes = 140'000};
  const base::Bytes bytes = golden("kept-blob-1.bin", encode_kept_blob(old));
  EXPECT_EQ(*decode_kept_blob(bytes), old);
  EXPECT_EQ(encode_kept_blob(old), bytes);
}

TEST(Golden, KeptBlobOfFormatTwo) {
  const base::Bytes bytes = golden("kept-blob-2.bin", encode_kept_blob(a_kept_blob()));
  EXPECT_EQ(*decode_kept_blob(bytes), a_kept_blob());
  EXPECT_EQ(encode_kept_blob(a_kept_blob()), bytes);
}

TEST(Golden, HeaderOfFormatTwo) {
  Header two = a_header();
  two.format = two.reader_min = 2;
  const base::Bytes bytes = golden("header-2.bin", encode_header(two, crypto::hash));
  EXPECT_EQ(*decode_header(bytes, crypto::hash), two);
  EXPECT_EQ(encode_header(two, crypto::hash), bytes);
}

TEST(Golden, HeaderOfFormatThree) {
  const base::Bytes bytes = golden("header-3.bin", encode_header(a_header(), crypto::hash));
  EXPECT_EQ(*decode_header(bytes, crypto::hash), a_header());
  EXPECT_EQ(encode_header(a_header(), crypto::hash), bytes);
}

TEST(Golden, ClearedLogEntryOfFormatThree) {
  LogEntry cleared = an_entry();
  cleared.cleared = true;
  cleared.hash.fill(2);
  const base::Bytes bytes = golden("log-entry-2.bin", encode_entry(cleared));
  EXPECT_EQ(*decode_entry(bytes), cleared);
  EXPECT_EQ(encode_entry(cleared), bytes);
}

TEST(Golden, DroppedOfFormatThree) {
  const Dropped dropped{1'795'348'800'000, {3, 4, 900, 70'000}};
  const base::Bytes bytes = golden("dropped-1.bin", encode_dropped(dropped));
  EXPECT_EQ(*decode_dropped(bytes), dropped);
  EXPECT_EQ(encode_dropped(dropped), bytes);
  for (size_t length = 0; length < bytes.size(); ++length) EXPECT_FALSE(decode_dropped(base::ByteView(bytes).first(length)));
  EXPECT_EQ(decode_dropped(base::Bytes{2, 0, 0}).error().fault, base::Fault::TooNew);
  EXPECT_FALSE(decode_dropped(base::Bytes{1, 0, 1, 0})) << "no entry is numbered 0, and none stands twice";
}

Section worked_section() {
  Section section{kPerson, "head", {}};
  section.fields["head/name"] = {{record::text("Mair"), {0x018BCFE568000000, 7}}, 1};
  section.fields["head/number"] = {{int64_t{-3}, {0x018BCFE568000002, 7}}, 2};
  return section;
}

TEST(Format, IsAsItsWorkedExampleSays) {
  const auto examples = testing_support::hex_examples(DOORSTEP_SOURCE_DIR "/sync/codec/FORMAT.md");
  const base::Bytes section = examples.at("section");
  EXPECT_EQ(section, encode_section(worked_section())) << base::to_hex(encode_section(worked_section()));

  const std::array<uint8_t, 32> secret{1, 2, 3};
  const crypto::Key seal_key = crypto::derive(crypto::Key(std::span<const uint8_t, 32>(secret)), "store.seal");
  StoreId store{0x0F, 0x1E};
  base::Bytes key = {0x10, 0x00, 0x01};
  const record::RecordId id = id_of(1);
  key.insert(key.end(), id.bytes.begin(), id.bytes.end());
  os::SeededRandom random(1);
  const Envelope envelope{false, 3, {}};
  base::Bytes stored, bound;
  write_envelope_head(stored, envelope);
  bound_bytes(bound, store, key, envelope);
  crypto::seal_onto(stored, seal_key, section, bound, random);
  ASSERT_EQ(examples.at("stored"), stored) << base::to_hex(stored);
  EXPECT_EQ(*crypto::open(seal_key, read_envelope(examples.at("stored"))->sealed, bound), section);
}

LogEntry worked_entry() {
  LogEntry entry;
  entry.sequence = 2;
  entry.previous.fill(0xAB);
  entry.unix_ms = 1'763'769'600'000;
  entry.author = "w", entry.group = "v";
  const record::Stamp stamp{0x018BCFE568000002, 7};
  entry.changes.push_back({{id_of(1), kPerson, "head/name", record::text("Mair Rees")}, record::text("Mair"), 1, stamp});
  entry.changes.push_back({{id_of(1), kPerson, "head/number", int64_t{-3}}, {}, 0, stamp});
  return entry;
}

TEST(Format, SaysWhatALogEntryARootAndAHeaderAre) {
  auto examples = testing_support::hex_examples(DOORSTEP_SOURCE_DIR "/sync/codec/FORMAT.md");
  EXPECT_EQ(base::to_hex(encode_entry(worked_entry())), base::to_hex(examples["log_entry"]));
  EXPECT_EQ(decode_entry(examples["log_entry"]).value(), worked_entry());
  EXPECT_EQ(base::to_hex(encode_root(a_root())), base::to_hex(examples["root"]));
  EXPECT_EQ(decode_root(examples["root"]).value(), a_root());
  EXPECT_EQ(base::to_hex(encode_header(a_header(), crypto::hash)), base::to_hex(examples["header"]));
  EXPECT_EQ(decode_header(examples["header"], crypto::hash).value(), a_header());
  EXPECT_EQ(base::to_hex(encode_kept_blob(a_kept_blob())), base::to_hex(examples["kept_blob"]));
  EXPECT_EQ(decode_kept_blob(examples["kept_blob"]).value(), a_kept_blob());
}

}  // namespace
}  // namespace codec
