#include "app/care/approval.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "app/care/course.h"
#include "app/care/decision.h"
#include "app/care/local_rules.h"
#include "app/care/plan.h"
#include "app/care/record_types.h"
#include "app/care/response.h"
#include "app/care/versions.h"
#include "tests/support/text_file.h"

using namespace care;

namespace {

using enum ApprovalState;
constexpr int kStates = int(std::size(kApprovalStates));
const std::string kRoles[] = {"social-worker", "community-worker", "ot", "team-leader", "deputy-leader", "service-manager", "duty-manager", "broker", "finance-officer", "", "king"};

record::RecordId numbered(uint8_t number) {
  record::RecordId id;
  id.bytes[15] = number;
  return id;
}

record::Record with(record::Record record, const std::vector<record::Edit>& edits) {
  for (const record::Edit& edit : edits) {
    if (record::is_absent(edit.to)) record.fields.erase(edit.path);
    else record.fields[edit.path].value = edit.to;
  }
  return record;
}

struct Case {
  Matter matter;
  Decider by;
  Choice choice;
};
bool decides(const Case& each) { return is_waiting(each.matter.state) && each.choice.to != each.matter.state; }

// Every state, step, role and person (1 the author, 4 one who had it before, 3 who approved before a panel, 5 who authorised urgently), version seen, comment, cost
// and urgency.
template <class See>
void each_allowed(See see) {
  for (int at = 0; at < kStates * kStates; ++at)
    for (const std::string& role : kRoles)
      for (uint8_t who = 0; who < 6; ++who)
        for (int rest = 0; rest < 72; ++rest) {
          const int64_t pence[] = {0, 50'000, 50'001};
          Case each{{ApprovalState(at / kStates), 2, numbered(1), {}, {}, pence[rest % 3]}, {numbered(who), role}, {ApprovalState(at % kStates), 1 + rest / 3 % 3, rest / 9 % 2 == 0, rest % 2 == 0}};
          each.matter.is_urgent = rest / 36 == 0;
          if (each.matter.is_urgent) each.matter.urgent_by = numbered(5);
          if (rest / 18 % 2 == 0) each.matter.approved_by = numbered(3), each.matter.hands = {numbered(4)};
          if (refusal_of(each.matter, each.by, each.choice).empty()) see(each);
        }
}

}  // namespace

TEST(Approval, HasTheStatesAndStepsOfTheSourcesTable) {
  const std::map<ApprovalState, std::set<ApprovalState>> expected = {
      {Draft, {Submitted, Cancelled}}, {Submitted, {Approved, Panel, Returned, UrgentlyAuthorised}}, {UrgentlyAuthorised, {Approved, Panel, Returned}}, {Returned, {Submitted}},    {Approved, {Panel}},           {Panel, {Authorised, Returned, Cancelled}},
      {Authorised, {Brokered}},        {Brokered, {Active}},                     {Active, {Suspended, Ended}}, {Suspended, {Active, Ended}}};
  std::map<ApprovalState, std::set<ApprovalState>> found;
  for (const Transition& each : transitions()) found[each.from].insert(each.to);
  EXPECT_EQ(found, expected);
}

TEST(Approval, AsksOfEveryStateActorAndStepExactlyWhatTheTableSays) {
  for (int from = 0; from < kStates; ++from)
    for (int to = 0; to < kStates; ++to)
      for (const std::string& role : kRoles)
        for (const uint8_t who : {uint8_t(1), uint8_t(2)}) {
          const bool above = ApprovalState(to) == Panel;
          Matter matter{ApprovalState(from), 3, numbered(1), {}, {}, above ? 60'000 : 40'000, true, numbered(9)};
          const Choice choice{ApprovalState(to), ApprovalState(to) == Submitted ? 4 : 3, true, true};
          const std::optional<Actor> authority = authority_of(role);
          const bool as_author = who == 1 && transition(matter.state, choice.to, Actor::Author);
          const Transition* const by_role = authority ? transition(matter.state, choice.to, *authority) : nullptr;
          const bool decides = by_role && (*authority == Actor::Lead || *authority == Actor::Panel || *authority == Actor::Duty);
          const bool expected = as_author || (by_role && !(decides && who == 1));
          EXPECT_EQ(refusal_of(matter, {numbered(who), role}, choice).empty(), expected)
              << kApprovalStates[from] << " to " << kApprovalStates[to] << " by " << role << (who == 1 ? ", the author" : "");
        }
}

TEST(Approval, NobodyDecidesOnTheirOwnWorkOnAnotherVersionOrReturnsWithoutAWord) {
  int decisions = 0, submissions = 0;
  each_allowed([&](const Case& each) {
    submissions += each.choice.to == Submitted;
    EXPECT_TRUE(each.choice.to != Submitted || (each.by.worker == numbered(1) && each.choice.seen == 3 && is_open(each.matter.state)));
    if (!decides(each)) return;
    ++decisions;
    EXPECT_FALSE(each.by.worker.is_nil());
    EXPECT_NE(each.by.worker, each.matter.author);
    EXPECT_TRUE(each.matter.hands.empty() || each.by.worker != numbered(4));
    EXPECT_TRUE(each.matter.state != Panel || each.by.worker != each.matter.approved_by);
    EXPECT_EQ(each.choice.seen, each.matter.submission);
    EXPECT_TRUE(each.choice.has_comment || (each.choice.to != Returned && each.choice.to != Cancelled));
    EXPECT_TRUE(each.choice.to != Approved || each.matter.pence_per_week <= 50'000);
    EXPECT_TRUE((each.matter.state != Panel && each.matter.state != UrgentlyAuthorised) || each.by.worker != each.matter.urgent_by) << "a second look is another person's";
    EXPECT_TRUE(each.choice.to != UrgentlyAuthorised || (each.matter.is_urgent && each.choice.has_assess_by));
    const bool on_duty = authority_of(each.by.role) == Actor::Duty;
    EXPECT_TRUE(!on_duty || (each.matter.is_urgent && each.matter.state == Submitted && (each.choice.to == UrgentlyAuthorised || each.choice.to == Returned)));
    EXPECT_EQ(authority_of(each.by.role), on_duty ? Actor::Duty : each.matter.state == Panel ? Actor::Panel : Actor::Lead);
  });
  EXPECT_GT(decisions, 100);
  EXPECT_GT(submissions, 100);
}

TEST(Approval, SaysWhyNot) {
  const Matter matter{Submitted, 2, numbered(1), {}, {}, 0};
  const auto why = [&](uint8_t who, const char* role, ApprovalState to, int seen, bool comment) { return refusal_of(matter, {numbered(who), role}, {to, seen, comment}); };
  EXPECT_EQ(why(1, "team-leader", Approved, 2, false), "own");
  EXPECT_EQ(why(2, "social-worker", Approved, 2, false), "role");
  EXPECT_EQ(why(2, "team-leader", Approved, 1, false), "version");
  EXPECT_EQ(why(2, "team-leader", Returned, 2, false), "comment");
  EXPECT_EQ(why(2, "team-leader", Authorised, 2, false), "state");
  EXPECT_EQ(why(2, "deputy-leader", Approved, 2, false), "");
  EXPECT_EQ(refusal_of({Submitted, 2, numbered(1), {}, {}, 50'001}, {numbered(2), "team-leader"}, {Approved, 2, false}), "limit");
  EXPECT_EQ(refusal_of({Submitted, 2, numbered(1), {numbered(2)}, {}, 0}, {numbered(2), "team-leader"}, {Approved, 2, false}), "own") << "she had it before a hand-over";
  EXPECT_EQ(refusal_of({Panel, 2, numbered(1), {}, numbered(3), 90'000}, {numbered(3), "service-manager"}, {Authorised, 2, false}), "own") << "two people, two decisions";
}

TEST(Approval, WhatCannotWaitIsAuthorisedByADutyManagerAndConfirmedBySomebodyElse) {
  Matter matter{Submitted, 1, numbered(1), {}, {}, 90'000, true, {}};
  const auto why = [&](uint8_t who, const char* role, ApprovalState to, bool dated = true) { return refusal_of(matter, {numbered(who), role}, {to, 1, true, dated}); };
  EXPECT_EQ(why(5, "duty-manager", UrgentlyAuthorised), "") << "whatever it costs";
  EXPECT_EQ(why(5, "duty-manager", UrgentlyAuthorised, false), "assess-by");
  EXPECT_EQ(why(5, "duty-manager", Approved), "role");
  EXPECT_EQ(why(2, "team-leader", UrgentlyAuthorised), "role");
  EXPECT_EQ(why(1, "duty-manager", UrgentlyAuthorised), "own");
  matter.is_urgent = false;
  EXPECT_EQ(why(5, "duty-manager", UrgentlyAuthorised), "urgent");
  EXPECT_EQ(why(5, "duty-manager", Returned), "urgent") << "other work is the leader's";
  matter = {UrgentlyAuthorised, 1, numbered(1), {}, {}, 90'000, true, numbered(5)};
  EXPECT_EQ(why(2, "team-leader", Panel), "");
  EXPECT_EQ(why(2, "team-leader", Approved), "limit") << "being urgent does not raise what a leader may settle";
  EXPECT_EQ(why(5, "team-leader", Panel), "own");
}

TEST(Approval, TakesTheLimitFromTheCouncilsOwnRules) {
  const auto rules = LocalRules::parse(testing_support::text_of(DOORSTEP_SOURCE_DIR "/assets/codes/local-rules.csv"));
  ASSERT_TRUE(rules);
  EXPECT_EQ(limits_on(*rules, {2026, 11, 22}).lead_pence_per_week, 50'000);
  EXPECT_EQ(limits_on(*rules, {2026, 11, 22}).assess_days, 7);
  EXPECT_EQ(rules->text("safeguarding-phone", {2026, 11, 22}).substr(0, 9), "01632 960") << "a number nobody has";
  EXPECT_EQ(rules->text("safeguarding-phone", {2020, 1, 1}), "");
  EXPECT_EQ(approved_state(50'000, {}), Approved);
  EXPECT_EQ(approved_state(50'001, {}), Panel);
  EXPECT_FALSE(LocalRules::parse("name,value,starts\nlimit,1,soon\n"));
}

TEST(Decision, IsWrittenReadAndLeadsTheCourse) {
  Decision decision;
  decision.id = numbered(9);
  decision.person = numbered(5);
  decision.about = numbered(6);
  decision.by = numbered(2);
  decision.seen = 2;
  EXPECT_FALSE(decision.has_comment());
  pin(decision, "a3.night", "Say how often.");
  pin(decision, "risk/falls", "Which falls?");
  pin(decision, "a3.night", "Say how often, and who noted it.");
  pin(decision, "gone", "x");
  pin(decision, "gone", "");
  EXPECT_TRUE(decision.has_comment());
  const Decision read = decision_from(with({decision.id, kDecisionRecord, {}}, to_edits(decision)));
  EXPECT_EQ(read, decision);
  EXPECT_EQ(comment_at(read, "risk/falls"), "Which falls?");
  ASSERT_EQ(read.comments.size(), 2u);
  decision.is_made = true;
  decision.to = Returned;
  decision.at = 1'000;
  Course course = submitted(Course{}, numbered(1), 500);
  EXPECT_EQ(course.submission, 1);
  course = decided(course, decision);
  EXPECT_EQ(course.status, Returned);
  EXPECT_EQ(course.returned_by, numbered(2));
  EXPECT_EQ(course.return_comment, "Say how often, and who noted it.");
  EXPECT_EQ(course.return_place, "a3.night");
  course = submitted(course, numbered(1), 2'000);
  EXPECT_EQ(course.submission, 2);
  decision.to = Panel;
  course = decided(course, decision);
  EXPECT_EQ(course.approved_by, numbered(2));
  EXPECT_TRUE(course.return_comment.empty());
  EXPECT_EQ(awaited(course), Actor::Panel);
}

TEST(Versions, AreReadAgainFromWhatAmendmentsWroteOver) {
  record::Record record{numbered(6), kResponseRecord, {}};
  const auto says = [&](const char* path, const char* words) { return record::Edit{record.id, record.type, path, *words ? record::text(words) : record::Value()}; };
  record = with(record, {says("a3/night", "wakes"), says("a3/often", "some days"), says("head/status", "returned")});
  record = with(record, keeping_was(record.fields, 1, {says("a3/night", "wakes twice")}));
  record = with(record, keeping_was(record.fields, 1, {says("a3/night", "wakes three times"), says("a4/new", "added"), says("a3/often", "")}));
  EXPECT_EQ(changed_since(record.fields, 1, 1), (std::vector<record::FieldPath>{"a3/night", "a3/often", "a4/new"}));
  record = with(record, keeping_was(record.fields, 2, {says("a3/night", "wakes"), says("a4/new", "")}));
  const auto text_in = [](const record::FieldMap& fields, const char* path) { return fields.contains(path) ? std::string(record::utf8_of(fields.at(path).value)) : "none"; };
  const record::FieldMap first = content_at(record.fields, 1, 2), second = content_at(record.fields, 2, 2);
  EXPECT_EQ(text_in(first, "a3/night"), "wakes");
  EXPECT_EQ(text_in(first, "a3/often"), "some days");
  EXPECT_EQ(text_in(first, "a4/new"), "none");
  EXPECT_EQ(text_in(second, "a3/night"), "wakes three times");
  EXPECT_EQ(text_in(second, "a3/often"), "none");
  EXPECT_EQ(text_in(second, "a4/new"), "added");
  EXPECT_FALSE(first.contains("head/status"));
  EXPECT_EQ(changed_since(record.fields, 1, 2), (std::vector<record::FieldPath>{"a3/often"})) << "what came back to what it was has not changed";
}

RC_GTEST_PROP(VersionsProperty, EverySubmissionReadsAsItWas, ()) {
  const auto path = [] { return "p/" + std::to_string(*rc::gen::inRange(0, 4)); };
  record::Record record{numbered(6), kResponseRecord, {}};
  std::vector<record::FieldMap> submitted_then;
  const auto edit = [&] { return record::Edit{record.id, record.type, path(), *rc::gen::arbitrary<bool>() ? record::text(std::string(1, char('a' + *rc::gen::inRange(0, 5)))) : record::Value()}; };
  const int rounds = *rc::gen::inRange(1, 5);
  for (int round = 0; round < rounds; ++round) {
    const int edits = *rc::gen::inRange(0, 5);
    for (int i = 0; i < edits; ++i) record = with(record, round == 0 ? std::vector<record::Edit>{edit()} : keeping_was(record.fields, round, {edit()}));
    submitted_then.push_back(content_at(record.fields, round + 1, round));
  }
  for (int round = 0; round < rounds; ++round) RC_ASSERT(content_at(record.fields, round + 1, rounds) == submitted_then[size_t(round)]);
}
