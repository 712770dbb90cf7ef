#include "app/tablet/ui/dates.h"

#include <gtest/gtest.h>

TEST(Dates, ReadsDatesAsPeopleTypeThem) {
  for (const char* typed : {"22/11/2026", "22.11.2026", "22-11-26", "22 Nov 2026", "22nd November 2026", "2026-11-22", "22112026", "22 Tachwedd 2026", "Nov 22, 2026"})
    EXPECT_EQ(ui::read_date(typed), "2026-11-22") << typed;
  EXPECT_EQ(ui::read_date("3/2/42"), "2042-02-03");
  EXPECT_EQ(ui::read_date("3/2/46"), "1946-02-03");
}

TEST(Dates, KeepsAPartialDatePartial) {
  EXPECT_EQ(ui::read_date("11/2026"), "2026-11");
  EXPECT_EQ(ui::read_date("Feb 1942"), "1942-02");
  EXPECT_EQ(ui::read_date("1942"), "1942");
  EXPECT_EQ(ui::shown_date("1942-02"), "02/1942");
  EXPECT_EQ(ui::shown_date("1942"), "1942");
}

TEST(Dates, RefusesWhatIsNoDay) {
  for (const char* typed : {"", "30/02/2026", "29/2/2025", "32/1/2026", "1/13/2026", "soon", "1/2/3/4", "١/٢/٢٠٢٦", "22/11", "0/1/2026", "99999999"})
    EXPECT_EQ(ui::read_date(typed), "") << typed;
  EXPECT_EQ(ui::read_date("29/2/2024"), "2024-02-29");
}

TEST(Dates, ShowsWhatItCannotReadAsItWasTyped) {
  EXPECT_EQ(ui::shown_date("last Tuesday"), "last Tuesday");
  EXPECT_EQ(ui::shown_date("2026-13-45"), "2026-13-45");
}

TEST(Dates, ReadsBackEveryDayItShows) {
  for (int year = 1890; year <= 2040; year += 7)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= ui::days_in(year, month); ++day) {
        const std::string iso = ui::iso_of({year, month, day});
        EXPECT_EQ(ui::read_date(ui::shown_date(iso)), iso);
      }
}

TEST(Dates, KnowsTheDaysOfTheWeek) {
  EXPECT_EQ(ui::weekday_of({2026, 11, 22}), 6);  // a Sunday
  EXPECT_EQ(ui::weekday_of({2000, 2, 29}), 1);
  EXPECT_EQ(ui::weekday_of({1942, 2, 3}), 1);
}

TEST(Dates, ReadsTimesAsPeopleTypeThem) {
  for (const char* typed : {"9:30", "09:30", "9.30", "0930", "930", "9:30am", "9 30 a"}) EXPECT_EQ(ui::read_time(typed), "09:30") << typed;
  EXPECT_EQ(ui::read_time("9.30pm"), "21:30");
  EXPECT_EQ(ui::read_time("12am"), "00:00");
  EXPECT_EQ(ui::read_time("12:15pm"), "12:15");
  EXPECT_EQ(ui::read_time("7"), "07:00");
  for (const char* typed : {"", "25:00", "9:60", "9:5", "13pm", "noon", "24"}) EXPECT_EQ(ui::read_time(typed), "") << typed;
}
