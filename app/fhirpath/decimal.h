// app/fhirpath/decimal.h: exact decimal numbers. A value is coefficient / 10^scale, so 1.50 keeps its trailing zero and 0.1 is a tenth.
// At most 38 digits: sums and products that need more are rounded half to even at the 38th digit, and answer nothing once the whole part
// does not fit. Quotients and the functions of decimal_math.h carry 28 significant digits. No floating point anywhere.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fhirpath {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

inline constexpr int kDigitsMax = 38;
inline constexpr int kQuotientDigits = 28;

struct Decimal {
  Int128 coefficient = 0;
  uint8_t scale = 0;  // 0..38

  static Decimal of(int64_t whole) { return Decimal{whole, 0}; }
  // "-12.50" and, as JSON writes numbers, "1.5e-7". Nothing when it is no number or its whole part exceeds 38 digits; digits beyond the
  // 38th are rounded.
  static std::optional<Decimal> parse(std::string_view text);

  bool is_zero() const { return coefficient == 0; }
  bool is_negative() const { return coefficient < 0; }
  bool is_whole() const;
  Decimal negated() const { return Decimal{-coefficient, scale}; }
  Decimal absolute() const { return is_negative() ? negated() : *this; }
  // Without trailing zeros after the point.
  Decimal trimmed() const;
  // To that many places after the point, half away from zero; adds zeros when there are fewer. Nothing beyond 38 digits.
  std::optional<Decimal> rounded(int places) const;
  Decimal truncated() const;  // towards zero
  Decimal floored() const;
  Decimal raised() const;  // the ceiling
  // The whole part where it fits.
  std::optional<int64_t> to_int64() const;
  // "1.50"; never an exponent.
  std::string to_string() const;
  void append_to(std::string& out) const;
};

Uint128 power_of_ten(int exponent);  // 0..38
int digits_of(Uint128 value);        // 0 has one

// -1, 0 or 1; trailing zeros do not count.
int compare(const Decimal& a, const Decimal& b);
inline bool operator==(const Decimal& a, const Decimal& b) { return compare(a, b) == 0; }
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
// To `digits` significant digits, trailing zeros dropped; nothing for a zero divisor.
std::optional<Decimal> divide(const Decimal& a, const Decimal& b, int digits = kQuotientDigits);
// The whole quotient towards zero, and what is left (with the sign of `a`).
std::optional<Decimal> divide_whole(const Decimal& a, const Decimal& b);
std::optional<Decimal> modulo(const Decimal& a, const Decimal& b);
// To `digits` significant digits, half to even.
Decimal round_to_digits(const Decimal& value, int digits);

}  // namespace fhirpath
