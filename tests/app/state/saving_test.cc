#include <gtest/gtest.h>

#include "app/tablet/state/apply.h"

namespace state {
namespace {

record::Edit an_edit(os::Random& random, std::string words) {
  return {record::make_record_id(1, random), record::RecordType{5}, "body/text", record::text(std::move(words))};
}

class Saving : public ::testing::Test {
 protected:
  os::SeededRandom random_{12};
  AppState state_{random_};
  Effects out_;
};

TEST_F(Saving, NothingIsCalledDurableBeforeTheStoreSaysSo) {
  const Ticket ticket = save(state_, {an_edit(random_, "gate code changed")}, out_);
  EXPECT_FALSE(state_.save.all_durable());
  state::apply(state_, Event(Committed{ticket, 1'000, {1, 1, 1, true}, {}}));
  EXPECT_TRUE(state_.save.all_durable());
  EXPECT_EQ(state_.save.last_durable_ms, 1'000);
}

TEST_F(Saving, AFailedCommitKeepsItsEditsAndARetryMakesThemDurable) {
  const record::Edit edit = an_edit(random_, "words");
  const Ticket ticket = save(state_, {edit}, out_);
  state::apply(state_, Event(CommitFailed{ticket, {base::Fault::Full, "disk"}, {edit}}));
  EXPECT_FALSE(state_.save.all_durable());
  ASSERT_TRUE(state_.save.failure.has_value());

  Effects again = state::apply(state_, Command(NavCommand(RetrySave{})));
  ASSERT_EQ(again.size(), 1u);
  const auto& commit = std::get<CommitEdits>(again[0]);
  EXPECT_EQ(commit.edits, std::vector<record::Edit>{edit});
  state::apply(state_, Event(Committed{commit.ticket, 2'000, {1, 1, 1, true}, {}}));
  EXPECT_TRUE(state_.save.all_durable());
  EXPECT_FALSE(state_.save.failure.has_value());
}

TEST_F(Saving, ARetryNeverBringsOlderWordsBackOverNewerOnes) {
  record::Edit older = an_edit(random_, "She fell"), newer = older;
  newer.to = record::text("She fell twice");
  // The newer words were sent before the failure of the older ones was known...
  const Ticket first = save(state_, {older}, out_), second = save(state_, {newer}, out_);
  state::apply(state_, Event(CommitFailed{first, {base::Fault::Full, "disk"}, {older}}));
  EXPECT_TRUE(state_.save.unsaved.empty());
  state::apply(state_, Event(Committed{second, 2'000, {1, 1, 1, true}, {}}));
  EXPECT_TRUE(state_.save.all_durable());
  EXPECT_FALSE(state_.save.failure.has_value());
  // ...or after it.
  const Ticket third = save(state_, {older}, out_);
  state::apply(state_, Event(CommitFailed{third, {base::Fault::Full, "disk"}, {older}}));
  save(state_, {newer}, out_);
  EXPECT_TRUE(state_.save.unsaved.empty());
  EXPECT_TRUE(state::apply(state_, Command(NavCommand(RetrySave{}))).empty());
}

TEST_F(Saving, WhatCouldNotBeSavedIsTriedBeforeLockingAndAfterUnlocking) {
  state_.phase = Phase::Ready;
  const record::Edit edit = an_edit(random_, "words");
  const Ticket ticket = save(state_, {edit}, out_);
  state::apply(state_, Event(CommitFailed{ticket, {base::Fault::Full, "disk"}, {edit}}));
  const Effects locking = state::apply(state_, Command(NavCommand(LockNow{})));
  ASSERT_EQ(locking.size(), 3u);
  EXPECT_EQ(std::get<CommitEdits>(locking[0]).edits, std::vector<record::Edit>{edit});
  EXPECT_TRUE(std::holds_alternative<Lock>(locking[2]));
  state::apply(state_, Event(CommitFailed{std::get<CommitEdits>(locking[0]).ticket, {base::Fault::Full, "disk"}, {edit}}));
  state::apply(state_, Event(Locked{}));
  const Effects unlocked = state::apply(state_, Event(Unlocked{std::make_unique<care::Caseload>(), {}, {}, {}}));
  ASSERT_FALSE(unlocked.empty());
  EXPECT_EQ(std::get<CommitEdits>(unlocked[0]).edits, std::vector<record::Edit>{edit});
}

TEST_F(Saving, ALaterSuccessDoesNotHideAnEarlierFailure) {
  const record::Edit lost = an_edit(random_, "first");
  const Ticket first = save(state_, {lost}, out_);
  const Ticket second = save(state_, {an_edit(random_, "second")}, out_);
  state::apply(state_, Event(CommitFailed{first, {base::Fault::Full, "disk"}, {lost}}));
  state::apply(state_, Event(Committed{second, 2'000, {1, 1, 1, true}, {}}));
  EXPECT_FALSE(state_.save.all_durable());
  EXPECT_TRUE(state_.save.failure.has_value());
}

}  // namespace
}  // namespace state
