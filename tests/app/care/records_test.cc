// Every thing of app/care goes into record fields and comes back the same; what it does not know is left alone.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "app/care/alert.h"
#include "app/care/attachment.h"
#include "app/care/note.h"
#include "app/care/person.h"
#include "app/care/plan.h"
#include "app/care/provider.h"
#include "app/care/record_types.h"
#include "app/care/relation.h"
#include "app/care/response.h"
#include "app/care/service.h"
#include "app/care/visit.h"
#include "app/care/worker.h"

using namespace care;

namespace {

record::RecordId an_id(uint8_t tail) {
  record::RecordId id;
  id.bytes[0] = 1;
  id.bytes[15] = tail;
  return id;
}

void carry_out(record::Record& to, const std::vector<record::Edit>& edits) {
  for (const record::Edit& edit : edits) {
    ASSERT_TRUE(record::is_path(edit.path)) << edit.path;
    to.id = edit.id;
    to.type = edit.type;
    if (record::is_absent(edit.to)) to.fields.erase(edit.path);
    else to.fields[edit.path].value = edit.to;
  }
}

template <class Thing>
record::Record record_of(const Thing& thing) {
  record::Record record{thing.id, {}, {}};
  carry_out(record, to_edits(thing));
  return record;
}

Person margaret() {
  Person person;
  person.id = an_id(1);
  person.given = "Margaret";
  person.family = "Whitlock";
  person.born = {1942, 2, 3};
  person.nhs_number = "9990413215";
  person.address = "14 Orchard Close";
  person.town = "Larkham";
  person.postcode = "JX1 4AB";
  person.worker = an_id(9);
  person.communication = "Speak on her left side";
  person.matters = {"I want to stay in my own home with Bertie, my dog.", "Margaret", {2026, 11, 4}, {}, true};
  return person;
}

Plan a_plan() {
  Plan plan;
  plan.id = an_id(4);
  plan.person = an_id(1);
  plan.status = PlanStatus::Active;
  plan.version = 2;
  plan.outcomes = {{{"k1", "a0"}, "Wash with dignity", {"A2", "A3"}, "morning call", "on-track", {2026, 12, 1}}};
  plan.services = {{{"s1", "a0"}, "HC-STD", an_id(7), "Brightwater", "k1", "wash, dress", 2, {}, {}, 20804}};
  plan.week = {{{"w1", "a0"}, 0, 480, 45, "s1", "Care"}, {{"w2", "a1"}, 1, 480, 45, "s1", "Care"}, {{"w3", "a2"}, 5, 1200, 30, "", "Ruth"}};
  return plan;
}

}  // namespace

TEST(CareRecords, ComeBackTheSame) {
  EXPECT_EQ(person_from(record_of(margaret())), margaret());
  EXPECT_EQ(plan_from(record_of(a_plan())), a_plan());

  const Alert alert{an_id(2), an_id(1), "dog", "Dog at property", "Ask for it to be shut in", Severity::High, {2026, 1, 2}, {2026, 11, 30}, {}};
  EXPECT_EQ(alert_from(record_of(alert)), alert);

  Relation relation;
  relation.id = an_id(3);
  relation.name = "Ruth Whitlock";
  relation.powers = {"lpa-health", "lpa-property"};
  relation.is_unpaid_carer = true;
  EXPECT_EQ(relation_from(record_of(relation)), relation);

  Visit visit;
  visit.id = an_id(5);
  visit.start = 1'795'000'000'000;
  visit.state = VisitState::Started;
  visit.briefed = {"purpose", "alerts"};
  EXPECT_EQ(visit_from(record_of(visit)), visit);

  Note note;
  note.id = an_id(6);
  note.text = "Ffôn – 😀 שלום\nsecond line";
  note.at = 5;
  EXPECT_EQ(note_from(record_of(note)), note);

  Attachment attachment;
  attachment.id = an_id(8);
  attachment.kind = AttachmentKind::BodyMap;
  attachment.strokes = {{{"p", "a0"}, {1, 2, 3}}};
  attachment.marks = {{{"m", "a0"}, BodySide::Back, 5000, 2500, "bruise", "left forearm", 20, "purple", "fell on the step", an_id(7)}};
  EXPECT_EQ(attachment_from(record_of(attachment)), attachment);

  Response response;
  response.id = an_id(10);
  response.status = ResponseStatus::Returned;
  response.answered = 84;
  response.total = 126;
  EXPECT_EQ(response_from(record_of(response)), response);

  Provider provider;
  provider.id = an_id(11);
  provider.services = {"HC-STD"};
  EXPECT_EQ(provider_from(record_of(provider)), provider);
  Worker worker;
  worker.id = an_id(12);
  worker.name = "Amara Osei";
  EXPECT_EQ(worker_from(record_of(worker)), worker);
  Service service;
  service.id = an_id(13);
  service.status = ServiceStatus::Suspended;
  service.pence_per_week = 20804;
  EXPECT_EQ(service_from(record_of(service)), service);
}

TEST(CareRecords, WriteOnlyWhatChanged) {
  Person after = margaret();
  after.phone = "01632 960123";
  after.communication.clear();
  const std::vector<record::Edit> edits = to_edits(margaret(), after);
  ASSERT_EQ(edits.size(), 2u);
  EXPECT_EQ(edits[0].path, "head/phone");
  EXPECT_EQ(edits[0].type, kPersonRecord);
  EXPECT_EQ(edits[1].path, "about/communication");
  EXPECT_TRUE(record::is_absent(edits[1].to));
  EXPECT_TRUE(to_edits(after, after).empty());
}

TEST(CareRecords, LeaveWhatANewerVersionWroteAlone) {
  record::Record record = record_of(margaret());
  record.fields["head/star-sign"].value = record::atom("aquarius");
  record.fields["head/born"].value = record::atom("spring 1942");
  const Person read = person_from(record);
  EXPECT_TRUE(read.born.is_empty());
  Person after = read;
  after.phone = "01632 960123";
  carry_out(record, to_edits(read, after));
  EXPECT_EQ(record.utf8("head/star-sign"), "aquarius");
  EXPECT_EQ(record.utf8("head/born"), "spring 1942") << "what was typed is kept though it is no date";
}

TEST(CareRecords, TakeAnItemAwayByClearingItsPlace) {
  record::Record record = record_of(a_plan());
  record.fields["week/#w1/new-field"].value = record::atom("from later");
  Plan after = plan_from(record);
  after.week.erase(after.week.begin());
  carry_out(record, to_edits(plan_from(record), after));
  EXPECT_EQ(plan_from(record), after);
  EXPECT_TRUE(record.fields.contains("week/#w1/new-field"));
}

TEST(CareRecords, KeepItemsInTheirFractionalOrder) {
  record::Record record = record_of(a_plan());
  record.fields["week/#w3/@order"].value = record::atom("Zz");
  const Plan plan = plan_from(record);
  ASSERT_EQ(plan.week.size(), 3u);
  EXPECT_EQ(plan.week.front().key, "w3");
}

TEST(CareRecords, TurnAnyPersonIntoAnyOther) {
  const auto word = rc::gen::container<std::string>(rc::gen::inRange('a', 'e'));
  EXPECT_TRUE(rc::check("edits between two people turn one into the other", [&] {
    const auto any_person = [&] {
      Person person;
      person.id = an_id(1);
      person.given = *word;
      person.family = *word;
      person.phone = *word;
      person.communication = *word;
      person.is_carer = *rc::gen::arbitrary<bool>();
      person.needs_interpreter = *rc::gen::arbitrary<bool>();
      if (*rc::gen::arbitrary<bool>()) person.born = {*rc::gen::inRange(1900, 2026), *rc::gen::inRange(1, 13), 0};
      return person;
    };
    const Person before = any_person(), after = any_person();
    record::Record record = record_of(before);
    carry_out(record, to_edits(before, after));
    RC_ASSERT(person_from(record) == after);
  }));
}

TEST(Person, IsNamedAndAddressedInOneLine) {
  EXPECT_EQ(full_name(margaret()), "Margaret Whitlock");
  EXPECT_EQ(full_name(Person{}), "?");
  EXPECT_EQ(address_line(margaret(), true), "14 Orchard Close, Larkham JX1 4AB");
  EXPECT_EQ(address_line(Person{}, true), "");
  EXPECT_EQ(initials("Margaret Whitlock"), "MW");
  EXPECT_EQ(initials("łucja o'brien-żak"), "ŁO");
  EXPECT_EQ(initials("Siân"), "S");
  EXPECT_EQ(initials(""), "");
  EXPECT_EQ(initials("\u200fמרים כהן"), "מכ");
}

TEST(Plan, AddsUpItsWeekAndLaysItOutByTime) {
  Plan plan = a_plan();
  EXPECT_EQ(weekly_pence(plan), 20804);
  EXPECT_EQ(weekly_care_minutes(plan), 180) << "two visits of 45 minutes by two carers; Ruth is not paid";
  const std::vector<WeekRow> rows = week_rows(plan);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].start_minute, 480);
  EXPECT_EQ(rows[0].days[1]->key, "w2");
  EXPECT_EQ(rows[0].days[2], nullptr);
  EXPECT_EQ(rows[1].days[5]->label, "Ruth");
  plan.week.push_back({{"w4", "a3"}, 0, 480, 30, "s1", "Meds"});
  EXPECT_EQ(week_rows(plan).size(), 3u) << "two at the same time on one day take two rows";
}

TEST(Visit, ChecksInAndOutAndIsMissedAfterGrace) {
  Visit visit;
  visit.minutes = 60;
  visit.lone_working = LoneWorking::Armed;
  const Visit inside = started(visit, 1'000'000);
  EXPECT_EQ(inside.state, VisitState::Started);
  EXPECT_EQ(inside.lone_working, LoneWorking::CheckedIn);
  EXPECT_EQ(inside.due_out, 1'000'000 + 3'600'000);
  EXPECT_FALSE(is_overdue(inside, inside.due_out + 60'000, 10));
  EXPECT_TRUE(is_overdue(inside, inside.due_out + 11 * 60'000, 10));
  const Visit done = finished(inside, 2'000'000);
  EXPECT_FALSE(is_overdue(done, inside.due_out * 2, 10));
  EXPECT_EQ(done.lone_working, LoneWorking::CheckedOut);
}

TEST(Lists, AreInTheOrderAWorkerNeedsThem) {
  std::vector<Alert> alerts(3);
  alerts[0].severity = Severity::Low;
  alerts[1].severity = Severity::High;
  alerts[1].since = {2026, 2, 1};
  alerts[2].severity = Severity::High;
  alerts[2].since = {2025, 2, 1};
  sort_alerts(alerts);
  EXPECT_EQ(alerts[0].since.year, 2025);
  EXPECT_EQ(alerts[2].severity, Severity::Low);

  std::vector<Relation> people(4);
  people[0].organisation = "Larkham Surgery";
  people[1].is_unpaid_carer = true;
  people[2].is_emergency_contact = true;
  people[3].is_emergency_contact = true;
  people[3].ended_on = {2025, 1, 1};
  sort_relations(people);
  EXPECT_TRUE(people[0].is_emergency_contact);
  EXPECT_TRUE(people[1].is_unpaid_carer);
  EXPECT_EQ(people[2].organisation, "Larkham Surgery");
  EXPECT_FALSE(people[3].ended_on.is_empty());

  std::vector<Visit> visits(3);
  visits[0].start = instant_of({{2026, 11, 22}, 675});
  visits[1].start = instant_of({{2026, 11, 22}, 570});
  visits[2].start = instant_of({{2026, 11, 23}, 0});
  const std::vector<Visit> today = visits_on(visits, {2026, 11, 22});
  ASSERT_EQ(today.size(), 2u);
  EXPECT_EQ(wall_time(today[0].start).minute, 570);
}

TEST(Note, IsHeadedByItsTitleOrItsFirstLine) {
  Note note;
  note.text = "Ruth rang.\nShe is worried.";
  EXPECT_EQ(heading_of(note, 80), "Ruth rang.");
  note.text = "żżżżż";
  EXPECT_EQ(heading_of(note, 5), "żż…");
  note.title = "Call";
  EXPECT_EQ(heading_of(note, 80), "Call");
}
