// Searching the caseload and adding somebody to it.
#include "app/tablet/state/caseload_page.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"
#include "tests/app/state/now.h"

namespace state {
namespace {

class CaseloadPageTest : public ::testing::Test {
 protected:
  CaseloadPageTest() {
    state_.phase = Phase::Ready;
    state_.now_ms = kNow;
    owner_.id = an_id();
    owner_.name = "Amara Osei";
    owner_.team_name = "East team";
    take(care::to_edits(owner_));
    state_.caseload.set_owner(owner_.id);
    margaret_.id = an_id();
    margaret_.given = "Margaret";
    margaret_.family = "Whitlock";
    margaret_.born = {1942, 2, 3};
    margaret_.nhs_number = "9990413215";
    take(care::to_edits(margaret_));
    does(GoToRoot{Screen::Caseload});
  }

  record::RecordId an_id() { return record::make_record_id(kNow, random_); }

  // What the worker answers with: the heads of what was written.
  void take(const std::vector<record::Edit>& edits) {
    for (const record::Edit& edit : edits) {
      record::Record& record = store_[edit.id];
      record.type = edit.type;
      if (record::is_absent(edit.to)) record.fields.erase(edit.path);
      else record.fields[edit.path].value = edit.to;
    }
    for (const record::Edit& edit : edits) {
      record::FieldMap head;
      for (const auto& [path, field] : store_[edit.id].fields)
        if (record::section_of(path) == record::kHeadSection) head[path] = field;
      state_.caseload.take_head(edit.type, edit.id, head);
    }
  }

  template <class C>
  Effects does(C command) {
    Commands commands;
    commands.push(std::move(command));
    Effects all;
    for (const Command& one : commands.take()) {
      Effects out = apply(state_, one);
      for (Effect& effect : out) {
        if (auto* commit = std::get_if<CommitEdits>(&effect)) {
          commits_.push_back(*commit);
          take(commit->edits);
          apply(state_, Event(Committed{commit->ticket, kNow, {1, 1, 1, true}, {}}));
        }
        all.push_back(std::move(effect));
      }
    }
    return all;
  }

  care::Person typed(std::string given, std::string family) {
    care::Person person = state_.people.adding;
    person.given = std::move(given);
    person.family = std::move(family);
    return person;
  }

  os::SeededRandom random_{5};
  AppState state_{random_};
  std::map<record::RecordId, record::Record> store_;
  std::vector<CommitEdits> commits_;
  care::Worker owner_;
  care::Person margaret_;
};

TEST_F(CaseloadPageTest, ListsTheCaseloadAndFindsInItAsSheTypes) {
  EXPECT_EQ(state_.people.list.people.size(), 1u);
  does(SearchPeople{"whitl"});
  EXPECT_EQ(state_.people.list.people.size(), 1u);
  does(SearchPeople{"zzz"});
  EXPECT_TRUE(state_.people.list.people.empty());
  EXPECT_EQ(state_.people.list.total, 1u);
}

TEST_F(CaseloadPageTest, KeepsSomebodyBeingAddedFromTheFirstLetterAndInNoList) {
  does(StartPerson{});
  EXPECT_EQ(state_.place().screen, Screen::NewPerson);
  EXPECT_TRUE(commits_.empty()) << "nothing is kept before anything was typed";
  does(ChangeNewPerson{typed("I", ""), true});
  does(ChangeNewPerson{typed("Ivy", ""), true});
  ASSERT_EQ(commits_.size(), 2u);
  EXPECT_GT(commits_[0].edits.size(), 1u);
  ASSERT_EQ(commits_[1].edits.size(), 1u) << "only what was typed since";
  EXPECT_EQ(commits_[1].edits[0].path, "head/given");
  EXPECT_EQ(state_.caseload.people().size(), 1u);
  EXPECT_EQ(state_.caseload.people_being_added().size(), 1u);
  EXPECT_TRUE(state_.caseload.index().search("ivy", 5, {2026, 11, 22}).hits.empty());
}

TEST_F(CaseloadPageTest, GoesOnWithSomebodyHalfAdded) {
  does(StartPerson{});
  does(ChangeNewPerson{typed("Ivy", "Turner"), true});
  const record::RecordId half = state_.people.adding.id;
  does(Back{});
  state_.people = CaseloadPage{};
  does(StartPerson{});
  EXPECT_EQ(state_.people.adding.id, half);
  EXPECT_EQ(state_.people.adding.family, "Turner");
}

TEST_F(CaseloadPageTest, AddsThemToTheListAndOpensThem) {
  does(StartPerson{});
  care::Person ivy = typed("Ivy", "Turner");
  ivy.nhs_number = "999 082 6420";
  ivy.postcode = "jx14ab";
  does(ChangeNewPerson{ivy, true});
  does(AddPerson{});
  ASSERT_EQ(state_.caseload.people().size(), 2u);
  const care::Person* added = state_.caseload.person(ivy.id);
  ASSERT_TRUE(added);
  EXPECT_EQ(added->nhs_number, "9990826420");
  EXPECT_EQ(added->postcode, "JX1 4AB");
  EXPECT_EQ(added->worker, owner_.id);
  EXPECT_EQ(added->team, "East team");
  EXPECT_EQ(added->review_due, (care::Date{2027, 1, 17}));
  EXPECT_EQ(state_.place().screen, Screen::Person);
  EXPECT_EQ(state_.place().person, ivy.id);
  does(Back{});
  EXPECT_EQ(state_.place().screen, Screen::Caseload) << "Back leads to the list, not to the empty form";
}

TEST_F(CaseloadPageTest, RefusesToAddSomebodyWithoutAName) {
  does(StartPerson{});
  care::Person nameless = state_.people.adding;
  nameless.phone = "01632 960123";
  does(ChangeNewPerson{nameless, true});
  does(AddPerson{});
  EXPECT_TRUE(state_.people.checked);
  EXPECT_EQ(state_.place().screen, Screen::NewPerson);
  EXPECT_EQ(state_.caseload.people().size(), 1u);
}

TEST_F(CaseloadPageTest, OffersThoseItMayBeAndForgetsTheDraftWhenItIsOneOfThem) {
  does(StartPerson{});
  care::Person same = typed("Peggy", "Whitlok");
  same.nhs_number = "999 041 3215";
  does(ChangeNewPerson{same, true});
  ASSERT_EQ(state_.people.duplicates.size(), 1u);
  EXPECT_EQ(state_.people.duplicates[0].id, margaret_.id);
  EXPECT_EQ(state_.people.duplicates[0].reasons.front(), care::Reason::SameNhsNumber);
  does(UseKnownPerson{margaret_.id});
  EXPECT_EQ(state_.place().person, margaret_.id);
  EXPECT_TRUE(state_.caseload.people_being_added().empty());
  EXPECT_TRUE(store_[same.id].fields.empty()) << "every field was cleared";
}

TEST_F(CaseloadPageTest, KeepsADateThatIsNone) {
  does(StartPerson{});
  care::Person person = typed("Ivy", "Turner");
  person.born_typed = "31/02/1942";
  does(ChangeNewPerson{person, true});
  EXPECT_EQ(store_[person.id].utf8("head/born"), "31/02/1942");
  EXPECT_EQ(care::person_from(store_[person.id]).born_typed, "31/02/1942");
}

TEST_F(CaseloadPageTest, ReopensAtSomebodyHalfAdded) {
  does(StartPerson{});
  does(ChangeNewPerson{typed("Ivy", ""), true});
  const std::vector<Place> places = state_.places;
  state_.people = CaseloadPage{};
  state_.places = places;
  Effects out;
  arrive(state_, out);
  EXPECT_EQ(state_.people.adding.given, "Ivy");
}

}  // namespace
}  // namespace state
