// A draft changes hands: with the real stores, replicas and hub.
#include <gtest/gtest.h>

#include "app/care/handover.h"
#include "sync/record/sync_types.h"
#include "tests/app/versions/office.h"

namespace versions_test {
namespace {

constexpr record::RecordType kForm = care::kResponseRecord;
const std::string kAnswer = "needs/a1/a1.help";

record::RecordId a_draft(Office& office, const record::RecordId& person) {
  const record::RecordId id = office.new_id();
  office.desk(0).commits({{id, kForm, "head/person", record::atom(record::to_string(person))},
                          {id, kForm, "head/author", record::atom(record::to_string(office.desk(0).worker))},
                          {id, kForm, "head/status", record::atom("draft")},
                          {id, kForm, kAnswer, record::text("Cannot lift a full pan.")}});
  return id;
}

void he_takes_over(Office& office, const record::RecordId& draft) {
  office.desk(1).commits(care::hand_over(office.desk(1).whole(draft, kForm), {office.desk(0).worker, office.desk(1).worker, 1'000, "She is on leave."}, "k1"));
}

TEST(DraftEscrow, AnUnfinishedDraftIsWithTheColleagueAsSoonAsBothHaveTalkedToTheHub) {
  Office office(1);
  const record::RecordId draft = a_draft(office, office.person());
  office.sync_all();
  EXPECT_EQ(record::utf8_of(office.desk(1).reads(draft, kForm, kAnswer)), "Cannot lift a full pan.");
  const care::Response head = care::response_from(office.desk(1).whole(draft, kForm));
  EXPECT_FALSE(care::may_write(head.author, office.desk(1).worker));
  EXPECT_TRUE(care::may_write(head.author, office.desk(0).worker));
}

TEST(DraftEscrow, ANewTabletOfTheSameWorkerHasTheDraftAndMayGoOn) {
  Office office(2);
  const record::RecordId person = office.person(), draft = a_draft(office, person);
  office.sync_all();
  Desk& fresh = office.another_tablet(0);
  office.grant(fresh, person, true);
  office.sync(fresh);
  EXPECT_EQ(record::utf8_of(fresh.reads(draft, kForm, kAnswer)), "Cannot lift a full pan.");
  EXPECT_TRUE(care::may_write(care::response_from(fresh.whole(draft, kForm)).author, fresh.worker));
}

TEST(DraftEscrow, TakingItOverIsRecordedAndKnownToBoth) {
  Office office(3);
  const record::RecordId draft = a_draft(office, office.person());
  office.sync_all();
  he_takes_over(office, draft);
  office.sync_all();
  EXPECT_TRUE(office.desk(1).verdicts().empty());
  const record::Record hers = office.desk(0).whole(draft, kForm);
  EXPECT_EQ(care::response_from(hers).author, office.desk(1).worker);
  EXPECT_EQ(care::response_from(hers).former_authors, std::vector<std::string>{record::to_string(office.desk(0).worker)});
  const auto hands = care::hand_overs_in(hers.fields);
  ASSERT_EQ(hands.size(), 1u);
  EXPECT_EQ(hands[0], (care::HandOver{office.desk(0).worker, office.desk(1).worker, 1'000, "She is on leave."}));
}

TEST(DraftEscrow, WhatTheFirstAuthorStillWroteWithoutASignalIsMergedOrHasTwoVersions) {
  Office office(4);
  const record::RecordId draft = a_draft(office, office.person());
  office.sync_all();
  he_takes_over(office, draft);
  office.desk(1).sets(draft, kForm, kAnswer, record::text("Cannot lift a kettle."));
  office.passes(60);
  office.desk(0).sets(draft, kForm, kAnswer, record::text("Cannot lift any pan."));
  office.desk(0).sets(draft, kForm, "needs/a2/a2.help", record::text("Needs help with the bath."));
  office.sync(office.desk(1));
  office.sync_all();
  EXPECT_TRUE(office.desk(0).verdicts().empty());
  EXPECT_EQ(record::utf8_of(office.desk(1).reads(draft, kForm, "needs/a2/a2.help")), "Needs help with the bath.");
  const auto conflicts = office.desk(1).conflicts();
  ASSERT_EQ(conflicts.size(), 1u);
  EXPECT_EQ(office.desk(1).choices(conflicts[0]).versions.size(), 2u);
  EXPECT_EQ(office.desk(0).digest(), office.desk(1).digest());
}

TEST(DraftEscrow, OfTwoWhoTakeItOverTheFirstAtTheHubHasItAndTheOtherIsTold) {
  Office office(5);
  const record::RecordId person = office.person(), draft = a_draft(office, person);
  office.sync_all();
  Desk& third = office.another_worker();
  office.grant(third, person, true);
  office.sync(third);
  he_takes_over(office, draft);
  third.commits(care::hand_over(third.whole(draft, kForm), {office.desk(0).worker, third.worker, 2'000, "The lead asked me."}, "k2"));
  office.sync(office.desk(1));
  office.sync_all();
  EXPECT_EQ(care::response_from(third.whole(draft, kForm)).author, office.desk(1).worker);
  EXPECT_FALSE(third.verdicts().empty()) << "what she gave as the reason is kept";
  EXPECT_EQ(office.desk(0).digest(), office.desk(1).digest());
}

TEST(DraftEscrow, ADraftThatNamesNobodyIsAnybodys) {
  EXPECT_TRUE(care::may_write({}, record::RecordId{{1}}));
  EXPECT_TRUE(care::may_write(record::RecordId{{1}}, {})) << "a tablet that belongs to nobody";
}

}  // namespace
}  // namespace versions_test
