// app/fhirpath/ucum.h: units of measure as the Unified Code for Units of Measure writes them ("mg/dL", "mm[Hg]", "{breaths}/min").
// Debian packages no UCUM library, so the units are a table of our own (ucum_units.inc) over the seven base units; every unit of the UCUM
// essence that care or its records use is there. Factors are exact ratios. Units that are functions of another (degrees Celsius and
// Fahrenheit, bel, pH) convert where the function is linear; the logarithmic ones only compare with themselves.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/fhirpath/decimal.h"

namespace fhirpath {

// numerator * 10^exponent / denominator; both below 10^19.
struct Ratio {
  Int128 numerator = 1;
  Int128 denominator = 1;
  int exponent = 0;
};
Ratio operator*(const Ratio& a, const Ratio& b);
Ratio inverse(const Ratio& r);

enum class SpecialUnit : uint8_t { None, Celsius, Fahrenheit, Reaumur, Other };

struct Unit {
  Ratio factor;                        // in base units
  std::array<int16_t, 7> dimension{};  // m s g rad K C cd
  uint8_t arbitrary = 0;               // one of the units that compare with nothing else ([iU], [arb'U]), 0 for none
  int16_t arbitrary_power = 0;
  SpecialUnit special = SpecialUnit::None;
  bool same_dimension(const Unit& other) const {
    return dimension == other.dimension && arbitrary == other.arbitrary && arbitrary_power == other.arbitrary_power;
  }
  bool is_unity() const;  // a pure number, like "1" or "kg.kg-1"
};

// Nothing for text that is no UCUM unit.
std::optional<Unit> parse_unit(std::string_view code);
// `value` of `from` told in `to`. Nothing when they measure different things, or when either is logarithmic.
std::optional<Decimal> convert(const Decimal& value, const Unit& from, const Unit& to);

// The unit of a product or quotient, and what its value must be multiplied by: cm times m is cm2, 100.
struct CombinedUnit {
  std::string code;
  Ratio factor;
};
std::optional<CombinedUnit> combine_units(std::string_view a, std::string_view b, bool divide);
std::optional<Decimal> scale_by(const Decimal& value, const Ratio& factor);

}  // namespace fhirpath
