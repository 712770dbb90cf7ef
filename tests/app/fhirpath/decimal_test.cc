#include "app/fhirpath/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "app/fhirpath/decimal_math.h"

namespace fhirpath {
namespace {

Decimal number(const char* text) { return *Decimal::parse(text); }
std::string shown(const std::optional<Decimal>& value) { return value ? value->to_string() : "none"; }

rc::Gen<Decimal> any_decimal() {
  return rc::gen::apply([](int64_t whole, uint8_t scale) { return Decimal{whole, uint8_t(scale % 10)}; }, rc::gen::arbitrary<int64_t>(),
                        rc::gen::arbitrary<uint8_t>());
}

TEST(Decimal, KeepsTheZerosItIsWrittenWith) {
  EXPECT_EQ(number("1.50").to_string(), "1.50");
  EXPECT_EQ(number("-0.05").to_string(), "-0.05");
  EXPECT_EQ(number("007").to_string(), "7");
  EXPECT_EQ(number("1.5e-7").to_string(), "0.00000015");
  EXPECT_EQ(number("12E2").to_string(), "1200");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", ".", "1.", ".5", "1e", "1e+", "a", "1 ", "--1", "0x10", "1e99999"}) EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, HoldsThirtyEightDigitsAndAnswersNothingBeyond) {
  EXPECT_EQ(number("99999999999999999999999999999999999999").to_string(), "99999999999999999999999999999999999999");
  EXPECT_FALSE(Decimal::parse("100000000000000000000000000000000000000"));
  EXPECT_EQ(shown(multiply(number("1e20"), number("1e20"))), "none");
  EXPECT_EQ(shown(add(number("99999999999999999999999999999999999999"), number("1"))), "none");
  EXPECT_EQ(shown(add(number("99999999999999999999999999999999999999"), number("0.4"))), "99999999999999999999999999999999999999");
}

TEST(Decimal, AddsATenthThreeTimesToThreeTenths) {
  const Decimal tenth = number("0.1");
  EXPECT_EQ(shown(add(*add(tenth, tenth), tenth)), "0.3");
  EXPECT_EQ(shown(divide(number("7.315"), number("0.7"))), "10.45");
  EXPECT_EQ(shown(divide(number("1"), number("3"))), "0.3333333333333333333333333333");
  EXPECT_EQ(shown(divide(number("1"), number("0"))), "none");
}

TEST(Decimal, RoundsHalvesAwayFromZero) {
  EXPECT_EQ(shown(number("2.5").rounded(0)), "3");
  EXPECT_EQ(shown(number("-2.5").rounded(0)), "-3");
  EXPECT_EQ(shown(number("2.345").rounded(2)), "2.35");
  EXPECT_EQ(shown(number("2").rounded(3)), "2.000");
  EXPECT_EQ(number("-1.1").floored().to_string(), "-2");
  EXPECT_EQ(number("-1.1").raised().to_string(), "-1");
  EXPECT_EQ(number("-1.9").truncated().to_string(), "-1");
}

TEST(Decimal, TextComesBackAsTheSameNumber) {
  rc::check([] {
    const Decimal value = *any_decimal();
    const auto again = Decimal::parse(value.to_string());
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->coefficient == value.coefficient);
    RC_ASSERT(again->scale == value.scale);
  });
}

TEST(Decimal, SumsAndProductsKeepTheirLaws) {
  rc::check([] {
    const Decimal a = *any_decimal(), b = *any_decimal();
    RC_ASSERT(*add(a, b) == *add(b, a));
    RC_ASSERT(*subtract(*add(a, b), b) == a);
    RC_ASSERT(*multiply(a, b) == *multiply(b, a));
    RC_ASSERT(compare(a, b) == -compare(b, a));
    RC_ASSERT((compare(a, b) < 0) == subtract(a, b)->is_negative());
  });
}

TEST(Decimal, WholeQuotientAndRestMakeTheDividendAgain) {
  rc::check([] {
    const Decimal a = *any_decimal(), b = *any_decimal();
    RC_PRE(!b.is_zero());
    const auto whole = divide_whole(a, b), rest = modulo(a, b);
    RC_ASSERT(whole.has_value() && rest.has_value());
    RC_ASSERT(*add(*multiply(*whole, b), *rest) == a);
    RC_ASSERT(compare(rest->absolute(), b.absolute()) < 0);
  });
}

TEST(Decimal, QuotientsAreRightToTheirLastDigit) {
  rc::check([] {
    const Decimal a{*rc::gen::inRange<int64_t>(1, 1'000'000'000), 0}, b{*rc::gen::inRange<int64_t>(1, 1'000'000'000), 3};
    const auto quotient = divide(a, b);
    RC_ASSERT(quotient.has_value());
    const Decimal off = subtract(*multiply(*quotient, b), a)->absolute();
    RC_ASSERT(compare(off, Decimal{1, 12}) < 0);
  });
}

TEST(DecimalMath, KnowsTheWellKnownValues) {
  EXPECT_EQ(shown(exponential(number("1"))), "2.718281828459045235360287471");
  EXPECT_EQ(shown(natural_logarithm(number("10"))), "2.302585092994045684017991455");
  EXPECT_EQ(shown(square_root(number("2"))), "1.414213562373095048801688724");
  EXPECT_EQ(shown(square_root(number("10.89"))), "3.3");
  EXPECT_EQ(shown(logarithm(number("16"), number("2"))), "4");
  EXPECT_EQ(shown(logarithm(number("1000"), number("10"))), "3");
  EXPECT_EQ(shown(power(number("2"), number("-1"))), "0.5");
  EXPECT_EQ(shown(power(number("2.5"), number("2"))), "6.25");
  EXPECT_EQ(shown(power(number("1.5"), number("3.7"))), "4.482679184808752836731508022");
}

TEST(DecimalMath, HasNoAnswerWhereThereIsNone) {
  EXPECT_EQ(shown(square_root(number("-1"))), "none");
  EXPECT_EQ(shown(natural_logarithm(number("0"))), "none");
  EXPECT_EQ(shown(logarithm(number("5"), number("1"))), "none");
  EXPECT_EQ(shown(power(number("-1"), number("0.5"))), "none");
  EXPECT_EQ(shown(power(number("0"), number("-0.5"))), "none");
  EXPECT_EQ(shown(exponential(number("1000"))), "none");
  EXPECT_EQ(shown(power(number("10"), number("40"))), "none");
}

TEST(DecimalMath, LogarithmUndoesTheExponential) {
  rc::check([] {
    const Decimal x{*rc::gen::inRange<int64_t>(-20'000, 20'000), 3};
    const auto back = natural_logarithm(*exponential(x));
    RC_ASSERT(back.has_value());
    RC_ASSERT(compare(subtract(*back, x)->absolute(), Decimal{1, 18}) < 0);
  });
}

}  // namespace
}  // namespace fhirpath
