// Help before the assessment, as the worker asks for it, the duty manager lets it begin and the leader confirms it.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/tablet/state/apply.h"
#include "tests/app/sync_drawn/desk.h"

namespace sync_drawn_test {
namespace {

record::Record record_of(const std::vector<record::Edit>& edits) {
  record::Record out{edits.front().id, edits.front().type, {}};
  for (const record::Edit& edit : edits) out.fields[edit.path].value = edit.to;
  return out;
}

// A plan of the worker's for whoever comes first on her list.
care::Plan urgent_plan(Desk& desk) {
  care::Plan plan;
  plan.id = record::RecordId{{9}};
  plan.person = desk.somebody();
  plan.author = desk.state.caseload.owner();
  plan.is_urgent = true;
  plan.urgent_why = "Her husband, who does everything for her, went into hospital last night.";
  plan.starts = {2026, 11, 22};
  care::PlanService service;
  service.key = "s1", service.order = "a", service.code = "HC-STD", service.provider_name = "Brightwater Home Care", service.tasks = "Wash, dress, breakfast and supper", service.pence_per_week = 31'000;
  plan.services.push_back(service);
  return plan;
}

void holds(Desk& desk, const care::Plan& plan) {
  const record::Record record = record_of(care::to_edits(plan));
  record::Record head = record;
  std::erase_if(head.fields, [](const auto& field) { return record::section_of(field.first) != record::kHeadSection; });
  desk.state.caseload.take_head(head);
  desk.state.person.person = plan.person;
  desk.state.person.records = {record};
  desk.state.places.back().person = plan.person;
  desk.state.places.back().subject = plan.id;
}

// Somebody else sits at the tablet.
void sits(Desk& desk, const char* name, const char* role, uint8_t number) {
  care::Worker worker;
  worker.id = record::RecordId{{number}};
  worker.name = name, worker.kind = "worker", worker.role = role, worker.team_name = "East Larkham older people's team";
  desk.state.caseload.take_head(record_of(care::to_edits(worker)));
  desk.state.caseload.set_owner(worker.id);
}

// By the duty manager, yesterday.
care::Plan authorised(care::Plan plan) {
  plan.status = care::PlanStatus::UrgentlyAuthorised;
  plan.urgently_authorised = kNow - kDay;
  plan.urgent_by = record::RecordId{{20}};
  plan.assess_by = {2026, 11, 28};
  return plan;
}

void arrives(Desk& desk) {
  state::Effects effects;
  if (desk.state.place().screen == state::Screen::Plan) state::arrive_plan(desk.state, effects);
  else state::arrive_approvals(desk.state, effects);
}

void looks_as_it_did(Desk& desk, const std::string& name) {
  desk.expect_golden(name, true);
  ASSERT_EQ(desk.run("resize 800x1280\ntext 200\n"), "");
  desk.expect_golden(name + "-large");
  desk.state.settings.language = state::Language::Welsh;
  ASSERT_EQ(desk.run("resize 1280x800\ntext 100\nlanguage cy\ntheme dark\n"), "");
  desk.expect_golden(name + "-welsh-dark");
}

TEST(UrgentDrawn, TheWorkerSaysWhyItCannotWait) {
  Desk desk(state::Screen::Plan);
  care::Plan plan = urgent_plan(desk);
  plan.urgent_why.clear();
  holds(desk, plan);
  arrives(desk);
  ASSERT_EQ(desk.run("expect plan/gap0 \"Say why it cannot wait\"\nexpect-none plan/gap1\ntap plan/urgent_why\n"), "");
  looks_as_it_did(desk, "urgent-plan");
}

TEST(UrgentDrawn, TheDutyManagerReadsWhyAndLetsHelpBegin) {
  Desk desk(state::Screen::Approvals);
  const care::Plan sent = care::submitted_plan(urgent_plan(desk), desk.state.caseload.owner(), kNow - kHour);
  sits(desk, "Nia Pritchard", "duty-manager", 20);
  holds(desk, sent);
  arrives(desk);
  ASSERT_EQ(desk.run("expect approval/urgent_why \"it cannot wait\"\nexpect approval/approve \"Authorise urgently\"\nexpect-none approval/ask\n"), "");
  looks_as_it_did(desk, "urgent-duty");
}

TEST(UrgentDrawn, TheLeaderConfirmsWhatHasBegun) {
  Desk desk(state::Screen::Approvals);
  const care::Plan sent = care::submitted_plan(urgent_plan(desk), desk.state.caseload.owner(), kNow - kDay - kHour);
  sits(desk, "Nia Pritchard", "duty-manager", 20);
  sits(desk, "Helen Price", "team-leader", 21);
  holds(desk, authorised(sent));
  arrives(desk);
  ASSERT_EQ(desk.run("expect approval/urgent_by \"Nia Pritchard\"\nexpect approval/approve \"Confirm\"\n"), "");
  looks_as_it_did(desk, "urgent-confirm");
}

TEST(UrgentDrawn, TheWorkerSeesThatHelpMayBeginAndThatTheAssessmentIsDue) {
  Desk desk(state::Screen::Plan);
  const record::RecordId worker = desk.state.caseload.owner();
  const care::Plan plan = authorised(care::submitted_plan(urgent_plan(desk), worker, kNow - kDay - kHour));
  sits(desk, "Nia Pritchard", "duty-manager", 20);
  desk.state.caseload.set_owner(worker);
  holds(desk, plan);
  arrives(desk);
  ASSERT_EQ(desk.run("expect plan/sent \"Authorised urgently by Nia Pritchard\"\nexpect-text \"the assessment is due by 28 Nov\"\n"), "");
  looks_as_it_did(desk, "urgent-begun");
  desk.state.places = {state::Place{}};
  desk.state.settings.language = state::Language::English;
  ASSERT_EQ(desk.run("resize 1280x800\nlanguage en\ntheme light\nexpect assess:" + record::to_string(plan.id) + " \"due in 6 days\"\n"), "");
}

}  // namespace
}  // namespace sync_drawn_test
