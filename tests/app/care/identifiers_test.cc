#include "app/care/identifiers.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "platform/base/csv.h"
#include "tests/support/text_file.h"

using care::check_nhs_number;
using care::NhsCheck;

TEST(NhsNumber, AgreesWithEveryPublishedVector) {
  const auto csv = base::Csv::parse(testing_support::text_of(DOORSTEP_SOURCE_DIR "/tests/golden/nhs-numbers.csv"));
  ASSERT_TRUE(csv);
  ASSERT_EQ(csv->row_count(), 31u);
  for (size_t row = 0; row < csv->row_count(); ++row) {
    const bool is_valid = check_nhs_number(csv->at(row, "value")) == NhsCheck::Valid;
    EXPECT_EQ(is_valid, csv->at(row, "expected") != "invalid") << csv->at(row, "value");
  }
}

TEST(NhsNumber, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(check_nhs_number(""), NhsCheck::Empty);
  EXPECT_EQ(check_nhs_number("   "), NhsCheck::Empty);
  EXPECT_EQ(check_nhs_number("999 041 321"), NhsCheck::NotTenDigits);
  EXPECT_EQ(check_nhs_number("999 041 32l5"), NhsCheck::NotTenDigits);
  EXPECT_EQ(check_nhs_number("999 041 3216"), NhsCheck::WrongCheckDigit);
  EXPECT_EQ(check_nhs_number("9991000020"), NhsCheck::NoSuchNumber);
  EXPECT_EQ(check_nhs_number("0000000000"), NhsCheck::NoSuchNumber);
}

TEST(NhsNumber, IsStoredAsDigitsAndShownInThrees) {
  EXPECT_EQ(care::nhs_digits(" 999-041\u00a03215\u200b"), "9990413215");
  EXPECT_EQ(care::show_nhs_number("9990413215"), "999 041 3215");
  EXPECT_EQ(care::show_nhs_number("99904132"), "99904132");
  EXPECT_EQ(care::nhs_digits("ask Ruth"), "ask Ruth");
}

TEST(NhsNumber, IsRefusedWhenAnyOneDigitIsChanged) {
  EXPECT_TRUE(rc::check("one digit changed is always caught", [] {
    std::string nine = "999";
    for (int i = 0; i < 6; ++i) nine += char('0' + *rc::gen::inRange(0, 10));
    const int check = care::nhs_check_digit(nine);
    RC_PRE(check >= 0);
    std::string number = nine + char('0' + check);
    RC_ASSERT(check_nhs_number(number) == NhsCheck::Valid);
    const size_t at = *rc::gen::inRange<size_t>(0, 10);
    number[at] = char('0' + (number[at] - '0' + *rc::gen::inRange(1, 10)) % 10);
    RC_ASSERT(check_nhs_number(number) != NhsCheck::Valid);
  }));
}

TEST(Postcode, IsAPatternAndNothingMore) {
  for (const char* text : {"JX1 4AB", "jx14ab", "JX14 4AB", "M1 1AA", "EC1A 1BB", "B33 8TH", "CR2 6XH"}) EXPECT_TRUE(care::is_postcode(text)) << text;
  for (const char* text : {"", "JX1", "JX1 4A", "1JX 4AB", "JXX1 4AB", "JX1 AAB", "JX123 4AB"}) EXPECT_FALSE(care::is_postcode(text)) << text;
  EXPECT_EQ(care::show_postcode(" jx14ab "), "JX1 4AB");
  EXPECT_EQ(care::show_postcode("by the church"), "by the church");
}

TEST(UprnAndPhone, AreCheckedByShape) {
  EXPECT_TRUE(care::is_uprn("999000000001"));
  EXPECT_FALSE(care::is_uprn("9990000000011"));
  EXPECT_FALSE(care::is_uprn("99a"));
  EXPECT_FALSE(care::is_uprn(""));
  EXPECT_TRUE(care::is_phone("(01632) 960 123"));
  EXPECT_TRUE(care::is_phone("+44 7700 900123"));
  EXPECT_FALSE(care::is_phone("ring Ruth"));
  EXPECT_FALSE(care::is_phone("999"));
  EXPECT_EQ(care::show_phone("01632960123"), "01632 960123");
  EXPECT_EQ(care::show_phone("02079460123"), "020 7946 0123");
  EXPECT_EQ(care::show_phone("07700-900-123"), "07700 900123");
  EXPECT_EQ(care::show_phone("+441632960123"), "+44 1632 960123");
  EXPECT_EQ(care::show_phone("+33 1 23 45 67 89"), "+33 1 23 45 67 89");
  EXPECT_TRUE(care::is_social_work_registration("sw99 1234"));
  EXPECT_FALSE(care::is_social_work_registration("SW"));
}
