#include "app/care/caseload.h"

#include <gtest/gtest.h>

#include "app/care/record_types.h"

namespace care {
namespace {

record::FieldMap head_of(const std::vector<record::Edit>& edits) {
  record::FieldMap head;
  for (const record::Edit& edit : edits)
    if (record::section_of(edit.path) == record::kHeadSection) head[edit.path] = {edit.to, {}};
  return head;
}

class CaseloadTest : public ::testing::Test {
 protected:
  os::SeededRandom random_{21};
  Caseload caseload_;
  const Date today_{2026, 11, 22};

  Person adds(const char* given, const char* family) {
    Person person;
    person.id = record::make_record_id(1, random_);
    person.given = given;
    person.family = family;
    caseload_.take_head(kPersonRecord, person.id, head_of(to_edits(person)));
    return person;
  }
};

TEST_F(CaseloadTest, APersonIsFoundUnderTheNewNameAsSoonAsItIsKnown) {
  Person person = adds("Margaret", "Whitlock");
  EXPECT_EQ(caseload_.index().search("whitlock", 10, today_).total, 1u);
  person.family = "Pickering";
  caseload_.take_head(kPersonRecord, person.id, head_of(to_edits(person)));
  EXPECT_EQ(caseload_.index().search("whitlock", 10, today_).total, 0u);
  EXPECT_EQ(caseload_.index().search("pickering", 10, today_).total, 1u);
  EXPECT_EQ(caseload_.people().size(), 1u);
}

TEST_F(CaseloadTest, AnEmptyHeadForgetsThePerson) {
  const Person person = adds("Margaret", "Whitlock");
  caseload_.take_head(kPersonRecord, person.id, {});
  EXPECT_EQ(caseload_.person(person.id), nullptr);
  EXPECT_EQ(caseload_.index().size(), 0u);
}

TEST_F(CaseloadTest, TheDaysVisitsComeInTheOrderOfTheDay) {
  const Person person = adds("Margaret", "Whitlock");
  for (const int hour : {14, 9, 11}) {
    Visit visit;
    visit.id = record::make_record_id(hour, random_);
    visit.person = person.id;
    visit.start = instant_of({today_, hour * 60});
    caseload_.take_head(kVisitRecord, visit.id, head_of(to_edits(visit)));
  }
  std::vector<int> hours;
  for (const Visit& visit : caseload_.visits_on(today_)) hours.push_back(wall_time(visit.start).minute / 60);
  EXPECT_EQ(hours, (std::vector<int>{9, 11, 14}));
  EXPECT_TRUE(caseload_.visits_on(add_days(today_, 1)).empty());
}

}  // namespace
}  // namespace care
