#include "app/care/codes.h"

#include <gtest/gtest.h>

#include "app/care/time_limits.h"
#include "tests/support/text_file.h"

using namespace care;

namespace {
std::string read(const std::string& name) {
  const std::string text = testing_support::text_of(std::string(DOORSTEP_SOURCE_DIR) + "/assets/codes/" + name + ".csv");
  EXPECT_FALSE(text.empty()) << name;
  return text;
}
BankHolidays holidays() { return BankHolidays::parse(read("bank-holidays")).value(); }
}  // namespace

TEST(Codes, AreAllThereInBothLanguages) {
  Codes codes;
  for (const std::string& name : code_list_names()) {
    ASSERT_TRUE(codes.add(name, read(name))) << name;
    EXPECT_FALSE(codes.list(name).all().empty()) << name;
    for (const Code& code : codes.list(name).all()) {
      EXPECT_FALSE(code.welsh.empty()) << name << " " << code.code;
      EXPECT_EQ(code.code.find(' '), std::string::npos) << "codes are kept in fields separated by spaces";
    }
  }
  EXPECT_EQ(codes.list("support-reasons").all().size(), 13u);
  EXPECT_EQ(codes.list("ethnicity").all().size(), 21u);
  EXPECT_EQ(codes.list("services").all().size(), 24u);
  EXPECT_EQ(codes.label("relation-roles", "daughter", Language::Welsh), "Merch");
  EXPECT_EQ(codes.list("support-reasons").find("MC")->other.at("short_en"), "Memory and cognition");
  EXPECT_EQ(codes.label("relation-roles", "astrologer", Language::English), "astrologer") << "a code from a newer list is shown as it is";
  EXPECT_TRUE(codes.list("no-such-list").all().empty());
}

TEST(Codes, MayBeChosenOnlyWhileTheirRowIsOpen) {
  const auto list = CodeList::parse("code,en,cy,starts,ends\na,Carer,Gofalwr,,2025-09-30\nb,Unpaid carer,Gofalwr di-dâl,2025-10-01,\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->open_on({2025, 9, 30}).size(), 1u);
  EXPECT_EQ(list->open_on({2025, 9, 30})[0]->code, "a");
  EXPECT_EQ(list->open_on({2025, 10, 1})[0]->code, "b");
  EXPECT_EQ(list->label("a", Language::English), "Carer") << "what was recorded keeps its words";
}

TEST(Codes, AreRefusedWhenAListIsWrong) {
  EXPECT_FALSE(CodeList::parse("code,en,cy\na,A,\na,B,\n"));
  EXPECT_FALSE(CodeList::parse("code,en,cy\n,A,\n"));
  EXPECT_FALSE(CodeList::parse("code,en,cy\na,,\n"));
  EXPECT_FALSE(CodeList::parse("code,en,cy,starts\na,A,,soon\n"));
}

TEST(TimeLimits, SkipWeekendsAndBankHolidays) {
  const BankHolidays days = holidays();
  EXPECT_EQ(add_working_days({2026, 12, 23}, 2, days), (Date{2026, 12, 29})) << "Christmas, the weekend and the substitute day are skipped";
  EXPECT_EQ(working_days_between({2026, 12, 23}, {2026, 12, 29}, days), 2);
  EXPECT_EQ(working_days_between({2026, 12, 29}, {2026, 12, 23}, days), -2);
  EXPECT_FALSE(is_working_day({2026, 11, 22}, days));
  EXPECT_EQ(add_working_days({2026, 11, 20}, 0, days), (Date{2026, 11, 20}));
}

TEST(TimeLimits, ShowThreeClocksAndNeverResetOne) {
  const TimeLimits limits = TimeLimits::parse(read("time-limits")).value();
  const TimeLimit* assessment = limits.find("needs-assessment", {2026, 11, 22});
  ASSERT_TRUE(assessment);
  const Clocks clocks = clocks_on(*assessment, {2026, 11, 1}, {2026, 11, 22}, {{{2026, 11, 5}, {2026, 11, 9}, "hospital"}, {{2026, 11, 20}, {}, "family"}}, holidays());
  EXPECT_EQ(clocks.due, (Date{2026, 11, 29}));
  EXPECT_EQ(clocks.used, 21);
  EXPECT_EQ(clocks.left, 7);
  EXPECT_EQ(clocks.at_risk, 6);
  EXPECT_EQ(clocks_on(*assessment, {2026, 10, 1}, {2026, 11, 22}, {}, holidays()).left, -24);
  EXPECT_EQ(limits.find("needs-assessment", {2014, 1, 1}), nullptr) << "no row was in force then";
  const TimeLimit* conference = limits.find("safeguarding-conclusion", {2026, 11, 22});
  EXPECT_EQ(due_date(*conference, {2026, 11, 30}, holidays()), (Date{2027, 2, 28}));
}
