#include "app/fhirpath/temporal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace fhirpath {
namespace {

Temporal date(const char* text) { return *parse_date(text); }
Temporal instant(const char* text) { return *parse_date_time(text); }
std::string after(const char* text, int64_t amount, CalendarUnit unit) {
  const auto out = add_calendar(date(text), TemporalKind::Date, Decimal::of(amount), unit);
  return out ? to_string(*out, TemporalKind::Date) : "none";
}

rc::Gen<Temporal> any_date() {
  return rc::gen::apply(
      [](int year, int month, int day) {
        Temporal out;
        out.year = int16_t(year);
        out.month = uint8_t(month);
        out.day = uint8_t(1 + day % days_in_month(year, month));
        out.precision = Precision::Day;
        return out;
      },
      rc::gen::inRange(1, 10000), rc::gen::inRange(1, 13), rc::gen::inRange(0, 31));
}

TEST(Temporal, TakesOnlyDaysThatExist) {
  for (const char* text : {"2019-02-29", "2019-13", "2019-00", "2019-04-31", "19", "2019-1", "0000", "2019-01-01T10:00", "2019-"}) EXPECT_FALSE(parse_date(text)) << text;
  for (const char* text : {"2019-01-01T24:00", "2019-01-01T10:60", "2019-01-01T10:00:60", "2019-01-01T10:00+14:01", "2019-01T10", "2019-01-01T10:00:00."})
    EXPECT_FALSE(parse_date_time(text)) << text;
  EXPECT_TRUE(parse_date("2024-02-29"));
  EXPECT_TRUE(parse_date_time("2019-01-01T10:00-14:00"));
}

TEST(Temporal, EndsInTheLastDayOfAShorterMonth) {
  EXPECT_EQ(after("2026-01-31", 1, CalendarUnit::Month), "2026-02-28");
  EXPECT_EQ(after("2024-01-31", 1, CalendarUnit::Month), "2024-02-29");
  EXPECT_EQ(after("2024-02-29", 1, CalendarUnit::Year), "2025-02-28");
  EXPECT_EQ(after("2026-03-31", -1, CalendarUnit::Month), "2026-02-28");
}

TEST(Temporal, PartialDatesTakeOnlyWholeUnitsOfTheirOwn) {
  EXPECT_EQ(after("2016", 364, CalendarUnit::Day), "2016");
  EXPECT_EQ(after("2016", 365, CalendarUnit::Day), "2017");
  EXPECT_EQ(after("2026-02", 5, CalendarUnit::Week), "2026-03");
  EXPECT_EQ(after("2016-01-01", 47, CalendarUnit::Hour), "2016-01-02");
}

TEST(Temporal, StaysWithinFourDigitYears) {
  EXPECT_EQ(after("9999-12-31", 1, CalendarUnit::Day), "none");
  EXPECT_EQ(after("0001-01-01", -1, CalendarUnit::Day), "none");
  EXPECT_EQ(after("2026-01-01", 400'000'000'000, CalendarUnit::Year), "none");
}

TEST(Temporal, DaysAddedAndTakenAwayGiveTheSameDate) {
  rc::check([] {
    const Temporal start = *any_date();
    const int64_t days = *rc::gen::inRange<int64_t>(-400'000, 400'000);
    const auto there = add_calendar(start, TemporalKind::Date, Decimal::of(days), CalendarUnit::Day);
    RC_PRE(there.has_value());
    RC_ASSERT(day_number(there->year, there->month, there->day) - day_number(start.year, start.month, start.day) == days);
    const auto back = add_calendar(*there, TemporalKind::Date, Decimal::of(-days), CalendarUnit::Day);
    RC_ASSERT(order_of(*back, start) == Order::Same);
  });
}

TEST(Temporal, TextComesBackAsTheSameMoment) {
  rc::check([] {
    Temporal moment = *any_date();
    moment.precision = Precision::Second;
    moment.hour = uint8_t(*rc::gen::inRange(0, 24));
    moment.minute = uint8_t(*rc::gen::inRange(0, 60));
    moment.second = uint8_t(*rc::gen::inRange(0, 60));
    moment.fraction_digits = 3;
    moment.nanos = uint32_t(*rc::gen::inRange(0, 1000)) * 1'000'000;
    moment.has_zone = true;
    moment.zone_minutes = int16_t(*rc::gen::inRange(-720, 841));
    const std::string text = to_string(moment, TemporalKind::DateTime);
    const auto again = parse_date_time(text);
    RC_ASSERT(again.has_value());
    RC_ASSERT(order_of(*again, moment) == Order::Same);
    RC_ASSERT(to_string(*again, TemporalKind::DateTime) == text);
  });
}

TEST(Temporal, OrderTurnsAroundWithItsSides) {
  rc::check([] {
    const Temporal a = *any_date(), b = *any_date();
    const Order one = order_of(a, b), other = order_of(b, a);
    RC_ASSERT((one == Order::Less) == (other == Order::Greater));
    RC_ASSERT((one == Order::Same) == (other == Order::Same));
  });
}

TEST(Temporal, OffsetsMoveMomentsBeforeTheyAreCompared) {
  EXPECT_EQ(order_of(instant("2017-11-05T01:30:00-04:00"), instant("2017-11-05T01:15:00-05:00")), Order::Less);
  EXPECT_EQ(order_of(instant("2012-12-31T23:00:00-05:00"), instant("2013-01-01T04:00:00Z")), Order::Same);
  EXPECT_EQ(order_of(instant("2012-04-15T15:00:00Z"), instant("2012-04-15T10:00:00")), Order::Unknown);
  EXPECT_EQ(order_of(instant("2012-04-15T15:00:00Z"), instant("2012-04-17T10:00:00")), Order::Less);
}

TEST(Temporal, CountsAgesAsPeopleDo) {
  EXPECT_EQ(whole_periods(date("1947-03-09"), date("2026-03-08"), CalendarUnit::Year), 78);
  EXPECT_EQ(whole_periods(date("1947-03-09"), date("2026-03-09"), CalendarUnit::Year), 79);
  EXPECT_EQ(whole_periods(date("2026-01-31"), date("2026-02-28"), CalendarUnit::Month), 0);
  EXPECT_EQ(boundaries_crossed(date("2025-12-31"), date("2026-01-01"), CalendarUnit::Year), 1);
  EXPECT_EQ(whole_periods(date("2026"), date("2027"), CalendarUnit::Day), std::nullopt);
}

TEST(Temporal, TellsTheClockWithItsOffset) {
  EXPECT_EQ(to_string(from_clock(1768473000000, 0, ZoneStyle::Z), TemporalKind::DateTime), "2026-01-15T10:30:00Z");
  EXPECT_EQ(to_string(from_clock(1768473000250, 330, ZoneStyle::Offset), TemporalKind::DateTime), "2026-01-15T16:00:00.250+05:30");
  EXPECT_EQ(to_string(from_clock(0, 0, ZoneStyle::Unknown), TemporalKind::DateTime), "1970-01-01T00:00:00-00:00");
  EXPECT_EQ(to_string(from_clock(-1, -60, ZoneStyle::Offset), TemporalKind::DateTime), "1969-12-31T22:59:59.999-01:00");
}

}  // namespace
}  // namespace fhirpath
