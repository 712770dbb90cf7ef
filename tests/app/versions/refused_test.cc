// Changes the hub did not accept come back to who made them, with their words.
#include <gtest/gtest.h>

#include "sync/record/sync_types.h"
#include "tests/app/versions/office.h"

namespace versions_test {
namespace {

record::RecordId a_note(Office& office, Desk& by, const record::RecordId& person, const std::string& words) {
  const record::RecordId id = office.new_id();
  by.commits({{id, kNote, "head/person", record::atom(record::to_string(person))}, {id, kNote, kText, record::text(words)}});
  return id;
}

TEST(Refused, AChangeAboutSomebodyWhoIsNoLongerHersComesBackWithItsWords) {
  Office office(1);
  const record::RecordId person = office.person(), note = a_note(office, office.desk(1), person, "Gate sticks.");
  office.sync_all();
  office.grant(office.desk(1), person, false);
  office.desk(1).sets(note, kNote, kText, record::text("Gate sticks. Dog is friendly."));
  office.sync_all();
  EXPECT_EQ(record::utf8_of(office.desk(0).reads(note, kNote, kText)), "Gate sticks.");
  const auto verdicts = office.desk(1).verdicts();
  ASSERT_EQ(verdicts.size(), 1u);
  EXPECT_EQ(verdicts[0].reason, "scope");
  EXPECT_EQ(verdicts[0].about, note);
  EXPECT_EQ(verdicts[0].about_type, kNote);
  EXPECT_EQ(verdicts[0].person, person) << "she had them once";
  EXPECT_EQ(record::utf8_of(verdicts[0].said), " Dog is friendly.");
  EXPECT_FALSE(care::may_try_again(verdicts[0]));
  EXPECT_TRUE(office.desk(0).verdicts().empty()) << "told to its author alone";
  office.desk(1).commits({care::dismissed(verdicts[0])});
  office.sync_all();
  EXPECT_TRUE(office.desk(1).verdicts().empty());
}

TEST(Refused, WhoNamesARecordTheyNeverHadIsNotToldWhoseItIs) {
  Office office(2);
  const record::RecordId person = office.new_id();
  office.desk(0).sets(person, care::kPersonRecord, "head/given", record::atom("Nobody's business"));
  const record::RecordId note = a_note(office, office.desk(0), person, "private");
  office.sync(office.desk(0));
  office.desk(1).sets(note, kNote, kText, record::text("let me in"));
  office.sync_all();
  const auto verdicts = office.desk(1).verdicts();
  ASSERT_EQ(verdicts.size(), 1u);
  EXPECT_TRUE(verdicts[0].person.is_nil());
}

TEST(Refused, PutInAgainAddsWordsBelowWhatStandsThereAndOnlyOnce) {
  care::Verdict verdict;
  verdict.about_type = kNote;
  verdict.path = kText;
  verdict.reason = "sealed";
  verdict.said = record::text("Dog is friendly.");
  ASSERT_TRUE(care::may_try_again(verdict));
  EXPECT_EQ(record::utf8_of(care::put_in_again(verdict, record::text("Gate sticks."))[0].to), "Gate sticks.\nDog is friendly.");
  EXPECT_EQ(record::utf8_of(care::put_in_again(verdict, record::text("Dog is friendly. Gate."))[0].to), "Dog is friendly. Gate.");
  verdict.said = record::atom("2026-12-01");
  EXPECT_EQ(care::put_in_again(verdict, record::atom("2027-01-01"))[0].to, record::atom("2026-12-01"));
}

}  // namespace
}  // namespace versions_test
