// A person goes from one worker to another: with the real stores, replicas and hub.
#include <gtest/gtest.h>

#include "tests/app/versions/office.h"

namespace versions_test {
namespace {

record::RecordId a_note(Office& office, int desk, const record::RecordId& person, const std::string& words) {
  const record::RecordId id = office.new_id();
  office.desk(desk).commits({{id, kNote, "head/person", record::atom(record::to_string(person))}, {id, kNote, kText, record::text(words)}});
  return id;
}

TEST(Moves, AGrantBringsThePersonWithEverythingAboutThem) {
  Office office(1);
  const record::RecordId person = office.person(), note = a_note(office, 0, person, "Gate sticks.");
  office.sync_all();
  Desk& third = office.another_worker();
  office.sync(third);
  EXPECT_TRUE(third.whole(person, care::kPersonRecord).fields.empty());
  office.grant(third, person, true);
  office.sync(third);
  EXPECT_EQ(third.digest(), office.desk(0).digest());
  EXPECT_EQ(record::utf8_of(third.reads(note, kNote, kText)), "Gate sticks.");
}

TEST(Moves, WhatWaitedIsAtTheHubBeforeThePersonGoesAndThenNothingOfThemCanBeRead) {
  Office office(2);
  const record::RecordId person = office.person(), note = a_note(office, 1, person, "Written while she was his.");
  office.sync_all();
  office.desk(1).sets(note, kNote, kText, record::text("Written while she was his. And this without a signal."));
  office.passes(60);
  office.sync(office.desk(1));  // sent while it was his to send
  office.grant(office.desk(1), person, false);
  office.sync_all();
  EXPECT_EQ(record::utf8_of(office.desk(0).reads(note, kNote, kText)), "Written while she was his. And this without a signal.");
  Desk& he = office.desk(1);
  EXPECT_TRUE(he.whole(person, care::kPersonRecord).fields.empty());
  EXPECT_TRUE(he.whole(note, kNote).fields.empty());
  for (const record::RecordId& id : {person, note}) EXPECT_TRUE(he.tablet.store->history(id).value().empty()) << "nor its history";
  for (const record::RecordType type : care::kListedRecords)
    EXPECT_TRUE(he.tablet.store->each_head(type, [](const record::RecordId&, const record::FieldMap&) { ADD_FAILURE() << "a head is left"; }));
  EXPECT_TRUE(he.tablet.store->verify().value().sound());
}

TEST(Moves, WordsWrittenAfterwardsAreKeptAtTheHubAndComeBackToTheirAuthorAlone) {
  Office office(3);
  const record::RecordId person = office.person(), note = a_note(office, 1, person, "Gate sticks.");
  office.sync_all();
  office.grant(office.desk(1), person, false);
  office.desk(1).sets(note, kNote, kText, record::text("Gate sticks. Late words."));
  office.sync_all();
  EXPECT_EQ(record::utf8_of(office.desk(0).reads(note, kNote, kText)), "Gate sticks.");
  EXPECT_EQ(office.hub().figures().quarantined, 1u);
  ASSERT_EQ(office.desk(1).verdicts().size(), 1u);
  EXPECT_EQ(record::utf8_of(office.desk(1).verdicts()[0].said), " Late words.");
  EXPECT_TRUE(office.desk(1).whole(note, kNote).fields.empty()) << "the words are in the verdict, not in a record of somebody who went";
}

TEST(Moves, WhoComesBackIsThereAgain) {
  Office office(4);
  const record::RecordId person = office.person(), note = a_note(office, 1, person, "Gate sticks.");
  office.sync_all();
  for (const bool given : {false, true}) {
    office.grant(office.desk(1), person, given);
    office.sync_all();
  }
  EXPECT_EQ(office.desk(1).digest(), office.desk(0).digest());
  office.desk(1).sets(note, kNote, kText, record::text("Gate was mended."));
  office.sync_all();
  EXPECT_EQ(record::utf8_of(office.desk(0).reads(note, kNote, kText)), "Gate was mended.");
}

TEST(Moves, AConflictAboutSomebodyWhoWentIsNoLongerAskedAbout) {
  Office office(5);
  const record::RecordId person = office.person(), note = a_note(office, 0, person, "Stairs: one person to help.");
  office.sync_all();
  office.desk(0).sets(note, kNote, kText, record::text("Stairs: two people to help."));
  office.desk(1).sets(note, kNote, kText, record::text("Stairs: rail fitted."));
  office.sync_all();
  ASSERT_EQ(office.desk(1).conflicts().size(), 1u);
  office.grant(office.desk(1), person, false);
  office.sync_all();
  EXPECT_TRUE(office.desk(1).conflicts().empty());
  EXPECT_EQ(office.desk(0).conflicts().size(), 1u);
}

}  // namespace
}  // namespace versions_test
