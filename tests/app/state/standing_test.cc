// Where something she wrote is, as far as the store and the hub have said.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"
#include "app/tablet/state/commands.h"
#include "sync/record/sync_types.h"

namespace state {
namespace {

struct Written : ::testing::Test {
  os::SeededRandom random{5};
  AppState state{random};
  record::RecordId note{{1}}, visit{{2}};
  Written() {
    state.phase = Phase::Ready;
    Committed done;
    done.sequence = 7;
    done.records = {note};
    apply(state, Event(std::move(done)));
    hub_says(5, 5);
  }
  void hub_says(uint64_t acknowledged, uint64_t settled, session::Standing standing = session::Standing::Joined) {
    SyncMoved moved;
    moved.status.standing = standing;
    moved.status.acknowledged = acknowledged;
    moved.status.settled = settled;
    apply(state, Event(std::move(moved)));
  }
};

TEST_F(Written, IsOnlyHereThenAtTheHubThenAccepted) {
  EXPECT_EQ(standing_of(state, note), ItemStanding::OnlyHere);
  hub_says(7, 5);
  EXPECT_EQ(standing_of(state, note), ItemStanding::AtHub);
  hub_says(7, 7);
  EXPECT_EQ(standing_of(state, note), ItemStanding::Accepted);
}

TEST_F(Written, IsOnlyHereAgainWhenSomethingIsAddedToIt) {
  hub_says(7, 7);
  Committed more;
  more.sequence = 9;
  more.records = {note};
  apply(state, Event(std::move(more)));
  EXPECT_EQ(standing_of(state, note), ItemStanding::OnlyHere);
}

TEST_F(Written, IsSaidOnlyOfWhatWasWrittenHereAndOnATabletWithAHub) {
  EXPECT_EQ(standing_of(state, visit), ItemStanding::Unsaid);
  hub_says(7, 7, session::Standing::Alone);
  EXPECT_EQ(standing_of(state, note), ItemStanding::Unsaid);
}

TEST_F(Written, NeedsHerWhenAnAnswerHasTwoVersions) {
  hub_says(7, 7);
  const record::RecordId conflict{{3}};
  state.caseload.take_head(record::kConflictType, conflict,
                           {{std::string(record::kConflictRecord), {record::atom(record::to_string(note)), {}}}, {std::string(record::kConflictState), {record::atom(std::string(record::kOpen)), {}}}});
  EXPECT_EQ(standing_of(state, note), ItemStanding::NeedsYou);
}

}  // namespace
}  // namespace state
