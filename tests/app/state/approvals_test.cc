#include "app/tablet/state/approvals.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/care/versions.h"
#include "app/tablet/state/apply.h"
#include "tests/app/state/now.h"

namespace state {
namespace {

using care::ApprovalState;

constexpr const char* kReviewForm = R"({"resourceType":"Questionnaire","url":"https://doorstep.example.org/forms/review","version":"1","title":"Review","item":[
  {"linkId":"a","type":"group","text":"First","item":[{"linkId":"a.words","type":"text"},{"linkId":"a.more","type":"string"}]}]})";

// Helen leads the team; Amara wrote.
class Reviewing : public ::testing::Test {
 protected:
  Reviewing() {
    state_.phase = Phase::Ready;
    state_.now_ms = kNow;
    for (record::RecordId* id : {&amara_, &helen_, &person_, &about_}) *id = record::make_record_id(1, random_);
    knows_worker(amara_, "social-worker");
    knows_worker(helen_, "team-leader");
    care::Person person;
    person.id = person_;
    person.family = "Norton";
    keeps(care::to_edits(person));
    becomes(helen_);
  }
  void knows_worker(const record::RecordId& id, const char* role) {
    care::Worker worker;
    worker.id = id;
    worker.name = role;
    worker.kind = "worker";
    worker.role = role;
    keeps(care::to_edits(worker));
  }
  void becomes(const record::RecordId& worker) { state_.caseload.set_owner(worker); }

  // As the store and its worker would: kept, and its head told.
  void keeps(const std::vector<record::Edit>& edits) {
    for (const record::Edit& edit : edits) {
      record::Record& record = records_[edit.id];
      record.id = edit.id;
      record.type = edit.type;
      if (record::is_absent(edit.to)) record.fields.erase(edit.path);
      else record.fields[edit.path].value = edit.to;
    }
    for (const auto& [id, record] : records_) {
      record::FieldMap head;
      for (const auto& [path, field] : record.fields)
        if (record::section_of(path) == record::kHeadSection) head.emplace(path, field);
      state_.caseload.take_head(record.type, id, head);
    }
  }
  // Carries it out, and everything it asks for, until nothing more is asked.
  template <class C>
  std::vector<CommitEdits> does(C command) {
    Commands commands;
    commands.push(std::move(command));
    std::vector<CommitEdits> commits;
    for (const Command& each : commands.take()) serve(state::apply(state_, each), commits);
    return commits;
  }
  void serve(Effects effects, std::vector<CommitEdits>& commits) {
    for (Effect& effect : effects) {
      urgent_ += std::get_if<SyncSoon>(&effect) && std::get<SyncSoon>(effect).urgent;
      if (auto* commit = std::get_if<CommitEdits>(&effect)) {
        keeps(commit->edits);
        commits.push_back(std::move(*commit));
      } else if (const auto* person = std::get_if<LoadPerson>(&effect)) {
        PersonLoaded loaded{person->person, {}};
        for (const auto& [id, record] : records_) loaded.records.push_back(record);
        serve(state::apply(state_, Event(std::move(loaded))), commits);
      } else if (const auto* response = std::get_if<LoadResponse>(&effect)) {
        const record::Record& record = records_[response->response];
        ResponseLoaded loaded{response->response, record, *forms::Questionnaire::parse(kReviewForm), std::nullopt};
        if (const record::RecordId amends = care::response_from(record).amends; !amends.is_nil()) loaded.previous = records_[amends];
        serve(state::apply(state_, Event(std::move(loaded))), commits);
      }
    }
  }

  // Amara's, submitted as often as `words` are.
  void has_form(const std::vector<const char*>& words, const char* kind = "review") {
    care::Response head;
    head.id = about_;
    head.person = person_;
    head.author = amara_;
    head.kind = kind;
    head.started = kNow - 1'000;
    keeps(care::to_edits(head));
    for (const char* each : words) {
      record::Edit edit{about_, care::kResponseRecord, "a/a.words", record::text(each)};
      keeps(head.submission == 0 ? std::vector<record::Edit>{edit} : care::keeping_was(records_[about_].fields, head.submission, {edit}));
      const care::Response before = head;
      static_cast<care::Course&>(head) = care::submitted(head, amara_, kNow - 500);
      keeps(care::to_edits(before, head));
    }
  }
  care::Response head() { return care::response_from(records_[about_]); }
  ApprovalsPage& reads() {
    does(GoToRoot{Screen::Approvals});
    does(ReviewIt{about_});
    EXPECT_TRUE(state_.approvals.is_loaded());
    return state_.approvals;
  }

  os::SeededRandom random_{17};
  AppState state_{random_};
  record::RecordId amara_, helen_, person_, about_;
  std::map<record::RecordId, record::Record> records_;
  int urgent_ = 0;
};

TEST_F(Reviewing, TheQueueIsOldestFirstAndOnlyForWhoDecides) {
  has_form({"Wakes."});
  EXPECT_EQ(queue_now(state_).size(), 1u);
  EXPECT_FALSE(queue_now(state_).front().was_sent_again());
  EXPECT_TRUE(may_decide(state_));
  becomes(amara_);
  state_.queue = {};
  EXPECT_TRUE(queue_now(state_).empty());
  EXPECT_FALSE(may_decide(state_));
}

TEST_F(Reviewing, ShowsWhatChangedSinceTheVersionThatWasDecidedOn) {
  has_form({"Wakes.", "Wakes twice."});
  const ApprovalsPage& page = reads();
  EXPECT_EQ(page.since, 1);
  EXPECT_EQ(page.changed, 1u);
  EXPECT_TRUE(page.draft.changes_only);
  ASSERT_TRUE(page.before);
  EXPECT_EQ(page.before->node(page.before->find("a.words")).answers.front().text, "Wakes.");
}

TEST_F(Reviewing, AReturnNeedsACommentAndIsOneCommitWithIt) {
  has_form({"Wakes."});
  ApprovalsPage& page = reads();
  EXPECT_TRUE(does(Decide{ApprovalState::Returned}).empty());
  EXPECT_EQ(page.draft.problem, "comment");
  ASSERT_EQ(does(CommentAt{"a.words", "How of"}).size(), 1u) << "what she types is kept";
  does(CommentAt{"a.words", "How often?"});
  EXPECT_TRUE(does(Decide{ApprovalState::Returned}).empty());
  EXPECT_EQ(page.draft.confirming, ApprovalState::Returned);
  EXPECT_EQ(does(Decide{ApprovalState::Returned, true}).size(), 1u);
  EXPECT_EQ(head().status, ApprovalState::Returned);
  EXPECT_EQ(head().returned_by, helen_);
  EXPECT_EQ(head().return_comment, "How often?");
  const care::Decision made = care::decision_from(records_[head().decision]);
  EXPECT_TRUE(made.is_made);
  EXPECT_EQ(made.seen, 1);
  EXPECT_EQ(made.about, about_);
  EXPECT_EQ(care::comment_at(made, "a.words"), "How often?");
  EXPECT_TRUE(queue_now(state_).empty());
}

TEST_F(Reviewing, HerCommentsAreThereWhenSheComesBack) {
  has_form({"Wakes."});
  reads();
  does(CommentAt{"", "Nearly there."});
  does(GoToRoot{Screen::Today});
  EXPECT_EQ(reads().decision.comment, "Nearly there.");
  EXPECT_FALSE(queue_now(state_).front().draft.is_nil());
}

TEST_F(Reviewing, NobodyDecidesOnTheirOwnWork) {
  has_form({"Wakes."});
  knows_worker(amara_, "team-leader");
  becomes(amara_);
  state_.queue = {};
  ASSERT_EQ(queue_now(state_).size(), 1u);
  EXPECT_TRUE(queue_now(state_).front().is_own);
  reads();
  EXPECT_TRUE(does(Decide{ApprovalState::Approved, true}).empty());
  EXPECT_EQ(state_.approvals.draft.problem, "own");
}

TEST_F(Reviewing, APlanAboveTheLimitGoesToThePanel) {
  care::Plan plan;
  plan.id = about_;
  plan.person = person_;
  plan.author = amara_;
  care::PlanService service;
  service.key = "s";
  service.order = "a";
  service.pence_per_week = 50'001;
  plan.services = {service};
  keeps(care::to_edits(care::submitted_plan(plan, amara_, kNow)));
  EXPECT_EQ(queue_now(state_).front().pence_per_week, 50'001);
  reads();
  does(Decide{ApprovalState::Approved, true});
  EXPECT_EQ(state_.approvals.draft.problem, "limit");
  does(Decide{ApprovalState::Panel, true});
  EXPECT_EQ(care::plan_from(records_[about_]).status, ApprovalState::Panel);
  EXPECT_TRUE(queue_now(state_).empty());
}

TEST_F(Reviewing, AnUrgentPlanIsTheDutyManagersFirstAndTheLeadersToConfirm) {
  care::Plan plan;
  plan.id = about_;
  plan.person = person_;
  plan.author = amara_;
  plan.is_urgent = true;
  plan.urgent_why = "Her carer was taken ill.";
  keeps(care::to_edits(care::submitted_plan(plan, amara_, kNow)));
  const auto is_a = [&](const char* role) { keeps({{helen_, care::kWorkerRecord, "head/role", record::atom(role)}}); };
  is_a("duty-manager");
  ASSERT_EQ(queue_now(state_).size(), 1u);
  reads();
  does(Decide{ApprovalState::UrgentlyAuthorised, true});
  const care::Plan begun = care::plan_from(records_[about_]);
  EXPECT_EQ(begun.status, ApprovalState::UrgentlyAuthorised);
  EXPECT_EQ(begun.urgent_by, helen_);
  EXPECT_EQ(begun.assess_by, care::add_days(care::wall_time(kNow).date, 7));
  EXPECT_TRUE(queue_now(state_).empty()) << "hers is done";
  is_a("team-leader");
  ASSERT_EQ(queue_now(state_).size(), 1u) << "a leader is asked to confirm";
  EXPECT_TRUE(queue_now(state_).front().is_own) << "but not the one who let it begin";
  reads();
  does(Decide{ApprovalState::Approved, true});
  EXPECT_EQ(state_.approvals.draft.problem, "own");
}

TEST_F(Reviewing, WithoutUrgencyADutyManagerHasNothingToDecide) {
  has_form({"x"});
  keeps({{helen_, care::kWorkerRecord, "head/role", record::atom("duty-manager")}});
  EXPECT_TRUE(queue_now(state_).empty());
  EXPECT_TRUE(may_decide(state_));
}

TEST_F(Reviewing, AskingSomebodyElseLeavesItInTheListForBoth) {
  has_form({"Wakes."});
  reads();
  does(AskReviewer{amara_});
  EXPECT_EQ(head().reviewer, amara_);
  EXPECT_EQ(queue_now(state_).size(), 1u);
}

TEST_F(Reviewing, TheAuthorOfWhatWasReturnedKeepsWhatItSaidAndSendsItAgain) {
  has_form({"Wakes."});
  reads();
  does(CommentAt{"a.words", "How often?"});
  does(Decide{ApprovalState::Returned, true});
  becomes(amara_);
  state_.person = {};
  does(OpenResponse{about_, person_});
  ASSERT_TRUE(state_.assessment.may_change());
  ASSERT_TRUE(returned_with(state_));
  const forms::NodeId words = state_.assessment.form->find("a.words");
  does(SetAnswers{words, {forms::Answer::string("Wakes twice.")}, true});
  does(SetAnswers{words, {forms::Answer::string("Wakes twice a night.")}, true});
  EXPECT_EQ(records_[about_].utf8(care::was_path(1, "a/a.words")), "Wakes.");
  const care::Decision decision = *returned_with(state_);
  EXPECT_FALSE(is_dealt_with(state_.assessment.kept, decision, decision.comments.front()));
  does(DealtWith{decision.comments.front().key});
  EXPECT_TRUE(is_dealt_with(state_.assessment.kept, decision, decision.comments.front()));
  EXPECT_TRUE(is_dealt_with(records_[about_].fields, decision, decision.comments.front()));
  does(SubmitResponse{});
  EXPECT_EQ(head().status, ApprovalState::Submitted);
  EXPECT_EQ(head().submission, 2);
  EXPECT_EQ(head().submitted_by, amara_);
  EXPECT_FALSE(state_.assessment.may_change());
  EXPECT_EQ(care::changed_since(records_[about_].fields, 1, 2).size(), 1u);
}

TEST_F(Reviewing, WhatIsApprovedIsChangedOnlyAsAnAmendmentBesideIt) {
  has_form({"Wakes."});
  reads();
  does(Decide{ApprovalState::Approved, true});
  becomes(amara_);
  state_.person = {};
  does(OpenResponse{about_, person_});
  EXPECT_FALSE(state_.assessment.may_change());
  const record::Record sealed = records_[about_];
  does(OpenAmendment{});
  const care::Response amendment = care::response_from(records_[state_.place().subject]);
  EXPECT_EQ(amendment.amends, about_);
  EXPECT_EQ(amendment.version, 2);
  EXPECT_EQ(amendment.status, ApprovalState::Draft);
  EXPECT_EQ(amendment.submission, 0);
  EXPECT_EQ(records_[amendment.id].utf8("a/a.words"), "Wakes.");
  does(SetAnswers{state_.assessment.form->find("a.words"), {forms::Answer::string("Sleeps.")}, true});
  does(SubmitResponse{});
  EXPECT_EQ(records_[about_], sealed);
  does(OpenResponse{about_, person_});
  does(OpenAmendment{});
  EXPECT_EQ(state_.place().subject, amendment.id) << "the one there is, not another";
  about_ = amendment.id;
  becomes(helen_);
  state_.person = {};
  EXPECT_EQ(reads().changed, 1u) << "beside what it amends";
}

TEST_F(Reviewing, AConcernIsSaidToGoAtOnceAndOnceUntilTheHubHasIt) {
  becomes(amara_);
  has_form({"Hit."}, "safeguarding");
  std::vector<CommitEdits> commits;
  const auto hub_lacks = [&](bool lacks) {
    WaitingLoaded waiting;
    if (lacks) waiting.rows.push_back({care::kResponseRecord, about_, person_, 3, kNow});
    serve(state::apply(state_, Event(std::move(waiting))), commits);
  };
  hub_lacks(true);
  EXPECT_EQ(urgent_waiting(state_), std::vector<record::RecordId>{about_});
  EXPECT_TRUE(is_only_here(state_, about_));
  hub_lacks(true);
  EXPECT_EQ(urgent_, 1);
  hub_lacks(false);
  EXPECT_TRUE(urgent_waiting(state_).empty());
  EXPECT_FALSE(is_only_here(state_, about_));
  has_form({"Review."}, "review");
  hub_lacks(true);
  EXPECT_EQ(urgent_, 1) << "nothing else jumps the queue";
}

}  // namespace
}  // namespace state
