#include "platform/base/csv.h"

#include <gtest/gtest.h>

TEST(Csv, ReadsQuotedCommasLineEndsAndDoubledQuotes) {
  const auto csv = base::Csv::parse("\xEF\xBB\xBFkey,en,cy\r\na,\"one, two\",\"say \"\"hi\"\"\"\r\n\r\nb,\"two\nlines\",\n");
  ASSERT_TRUE(csv);
  ASSERT_EQ(csv->row_count(), 2u);
  EXPECT_EQ(csv->at(0, "en"), "one, two");
  EXPECT_EQ(csv->at(0, "cy"), "say \"hi\"");
  EXPECT_EQ(csv->at(1, "en"), "two\nlines");
  EXPECT_EQ(csv->at(1, "cy"), "");
  EXPECT_EQ(csv->at(1, "fr"), "");
  EXPECT_FALSE(csv->has_column("fr"));
}

TEST(Csv, RefusesARowThatIsTooShortAndAQuoteLeftOpen) {
  EXPECT_EQ(base::Csv::parse("a,b\n1\n").error().detail, "csv fields in row 1");
  EXPECT_EQ(base::Csv::parse("a,b\n1,\"2\n").error().fault, base::Fault::BadInput);
}
