// Assessments, plans and decisions through the real hub: what the rules allow happens once, and what a tablet makes up against them does not.
#include <gtest/gtest.h>

#include "app/care/decision.h"
#include "app/care/plan.h"
#include "app/care/record_types.h"
#include "app/care/response.h"
#include "app/care/versions.h"
#include "app/care/worker.h"
#include "app/hub/guard.h"
#include "sync/record/sync_types.h"
#include "tests/app/hub/town.h"

namespace hub {
namespace {

using care::ApprovalState;
using record::RecordId;

constexpr os::UnixMs kNoon = 1'795'348'800'000;

RecordId worker_id(uint8_t number) {
  RecordId id{{0x01, 0x90, 0xa3, 0xc4, 0x7b, 0x7a, 0x7c, 0xc3, 0x8a, 0x46, 0x5d, 0x6e, 0x7f, 0x80, 0x92, 0}};
  id.bytes[15] = number;
  return id;
}

std::vector<record::Edit> joined(std::vector<record::Edit> a, const std::vector<record::Edit>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// A worker's tablet, in the words of the work.
class TeamTablet : public Tablet {
 public:
  TeamTablet(HubProcess& hub, uint8_t number) : Tablet(hub, number, record::to_string(worker_id(number))), me(worker_id(number)) {}

  RecordId starts_assessment(const RecordId& person, const std::string& words) {
    care::Response head;
    head.id = record::make_record_id(kNoon, random());
    head.person = person;
    head.author = me;
    head.kind = "needs";
    head.started = kNoon;
    commit(joined(care::to_edits(head), {answer(head.id, words)}));
    return head.id;
  }
  record::Record record_of(const RecordId& id, record::RecordType type = care::kResponseRecord) const { return const_cast<TeamTablet*>(this)->store().read(type, id).value_or(record::Record()); }
  care::Response response(const RecordId& id) const { return care::response_from(record_of(id)); }
  std::string words_of(const RecordId& id) const { return std::string(record_of(id).utf8("a3/night")); }
  static record::Edit answer(const RecordId& id, const std::string& words) { return {id, care::kResponseRecord, "a3/night", record::text(words)}; }

  // As the tablet does: what is written over of a returned one is kept.
  void amends(const RecordId& id, const std::string& words) {
    const record::Record now = record_of(id);
    commit(care::keeping_was(now.fields, care::response_from(now).submission, {answer(id, words)}));
  }
  void submits(const RecordId& id) {
    const care::Response was = response(id);
    care::Response now = was;
    static_cast<care::Course&>(now) = care::submitted(was, me, kNoon + 1);
    commit(care::to_edits(was, now));
  }
  care::Decision a_decision(const RecordId& id, ApprovalState to, const std::string& comment) {
    const care::Response head = response(id);
    care::Decision decision;
    decision.id = record::make_record_id(kNoon, random());
    decision.person = head.person;
    decision.about = id;
    decision.by = me;
    decision.seen = head.submission;
    decision.is_made = true;
    decision.to = to;
    decision.at = kNoon + 2;
    if (!comment.empty()) care::pin(decision, "a3.night", comment);
    return decision;
  }
  void makes(const RecordId& id, const care::Decision& decision) {
    const care::Response was = response(id);
    care::Response now = was;
    static_cast<care::Course&>(now) = care::decided(was, decision);
    commit(joined(care::to_edits(decision), care::to_edits(was, now)));
  }
  RecordId decides(const RecordId& id, ApprovalState to, const std::string& comment = {}) {
    const care::Decision decision = a_decision(id, to, comment);
    makes(id, decision);
    return decision.id;
  }
  // Why what it brought was not accepted, each word once.
  std::set<std::string> refused() {
    std::set<std::string> words;
    EXPECT_TRUE(store().each_head(record::kVerdictType, [&](const RecordId&, const record::FieldMap& head) {
      if (const auto reason = head.find(record::kVerdictReason); reason != head.end()) words.insert(std::string(record::utf8_of(reason->second.value)));
    }));
    return words;
  }
  const RecordId me;
};

// Ada and Ben are social workers, Helen leads their team and Dee stands in for her, Mo is the panel.
class Approvals : public testing::Test {
 protected:
  Approvals() : it(hub, 99, record::to_string(it_worker())), ada(hub, 1), ben(hub, 2), helen(hub, 3), dee(hub, 4), mo(hub, 5) {
    const std::pair<TeamTablet*, const char*> roles[] = {{&ada, "social-worker"}, {&ben, "social-worker"}, {&helen, "team-leader"}, {&dee, "deputy-leader"}, {&mo, "service-manager"}};
    for (const auto& [tablet, role] : roles) {
      care::Worker worker;
      worker.id = tablet->me;
      worker.name = "Invented";
      worker.kind = "worker";
      worker.role = role;
      it.commit(care::to_edits(worker));
    }
    EXPECT_EQ(it.sync(), wire::Status::Ok);
    person = ada.begins_person("Whitfield");
    everybody_syncs();
    for (TeamTablet* const tablet : {&ben, &helen, &dee, &mo}) hub.command({"grant", "--device", std::to_string(tablet->device()), "--bucket", record::to_string(person)});
    everybody_syncs();
  }
  void everybody_syncs() {
    for (int turn = 0; turn < 2; ++turn)
      for (TeamTablet* const tablet : {&ada, &ben, &helen, &dee, &mo}) EXPECT_EQ(tablet->sync(), wire::Status::Ok);
  }
  RecordId submitted_by_ada() {
    const RecordId id = ada.starts_assessment(person, "Wakes.");
    ada.submits(id);
    everybody_syncs();
    return id;
  }
  // What all have and the hub has.
  void expect_everywhere(const RecordId& id, ApprovalState state) {
    everybody_syncs();
    for (TeamTablet* const tablet : {&ada, &ben, &helen, &dee, &mo}) EXPECT_EQ(tablet->response(id).status, state) << record::to_string(tablet->me);
  }

  HubProcess hub;
  Tablet it;
  TeamTablet ada, ben, helen, dee, mo;
  RecordId person;
};

TEST_F(Approvals, SubmittedReturnedWithACommentAmendedSentAgainAndApproved) {
  const RecordId id = submitted_by_ada();
  const RecordId returned = helen.decides(id, ApprovalState::Returned, "How often?");
  expect_everywhere(id, ApprovalState::Returned);
  const care::Decision read = care::decision_from(ada.record_of(returned, care::kDecisionRecord));
  EXPECT_EQ(care::comment_at(read, "a3.night"), "How often?");
  ada.amends(id, "Wakes twice a night.");
  ada.commit({{id, care::kResponseRecord, care::dealt_path(returned, "a3.night"), true}});
  ada.submits(id);
  everybody_syncs();
  EXPECT_EQ(care::changed_since(helen.record_of(id).fields, 1, 2), (std::vector<record::FieldPath>{"a3/night"}));
  EXPECT_EQ(record::utf8_of(care::content_at(helen.record_of(id).fields, 1, 2).at("a3/night").value), "Wakes.");
  helen.decides(id, ApprovalState::Approved);
  expect_everywhere(id, ApprovalState::Approved);
  EXPECT_EQ(ada.response(id).approved_by, helen.me);
  EXPECT_EQ(ada.response(id).submission, 2);
  for (TeamTablet* const tablet : {&ada, &ben, &helen}) EXPECT_EQ(tablet->refused(), std::set<std::string>{});
  EXPECT_EQ(ada.words_of(id), "Wakes twice a night.");
}

TEST_F(Approvals, WhatIsSubmittedOrApprovedIsSealedForItsAuthorAndEverybody) {
  const RecordId id = submitted_by_ada();
  ada.commit({TeamTablet::answer(id, "Sleeps.")});
  helen.commit({TeamTablet::answer(id, "Sleeps well.")});
  ben.commit({{id, care::kResponseRecord, "head/title", record::atom("Mine")}});
  everybody_syncs();
  EXPECT_EQ(ada.refused(), std::set<std::string>{"sealed"});
  EXPECT_EQ(helen.refused(), std::set<std::string>{"sealed"});
  EXPECT_EQ(ben.refused(), std::set<std::string>{"sealed"});
  for (TeamTablet* const tablet : {&ada, &helen, &ben}) EXPECT_EQ(tablet->words_of(id), "Wakes.");
  helen.decides(id, ApprovalState::Approved);
  everybody_syncs();
  dee.commit({TeamTablet::answer(id, "Sleeps well.")});
  ada.submits(id);
  expect_everywhere(id, ApprovalState::Approved);
  EXPECT_EQ(dee.refused(), std::set<std::string>{"sealed"});
  EXPECT_EQ(ada.refused(), (std::set<std::string>{"sealed", "state"}));
}

TEST_F(Approvals, NobodyApprovesTheirOwnWork) {
  const RecordId id = helen.starts_assessment(person, "Mine.");
  helen.submits(id);
  everybody_syncs();
  helen.decides(id, ApprovalState::Approved);
  everybody_syncs();
  EXPECT_EQ(helen.refused(), std::set<std::string>{"own"});
  EXPECT_EQ(helen.response(id).status, ApprovalState::Submitted) << "the whole act is refused, not half of it";
  dee.decides(id, ApprovalState::Approved);
  expect_everywhere(id, ApprovalState::Approved);
}

TEST_F(Approvals, WhoWroteInItOrHandedItOverDoesNotDecideEither) {
  const RecordId written_in = ada.starts_assessment(person, "Wakes.");
  everybody_syncs();
  dee.commit({TeamTablet::answer(written_in, "Wakes often.")});
  everybody_syncs();
  ada.submits(written_in);
  everybody_syncs();
  dee.decides(written_in, ApprovalState::Approved);
  everybody_syncs();
  EXPECT_EQ(dee.refused(), std::set<std::string>{"own"});

  const RecordId handed_over = helen.starts_assessment(person, "Mine.");
  everybody_syncs();
  helen.commit({{handed_over, care::kResponseRecord, "head/author", record::atom(record::to_string(ada.me))},
                {handed_over, care::kResponseRecord, "head/former-authors", record::atom(record::to_string(helen.me))}});
  everybody_syncs();
  ada.submits(handed_over);
  everybody_syncs();
  EXPECT_EQ(ada.response(handed_over).status, ApprovalState::Submitted);
  EXPECT_EQ(ada.refused(), std::set<std::string>{});
  helen.decides(handed_over, ApprovalState::Approved);
  everybody_syncs();
  EXPECT_EQ(helen.refused(), std::set<std::string>{"own"});
  EXPECT_EQ(ada.response(handed_over).status, ApprovalState::Submitted);
}

TEST_F(Approvals, AReturnWithoutACommentIsNotAccepted) {
  const RecordId id = submitted_by_ada();
  helen.decides(id, ApprovalState::Returned, "  ");
  everybody_syncs();
  EXPECT_EQ(helen.refused(), std::set<std::string>{"comment"});
  expect_everywhere(id, ApprovalState::Submitted);
}

TEST_F(Approvals, ATabletThatMakesUpARoleAnAuthorOrAStateGetsNowhere) {
  const RecordId id = submitted_by_ada();
  ben.commit({{ben.me, care::kWorkerRecord, "head/role", record::atom("team-leader")}});
  ben.decides(id, ApprovalState::Approved);
  everybody_syncs();
  EXPECT_EQ(ben.refused(), std::set<std::string>{"role"});
  care::Decision as_helen = ben.a_decision(id, ApprovalState::Approved, {});
  as_helen.by = helen.me;
  ben.makes(id, as_helen);
  everybody_syncs();
  ben.commit({{id, care::kResponseRecord, "head/status", record::atom("approved")}});
  everybody_syncs();
  EXPECT_EQ(ben.refused(), (std::set<std::string>{"role", "author", "state"}));
  care::Response forged;
  forged.id = record::make_record_id(kNoon, ben.random());
  forged.person = person;
  forged.author = ada.me;
  ben.commit(care::to_edits(forged));
  forged.id = record::make_record_id(kNoon, ben.random());
  forged.author = ben.me;
  forged.status = ApprovalState::Approved;
  ben.commit(care::to_edits(forged));
  const RecordId adas = ada.starts_assessment(person, "Not ready.");
  everybody_syncs();
  ben.submits(adas);
  ben.commit({{adas, care::kResponseRecord, "head/author", record::atom(record::to_string(ben.me))}});
  expect_everywhere(id, ApprovalState::Submitted);
  expect_everywhere(forged.id, ApprovalState::Draft);
  EXPECT_EQ(helen.record_of(forged.id).fields.size(), 0u);
  expect_everywhere(adas, ApprovalState::Draft);
  EXPECT_EQ(ada.response(adas).author, ada.me);
}

TEST_F(Approvals, TwoLeadsDecideOfflineAndTheFirstToArriveCounts) {
  const RecordId id = submitted_by_ada();
  const RecordId kept = dee.decides(id, ApprovalState::Returned, "How often?");
  const RecordId late = helen.decides(id, ApprovalState::Approved);
  EXPECT_EQ(helen.response(id).status, ApprovalState::Approved) << "as long as she has not heard";
  EXPECT_EQ(dee.sync(), wire::Status::Ok);
  EXPECT_EQ(helen.sync(), wire::Status::Ok);
  expect_everywhere(id, ApprovalState::Returned);
  EXPECT_EQ(helen.refused(), std::set<std::string>{"state"});
  EXPECT_EQ(helen.response(id).decision, kept);
  EXPECT_FALSE(care::decision_from(ada.record_of(late, care::kDecisionRecord)).is_made);
}

TEST_F(Approvals, ADecisionOnAnOlderVersionThatArrivesLateIsNotTakenForTheNewOne) {
  const RecordId id = submitted_by_ada();
  care::Decision draft = helen.a_decision(id, ApprovalState::Draft, "Dignity?");
  draft.is_made = false;
  draft.at = 0;
  helen.commit(care::to_edits(draft));
  EXPECT_EQ(helen.sync(), wire::Status::Ok);
  care::Decision made = draft;  // goes out of signal and approves what she has read
  made.is_made = true;
  made.to = ApprovalState::Approved;
  made.at = kNoon + 3;
  const care::Response seen = helen.response(id);
  care::Response now = seen;
  static_cast<care::Course&>(now) = care::decided(seen, made);
  helen.commit(joined(care::to_edits(draft, made), care::to_edits(seen, now)));
  dee.decides(id, ApprovalState::Returned, "How often?");
  EXPECT_EQ(dee.sync(), wire::Status::Ok);
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  ada.amends(id, "Wakes twice.");
  ada.submits(id);
  EXPECT_EQ(ada.sync(), wire::Status::Ok);
  everybody_syncs();
  EXPECT_EQ(helen.refused(), std::set<std::string>{"version"});
  expect_everywhere(id, ApprovalState::Submitted);
  const care::Decision left = care::decision_from(helen.record_of(draft.id, care::kDecisionRecord));
  EXPECT_FALSE(left.is_made);
  EXPECT_EQ(care::comment_at(left, "a3.night"), "Dignity?") << "what she wrote is still there to go on with";
}

TEST_F(Approvals, DecidingTwiceSealedDecisionsAndHiddenChangesAreRefused) {
  const RecordId id = submitted_by_ada();
  const RecordId first = helen.decides(id, ApprovalState::Returned, "How often?");
  everybody_syncs();
  helen.commit({{first, care::kDecisionRecord, "comments/#a3.night/text", record::text("Never mind.")}});
  ada.commit({TeamTablet::answer(id, "Rewritten without a trace.")});
  ben.amends(id, "Rewritten for her.");
  everybody_syncs();
  EXPECT_EQ(ben.refused(), std::set<std::string>{"author"});
  EXPECT_EQ(helen.refused(), std::set<std::string>{"sealed"});
  EXPECT_EQ(ada.refused(), std::set<std::string>{"version"});
  EXPECT_EQ(care::comment_at(care::decision_from(ada.record_of(first, care::kDecisionRecord)), "a3.night"), "How often?");
  ada.commit({{id, care::kResponseRecord, care::was_path(1, "a3/night"), record::text("It always said this.")}, TeamTablet::answer(id, "Rewritten.")});
  everybody_syncs();
  EXPECT_EQ(ada.words_of(id), "Wakes.");
  care::Response skipping = ada.response(id), was = skipping;
  skipping.submission = 4;
  skipping.status = ApprovalState::Submitted;
  skipping.submitted_by = ada.me;
  ada.commit(care::to_edits(was, skipping));
  everybody_syncs();
  EXPECT_EQ(ada.refused(), std::set<std::string>{"version"});
  expect_everywhere(id, ApprovalState::Returned);
}

TEST_F(Approvals, APlanAboveTheLimitIsForThePanel) {
  care::Plan plan;
  plan.id = record::make_record_id(kNoon, ada.random());
  plan.person = person;
  plan.author = ada.me;
  care::PlanService service;
  service.key = "s1";
  service.order = "a";
  service.pence_per_week = 62'000;
  plan.services.push_back(service);
  ada.commit(care::to_edits(plan));
  care::Plan sent = care::submitted_plan(plan, ada.me, kNoon);
  sent.submitted_pence_per_week = 4'000;
  ada.commit(care::to_edits(plan, sent));
  everybody_syncs();
  EXPECT_EQ(ada.refused(), std::set<std::string>{"version"}) << "the queue would show another cost than the plan's";
  ada.commit(care::to_edits(plan, care::submitted_plan(plan, ada.me, kNoon)));
  everybody_syncs();
  const auto plan_of = [&](TeamTablet& tablet) { return care::plan_from(tablet.record_of(plan.id, care::kPlanRecord)); };
  const auto decides = [&](TeamTablet& tablet, ApprovalState to) {
    care::Decision decision = tablet.a_decision(plan.id, to, {});
    const care::Plan before = plan_of(tablet);
    decision.person = person;
    decision.seen = before.submission;
    care::Plan now = before;
    static_cast<care::Course&>(now) = care::decided(before, decision);
    tablet.commit(joined(care::to_edits(decision), care::to_edits(before, now)));
    everybody_syncs();
  };
  decides(helen, ApprovalState::Approved);
  EXPECT_EQ(helen.refused(), std::set<std::string>{"limit"});
  decides(mo, ApprovalState::Authorised);
  EXPECT_EQ(plan_of(mo).status, ApprovalState::Submitted) << "a leader looks first";
  decides(dee, ApprovalState::Panel);
  EXPECT_EQ(plan_of(ada).status, ApprovalState::Panel);
  decides(helen, ApprovalState::Authorised);
  EXPECT_EQ(plan_of(ada).status, ApprovalState::Panel);
  decides(mo, ApprovalState::Authorised);
  EXPECT_EQ(plan_of(ada).status, ApprovalState::Authorised);
  EXPECT_EQ(plan_of(ada).authorised_by, mo.me);
}

// A plan of Ada's that cannot wait, a duty manager, and what everybody makes of it.
TEST_F(Approvals, AnUrgentPlanIsAuthorisedByTheDutyManagerAndConfirmedByTheLeader) {
  TeamTablet nia(hub, 6);
  care::Worker duty;
  duty.id = nia.me, duty.name = "Invented", duty.kind = "worker", duty.role = "duty-manager";
  it.commit(care::to_edits(duty));
  EXPECT_EQ(it.sync(), wire::Status::Ok);
  EXPECT_EQ(nia.sync(), wire::Status::Ok);
  hub.command({"grant", "--device", std::to_string(nia.device()), "--bucket", record::to_string(person)});
  const auto all_sync = [&] {
    for (int turn = 0; turn < 2; ++turn) {
      everybody_syncs();
      EXPECT_EQ(nia.sync(), wire::Status::Ok);
    }
  };
  care::Plan plan;
  plan.id = record::make_record_id(kNoon, ada.random());
  plan.person = person;
  plan.author = ada.me;
  plan.services.push_back({});
  plan.services[0].key = "s1", plan.services[0].order = "a", plan.services[0].pence_per_week = 30'000;
  ada.commit(care::to_edits(plan));
  const auto plan_of = [&](TeamTablet& tablet) { return care::plan_from(tablet.record_of(plan.id, care::kPlanRecord)); };
  const auto decides = [&](TeamTablet& tablet, ApprovalState to, const care::Date& assess_by, const std::string& comment = {}) {
    const care::Plan before = plan_of(tablet);
    care::Decision decision = tablet.a_decision(plan.id, to, comment);
    decision.person = person, decision.seen = before.submission, decision.assess_by = assess_by;
    care::Plan now = before;
    static_cast<care::Course&>(now) = care::decided(before, decision);
    tablet.commit(joined(care::to_edits(decision), care::to_edits(before, now)));
    all_sync();
  };
  const auto sends = [&](bool urgent, const std::string& why) {
    care::Plan before = plan_of(ada), now = before;
    now.is_urgent = urgent, now.urgent_why = why;
    ada.commit(care::to_edits(before, now));
    ada.commit(care::to_edits(now, care::submitted_plan(now, ada.me, kNoon)));
    all_sync();
  };
  sends(true, "  ");
  EXPECT_EQ(ada.refused(), std::set<std::string>{"urgent"}) << "urgent without a reason is not sent";
  sends(true, "Her husband went into hospital last night.");
  ASSERT_EQ(plan_of(nia).status, ApprovalState::Submitted);
  decides(nia, ApprovalState::UrgentlyAuthorised, {});
  EXPECT_EQ(nia.refused(), std::set<std::string>{"assess-by"});
  decides(helen, ApprovalState::UrgentlyAuthorised, {2026, 11, 29});
  EXPECT_EQ(helen.refused(), std::set<std::string>{"role"});
  EXPECT_EQ(plan_of(ada).status, ApprovalState::Submitted);
  decides(nia, ApprovalState::UrgentlyAuthorised, {2026, 11, 29});
  for (TeamTablet* const tablet : {&ada, &helen, &nia}) {
    EXPECT_EQ(plan_of(*tablet).status, ApprovalState::UrgentlyAuthorised);
    EXPECT_EQ(plan_of(*tablet).urgent_by, nia.me);
    EXPECT_EQ(plan_of(*tablet).assess_by, (care::Date{2026, 11, 29}));
  }
  const care::Plan sealed = plan_of(ada);
  care::Plan changed = sealed;
  changed.assess_by = {2027, 1, 1};
  ada.commit(care::to_edits(sealed, changed));
  all_sync();
  EXPECT_EQ(plan_of(helen).assess_by, (care::Date{2026, 11, 29})) << "its author does not move the day";
  decides(nia, ApprovalState::Approved, {});
  EXPECT_EQ(plan_of(ada).status, ApprovalState::UrgentlyAuthorised) << "she does not confirm what she authorised";
  decides(helen, ApprovalState::Approved, {});
  EXPECT_EQ(plan_of(ada).status, ApprovalState::Approved);
  EXPECT_EQ(plan_of(nia).approved_by, helen.me);
  EXPECT_EQ(plan_of(nia).urgent_by, nia.me) << "who let help begin stays on the record";
}

TEST_F(Approvals, ReassigningIsTheLeadsAndWhatHangsOnASentFormIsSealedWithIt) {
  const RecordId id = ada.starts_assessment(person, "Wakes.");
  const RecordId photo = record::make_record_id(kNoon, ada.random());
  const auto of_photo = [&](const char* path, record::Value value) { return record::Edit{photo, care::kAttachmentRecord, path, std::move(value)}; };
  ada.commit({of_photo("head/person", record::atom(record::to_string(person))), of_photo("head/response", record::atom(record::to_string(id))), of_photo("head/title", record::atom("Log"))});
  ada.submits(id);
  everybody_syncs();
  ada.commit({of_photo("head/title", record::atom("Another log"))});
  ada.commit({of_photo("head/bytes", int64_t(5'000))});
  helen.commit({{id, care::kResponseRecord, "head/reviewer", record::atom(record::to_string(dee.me))}});
  ben.commit({{id, care::kResponseRecord, "head/reviewer", record::atom(record::to_string(ben.me))}});
  everybody_syncs();
  EXPECT_EQ(ada.refused(), std::set<std::string>{"sealed"});
  EXPECT_EQ(ben.refused(), std::set<std::string>{"role"});
  EXPECT_EQ(ada.response(id).reviewer, dee.me);
  EXPECT_EQ(ada.record_of(photo, care::kAttachmentRecord).utf8("head/title"), "Log");
  EXPECT_EQ(record::int_of(ada.record_of(photo, care::kAttachmentRecord).value("head/bytes")), 5'000) << "how its bytes travel may be settled later";
}

}  // namespace
}  // namespace hub
