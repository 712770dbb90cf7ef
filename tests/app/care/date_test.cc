#include "app/care/date.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/app/care/people.h"

using care::Date;

namespace {
Date typed(std::string_view text) {
  Date date;
  EXPECT_TRUE(care::parse_typed(text, care::kToday, date)) << text;
  return date;
}
bool refused(std::string_view text) {
  Date date;
  return !care::parse_typed(text, care::kToday, date);
}
}  // namespace

TEST(Date, IsReadTheWaysPeopleTypeIt) {
  const Date born{1942, 2, 3};
  for (const char* text : {"3/2/1942", "03.02.42", "3 Feb 1942", "3 Chwefror 1942", "03021942", "1942-02-03", " 3 - 2 - 1942 "})
    EXPECT_EQ(typed(text), born) << text;
  EXPECT_EQ(typed("1942"), (Date{1942, 0, 0}));
  EXPECT_EQ(typed("Feb 1942"), (Date{1942, 2, 0}));
  EXPECT_EQ(typed("2/1942"), (Date{1942, 2, 0}));
  EXPECT_EQ(typed("1/1/26").year, 2026);
  EXPECT_EQ(typed("1/1/27").year, 1927);
}

TEST(Date, IsRefusedWhenThereIsNoSuchDay) {
  for (const char* text : {"31/02/1942", "29/2/2023", "0/5/1950", "12/13/1950", "1942-13", "tomorrow", "", "3 Fob 1942", "19420203"})
    EXPECT_TRUE(refused(text)) << text;
}

TEST(Date, ComesBackFromItsDayNumberUnchanged) {
  EXPECT_TRUE(rc::check("date_of_day and day_number undo each other", [] {
    const int64_t day = *rc::gen::inRange<int64_t>(-300'000, 300'000);
    RC_ASSERT(care::day_number(care::date_of_day(day)) == day);
    RC_ASSERT(care::is_date(care::date_of_day(day)));
    Date read;
    RC_ASSERT(care::parse_iso(care::to_iso(care::date_of_day(day)), read));
    RC_ASSERT(read == care::date_of_day(day));
  }));
  EXPECT_EQ(care::weekday(care::kToday), 6);
  EXPECT_EQ(care::add_months({2026, 1, 31}, 1), (Date{2026, 2, 28}));
  EXPECT_EQ(care::add_months({2026, 11, 30}, 3), (Date{2027, 2, 28}));
}

TEST(Age, CountsBirthdaysAndAllowsForAPartialDate) {
  EXPECT_EQ(care::age_on({1942, 11, 22}, care::kToday), (care::Age{84, 84}));
  EXPECT_EQ(care::age_on({1942, 11, 23}, care::kToday), (care::Age{83, 83}));
  EXPECT_EQ(care::age_on({1942, 0, 0}, care::kToday), (care::Age{83, 84}));
  EXPECT_EQ(care::age_on({1942, 11, 0}, care::kToday), (care::Age{83, 84}));
  EXPECT_EQ(care::age_on({1942, 3, 0}, care::kToday), (care::Age{84, 84}));
  EXPECT_EQ(care::age_on({2004, 2, 29}, {2026, 2, 28}), (care::Age{21, 21}));
  EXPECT_EQ(care::age_on({2026, 0, 0}, care::kToday), (care::Age{0, 0}));
  EXPECT_FALSE(care::age_on({2027, 1, 1}, care::kToday).is_known());
  EXPECT_FALSE(care::age_on({}, care::kToday).is_known());
}

TEST(WallTime, GoesForwardInMarchAndBackInOctober) {
  EXPECT_EQ(care::wall_time(1774746000000 - 60'000), (care::WallTime{{2026, 3, 29}, 59}));        // 00:59 UTC
  EXPECT_EQ(care::wall_time(1774746000000), (care::WallTime{{2026, 3, 29}, 120}));                // 01:00 UTC is 02:00
  EXPECT_EQ(care::wall_time(1792890000000 - 60'000), (care::WallTime{{2026, 10, 25}, 119}));      // 00:59 UTC is 01:59
  EXPECT_EQ(care::wall_time(1792890000000), (care::WallTime{{2026, 10, 25}, 60}));                // 01:00 UTC is 01:00 again
  EXPECT_TRUE(rc::check("an instant's wall time leads back to it, outside the hour that comes twice", [] {
    const os::UnixMs at = *rc::gen::inRange<int64_t>(-100'000'000, 100'000'000) * 60'000;
    const os::UnixMs back = care::instant_of(care::wall_time(at));
    RC_ASSERT(back == at || back == at - 3'600'000);
    RC_ASSERT(care::wall_time(back) == care::wall_time(at));
  }));
}

TEST(Clock, IsReadTheWaysPeopleTypeIt) {
  int minute = -1;
  for (const auto& [text, expected] : {std::pair{"9", 540}, {"9:30", 570}, {"09.30", 570}, {"0930", 570}, {"9.30pm", 1290}, {"12am", 0}, {"12 pm", 720}, {"00:00", 0}}) {
    EXPECT_TRUE(care::parse_clock(text, minute)) << text;
    EXPECT_EQ(minute, expected) << text;
  }
  for (const char* text : {"24:00", "9:60", "", "nine", "13pm", "0pm", "1:2:3"}) EXPECT_FALSE(care::parse_clock(text, minute)) << text;
  EXPECT_EQ(care::to_clock(570), "09:30");
}
