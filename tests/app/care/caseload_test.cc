#include "app/care/caseload.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "app/care/field_meaning.h"
#include "app/care/people_list.h"
#include "app/care/person_file.h"
#include "app/care/record_types.h"
#include "app/care/today.h"
#include "platform/base/csv.h"
#include "tests/app/care/people.h"
#include "tests/support/text_file.h"

using namespace care;

namespace {

const os::UnixMs kNow = instant_of({kToday, 8 * 60});

template <class Thing>
void put(Caseload& caseload, const Thing& thing) {
  const std::vector<record::Edit> edits = to_edits(thing);
  record::FieldMap head;
  for (const record::Edit& edit : edits)
    if (record::section_of(edit.path) == record::kHeadSection) head[edit.path].value = edit.to;
  caseload.take_head(edits.front().type, thing.id, head);
}

Visit a_visit(int number, int person, const Date& day, int minute) {
  Visit visit;
  visit.id = an_id(number);
  visit.person = an_id(person);
  visit.start = instant_of({day, minute});
  return visit;
}

Response a_response(int number, int person, ResponseStatus status) {
  Response response;
  response.id = an_id(number);
  response.person = an_id(person);
  response.status = status;
  response.kind = "needs";
  return response;
}

// Margaret is visited today with a draft; Elsie's was returned; Joan is overdue; Tomasz is visited today earlier; Zoe has nothing.
Caseload a_caseload() {
  Caseload caseload;
  put(caseload, a_person(1, "Margaret", "Whitlock"));
  put(caseload, a_person(2, "Elsie", "Norton"));
  Person joan = a_person(3, "Joan", "Pickering");
  joan.review_due = {2026, 11, 16};
  put(caseload, joan);
  put(caseload, a_person(4, "Tomasz", "Zieliński"));
  put(caseload, a_person(5, "Zoe", "Adams"));
  Visit first = a_visit(11, 1, kToday, 570);
  first.response = an_id(21);
  put(caseload, first);
  put(caseload, a_visit(12, 4, kToday, 500));
  put(caseload, a_visit(13, 5, {2026, 12, 3}, 600));
  put(caseload, a_response(21, 1, ResponseStatus::Draft));
  put(caseload, a_response(22, 2, ResponseStatus::Returned));
  Alert alert;
  alert.id = an_id(31);
  alert.person = an_id(1);
  alert.kind = "dog";
  put(caseload, alert);
  return caseload;
}

std::vector<std::string> families(const Caseload& caseload, const PeopleList& list) {
  std::vector<std::string> names;
  for (const record::RecordId& id : list.people) names.push_back(caseload.person(id)->family);
  return names;
}
using Names = std::vector<std::string>;

}  // namespace

TEST(PeopleList, PutsTodaysVisitsFirstThenWhatWaits) {
  const Caseload caseload = a_caseload();
  const PeopleList list = list_people(caseload, "", PeopleFilter::All, kToday);
  EXPECT_EQ(families(caseload, list), (Names{"Zieliński", "Whitlock", "Pickering", "Norton", "Adams"}));
  EXPECT_EQ(list.counts, (std::array<size_t, kPeopleFilters>{5, 2, 1, 1, 1, 1}));
  EXPECT_EQ(list.total, 5u);
}

TEST(PeopleList, FiltersAndSearchesTogether) {
  const Caseload caseload = a_caseload();
  EXPECT_EQ(families(caseload, list_people(caseload, "", PeopleFilter::Returned, kToday)), Names{"Norton"});
  EXPECT_EQ(families(caseload, list_people(caseload, "whit", PeopleFilter::All, kToday)), Names{"Whitlock"});
  EXPECT_EQ(families(caseload, list_people(caseload, "whit", PeopleFilter::Returned, kToday)), Names{});
  EXPECT_EQ(list_people(caseload, "whit", PeopleFilter::Returned, kToday).counts[0], 1u);
  EXPECT_EQ(families(caseload, list_people(caseload, "  ", PeopleFilter::Draft, kToday)), Names{"Whitlock"});
}

// Numbers are few, so that what is put takes the place of what was.
void put_anything(Caseload& caseload) {
  const int person = *rc::gen::inRange(1, 9), number = *rc::gen::inRange(100, 112);
  const Date day = add_days(kToday, *rc::gen::inRange(-2, 3));
  switch (*rc::gen::inRange(0, 6)) {
    case 0: {
      Person some = a_person(person, "Some", std::string(1, char('A' + *rc::gen::inRange(0, 26))));
      some.is_draft = *rc::gen::inRange(0, 5) == 0;
      some.review_due = day;
      return put(caseload, some);
    }
    case 1: return put(caseload, a_visit(number, person, day, *rc::gen::inRange(480, 1000)));
    case 2: return put(caseload, a_response(100 + number, person, *rc::gen::element(ResponseStatus::Draft, ResponseStatus::Submitted, ResponseStatus::Returned)));
    case 3: {
      Alert alert;
      alert.id = an_id(200 + number);
      alert.person = an_id(person);
      alert.kind = "dog";
      return put(caseload, alert);
    }
    case 4: return caseload.take_head(*rc::gen::element(kVisitRecord, kAlertRecord, kPersonRecord), an_id(number), {});
    default: return caseload.take_head(kPersonRecord, an_id(person), {});
  }
}

void expect_the_same(const PeopleLines& kept, const Caseload& caseload, const Date& today) {
  for (size_t i = 0; i < kPeopleFilters; ++i) {
    const PeopleList list = kept.list(PeopleFilter(i)), anew = list_people(caseload, "", PeopleFilter(i), today);
    RC_ASSERT(list.people == anew.people);
    RC_ASSERT(list.counts == anew.counts);
    RC_ASSERT(list.total == anew.total);
  }
}

TEST(PeopleLines, AreWhatTheListMadeAnewIsWhateverCameSince) {
  EXPECT_TRUE(rc::check([] {
    Caseload caseload = a_caseload();
    PeopleLines lines;
    Date today = kToday;
    for (int round = *rc::gen::inRange(1, 6); round > 0; --round) {
      for (int some = *rc::gen::inRange(0, 20); some > 0; --some) put_anything(caseload);
      if (*rc::gen::inRange(0, 8) == 0) today = add_days(today, 1);
      lines.bring_up(caseload, today);
      expect_the_same(lines, caseload, today);
    }
  }));
}

TEST(PeopleLines, AreMadeAnewWhenMoreCameThanIsRemembered) {
  Caseload caseload = a_caseload();
  PeopleLines lines;
  lines.bring_up(caseload, kToday);
  const uint64_t then = caseload.revision();
  put(caseload, a_person(6, "Bea", "Brown"));
  EXPECT_EQ(caseload.touched_after(then)->size(), 1u);
  for (int i = 0; i < 20'000; ++i) put(caseload, a_person(1, "Margaret", "Whitlock"));
  EXPECT_FALSE(caseload.touched_after(then));
  lines.bring_up(caseload, kToday);
  EXPECT_EQ(lines.list(PeopleFilter::All).people, list_people(caseload, "", PeopleFilter::All, kToday).people);
  EXPECT_FALSE(Caseload().touched_after(then)) << "another caseload's";
}

TEST(PersonFacts, SayTheOneThingThatWaitsMost) {
  Caseload caseload = a_caseload();
  const auto standing = [&](int number) { return facts_of(caseload, *caseload.person(an_id(number)), kToday).standing; };
  EXPECT_EQ(standing(1), Standing::Draft);
  EXPECT_EQ(standing(2), Standing::Returned);
  EXPECT_EQ(standing(3), Standing::ReviewOverdue);
  EXPECT_EQ(standing(5), Standing::None);
  Plan plan;
  plan.id = an_id(41);
  plan.person = an_id(5);
  plan.status = PlanStatus::Active;
  put(caseload, plan);
  EXPECT_EQ(standing(5), Standing::PlanActive);
  Visit visit = a_visit(13, 5, {2026, 11, 24}, 600);
  visit.due = {2026, 11, 24};
  put(caseload, visit);
  EXPECT_EQ(standing(5), Standing::WorkDue);
}

TEST(Caseload, FollowsARecordThatMovesToAnotherPerson) {
  Caseload caseload = a_caseload();
  const uint64_t before = caseload.revision();
  put(caseload, a_visit(12, 1, kToday, 500));
  EXPECT_GT(caseload.revision(), before);
  EXPECT_EQ(caseload.visits_of(an_id(4)).size(), 0u);
  EXPECT_EQ(caseload.visits_of(an_id(1)).size(), 2u);
  caseload.take_head(kVisitRecord, an_id(12), {});
  EXPECT_EQ(caseload.visits_of(an_id(1)).size(), 1u);
  caseload.take_head(kPersonRecord, an_id(1), {});
  EXPECT_EQ(caseload.person(an_id(1)), nullptr);
  EXPECT_TRUE(caseload.index().search("whitlock", 5, kToday).hits.empty());
}

TEST(Caseload, ARecordWhoseEveryFieldWasTakenAwayIsGone) {
  Caseload caseload = a_caseload();
  const size_t before = caseload.people().size();
  record::FieldMap nothing;
  nothing["head/given"].value = record::Value{};
  nothing["head/draft"].value = record::Value{};
  caseload.take_head(kPersonRecord, an_id(77), nothing);
  EXPECT_EQ(caseload.people().size(), before);
  caseload.take_head(kPersonRecord, an_id(1), nothing);
  EXPECT_EQ(caseload.people().size(), before - 1);
  EXPECT_TRUE(caseload.index().search("whitlock", 5, kToday).hits.empty());
}

TEST(Caseload, AgreesWithLookingThroughEverything) {
  EXPECT_TRUE(rc::check("after any puts and removals, each person's visits are those whose head names them", [] {
    Caseload caseload;
    std::map<int, int> model;  // visit -> person
    for (int step = *rc::gen::inRange(0, 60); step > 0; --step) {
      const int visit = *rc::gen::inRange(100, 110), person = *rc::gen::inRange(1, 4);
      if (*rc::gen::inRange(0, 4) == 0) {
        caseload.take_head(kVisitRecord, an_id(visit), {});
        model.erase(visit);
      } else {
        put(caseload, a_visit(visit, person, kToday, visit));
        model[visit] = person;
      }
    }
    for (int person = 1; person < 4; ++person) {
      std::set<record::RecordId> wanted, found;
      for (const auto& [visit, whose] : model)
        if (whose == person) wanted.insert(an_id(visit));
      for (const Visit& visit : caseload.visits_of(an_id(person))) found.insert(visit.id);
      RC_ASSERT(found == wanted);
    }
  }));
}

TEST(Today, ShowsVisitsInOrderWithWhatToKnow) {
  Caseload caseload = a_caseload();
  Alert pair;
  pair.id = an_id(32);
  pair.person = an_id(4);
  pair.kind = "two-person";
  pair.severity = Severity::High;
  put(caseload, pair);
  const Today today = today_of(caseload, kNow, 15);
  ASSERT_EQ(today.visits.size(), 2u);
  EXPECT_EQ(today.visits[0].person.family, "Zieliński");
  EXPECT_EQ(today.visits[0].standing, VisitStanding::InPairs);
  EXPECT_TRUE(today.visits[0].is_next);
  EXPECT_EQ(today.visits[1].standing, VisitStanding::DraftSaved);
  EXPECT_FALSE(today.visits[1].is_next);
  ASSERT_EQ(today.alerts.size(), 2u);
  EXPECT_EQ(today.alerts[0].alert.kind, "two-person") << "worst first";
  ASSERT_EQ(today.waiting.size(), 2u);
  EXPECT_EQ(today.waiting[0].what, Waiting::Returned);
  EXPECT_EQ(today.waiting[1].what, Waiting::ReviewOverdue);
  EXPECT_EQ(today.waiting[1].days, 6);
}

TEST(Today, MovesOnAsVisitsAreDone) {
  Caseload caseload = a_caseload();
  Visit visit = a_visit(12, 4, kToday, 500);
  put(caseload, started(visit, kNow));
  EXPECT_EQ(today_of(caseload, kNow, 15).visits[0].standing, VisitStanding::Inside);
  EXPECT_EQ(today_of(caseload, kNow + 76 * 60'000, 15).visits[0].standing, VisitStanding::Overdue);
  put(caseload, finished(started(visit, kNow), kNow + 1));
  const Today today = today_of(caseload, kNow, 15);
  EXPECT_EQ(today.visits[0].standing, VisitStanding::Done);
  EXPECT_EQ(today.next()->person.family, "Whitlock");
  EXPECT_EQ(street_of("Flat 3, 22 Ashley Road"), "Ashley Road");
  EXPECT_EQ(street_of("The Laurels care home"), "The Laurels care home");
}

TEST(PersonFile, PutsEverythingInItsOrder) {
  std::vector<record::Record> records;
  const auto add = [&](const auto& thing) {
    record::Record& record = records.emplace_back();
    for (const record::Edit& edit : to_edits(thing)) {
      record.id = edit.id;
      record.type = edit.type;
      record.fields[edit.path].value = edit.to;
    }
  };
  Note older, newer;
  older.id = an_id(50);
  older.person = newer.person = an_id(1);
  older.at = kNow - 2000;
  newer.id = an_id(51);
  newer.at = kNow - 1000;
  add(older);
  add(newer);
  add(a_person(1, "Margaret", "Whitlock"));
  add(a_visit(12, 1, {2026, 11, 30}, 600));
  add(a_visit(11, 1, kToday, 570));
  add(finished(started(a_visit(10, 1, {2026, 11, 1}, 570), kNow - 9000), kNow - 5000));
  Response response = a_response(21, 1, ResponseStatus::Draft);
  response.saved = kNow - 1500;
  add(response);
  const PersonFile file = person_file(an_id(1), records, kToday);
  EXPECT_EQ(file.person.family, "Whitlock");
  EXPECT_EQ(file.notes[0].id, newer.id);
  EXPECT_EQ(file.visits[0].id, an_id(11));
  EXPECT_EQ(file.visits[2].id, an_id(10)) << "past visits come last";
  EXPECT_EQ(file.visit_now(kNow)->id, an_id(11));
  const std::vector<RecentEvent> events = recent_events(file, kNow, 3);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].kind, EventKind::Note);
  EXPECT_EQ(events[1].kind, EventKind::FormStarted);
  EXPECT_EQ(recent_events(file, kNow, 99).back().kind, EventKind::VisitDone);
}

TEST(FieldMeaning, HasWordsForEveryFieldOfEveryThing) {
  const base::Csv words = base::Csv::parse(testing_support::text_of(DOORSTEP_SOURCE_DIR "/assets/words/field.csv")).value();
  std::set<std::string> keys;
  for (size_t row = 0; row < words.row_count(); ++row) keys.emplace(words.at(row, "key"));
  const auto knows = [&](record::RecordType type, std::string_view path) {
    const FieldMeaning meaning = meaning_of(type, path);
    EXPECT_TRUE(keys.contains(std::string(meaning.words))) << meaning.words;
    return meaning.kind == FieldKind::Hidden || meaning.words != "field.other";
  };
  Plan plan;
  plan.id = an_id(1);
  plan.assessment = plan.author = plan.person = an_id(2);
  plan.starts = plan.review_on = kToday;
  plan.indicative_pence_per_week = 1;
  plan.has_person_agreed = true;
  plan.agreement = plan.contingency = plan.advice = plan.copies = "x";
  plan.outcomes = {{{"k", "a"}, "x", {"A1"}, "x", "met", kToday}};
  plan.actions = {{{"k", "a"}, "x", "x", "x", kToday, true}};
  plan.services = {{{"k", "a"}, "HC-STD", an_id(3), "x", "x", "x", 1, kToday, kToday, 1}};
  plan.week = {{{"k", "a"}, 1, 1, 1, "x", "x"}};
  plan.money = {{{"k", "a"}, "x", "x", 1}};
  for (const record::Edit& edit : to_edits(plan)) EXPECT_TRUE(knows(edit.type, edit.path)) << edit.path;
  EXPECT_EQ(meaning_of(kPersonRecord, "head/nhs-number").kind, FieldKind::NhsNumber);
  EXPECT_EQ(meaning_of(kPlanRecord, "outcomes/#abc/progress").list, "progress");
  EXPECT_EQ(meaning_of(kResponseRecord, "a3/a3.help").kind, FieldKind::Answer);
  EXPECT_EQ(meaning_of(kPlanRecord, "outcomes/#abc/@order").kind, FieldKind::Hidden);
  EXPECT_EQ(meaning_of(kPersonRecord, "head/star-sign").words, "field.other");
}
