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
  state::apply(state_, Event(Committed{ticket, 1'000, 1, 1, {}}));
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
  state::apply(state_, Event(Committed{commit.ticket, 2'000, 1, 1, {}}));
  EXPECT_TRUE(state_.save.all_durable());
  EXPECT_FALSE(state_.save.failure.has_value());
}

TEST_F(Saving, ALaterSuccessDoesNotHideAnEarlierFailure) {
  const record::Edit lost = an_edit(random_, "first");
  const Ticket first = save(state_, {lost}, out_);
  const Ticket second = save(state_, {an_edit(random_, "second")}, out_);
  state::apply(state_, Event(CommitFailed{first, {base::Fault::Full, "disk"}, {lost}}));
  state::apply(state_, Event(Committed{second, 2'000, 1, 1, {}}));
  EXPECT_FALSE(state_.save.all_durable());
  EXPECT_TRUE(state_.save.failure.has_value());
}

}  // namespace
}  // namespace state
