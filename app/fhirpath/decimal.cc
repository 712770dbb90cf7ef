#include "app/fhirpath/decimal.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "platform/base/ascii.h"

namespace fhirpath {
namespace {

constexpr std::array<Uint128, kDigitsMax + 1> make_powers() {
  std::array<Uint128, kDigitsMax + 1> powers{};
  Uint128 value = 1;
  for (Uint128& power : powers) {
    power = value;
    value *= 10;
  }
  return powers;
}
constexpr std::array<Uint128, kDigitsMax + 1> kPowers = make_powers();
constexpr Uint128 kLimit = kPowers[kDigitsMax];  // coefficients stay below

Uint128 magnitude(Int128 value) { return value < 0 ? Uint128(0) - Uint128(value) : Uint128(value); }
Int128 with_sign(Uint128 value, bool negative) { return negative ? -Int128(value) : Int128(value); }

// 256 bits, just enough for one product and its division by a power of ten or by a coefficient.
struct Wide {
  Uint128 high = 0;
  Uint128 low = 0;
};

Wide wide_multiply(Uint128 a, Uint128 b) {
  const Uint128 mask = UINT64_MAX;
  const Uint128 a0 = a & mask, a1 = a >> 64, b0 = b & mask, b1 = b >> 64;
  const Uint128 low = a0 * b0, mid1 = a1 * b0, mid2 = a0 * b1, high = a1 * b1;
  const Uint128 carry = (low >> 64) + (mid1 & mask) + (mid2 & mask);
  return Wide{high + (mid1 >> 64) + (mid2 >> 64) + (carry >> 64), (low & mask) | (carry << 64)};
}

int wide_compare(const Wide& a, const Wide& b) {
  if (a.high != b.high) return a.high < b.high ? -1 : 1;
  if (a.low != b.low) return a.low < b.low ? -1 : 1;
  return 0;
}

// Bit by bit: only taken when a product left 128 bits.
Wide wide_divide(const Wide& value, Uint128 by, Uint128& rest) {
  Wide quotient;
  rest = 0;
  for (int bit = 255; bit >= 0; --bit) {
    const bool carry = (rest >> 127) != 0;
    const Uint128 next = bit >= 128 ? (value.high >> (bit - 128)) & 1 : (value.low >> bit) & 1;
    rest = (rest << 1) | next;
    if (!carry && rest < by) continue;
    rest -= by;
    (bit >= 128 ? quotient.high : quotient.low) |= Uint128(1) << (bit % 128);
  }
  return quotient;
}

bool rounds_up(Uint128 quotient, Uint128 rest, Uint128 by) {
  const Uint128 left = by - rest;
  return rest > left || (rest == left && (quotient & 1) != 0);
}

// value / 10^scale, rounded so that it fits.
std::optional<Decimal> fit(Wide value, int scale, bool negative) {
  if (value.high == 0 && value.low < kLimit && scale <= kDigitsMax) return Decimal{with_sign(value.low, negative), uint8_t(scale)};
  for (int cut = std::max(1, scale - kDigitsMax); cut <= scale; ++cut) {
    Wide quotient = value;
    Uint128 rest = 0;
    for (int left = cut; left > 0;) {
      const int step = std::min(left, kDigitsMax);
      quotient = wide_divide(quotient, kPowers[step], rest);
      left -= step;
      if (left == 0 && rounds_up(quotient.low, rest, kPowers[step])) ++quotient.low;
    }
    if (quotient.high == 0 && quotient.low < kLimit) return Decimal{with_sign(quotient.low, negative), uint8_t(scale - cut)};
  }
  return std::nullopt;
}

}  // namespace

Uint128 power_of_ten(int exponent) { return kPowers[exponent]; }

int digits_of(Uint128 value) {
  int digits = 1;
  while (digits < kDigitsMax && value >= kPowers[digits]) ++digits;
  return digits;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++at;
  Uint128 value = 0;
  int64_t scale = 0, dropped = 0;
  bool seen = false, after_point = false, sticky_up = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !after_point && seen) {
      after_point = true;
    } else if (base::is_digit(text[at])) {
      seen = true;
      const unsigned digit = unsigned(text[at] - '0');
      if (value < kLimit / 10 && dropped == 0) {
        value = value * 10 + digit;
        scale += after_point;
      } else {
        if (dropped++ == 0) sticky_up = digit >= 5;
        scale -= !after_point;
      }
    } else {
      break;
    }
  }
  if (!seen || text[at - 1] == '.') return std::nullopt;
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
    const bool down = at + 1 < text.size() && text[at + 1] == '-';
    at += 1 + (at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+'));
    int64_t exponent = 0;
    if (at == text.size()) return std::nullopt;
    for (; at < text.size(); ++at) {
      if (!base::is_digit(text[at])) return std::nullopt;
      exponent = std::min<int64_t>(exponent * 10 + (text[at] - '0'), 100000);
    }
    scale += down ? exponent : -exponent;
  }
  if (sticky_up) ++value;
  if (value == 0) return Decimal{0, uint8_t(std::clamp<int64_t>(scale, 0, kDigitsMax))};
  if (scale > 2 * kDigitsMax) return Decimal{0, kDigitsMax};
  if (scale >= 0) return fit(Wide{0, value}, int(scale), negative);
  if (-scale > kDigitsMax || digits_of(value) - scale > kDigitsMax) return std::nullopt;
  return fit(Wide{0, value * kPowers[size_t(-scale)]}, 0, negative);
}

bool Decimal::is_whole() const { return scale == 0 || magnitude(coefficient) % kPowers[scale] == 0; }

Decimal Decimal::trimmed() const {
  Decimal out = *this;
  while (out.scale > 0 && out.coefficient % 10 == 0) {
    out.coefficient /= 10;
    --out.scale;
  }
  return out;
}

std::optional<Decimal> Decimal::rounded(int places) const {
  if (places < 0 || places > kDigitsMax) return std::nullopt;
  if (places >= scale) {
    const Wide wide = wide_multiply(magnitude(coefficient), kPowers[places - scale]);
    if (wide.high != 0 || wide.low >= kLimit) return std::nullopt;
    return Decimal{with_sign(wide.low, is_negative()), uint8_t(places)};
  }
  const Uint128 by = kPowers[scale - places], value = magnitude(coefficient);
  Uint128 quotient = value / by;
  const Uint128 rest = value % by;
  if (rest >= by - rest) ++quotient;
  return Decimal{with_sign(quotient, is_negative()), uint8_t(places)};
}

Decimal Decimal::truncated() const { return Decimal{coefficient / Int128(kPowers[scale]), 0}; }
Decimal Decimal::floored() const {
  const Decimal whole = truncated();
  return is_negative() && !is_whole() ? Decimal{whole.coefficient - 1, 0} : whole;
}
Decimal Decimal::raised() const { return negated().floored().negated(); }

std::optional<int64_t> Decimal::to_int64() const {
  const Int128 whole = truncated().coefficient;
  if (whole > INT64_MAX || whole < INT64_MIN) return std::nullopt;
  return int64_t(whole);
}

std::string Decimal::to_string() const {
  std::string out;
  append_to(out);
  return out;
}

void Decimal::append_to(std::string& out) const {
  char buffer[48];
  char* at = buffer + sizeof buffer;
  Uint128 value = magnitude(coefficient);
  int places = scale;
  do {
    *--at = char('0' + int(value % 10));
    value /= 10;
    if (--places == 0) *--at = '.';
  } while (value != 0 || places >= 0);
  if (is_negative()) *--at = '-';
  out.append(at, size_t(buffer + sizeof buffer - at));
}

int compare(const Decimal& a, const Decimal& b) {
  if (a.scale == b.scale) return a.coefficient < b.coefficient ? -1 : int(a.coefficient > b.coefficient);
  if (a.is_negative() != b.is_negative() || a.is_zero() || b.is_zero()) {
    const int sign_a = a.is_zero() ? 0 : (a.is_negative() ? -1 : 1), sign_b = b.is_zero() ? 0 : (b.is_negative() ? -1 : 1);
    return sign_a < sign_b ? -1 : int(sign_a > sign_b);
  }
  const Wide left = wide_multiply(magnitude(a.coefficient), kPowers[std::max(0, b.scale - a.scale)]);
  const Wide right = wide_multiply(magnitude(b.coefficient), kPowers[std::max(0, a.scale - b.scale)]);
  const int order = wide_compare(left, right);
  return a.is_negative() ? -order : order;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale, b.scale);
  const Wide left = wide_multiply(magnitude(a.coefficient), kPowers[scale - a.scale]);
  const Wide right = wide_multiply(magnitude(b.coefficient), kPowers[scale - b.scale]);
  if (a.is_negative() == b.is_negative()) {
    Wide sum{left.high + right.high, left.low + right.low};
    sum.high += sum.low < left.low;
    return fit(sum, scale, a.is_negative());
  }
  const bool left_wins = wide_compare(left, right) >= 0;
  const Wide& big = left_wins ? left : right;
  const Wide& small = left_wins ? right : left;
  const Wide difference{big.high - small.high - (big.low < small.low), big.low - small.low};
  return fit(difference, scale, left_wins ? a.is_negative() : b.is_negative());
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, b.negated()); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  return fit(wide_multiply(magnitude(a.coefficient), magnitude(b.coefficient)), a.scale + b.scale, a.is_negative() != b.is_negative());
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b, int digits) {
  if (b.is_zero()) return std::nullopt;
  if (a.is_zero()) return Decimal{0, 0};
  const Uint128 bottom = magnitude(b.coefficient);
  Uint128 quotient = magnitude(a.coefficient) / bottom, rest = magnitude(a.coefficient) % bottom;
  int scale = int(a.scale) - int(b.scale);
  // Long division: more digits until it comes out even, there are enough of them, or the answer is too fine for any scale.
  while (rest != 0 && (scale < 0 || digits_of(quotient) <= digits) && scale <= kDigitsMax) {
    const int room = kDigitsMax - 1 - (quotient == 0 ? 0 : digits_of(quotient));
    if (room <= 0) break;
    const int step = std::clamp(std::max(digits + 1 - digits_of(quotient), -scale), 1, room);
    const Wide more = wide_divide(wide_multiply(rest, kPowers[step]), bottom, rest);
    quotient = quotient * kPowers[step] + more.low;
    scale += step;
  }
  if (rest != 0 && quotient % 10 == 5 && quotient < kLimit / 10) {  // past the half: one digit more keeps the rounding below honest
    quotient = quotient * 10 + 1;
    ++scale;
  }
  const bool negative = a.is_negative() != b.is_negative();
  if (scale < 0) return fit(wide_multiply(quotient, kPowers[std::min(-scale, kDigitsMax)]), 0, negative);
  if (scale > kDigitsMax) {
    const std::optional<Decimal> small = fit(Wide{0, quotient}, scale, negative);
    return small ? std::optional<Decimal>(small->trimmed()) : std::nullopt;
  }
  return round_to_digits(Decimal{with_sign(quotient, negative), uint8_t(scale)}, digits).trimmed();
}

std::optional<Decimal> divide_whole(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  const int scale = std::max(a.scale, b.scale);
  const Wide top = wide_multiply(magnitude(a.coefficient), kPowers[scale - a.scale]);
  const Wide bottom = wide_multiply(magnitude(b.coefficient), kPowers[scale - b.scale]);
  if (bottom.high != 0) return top.high == 0 ? std::optional<Decimal>(Decimal{}) : std::nullopt;
  Uint128 rest = 0;
  const Wide quotient = wide_divide(top, bottom.low, rest);
  return fit(quotient, 0, a.is_negative() != b.is_negative());
}

std::optional<Decimal> modulo(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  const int scale = std::max(a.scale, b.scale);
  const Wide top = wide_multiply(magnitude(a.coefficient), kPowers[scale - a.scale]);
  const Wide bottom = wide_multiply(magnitude(b.coefficient), kPowers[scale - b.scale]);
  if (bottom.high != 0) return wide_compare(top, bottom) < 0 ? std::optional<Decimal>(a) : std::nullopt;
  Uint128 rest = 0;
  wide_divide(top, bottom.low, rest);
  return fit(Wide{0, rest}, scale, a.is_negative());
}

Decimal round_to_digits(const Decimal& value, int digits) {
  const Uint128 size = magnitude(value.coefficient);
  const int cut = std::min<int>(digits_of(size) - digits, value.scale);
  if (cut <= 0) return value;
  const Uint128 by = kPowers[cut];
  Uint128 quotient = size / by;
  if (rounds_up(quotient, size % by, by)) ++quotient;
  return Decimal{with_sign(quotient, value.is_negative()), uint8_t(value.scale - cut)};
}

}  // namespace fhirpath
