#include "app/fhirpath/decimal_math.h"

namespace fhirpath {
namespace {

constexpr int kWorkDigits = 36;  // eight more than what is promised

// Carries a failure to the end, so that the series below read as formulas.
struct Number {
  std::optional<Decimal> value;
  Number(std::optional<Decimal> v) : value(v) {}
  Number(const Decimal& v) : value(v) {}
  Number(int64_t whole) : value(Decimal::of(whole)) {}
};
Decimal held(const Number& n) { return round_to_digits(*n.value, kWorkDigits); }
Number operator+(const Number& a, const Number& b) { return a.value && b.value ? Number(add(held(a), held(b))) : Number(std::nullopt); }
Number operator-(const Number& a, const Number& b) {
  return a.value && b.value ? Number(subtract(held(a), held(b))) : Number(std::nullopt);
}
Number operator*(const Number& a, const Number& b) {
  return a.value && b.value ? Number(multiply(held(a), held(b))) : Number(std::nullopt);
}
Number operator/(const Number& a, const Number& b) {
  return a.value && b.value ? Number(divide(*a.value, *b.value, kWorkDigits)) : Number(std::nullopt);
}

std::optional<Decimal> finish(const Number& n) {
  if (!n.value) return std::nullopt;
  return round_to_digits(*n.value, kQuotientDigits).trimmed();
}

bool is_tiny(const Number& n) {
  return !n.value || n.value->is_zero() || digits_of(Uint128(n.value->absolute().coefficient)) - n.value->scale <= -kWorkDigits;
}

Number series_of_exp(const Number& x) {  // |x| small
  Number sum = 1, term = 1;
  for (int n = 1; n < 60 && !is_tiny(term); ++n) {
    term = term * x / Number(n);
    sum = sum + term;
  }
  return sum;
}

Number exp_of(const Decimal& x) {
  // e^x = (e^(x/2^k))^(2^k); k small keeps the loss below the spare digits.
  if (compare(x.absolute(), Decimal::of(90)) > 0) return x.is_negative() ? Number(0) : Number(std::nullopt);
  int halvings = 0;
  Number small = x;
  while (halvings < 9 && compare(held(small).absolute(), Decimal{5, 1}) > 0) {
    small = small / Number(2);
    ++halvings;
  }
  Number result = series_of_exp(small);
  for (; halvings > 0; --halvings) result = result * result;
  return result;
}

// ln(m * 10^e) with m near 1, by 2 * artanh((m-1)/(m+1)).
Number artanh_log(const Number& m) {
  const Number ratio = (m - Number(1)) / (m + Number(1));
  const Number square = ratio * ratio;
  Number term = ratio, sum = ratio;
  for (int n = 3; n < 240 && !is_tiny(term); n += 2) {
    term = term * square;
    sum = sum + term / Number(n);
  }
  return sum * Number(2);
}

Number log_of(Decimal x) {
  static const Decimal ten_log = *Decimal::parse("2.3025850929940456840179914546843642076");
  static const Decimal two_log = *Decimal::parse("0.69314718055994530941723212145817656808");
  const int whole_digits = digits_of(Uint128(x.coefficient)) - x.scale;  // x = m * 10^whole_digits, 0.1 <= m < 1
  Number m = x;
  if (whole_digits >= 0) m = m / Number(Decimal{Int128(power_of_ten(whole_digits)), 0});
  else m = m * Number(Decimal{Int128(power_of_ten(-whole_digits)), 0});
  int doublings = 0;
  while (m.value && compare(*m.value, Decimal{7, 1}) < 0) {
    m = m * Number(2);
    ++doublings;
  }
  return artanh_log(m) + Number(whole_digits) * Number(ten_log) - Number(doublings) * Number(two_log);
}

Number whole_power(Number base, int64_t exponent) {
  Number result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = Number(result.value && base.value ? multiply(*result.value, *base.value) : std::nullopt);
    if (exponent > 1) base = Number(base.value ? multiply(*base.value, *base.value) : std::nullopt);
  }
  return result;
}

}  // namespace

std::optional<Decimal> square_root(const Decimal& value) {
  if (value.is_negative()) return std::nullopt;
  if (value.is_zero()) return Decimal{};
  // Newton from a power of ten of the right size; doubles the good digits each round.
  const int half = (digits_of(Uint128(value.coefficient)) - value.scale) / 2;
  Number x(half >= 0 ? Decimal{Int128(power_of_ten(half)), 0} : Decimal{1, uint8_t(-half)});
  for (int round = 0; round < 16; ++round) x = (x + Number(value) / x) / Number(2);
  return finish(x);
}

std::optional<Decimal> exponential(const Decimal& value) { return finish(exp_of(value)); }

std::optional<Decimal> natural_logarithm(const Decimal& value) {
  if (value.is_negative() || value.is_zero()) return std::nullopt;
  if (compare(value, Decimal::of(1)) == 0) return Decimal{};
  return finish(log_of(value));
}

std::optional<Decimal> logarithm(const Decimal& value, const Decimal& base) {
  if (value.is_negative() || value.is_zero() || base.is_negative() || base.is_zero()) return std::nullopt;
  if (compare(base, Decimal::of(1)) == 0) return std::nullopt;
  const Number result = log_of(value) / log_of(base);
  if (!result.value) return std::nullopt;
  // A whole answer comes out as one: 1000.log(10) is 3, not 2.99...
  const std::optional<Decimal> near = result.value->rounded(0);
  if (near) {
    const std::optional<Decimal> off = subtract(*result.value, *near);
    if (off && compare(off->absolute(), Decimal{1, 26}) < 0) return near;
  }
  return finish(result);
}

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
  if (exponent.is_whole()) {
    const std::optional<int64_t> times = exponent.to_int64();
    if (!times || *times > 100000 || *times < -100000) return std::nullopt;
    if (*times >= 0) return whole_power(base, *times).value;
    return finish(whole_power(Number(1) / Number(base), -*times));
  }
  if (base.is_negative() || (base.is_zero() && exponent.is_negative())) return std::nullopt;
  if (base.is_zero()) return Decimal{};
  if (compare(exponent, Decimal{5, 1}) == 0) return square_root(base);
  const Number exact = log_of(base) * Number(exponent);
  return exact.value ? finish(exp_of(held(exact))) : std::nullopt;
}

}  // namespace fhirpath
