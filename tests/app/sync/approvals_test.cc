// From a worker's tablet to the hub, to the team leader's, back and forth until it is approved: the real apps, the real hub, over TLS.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/care/worker.h"
#include "app/hub/guard.h"
#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

// IT says who is who.
void knows_workers(hub::HubProcess& hub) {
  hub::Tablet it(hub, 99, record::to_string(hub::it_worker()));
  for (const auto& [id, name, role] : {std::tuple{kAda, "Ada Invented", "social-worker"}, std::tuple{kBen, "Ben Invented", "team-leader"}}) {
    care::Worker worker;
    record::parse_record_id(id, worker.id);
    worker.name = name;
    worker.kind = "worker";
    worker.role = role;
    it.commit(care::to_edits(worker));
  }
  ASSERT_EQ(it.sync(), wire::Status::Ok);
}

std::string plays_to_the_end(App& app, const std::string& script) {
  const support::Finished played = app.plays(kAllSent + script + kAllSent);
  return played.status == 0 ? std::string() : played.output;
}

TEST(ApprovalsTogether, SentReturnedAmendedSentAgainAndApprovedOnTwoTabletsAndTheHub) {
  hub::HubProcess hub;
  ASSERT_NO_FATAL_FAILURE(knows_workers(hub));
  App ada(hub, kAda), ben(hub, kBen);
  ASSERT_EQ(plays_to_the_end(ada, adds_person("Ivy", "Turner") + sends_concern() + "await sealed \"and at the hub\"\nexpect-none urgent\n"), "");
  ASSERT_EQ(plays_to_the_end(ben, "expect nav/approvals\n"), "");
  ASSERT_EQ(hub.command({"grant", "--device", "3", "--bucket", "all"}).substr(0, 2), "ok");
  ASSERT_EQ(plays_to_the_end(ben, "tap nav/approvals\nawait approval/title \"Ivy Turner — Safeguarding concern\"\n"
                                  "tap approval/q:now/now.done/comment\ntype \"Who holds the card?\"\ntap approval/return\ntap approval/sure/yes\nawait queue/none\n"), "");
  ASSERT_EQ(plays_to_the_end(ada, "tap nav/today\nawait-text \"Who holds the card?\"\ntap-text \"Ivy Turner · Safeguarding\"\nawait returned \"Returned by Ben Invented\"\n"
                                  "tap returned/action\nexpect comment/now.done/words \"Who holds the card?\"\ntap now/now.done\nkey ctrl+end\ntype \" His neighbour has it.\"\n"
                                  "tap comment/now.done/dealt\ntap section/check\ntap submit\ntap submitting/yes\nawait sealed \"and at the hub\"\n"), "");
  ASSERT_EQ(plays_to_the_end(ben, "tap nav/approvals\nawait approval/title \"version 2\"\nexpect approval/what \"1 answer changed since it was returned\"\n"
                                  "expect approval/q:now/now.done/after \"His neighbour has it.\"\ntap approval/approve\ntap approval/sure/yes\nawait queue/none\n"), "");
  const std::string sealed = opens_person("Ivy Turner") + "tap tab/assessments\nawait-text \"Approved\"\ntap-text \"Safeguarding concern\"\nawait sealed \"Approved by Ben Invented\"\nexpect-none undo\n";
  EXPECT_EQ(plays_to_the_end(ada, sealed), "");
  EXPECT_EQ(plays_to_the_end(ben, sealed), "");
}

// Three of one team: who wrote it, who leads them, and who is on duty when there is nobody else to ask.
struct Team {
  Team() {
    hub::Tablet it(office, 99, record::to_string(hub::it_worker()));
    for (const auto& [id, name, role] : {std::tuple{kAda, "Ada Invented", "social-worker"}, std::tuple{kBen, "Ben Invented", "team-leader"}, std::tuple{kNia, "Nia Invented", "duty-manager"}}) {
      care::Worker worker;
      record::parse_record_id(id, worker.id);
      worker.name = name, worker.kind = "worker", worker.role = role;
      it.commit(care::to_edits(worker));
    }
    EXPECT_EQ(it.sync(), wire::Status::Ok);
    ada.invite(office, office.code(kAda)), ben.invite(office, office.code(kBen)), nia.invite(office, office.code(kNia));
  }
  void have_everybody() {
    for (const char* device : {"3", "4"}) EXPECT_EQ(office.command({"grant", "--device", device, "--bucket", "all"}).substr(0, 2), "ok");
  }
  inline static const std::string kNia = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809103";
  hub::HubProcess office;
  App ada, ben, nia;
};

const std::string kToPlan = opens_person("Ivy Turner") + "tap tab/plan\n";

TEST(ApprovalsTogether, HelpThatCannotWaitBeginsByTheDutyManagerAndIsConfirmedByTheLeaderWithoutASignal) {
  Team team;
  ASSERT_EQ(plays_to_the_end(team.ada, adds_person("Ivy", "Turner") + "tap tab/plan\ntap start_plan\ntap plan/add_service\ntap plan/kind/CAR-DP\ntap plan/provider\ntype \"Brightwater\"\ntap plan/done\n"
                                       "tap plan/urgent\ntap plan/send\nexpect plan/gap0 \"Say why it cannot wait\"\ntap plan/urgent_why\ntype \"Her husband is in hospital.\"\n"
                                       "tap plan/send\nawait plan/sent \"and at the hub\"\n"), "");
  ASSERT_EQ(plays_to_the_end(team.ben, "expect nav/approvals\n"), "");
  ASSERT_EQ(plays_to_the_end(team.nia, "expect nav/approvals\n"), "");
  team.have_everybody();
  ASSERT_EQ(plays_to_the_end(team.nia, "tap nav/approvals\nawait approval/urgent_why \"it cannot wait\"\nexpect-text \"Her husband is in hospital.\"\ntap approval/approve\n"
                                       "tap approval/sure/yes\nawait queue/none\n"), "");
  ASSERT_EQ(plays_to_the_end(team.ada, "tap nav/today\nawait-text \"Ivy Turner · needs assessment\"\nexpect-text \"due in 7 days\"\n" + kToPlan + "await-text \"Authorised urgently\"\n"), "");
  ASSERT_EQ(plays_to_the_end(team.ben, "tap nav/approvals\nawait approval/urgent_by \"Nia Invented\"\n"), "");
  team.office.kill_now();
  const auto confirmed = team.ben.plays("await signal \"Hub is down\"\ntap nav/approvals\nawait approval/urgent_by\ntap approval/approve\ntap approval/sure/yes\nawait queue/none\n" + kToPlan + "await-text \"Approved\"\n");
  ASSERT_EQ(confirmed.status, 0) << confirmed.output;
  team.office.start();
  ASSERT_EQ(plays_to_the_end(team.ben, ""), "");
  EXPECT_EQ(plays_to_the_end(team.ada, kToPlan + "await-text \"Approved\"\n"), "");
}

}  // namespace
}  // namespace sync_test
