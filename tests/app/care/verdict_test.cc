// What the hub did not accept, told as a person would tell it.
#include "app/care/verdict.h"

#include <gtest/gtest.h>

#include "app/care/needs_you.h"
#include "app/care/record_types.h"

namespace care {
namespace {

const record::RecordId kForm{{1}}, kDecision{{2}}, kPerson{{3}}, kNote{{4}};
uint8_t numbers = 100;

record::Record verdict(const record::RecordId& about, record::RecordType type, const char* path, int64_t sequence) {
  record::Record out{record::RecordId{{++numbers}}, record::kVerdictType, {}};
  out.fields[std::string(record::kVerdictRecord)].value = record::atom(record::to_string(about));
  out.fields[std::string(record::kVerdictRecordType)].value = int64_t(type);
  out.fields[std::string(record::kVerdictPath)].value = record::atom(path);
  out.fields[std::string(record::kVerdictBucket)].value = record::atom(record::to_string(kPerson));
  out.fields[std::string(record::kVerdictReason)].value = record::atom("version");
  out.fields[std::string(record::kVerdictSequence)].value = sequence;
  return out;
}

// What a returning leader's one change is made of.
std::vector<record::Record> refused_return(int64_t sequence) {
  std::vector<record::Record> out;
  for (const char* path : {"head/made", "head/to", "head/at"}) out.push_back(verdict(kDecision, kDecisionRecord, path, sequence));
  for (const char* path : {"head/decision", "head/return-comment", "head/returned", "head/returned-by", "head/status"}) out.push_back(verdict(kForm, kResponseRecord, path, sequence));
  return out;
}

std::vector<Verdict> read(const std::vector<record::Record>& records) {
  std::vector<Verdict> out;
  for (const record::Record& one : records) out.push_back(verdict_from(one));
  return out;
}

TEST(Refused, ADecisionIsOneThingHoweverManyFieldsItWrote) {
  const std::vector<RefusedAct> acts = acts_of(read(refused_return(7)));
  ASSERT_EQ(acts.size(), 1u);
  EXPECT_TRUE(acts[0].is_step && acts[0].is_decision);
  EXPECT_EQ(acts[0].first().path, "head/status");
  EXPECT_EQ(acts[0].verdicts.size(), 8u) << "all are dealt with together";
}

TEST(Refused, SendingAFormIsOneThingAndNoDecision) {
  std::vector<record::Record> sent;
  for (const char* path : {"head/status", "head/submission", "head/submitted", "head/submitted-by"}) sent.push_back(verdict(kForm, kResponseRecord, path, 3));
  const std::vector<RefusedAct> acts = acts_of(read(sent));
  ASSERT_EQ(acts.size(), 1u);
  EXPECT_TRUE(acts[0].is_step);
  EXPECT_FALSE(acts[0].is_decision);
}

TEST(Refused, WordsOfOneChangeStandEachForItself) {
  const std::vector<RefusedAct> acts = acts_of(read({verdict(kForm, kResponseRecord, "needs/a1", 3), verdict(kForm, kResponseRecord, "needs/a2", 3), verdict(kNote, kNoteRecord, "body/text", 4)}));
  ASSERT_EQ(acts.size(), 3u);
  EXPECT_FALSE(acts[0].is_step);
}

TEST(Refused, TwoDecisionsOfTwoMomentsAreTwo) {
  std::vector<record::Record> both = refused_return(7);
  for (record::Record& one : refused_return(9)) both.push_back(std::move(one));
  EXPECT_EQ(acts_of(read(both)).size(), 2u);
}

TEST(NeedsYouList, HasOneRowForARefusedDecisionAndItIsTheForms) {
  Caseload caseload;
  for (const record::Record& one : refused_return(7)) caseload.take_head(one);
  const std::vector<NeedsYou> rows = needs_you(caseload);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].about, kForm);
  EXPECT_EQ(rows[0].count, 1u);
}

}  // namespace
}  // namespace care
