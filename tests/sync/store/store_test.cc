#include <map>

#include "platform/kv/pages.h"
#include "sync/store/cells.h"
#include "tests/sync/store/store_world.h"

namespace store {
namespace {

TEST_F(StoreTest, KeepsWhatWasCommittedAfterOpeningAgain) {
  const RecordId ada = new_id();
  {
    Store store = made();
    ASSERT_TRUE(store.commit(says(ada, "head/name", record::text("Ada"))));
    ASSERT_TRUE(store.commit(says(ada, "notes/said", record::text("gate code changed"))));
    ASSERT_TRUE(store.commit(says(ada, "notes/minutes", int64_t{25})));
  }
  auto store = opened();
  ASSERT_TRUE(store) << store.error().detail;
  EXPECT_TRUE(store->open_report().was_clean);
  const auto read = store->read(kPerson, ada);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->utf8("head/name"), "Ada");
  EXPECT_EQ(read->utf8("notes/said"), "gate code changed");
  EXPECT_EQ(record::int_of(read->value("notes/minutes")), 25);
  EXPECT_TRUE(store->verify()->sound());
}

TEST_F(StoreTest, GoesOnInOneEntryWhileTheSameFieldIsTyped) {
  Store store = made();
  const RecordId ada = new_id();
  for (const char* words : {"g", "ga", "gate"}) ASSERT_TRUE(store.commit(types(ada, words)));
  EXPECT_EQ(store.figures().waiting, 1u);
  ASSERT_TRUE(store.close_entry());
  ASSERT_TRUE(store.commit(types(ada, "gate code")));
  const auto history = store.history(ada);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 2u);
  EXPECT_EQ(record::utf8_of((*history)[0].changes[0].from), "gate");
  EXPECT_EQ(record::utf8_of((*history)[0].changes[0].edit.to), "gate code");
  EXPECT_EQ((*history)[0].changes[0].base, 1u);
  EXPECT_TRUE((*history)[0].open);
  EXPECT_TRUE(record::is_absent((*history)[1].changes[0].from));
  EXPECT_FALSE((*history)[1].open);
  EXPECT_TRUE(store.verify()->sound());
}

TEST_F(StoreTest, WritesNothingWhenNothingChanges) {
  Store store = made();
  const RecordId ada = new_id();
  ASSERT_TRUE(store.commit(says(ada, "head/name", record::text("Ada")))->changed);
  const auto again = store.commit(says(ada, "head/name", record::text("Ada")));
  EXPECT_FALSE(again->changed);
  EXPECT_EQ(again->sequence, 1u);
  EXPECT_EQ(store.figures().last_sequence, 1u);
}

TEST_F(StoreTest, ListsTheHeadsOfATypeInTheOrderTheyWereMade) {
  Store store = made();
  std::vector<RecordId> ids;
  for (int i = 0; i < 20; ++i) {
    clock_.advance_ms(10);
    ids.push_back(new_id());
    ASSERT_TRUE(store.commit(says(ids.back(), "head/number", int64_t{i})));
  }
  std::vector<RecordId> seen;
  ASSERT_TRUE(store.each_head(kPerson, [&](const RecordId& id, const record::FieldMap& head) {
    EXPECT_EQ(record::int_of(head.at("head/number").value), int64_t(seen.size()));
    seen.push_back(id);
  }));
  EXPECT_EQ(seen, ids);
  EXPECT_EQ(store.figures().records[kPerson], 20u);
}

TEST_F(StoreTest, ListsHeadsAsRecordsThatHoldNothingOfTheOneBefore) {
  Store store = made();
  const RecordId ada = new_id();
  clock_.advance_ms(10);
  const RecordId ben = new_id();
  ASSERT_TRUE(store.commit({.edits = {{ada, kPerson, "head/name", record::text("Ada")}, {ada, kPerson, "head/town", record::atom("Aberfan")}}}));
  ASSERT_TRUE(store.commit({.edits = {{ben, kPerson, "head/number", int64_t{7}}, {ben, kPerson, "notes/said", record::text("not of the head")}}}));
  std::vector<record::Record> seen;
  ASSERT_TRUE(store.each_headed(kPerson, [&](const record::Record& head) { seen.push_back(head); }));
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0], *store.read(kPerson, ada));
  EXPECT_EQ(seen[1].id, ben);
  EXPECT_EQ(seen[1].fields, *store.read_section(kPerson, ben, "head"));
}

TEST_F(StoreTest, RemembersThePlaceWithTheWords) {
  Commit commit = says(new_id(), "notes/said", record::text("w"));
  commit.place = base::copy(base::view("question 7, caret 1"));
  {
    Store store = made();
    EXPECT_TRUE(store.place()->empty());
    ASSERT_TRUE(store.commit(commit));
  }
  EXPECT_EQ(base::text_view(*opened()->place()), "question 7, caret 1");
}

TEST_F(StoreTest, CountsWhatTheHubHasNotAcknowledged) {
  Store store = made();
  const RecordId ada = new_id();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(store.commit(says(ada, "head/number", int64_t{i})));
  EXPECT_EQ(store.acknowledge(5).error().fault, base::Fault::BadInput);  // still open
  ASSERT_TRUE(store.acknowledge(3));
  ASSERT_TRUE(store.acknowledge(2));
  EXPECT_EQ(store.figures().waiting, 2u);
  const auto waiting = store.waiting(10);
  ASSERT_EQ(waiting->size(), 2u);
  EXPECT_EQ(waiting->front().sequence, 4u);
  EXPECT_EQ(store.acknowledge(9).error().fault, base::Fault::BadInput);
}

TEST_F(StoreTest, KeepsBlobsByTheirContent) {
  Store store = made();
  base::Bytes photo(300'000);
  random_.fill(photo);
  const auto id = store.put_blob(photo);
  ASSERT_TRUE(id);
  EXPECT_EQ(*store.put_blob(photo), *id);
  EXPECT_EQ(*store.get_blob(*id), photo);
  EXPECT_EQ(store.get_blob(BlobId{}).error().fault, base::Fault::NotFound);
}

TEST_F(StoreTest, ImportsRecordsWithoutLoggingThemAndLeavesOwnWordsAlone) {
  Store store = made();
  const RecordId ada = new_id();
  ASSERT_TRUE(store.commit(says(ada, "head/name", record::text("Ada, typed here"))));
  record::Record theirs{ada, kPerson, {}};
  theirs.fields["head/name"] = {record::text("Ada"), {1, 9}};
  theirs.fields["head/town"] = {record::text("Aberfan"), {1, 9}};
  ASSERT_TRUE(store.import({&theirs, 1}));
  EXPECT_EQ(store.figures().waiting, 1u);
  EXPECT_EQ(store.read(kPerson, ada)->utf8("head/name"), "Ada, typed here");
  EXPECT_EQ(store.read(kPerson, ada)->utf8("head/town"), "Aberfan");
}

// Every sealed value the file still holds, live or replaced long ago: two different ones never share a nonce.
TEST_F(StoreTest, NeverSealsTwiceUnderOneNonce) {
  for (int opening = 0; opening < 4; ++opening) {
    Store store = opening == 0 ? made() : std::move(*opened());
    for (int i = 0; i < 60; ++i) {
      const RecordId ada = new_id();
      ASSERT_TRUE(store.commit(types(ada, "one letter")));
      ASSERT_TRUE(store.commit(types(ada, "one letter more")));
      Commit refused = says(ada, "head/name", record::text("x"));
      refused.edits.push_back({RecordId{}, kPerson, "head/name", {}});
      ASSERT_FALSE(store.commit(refused));
    }
  }
  std::map<base::Bytes, base::Bytes> by_nonce;
  ASSERT_TRUE(kv::scan_entries(place(), [&](base::ByteView key, base::ByteView stored) -> base::Status {
    if (key[0] == uint8_t(Table::Header) || stored.size() < codec::kEnvelopeHeadBytes + crypto::kSealBytes) return {};
    const base::ByteView sealed = stored.subspan(codec::kEnvelopeHeadBytes);
    const auto [at, first] = by_nonce.try_emplace(base::copy(sealed.first(crypto::kNonceBytes)), base::copy(sealed));
    EXPECT_TRUE(first || at->second == base::copy(sealed));
    return {};
  }));
  EXPECT_GT(by_nonce.size(), 2u * 4 * 60);  // a section and a log entry each
}

TEST_F(StoreTest, RefusesWrongKeysSecondOwnersAndBadEdits) {
  Store store = made();
  EXPECT_EQ(opened().error().fault, base::Fault::Busy);
  EXPECT_EQ(Store::create(place(), key_, options_).error().fault, base::Fault::BadInput);
  EXPECT_EQ(store.commit(says(new_id(), "nosection", record::text(""))).error().fault, base::Fault::BadInput);
  EXPECT_EQ(store.commit(says(new_id(), "a/b", record::text("\xFF"))).error().fault, base::Fault::BadInput);
  { Store closes = std::move(store); }
  EXPECT_EQ(Store::open(place(), crypto::Key::random(random_), options_).error().fault, base::Fault::Denied);
  EXPECT_EQ(Store::open(folder_ / "none", key_, options_).error().fault, base::Fault::NotFound);
  EXPECT_TRUE(opened());
}

}  // namespace
}  // namespace store
