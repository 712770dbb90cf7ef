#include "app/tablet/effects/unsent_tally.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"

namespace effects {
namespace {

const record::RecordId kForm{{1}}, kPerson{{2}}, kPlan{{3}}, kPhoto{{4}}, kDecision{{5}};
std::string group_of(const record::RecordId& id) { return record::to_string(id); }

TEST(UnsentTally, CountsVisitsWhereThereIsNothingElse) {
  UnsentTally tally;
  tally.take(group_of(kForm), care::kResponseRecord, kForm);
  tally.take(group_of(kForm), care::kResponseRecord, kForm);
  tally.take(group_of(kForm), care::kAttachmentRecord, kPhoto);
  tally.take("", care::kPlanRecord, kPlan);
  const state::Unsent unsent = tally.counted(4);
  EXPECT_EQ(unsent.visits, 2u) << "the form with its photo is one, the plan another";
  EXPECT_TRUE(unsent.only_visits);
  EXPECT_EQ(unsent.records, 3u);
}

TEST(UnsentTally, ATelephoneNumberIsNoVisit) {
  UnsentTally tally;
  tally.take("", care::kPersonRecord, kPerson);
  EXPECT_EQ(tally.counted(1).visits, 0u);
  EXPECT_EQ(tally.counted(1).records, 1u);
  tally.take(group_of(kForm), care::kResponseRecord, kForm);
  EXPECT_EQ(tally.counted(2).visits, 1u);
  EXPECT_EQ(tally.counted(2).records, 2u);
  EXPECT_FALSE(tally.counted(2).only_visits);
}

TEST(UnsentTally, WhatALeaderDecidedIsNoVisitOfHers) {
  UnsentTally tally;
  tally.take(group_of(kForm), care::kDecisionRecord, kDecision);
  tally.take(group_of(kForm), care::kResponseRecord, kForm);
  EXPECT_EQ(tally.counted(2).visits, 0u);
  EXPECT_EQ(tally.counted(2).records, 2u);
}

TEST(UnsentTally, NothingWaitsWhenTheHubHasEveryEntry) {
  UnsentTally tally;
  tally.take("", care::kPersonRecord, kPerson);
  EXPECT_EQ(tally.counted(0).records, 0u);
}

}  // namespace
}  // namespace effects
