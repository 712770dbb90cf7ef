// app/fhirpath/decimal_math.h: the functions of the Math section over exact decimals, correct to 28 significant digits. Nothing when the
// result cannot be represented (the root of a negative number, a logarithm of zero, more than 38 digits).
#pragma once
#include "app/fhirpath/decimal.h"

namespace fhirpath {

std::optional<Decimal> square_root(const Decimal& value);
std::optional<Decimal> exponential(const Decimal& value);
std::optional<Decimal> natural_logarithm(const Decimal& value);
std::optional<Decimal> logarithm(const Decimal& value, const Decimal& base);
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);

}  // namespace fhirpath
