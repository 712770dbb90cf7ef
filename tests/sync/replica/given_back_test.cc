// People that are taken from a worker and given back, and records that go from one person to another: a tablet that could not drop them yet may write in
// them, and must not be taken to have seen what it was not told.
#include "sync/record/sync_types.h"
#include "tests/sync/replica/pair.h"

namespace replica {
namespace {

class GivenBack : public testing::Test {
 protected:
  using Edits = std::vector<record::Edit>;
  record::RecordId new_id() { return record::make_record_id(world.clock.now_ms(), world.random); }
  void writes(Tablet& tablet, Edits edits) {
    store::Commit commit;
    commit.author = "worker-" + std::to_string(tablet.device);
    commit.edits = std::move(edits);
    ASSERT_TRUE(tablet.store->commit(commit));
  }
  record::RecordId begins(Tablet& tablet, record::RecordId person = {}, std::string_view words = "agreed") {
    const record::RecordId id = new_id();
    writes(tablet, {{id, kPerson, "head/person", record::atom(record::to_string(person.is_nil() ? id : person))}, {id, kPerson, "a/q1", record::atom(std::string(words))}});
    return id;
  }
  void says(Tablet& tablet, const record::RecordId& id, std::string_view path, std::string_view value) { writes(tablet, {{id, kPerson, std::string(path), record::atom(std::string(value))}}); }
  void grant(const Tablet& tablet, const record::RecordId& person, bool given) { ASSERT_TRUE(world.hub->grant(tablet.device, person, given)); }
  // A person ada began and ben has too.
  record::RecordId shares_one() {
    const auto mair = begins(ada);
    ada.says_words();
    grant(ben, mair, true);
    ben.says_words();
    return mair;
  }
  void says_and_syncs(Tablet& tablet, const record::RecordId& id, std::string_view path, std::string_view value) {
    says(tablet, id, path, value);
    tablet.says_words();
  }
  void moves(const record::RecordId& note, const record::RecordId& person) {
    writes(ada, {{note, kPerson, "head/person", record::atom(record::to_string(person))}});
    ada.says_words();
  }
  // One request and its answer; something is typed while the answer is on its way, so that nothing it names can be dropped.
  void asks_once_and_types_meanwhile(Tablet& tablet, const record::RecordId& id) {
    const base::Bytes request = tablet.replica->request().value();
    says(tablet, id, "b/meanwhile", "typed");
    ASSERT_TRUE(tablet.replica->answer(world.hub->answer(request)));
  }
  // Both words are to be read: one in the field, or both in the conflict.
  void expect_both_kept(const record::RecordId& bucket, std::string_view hers, std::string_view his) {
    std::string everything;
    const std::vector<record::Record> records = world.hub->read_bucket(bucket).value();
    for (const record::Record& record : records)
      for (const auto& [path, field] : record.fields) everything += std::string(record::utf8_of(field.value)) + "\n";
    EXPECT_NE(everything.find(hers), std::string::npos) << everything;
    EXPECT_NE(everything.find(his), std::string::npos) << everything;
    EXPECT_EQ(world.hub->figures().conflicts, 1u);
  }
  World world;
  Tablet ada{world, 11}, ben{world, 12};
};

TEST_F(GivenBack, AWordTypedOverOneItWasNotToldOfIsAConflict) {
  const auto mair = shares_one();
  grant(ben, mair, false);
  says_and_syncs(ada, mair, "a/q1", "hers");
  asks_once_and_types_meanwhile(ben, mair);
  grant(ben, mair, true);
  says_and_syncs(ben, mair, "a/q1", "his");
  expect_both_kept(mair, "hers", "his");
}

TEST_F(GivenBack, WhatWasWrittenBeforeTheTakingAndNotToldIsNotTakenForSeen) {
  const auto mair = shares_one();
  says_and_syncs(ada, mair, "a/q1", "hers");
  grant(ben, mair, false);
  asks_once_and_types_meanwhile(ben, mair);
  grant(ben, mair, true);
  says_and_syncs(ben, mair, "a/q1", "his");
  expect_both_kept(mair, "hers", "his");
}

TEST_F(GivenBack, ACursorBeyondTheGrantSaysNothingUntilThePersonCame) {
  const auto mair = begins(ada);
  std::vector<record::RecordId> others;
  for (int i = 0; i < 8; ++i) others.push_back(begins(ada, {}, std::string(200'000, char('a' + i))));
  ada.says_words();
  grant(ben, mair, true);
  ben.says_words();
  grant(ben, mair, false);
  says_and_syncs(ada, mair, "a/q1", "hers");
  asks_once_and_types_meanwhile(ben, mair);
  for (const record::RecordId& other : others) grant(ben, other, true);
  grant(ben, mair, true);
  asks_once_and_types_meanwhile(ben, mair);  // the others fill the answer
  ASSERT_LT(ben.replica->state().grants, 11u) << "she has not come yet";
  says_and_syncs(ben, mair, "a/q1", "his");
  expect_both_kept(mair, "hers", "his");
}

TEST_F(GivenBack, WhatItWasToldSinceItHasSeen) {
  const auto mair = shares_one();
  grant(ben, mair, false);
  says_and_syncs(ada, mair, "a/q1", "hers");
  asks_once_and_types_meanwhile(ben, mair);
  grant(ben, mair, true);
  ben.says_words();
  says_and_syncs(ben, mair, "a/q1", "his");
  EXPECT_EQ(world.hub->figures().conflicts, 0u) << "he had her word before his eyes";
  EXPECT_EQ(world.hub->read(mair).value().utf8("a/q1"), "his");
}

TEST_F(GivenBack, AHubThatStartsAnewRemembersWhatItWasSaidToHave) {
  const auto mair = shares_one();
  says_and_syncs(ben, mair, "b/more", "first");
  world.open_hub();
  says_and_syncs(ben, mair, "a/q1", "his");
  EXPECT_EQ(world.hub->figures().conflicts, 0u);
  EXPECT_EQ(world.hub->read(mair).value().utf8("a/q1"), "his");
}

TEST_F(GivenBack, ARecordThatWentToAnotherPersonHasBeenSeenNoFurtherThanThere) {
  const auto mair = begins(ada), owen = begins(ada);
  const auto note = begins(ada, mair);
  ada.says_words();
  grant(ben, mair, true);
  ben.says_words();
  moves(note, owen);
  says_and_syncs(ada, note, "a/q1", "hers");
  asks_once_and_types_meanwhile(ben, note);
  grant(ben, owen, true);
  says_and_syncs(ben, note, "a/q1", "his");
  expect_both_kept(owen, "hers", "his");
}

TEST_F(GivenBack, ARecordThatWentAwayAndCameBackHasBeenSeenNoFurtherThanThere) {
  const auto mair = begins(ada), owen = begins(ada);
  const auto note = begins(ada, mair);
  ada.says_words();
  grant(ben, mair, true);
  ben.says_words();
  moves(note, owen);
  says_and_syncs(ada, note, "a/q1", "hers");
  asks_once_and_types_meanwhile(ben, note);
  says(ben, note, "a/q1", "his");
  moves(note, mair);
  ben.says_words();
  expect_both_kept(mair, "hers", "his");
}

}  // namespace
}  // namespace replica
