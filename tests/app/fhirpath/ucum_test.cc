#include "app/fhirpath/ucum.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

namespace fhirpath {
namespace {

std::string told(const char* value, const char* from, const char* to) {
  const auto a = parse_unit(from), b = parse_unit(to);
  if (!a || !b) return "no unit";
  const auto out = convert(*Decimal::parse(value), *a, *b);
  return out ? out->trimmed().to_string() : "none";
}

std::string combined(const char* a, const char* b, bool divide) {
  const auto out = combine_units(a, b, divide);
  return out ? scale_by(Decimal::of(1), out->factor)->to_string() + " " + out->code : "none";
}

TEST(Ucum, ConvertsWhatCareMeasures) {
  EXPECT_EQ(told("1", "[stone_av]", "kg"), "6.35029318");
  EXPECT_EQ(told("5.5", "mmol/L", "umol/mL"), "5.5");
  EXPECT_EQ(told("120", "mm[Hg]", "Pa"), "15998.64");
  EXPECT_EQ(told("37", "Cel", "[degF]"), "98.6");
  EXPECT_EQ(told("98.6", "[degF]", "Cel"), "37");
  EXPECT_EQ(told("1", "[pt_br]", "mL"), "568.26125");
  EXPECT_EQ(told("16", "{breaths}/min", "/h"), "960");
  EXPECT_EQ(told("1", "a", "d"), "365.25");
  EXPECT_EQ(told("2", "kg.kg-1", "1"), "2");
  EXPECT_EQ(told("5", "10*9/L", "10*3/uL"), "5");
  EXPECT_EQ(told("1", "[in_i]", "cm"), "2.54");
}

TEST(Ucum, KeepsApartWhatMeasuresOtherThings) {
  EXPECT_EQ(told("1", "kg", "m"), "none");
  EXPECT_EQ(told("1", "[iU]", "[arb'U]"), "none");
  EXPECT_EQ(told("1", "[iU]/mL", "[IU]/L"), "1000");
  EXPECT_EQ(told("1", "B", "B"), "none");
  EXPECT_EQ(told("1", "m2", "m3"), "none");
}

TEST(Ucum, RefusesWhatIsNoUnit) {
  for (const char* code : {"", "year", "lbs", "kg..m", "(kg", "kg)", "m{", "mg/", "/", "m29m", "kilo", "xm", "1e3", "m-", "0", "99999999999999999999"})
    EXPECT_FALSE(parse_unit(code)) << code;
  EXPECT_FALSE(parse_unit(std::string(5000, '(')));
}

TEST(Ucum, CombinesUnitsAndDropsThoseThatCancel) {
  EXPECT_EQ(combined("cm", "m", false), "100 cm2");
  EXPECT_EQ(combined("m/s", "s", false), "1 m");
  EXPECT_EQ(combined("g", "m", true), "1 g/m");
  EXPECT_EQ(combined("m", "m", true), "1 1");
  EXPECT_EQ(combined("1", "kg", true), "1 /kg");
  EXPECT_EQ(combined("mg/dL", "L", false), "10 mg");
  EXPECT_EQ(combined("Cel", "m", false), "none");
}

TEST(Ucum, ThereAndBackIsTheSameAmount) {
  const std::vector<std::vector<const char*>> kinds = {
      {"m", "cm", "[in_i]", "[mi_i]", "km"}, {"kg", "g", "[lb_av]", "[oz_av]", "[stone_av]"}, {"s", "min", "h", "d", "wk", "a", "mo"}, {"L", "mL", "[pt_br]", "dm3"}, {"K", "Cel", "[degF]"}};
  rc::check([&] {
    const auto& units = *rc::gen::elementOf(kinds);
    const char* a = *rc::gen::elementOf(units);
    const char* b = *rc::gen::elementOf(units);
    const Decimal value{*rc::gen::inRange<int64_t>(-1'000'000, 1'000'000), 3};
    const auto there = convert(value, *parse_unit(a), *parse_unit(b));
    RC_ASSERT(there.has_value());
    const auto back = convert(*there, *parse_unit(b), *parse_unit(a));
    RC_ASSERT(back.has_value());
    RC_ASSERT(compare(subtract(*back, value)->absolute(), Decimal{1, 16}) < 0);
  });
}

}  // namespace
}  // namespace fhirpath
