#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "sync/changeset/atoms.h"
#include "tests/sync/changeset/entries.h"

namespace changeset {

RC_GTEST_PROP(Block, GivesBackTheEntriesItWasMadeOf, ()) {
  const Schema schema = *rc::gen::arbitrary<bool>() ? a_schema() : Schema();
  const std::vector<Entry> entries = any_entries(7, 40, *rc::gen::arbitrary<bool>());
  const Start start{entries[0].sequence, entries[0].device, 1'763'760'000};
  const auto back = decode_block(encode_block(entries, start, schema), start, schema);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == entries);
}

RC_GTEST_PROP(Block, DamagedIsRefusedOrReadsAsSomethingAndNeverEndsTheProcess, ()) {
  const Schema schema = a_schema();
  const std::vector<Entry> entries = any_entries(7, 40, false);
  const Start start{entries[0].sequence, entries[0].device, 0};
  Block block = encode_block(entries, start, schema);
  const int changes = *rc::gen::inRange(1, 5);
  for (int i = 0; i < changes; ++i) {
    base::Bytes& part = *rc::gen::arbitrary<bool>() && !block.words.empty() ? block.words : block.ops;
    part[*rc::gen::inRange<size_t>(0, part.size())] ^= *rc::gen::inRange<uint8_t>(1, 255);
    if (*rc::gen::inRange(0, 4) == 0) part.resize(*rc::gen::inRange<size_t>(1, part.size() + 1));
  }
  (void)decode_block(block, start, schema);
}

TEST(Block, SaysAChangeTheSchemaAndTheHabitsKnowInTwoBytes) {
  const Schema schema = a_schema();
  std::vector<Entry> entries;
  for (uint64_t i = 0; i < 20; ++i)
    entries.push_back({i + 1, 7, 1000 + int64_t(i), "", "", {{an_id(1), record::RecordType(3), "mobility/q01", record::Value(record::atom("daily"))}}});
  const Block block = encode_block(entries, {1, 7, 1000}, schema);
  EXPECT_LE(block.ops.size(), 20 * 6 + 24u);
  const Vocabulary vocabulary{std::make_shared<const Schema>(schema), std::make_shared<const Dictionary>()};
  Habits habits(vocabulary);
  EXPECT_LE(pack_ops(block, {1, 7, 1000}, schema, habits).size(), 40u);
  EXPECT_LE(pack_ops(block, {1, 7, 1000}, schema, habits).size(), 15u);  // by now it is known how these go
  EXPECT_TRUE(block.words.empty());
}

RC_GTEST_PROP(Block, PackedGivesBackItsPlainBytes, ()) {
  const auto schema = std::make_shared<const Schema>(a_schema());
  const std::vector<Entry> entries = any_entries(7, 40, false), others = any_entries(7, 90, false);
  const Start start{entries[0].sequence, entries[0].device, 1'763'760'000};
  pack::SymbolTrainer trainer;
  learn_ops(encode_block(others, {others[0].sequence, others[0].device, 0}, *schema), {others[0].sequence, others[0].device, 0}, *schema, trainer);
  const bool tight = *rc::gen::arbitrary<bool>();
  const Vocabulary vocabulary{schema, std::make_shared<const Dictionary>(tight ? schema->id() : ContextId(), trainer.primer(1), base::Bytes())};
  const Block block = encode_block(entries, start, *schema);
  Block back{block.ids, {}, block.words};
  Habits packing(vocabulary), unpacking(vocabulary);
  const auto told = unpack_ops(back, pack_ops(block, start, *schema, packing), start, *schema, unpacking);
  RC_ASSERT(told.has_value());
  RC_ASSERT(*told == entries);
  RC_ASSERT(back == block);
}

RC_GTEST_PROP(Block, PackedBytesOfAnyKindNeverEndTheProcess, ()) {
  Block block{{an_id(1), an_id(2)}, {}, base::copy(base::view("some words"))};
  const Vocabulary vocabulary{std::make_shared<const Schema>(a_schema()), std::make_shared<const Dictionary>()};
  Habits habits(vocabulary);
  (void)unpack_ops(block, *rc::gen::arbitrary<base::Bytes>(), {}, *vocabulary.schema, habits);
}

TEST(Block, AFormNamedOftenDoesNotGrowIntoMuchMemory) {
  std::vector<Entry> entries(1, {1, 7, 0, "", "", {}});
  for (int i = 0; i < 40000; ++i) entries[0].ops.push_back({an_id(1), record::RecordType(1), "a/b", record::Value(record::atom("[" + std::string(4000, ' ') + "7]"))});
  const Schema numbers({{{record::RecordType(1), {"a/b"}}}, {}, {"[" + std::string(4000, ' ') + "\x02]"}});
  const Block block = encode_block(entries, {1, 7, 0}, numbers);
  EXPECT_LT(block.ops.size(), 400'000u);
  EXPECT_FALSE(decode_block(block, {1, 7, 0}, numbers));  // 160 MB
}

TEST(Atoms, DatesNumbersAndFormsComeBackAsTheyWereSpelled) {
  for (const char* date : {"1600-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2026-03-07", "2999-12-31"}) EXPECT_EQ(date_of(days_of(date).value()), date);
  for (const char* other : {"2025-02-29", "2025-13-01", "25-01-01", "2025-1-01", "2025-01-01T", "1599-12-31", "x025-01-01", "+025-01-01"}) EXPECT_FALSE(days_of(other));
  EXPECT_EQ(number_of("-7"), -7);
  for (const char* other : {"07", "+7", "-0", "", "7.0", "9223372036854775808"}) EXPECT_FALSE(number_of(other));
}

RC_GTEST_PROP(Atoms, JsonTakenApartIsPutTogetherExactly, ()) {
  const std::string json = *rc::gen::element<std::string>(R"([{"valueQuantity":{"value":3.50,"unit":"kg"}}])", R"([1,-2,3e5,"a","é",{"k":"v","n":-}])", R"(["",""])", R"({"a":[{}],"b":12})", R"([- 1,007])");
  const auto shape = take_apart(json);
  RC_ASSERT(shape.has_value());
  RC_ASSERT(put_together(shape->form, shape->holes) == json);
}

TEST(Atoms, WhatCannotBeTakenApartSafelyIsLeftWhole) {
  for (const char* text : {"daily", "", "[\"a\\\"b\"]", "[\"open]", "[\"a\x01\"]", "[\x02]"}) EXPECT_FALSE(take_apart(text));
}

TEST(Paths, LoseTheirKeysAndGetThemBack) {
  for (const char* path : {"services/#7ag/kind", "a/#/#x/b", "head/kind", "a/b#c"}) {
    const PathParts parts = take_apart_path(path);
    EXPECT_EQ(put_together_path(parts.name, parts.keys), path);
  }
  EXPECT_EQ(take_apart_path("services/#7ag/kind").name, "services/#/kind");
  EXPECT_FALSE(put_together_path("services/#/kind", {}));
  EXPECT_FALSE(put_together_path("head/kind", {"x"}));
}

}  // namespace changeset
