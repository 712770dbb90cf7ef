#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "platform/crypto/crypto.h"
#include "sync/codec/header.h"
#include "sync/codec/kept_blob.h"
#include "tests/sync/codec/any.h"

namespace codec {
namespace {

RC_GTEST_PROP(Codec, ReadsBackEverySection, ()) {
  const Section section = any_section();
  const base::Bytes bytes = encode_section(section);
  const auto read = decode_section(bytes);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == section);
  record::FieldMap fields;
  RC_ASSERT(decode_section_into(fields, section.type, bytes).has_value());
  RC_ASSERT(fields.size() == section.fields.size());
  for (const auto& [path, each] : section.fields) RC_ASSERT(fields.at(path) == each.field);
}

RC_GTEST_PROP(Codec, ReadsSectionsOfOneRecordIntoOneMap, ()) {
  Section a = any_section(), b = any_section();
  b.type = a.type;
  if (a.name == b.name) return;
  record::FieldMap fields;
  RC_ASSERT(decode_section_into(fields, a.type, encode_section(b)).has_value());
  RC_ASSERT(decode_section_into(fields, a.type, encode_section(a)).has_value());
  RC_ASSERT(fields.size() == a.fields.size() + b.fields.size());
  RC_ASSERT(!decode_section_into(fields, record::RecordType{uint16_t(uint16_t(a.type) + 1)}, encode_section(a)) == !a.fields.empty());
}

// One map for a whole table of heads: nothing of the section before may stay in it.
RC_GTEST_PROP(Codec, ReadsASectionOverAnyOtherAsIfTheMapHadBeenEmpty, ()) {
  record::FieldMap reused;
  Section section = any_section();
  for (int sections = *rc::gen::inRange(1, 6); sections > 0; --sections) {
    // The next has some of the same fields, with other values, and some of its own.
    if (*rc::gen::inRange(0, 4) == 0) section = any_section();
    std::erase_if(section.fields, [](const auto&) { return *rc::gen::inRange(0, 3) == 0; });
    for (auto& [path, each] : section.fields)
      if (*rc::gen::arbitrary<bool>()) each.field.value = any_value();
    for (int more = *rc::gen::inRange(0, 3); more > 0; --more) section.fields[any_path(section.name)] = {{any_value(), any_stamp()}, any_number()};
    const base::Bytes bytes = encode_section(section);
    record::FieldMap fresh;
    RC_ASSERT(decode_section_into(fresh, section.type, bytes).has_value());
    RC_ASSERT(decode_section_over(reused, section.type, bytes).has_value());
    RC_ASSERT(reused == fresh);
    RC_ASSERT(!decode_section_over(reused, section.type, base::ByteView(bytes).first(bytes.size() - 1)));
  }
}

RC_GTEST_PROP(Codec, ReadsBackEveryLogEntry, ()) {
  const LogEntry entry = any_entry();
  const auto read = decode_entry(encode_entry(entry));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == entry);
}

RC_GTEST_PROP(Codec, ReadsBackEveryRoot, ()) {
  const Root root = any_root();
  const auto read = decode_root(encode_root(root));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == root);
}

RC_GTEST_PROP(Codec, RefusesEveryCutAndEveryExtraByte, ()) {
  const bool section = *rc::gen::arbitrary<bool>();
  base::Bytes bytes = section ? encode_section(any_section()) : encode_entry(any_entry());
  const auto reads = [&] { return section ? decode_section(bytes).has_value() : decode_entry(bytes).has_value(); };
  bytes.push_back(0);
  RC_ASSERT(!reads());
  bytes.resize(size_t(*rc::gen::inRange<int>(0, int(bytes.size()) - 1)));
  RC_ASSERT(!reads());
}

// Whatever the bytes: an answer or a fault, and what was read writes the same record again.
RC_GTEST_PROP(Codec, AnswersDamagedBytesWithAFaultOrAWholeValue, ()) {
  base::Bytes bytes = *rc::gen::arbitrary<bool>() ? encode_section(any_section()) : encode_entry(any_entry());
  const int flips = *rc::gen::inRange(1, 4);
  for (int i = 0; i < flips; ++i) bytes[*rc::gen::inRange<size_t>(0, bytes.size())] ^= uint8_t(1u << *rc::gen::inRange(0, 8));
  if (const auto section = decode_section(bytes)) RC_ASSERT(*decode_section(encode_section(*section)) == *section);
  if (const auto entry = decode_entry(bytes)) RC_ASSERT(*decode_entry(encode_entry(*entry)) == *entry);
}

RC_GTEST_PROP(Codec, TalliesTheSameInEveryOrder, ()) {
  auto hashes = *rc::gen::arbitrary<std::vector<std::array<uint8_t, 16>>>();
  Tally forwards, backwards;
  for (const auto& hash : hashes) forwards.add(hash);
  std::reverse(hashes.begin(), hashes.end());
  for (const auto& hash : hashes) backwards.add(hash);
  RC_ASSERT(forwards == backwards);
  for (const auto& hash : hashes) forwards.take(hash);
  RC_ASSERT(forwards == Tally{});
}

TEST(Codec, SaysTypingInFewBytes) {
  LogEntry entry;
  entry.changes.push_back({{{}, {}, "a1/notes", record::text(std::string(5000, 'a') + "b")}, record::text(std::string(5000, 'a')), 0, {}});
  EXPECT_LT(encode_entry(entry).size(), 5120u);  // the text once, and what was added
}

TEST(Header, IsRefusedWhenItNeedsANewerReaderAndReadWhenItDoesNot) {
  Header header;
  header.format = kFormat + 3;  // newer, but kind to old readers
  header.store = {1, 2, 3};
  header.key_check = {9, 9};
  EXPECT_EQ(*decode_header(encode_header(header, crypto::hash), crypto::hash), header);
  header.reader_min = kFormat + 1;
  EXPECT_EQ(decode_header(encode_header(header, crypto::hash), crypto::hash).error().fault, base::Fault::TooNew);
  base::Bytes bytes = encode_header(header, crypto::hash);
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] ^= 1;
    EXPECT_EQ(decode_header(bytes, crypto::hash).error().fault, base::Fault::Corrupt) << i;
    bytes[i] ^= 1;
  }
}

TEST(Codec, NamesNewerLayoutsAsTooNew) {
  base::Bytes section = encode_section({{}, "a", {}}), entry = encode_entry({}), root = encode_root({});
  section[0] = root[0] = 2;
  entry[0] = 3;
  EXPECT_EQ(decode_section(section).error().fault, base::Fault::TooNew);
  EXPECT_EQ(decode_entry(entry).error().fault, base::Fault::TooNew);
  EXPECT_EQ(decode_root(root).error().fault, base::Fault::TooNew);
}

TEST(Codec, KeepsWhatWasSetAside) {
  const SetAside value{1'700'000'000'000, true, {1, 2}, {3, 4, 5}};
  EXPECT_EQ(*decode_set_aside(encode_set_aside(value)), value);
  EXPECT_FALSE(decode_kept_blob({}));
  EXPECT_EQ(decode_kept_blob(base::Bytes{0, 5}).error().fault, base::Fault::Corrupt);
  EXPECT_EQ(decode_kept_blob(base::Bytes{3, 5}).error().fault, base::Fault::TooNew);
}

}  // namespace
}  // namespace codec
