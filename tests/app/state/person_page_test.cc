// One person on screen: changing what is known of them, visits begun and ended, and their history.
#include "app/tablet/state/person_page.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"
#include "tests/app/state/now.h"

namespace state {
namespace {

class PersonPageTest : public ::testing::Test {
 protected:
  PersonPageTest() {
    state_.phase = Phase::Ready;
    state_.now_ms = kNow;
    margaret_.id = an_id();
    margaret_.given = "Margaret";
    margaret_.family = "Whitlock";
    visit_.id = an_id();
    visit_.person = margaret_.id;
    visit_.start = kNow;
    visit_.minutes = 60;
    PersonLoaded loaded{margaret_.id, {record_of(care::to_edits(margaret_)), record_of(care::to_edits(visit_))}};
    does(OpenPerson{margaret_.id});
    apply(state_, Event(std::move(loaded)));
  }

  record::RecordId an_id() { return record::make_record_id(kNow, random_); }

  static record::Record record_of(const std::vector<record::Edit>& edits) {
    record::Record record;
    for (const record::Edit& edit : edits) {
      record.id = edit.id;
      record.type = edit.type;
      record.fields[edit.path].value = edit.to;
    }
    return record;
  }

  template <class C>
  std::vector<record::Edit> does(C command) {
    Commands commands;
    commands.push(std::move(command));
    std::vector<record::Edit> edits;
    effects_.clear();
    for (const Command& one : commands.take())
      for (Effect& effect : apply(state_, one)) {
        if (auto* commit = std::get_if<CommitEdits>(&effect)) edits.insert(edits.end(), commit->edits.begin(), commit->edits.end());
        effects_.push_back(std::move(effect));
      }
    return edits;
  }

  template <class E>
  const E* effect() const {
    for (const Effect& one : effects_)
      if (const E* found = std::get_if<E>(&one)) return found;
    return nullptr;
  }

  os::SeededRandom random_{6};
  AppState state_{random_};
  Effects effects_;
  care::Person margaret_;
  care::Visit visit_;
};

TEST_F(PersonPageTest, SavesOnlyTheFieldThatWasChanged) {
  care::Person after = file_of(state_).person;
  after.phone = "01632 960114";
  const auto edits = does(ChangePerson{after, true});
  ASSERT_EQ(edits.size(), 1u);
  EXPECT_EQ(edits[0].path, "head/phone");
  EXPECT_EQ(file_of(state_).person.phone, "01632 960114") << "the page shows it at once";
  EXPECT_TRUE(does(ChangePerson{after, true}).empty());
}

TEST_F(PersonPageTest, ChecksInAndOut) {
  EXPECT_EQ(does(StartVisit{visit_.id}).front().type, care::kVisitRecord);
  const care::Visit* now = file_of(state_).visit_now(kNow);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->state, care::VisitState::Started);
  EXPECT_EQ(now->due_out, kNow + 3'600'000);
  EXPECT_TRUE(does(StartVisit{visit_.id}).empty()) << "a visit is begun once";
  state_.now_ms += 1'800'000;
  does(FinishVisit{visit_.id});
  EXPECT_EQ(file_of(state_).visit(visit_.id)->checked_out, kNow + 1'800'000);
  EXPECT_TRUE(does(FinishVisit{visit_.id}).empty());
}

TEST_F(PersonPageTest, BeginsAVisitNobodyPlanned) {
  const auto edits = does(StartVisit{});
  EXPECT_GT(edits.size(), 3u);
  EXPECT_NE(edits[0].id, visit_.id);
  EXPECT_EQ(file_of(state_).visits.size(), 2u);
}

TEST_F(PersonPageTest, KeepsSomebodyNewAroundThemFromTheFirstLetter) {
  EXPECT_TRUE(does(OpenRelation{}).empty()) << "nothing is kept before anything was typed";
  EXPECT_TRUE(state_.place().part.starts_with("relation:"));
  care::Relation ruth = state_.person.relation;
  EXPECT_EQ(ruth.person, margaret_.id);
  ruth.name = "R";
  EXPECT_GE(does(ChangeRelation{ruth, true}).size(), 2u);
  ruth.name = "Ruth";
  const auto edits = does(ChangeRelation{ruth, true});
  ASSERT_EQ(edits.size(), 1u);
  EXPECT_EQ(edits[0].path, "head/name");
  EXPECT_EQ(file_of(state_).relations.front().name, "Ruth");
}

TEST_F(PersonPageTest, ReopensTheRelationThatWasOpen) {
  does(OpenRelation{});
  care::Relation ruth = state_.person.relation;
  ruth.name = "Ruth";
  does(ChangeRelation{ruth, true});
  state_.person.relation = {};
  Effects out;
  arrive(state_, out);
  EXPECT_EQ(state_.person.relation.name, "Ruth");
}

TEST_F(PersonPageTest, KeepsAnAlertThatHasEnded) {
  does(OpenAlert{});
  care::Alert alert = state_.person.alert;
  alert.kind = "dog";
  does(ChangeAlert{alert, false});
  EXPECT_EQ(file_of(state_).alerts.size(), 1u);
  alert = state_.person.alert;
  alert.ended_on = {2026, 11, 22};
  does(ChangeAlert{alert, false});
  EXPECT_TRUE(file_of(state_).alerts.empty());
  EXPECT_EQ(file_of(state_).past_alerts.size(), 1u);
}

TEST_F(PersonPageTest, AsksForHistoryWhenItIsOpenedAndTellsWhatWasMadeAsOne) {
  does(SetPart{"history"});
  ASSERT_TRUE(effect<LoadHistory>());
  EXPECT_EQ(effect<LoadHistory>()->record, margaret_.id);
  HistoryLoaded loaded{margaret_.id, {}, {}};
  const auto row = [&](os::UnixMs at, std::string path, record::Value from, record::Value to) {
    loaded.rows.push_back({at, "Amara Osei", {}, care::kPersonRecord, margaret_.id, std::move(path), std::move(from), std::move(to), true});
  };
  row(kNow, "head/phone", record::atom("1"), record::atom("2"));
  for (const char* path : {"head/given", "head/family", "head/town", "head/phone", "head/draft"}) row(kNow - 1, path, {}, record::atom("x"));
  apply(state_, Event(std::move(loaded)));
  ASSERT_EQ(state_.person.history_groups.size(), 2u);
  EXPECT_FALSE(state_.person.history_groups[0].made);
  EXPECT_TRUE(state_.person.history_groups[1].made);
  EXPECT_EQ(state_.person.history_groups[1].count, 4u) << "bookkeeping is not told";
}

TEST_F(PersonPageTest, DoesNotChangeSomebodyWhoIsNotOnScreen) {
  care::Person other = margaret_;
  other.id = an_id();
  other.phone = "1";
  EXPECT_TRUE(does(ChangePerson{other, true}).empty());
}

}  // namespace
}  // namespace state
