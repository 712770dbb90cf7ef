#include "app/tablet/state/plan_page.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"

namespace state {
namespace {

// A tablet whose store answers at once: every commit is kept, so a plan read back is the plan on screen.
class Planning : public ::testing::Test {
 protected:
  Planning() {
    state_.phase = Phase::Ready;
    state_.now_ms = 1'795'341'600'000;
    person_ = record::make_record_id(1, random_);
    record::Record person;
    person.id = person_;
    person.type = care::kPersonRecord;
    state_.places.back() = Place{.screen = Screen::Person, .person = person_};
    state::apply(state_, Event(PersonLoaded{person_, {person}}));
  }
  template <class C>
  void does(C command) {
    Commands commands;
    commands.push(std::move(command));
    for (const Command& each : commands.take()) keep(state::apply(state_, each));
  }
  void keep(Effects effects) {
    for (const Effect& effect : effects) {
      const auto* commit = std::get_if<CommitEdits>(&effect);
      if (!commit) continue;
      ++commits_;
      last_continues_ = commit->continues_typing;
      for (const record::Edit& edit : commit->edits) {
        record::Record& into = kept_[edit.id];
        into.id = edit.id;
        into.type = edit.type;
        if (record::is_absent(edit.to)) into.fields.erase(edit.path);
        else into.fields[edit.path].value = edit.to;
      }
    }
  }
  care::Plan kept_plan() { return care::plan_from(kept_[state_.plan.plan.id]); }
  care::Plan plan() { return state_.plan.plan; }

  os::SeededRandom random_{21};
  AppState state_{random_};
  record::RecordId person_;
  std::map<record::RecordId, record::Record> kept_;
  int commits_ = 0;
  bool last_continues_ = false;
};

TEST_F(Planning, EveryChangeIsCommittedAsItIsMade) {
  does(StartPlan{person_});
  does(AddToPlan{PlanList::Outcomes});
  care::Plan typed = plan();
  typed.outcomes[0].text = "Wash and dress with dignity";
  does(ChangePlan{typed, true});
  EXPECT_EQ(kept_plan(), plan());
  EXPECT_EQ(kept_plan().outcomes[0].text, "Wash and dress with dignity");
  EXPECT_EQ(commits_, 3);
}

TEST_F(Planning, WordsTypedIntoOneFieldGrowOneLogEntryAndUndoAsOne) {
  does(StartPlan{person_});
  does(AddToPlan{PlanList::Outcomes});
  for (const char* words : {"W", "Wa", "Wash"}) {
    care::Plan typed = plan();
    typed.outcomes[0].text = words;
    does(ChangePlan{typed, true});
    EXPECT_EQ(last_continues_, std::string(words) != "W");
  }
  does(UndoPlan{});
  EXPECT_EQ(plan().outcomes[0].text, "");
  does(RedoPlan{});
  EXPECT_EQ(plan().outcomes[0].text, "Wash");
  EXPECT_EQ(kept_plan(), plan());
}

TEST_F(Planning, RowsMoveAndComeBackInTheOrderTheyWerePut) {
  does(StartPlan{person_});
  for (const char* text : {"first", "second", "third"}) {
    does(AddToPlan{PlanList::Actions});
    care::Plan typed = plan();
    typed.actions.back().text = text;
    does(ChangePlan{typed, true});
  }
  does(MoveInPlan{PlanList::Actions, plan().actions[2].key, -1});
  does(MoveInPlan{PlanList::Actions, plan().actions[1].key, -1});
  EXPECT_EQ(kept_plan().actions[0].text, "third");
  EXPECT_EQ(kept_plan().actions[1].text, "first");
  does(MoveInPlan{PlanList::Actions, plan().actions[0].key, -1});
  EXPECT_EQ(kept_plan().actions[0].text, "third");
}

TEST_F(Planning, AServiceThatGoesTakesItsVisitsAndUndoBringsBothBack) {
  does(StartPlan{person_});
  does(AddToPlan{PlanList::Services});
  const std::string service = plan().services[0].key;
  does(AddSlot{0, 480, service});
  does(AddSlot{5, 1200, ""});  // Ruth comes on Saturday
  does(RemoveFromPlan{PlanList::Services, service});
  ASSERT_EQ(kept_plan().week.size(), 1u);
  EXPECT_EQ(kept_plan().week[0].day, 5);
  does(UndoPlan{});
  EXPECT_EQ(kept_plan().services.size(), 1u);
  EXPECT_EQ(kept_plan().week.size(), 2u);
}

TEST_F(Planning, OneVisitSpreadsOverTheWeekAndADayCanBeTakenOut) {
  does(StartPlan{person_});
  does(AddToPlan{PlanList::Services});
  does(AddSlot{0, 480, plan().services[0].key});
  const std::string monday = plan().week[0].key;
  for (int day = 1; day < 7; ++day) does(ToggleSlotDay{monday, day});
  EXPECT_EQ(care::weekly_care_minutes(kept_plan()), 7 * 30);
  does(ToggleSlotDay{monday, 6});
  does(ToggleSlotDay{monday, 0});  // its own day stays: remove it instead
  EXPECT_EQ(kept_plan().week.size(), 6u);
}

TEST_F(Planning, APlanIsSentOnlyWhenTheActsListIsThereAndIsNotChangedAfterwards) {
  does(StartPlan{person_});
  does(SubmitPlan{});
  EXPECT_EQ(plan().status, care::PlanStatus::Draft);
  does(AddToPlan{PlanList::Outcomes});
  care::Plan whole = plan();
  whole.outcomes[0].text = "Be warm";
  whole.contingency = "Ruth, then the out-of-hours team";
  whole.review_on = {2027, 1, 10};
  whole.agreement = "agreed out loud, Ruth heard it";
  whole.copies = "Margaret, Ruth";
  does(ChangePlan{whole});
  EXPECT_TRUE(plan_gaps(plan(), {}).empty());
  does(SubmitPlan{});
  EXPECT_EQ(kept_plan().status, care::PlanStatus::Submitted);
  does(AddToPlan{PlanList::Outcomes});
  does(UndoPlan{});
  EXPECT_EQ(kept_plan().outcomes.size(), 1u);
  EXPECT_EQ(kept_plan().status, care::PlanStatus::Submitted);
}

TEST_F(Planning, WhatCannotWaitForTheAssessmentIsSentWithItsReasonAndTheHelpThatBegins) {
  care::Plan plan;
  plan.is_urgent = true;
  EXPECT_EQ(plan_gaps(plan, {"A2"}).size(), 2u) << "why, and which help; what the assessment will say comes later";
  plan.urgent_why = " \n";
  plan.services.push_back({});
  ASSERT_EQ(plan_gaps(plan, {"A2"}).size(), 1u);
  EXPECT_EQ(plan_gaps(plan, {"A2"}).front().words, "plan.gap_urgent_why");
  plan.urgent_why = "Her carer was taken ill.";
  EXPECT_TRUE(plan_gaps(plan, {"A2"}).empty());
}

TEST_F(Planning, EveryEligibleNeedMustBeMetByAnOutcome) {
  care::Plan plan;
  plan.outcomes.push_back({{"k", "V"}, "Dress in my own time", {"A4"}, "", "", {}});
  const std::vector<PlanGap> gaps = plan_gaps(plan, {"A2", "A4"});
  EXPECT_EQ(std::count_if(gaps.begin(), gaps.end(), [](const PlanGap& gap) { return gap.words == "plan.gap_need" && gap.argument == "A2"; }), 1);
  EXPECT_EQ(std::count_if(gaps.begin(), gaps.end(), [](const PlanGap& gap) { return gap.argument == "A4"; }), 0);
}

TEST_F(Planning, ANewPlanBeginsWithWhatThePersonSaidTheyWant) {
  record::Record response;
  response.id = record::make_record_id(2, random_);
  response.type = care::kResponseRecord;
  response.fields["head/kind"].value = record::atom("needs");
  response.fields["head/person"].value = record::atom(record::to_string(person_));
  response.fields["me/me.want/#1/me.want.what"].value = record::text("eat a hot meal every day");
  state_.person.records.push_back(response);
  does(StartPlan{person_});
  ASSERT_EQ(kept_plan().outcomes.size(), 1u);
  EXPECT_EQ(kept_plan().outcomes[0].text, "eat a hot meal every day");
  EXPECT_EQ(kept_plan().assessment, response.id);
}

TEST_F(Planning, TheOpenRowIsWhereTheTabletReopens) {
  does(StartPlan{person_});
  does(AddToPlan{PlanList::Services});
  EXPECT_EQ(state_.place().part, "service:" + plan().services[0].key);
  const record::RecordId id = plan().id;
  const Place here = state_.place();
  state_.plan = PlanPage{};
  state_.person = PersonPage{};
  state_.places.back() = here;
  Effects asked;
  arrive(state_, asked);
  std::vector<record::Record> records;
  for (const auto& [key, kept] : kept_) records.push_back(kept);
  state::apply(state_, Event(PersonLoaded{person_, records}));
  EXPECT_EQ(plan().id, id);
  EXPECT_EQ(plan().services.size(), 1u);
}

TEST_F(Planning, WhatWasTypedWhileThePersonWasBeingReadIsNotLostFromTheScreen) {
  does(StartPlan{person_});
  std::vector<record::Record> old;
  for (const auto& [key, kept] : kept_) old.push_back(kept);
  state_.person.person = {};
  Effects asked;
  arrive(state_, asked);
  does(AddToPlan{PlanList::Outcomes});
  state::apply(state_, Event(PersonLoaded{person_, old}));
  EXPECT_EQ(care::plan_from(*loaded_record(state_.person, plan().id)).outcomes.size(), 1u);
}

}  // namespace
}  // namespace state
