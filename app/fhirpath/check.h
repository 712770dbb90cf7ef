// app/fhirpath/check.h: what can be said of an expression from the types alone, before there is any data. For form authors, and for callers
// who want strict evaluation ("Type safety and strict evaluation").
#pragma once
#include <optional>

#include "app/fhirpath/expression.h"
#include "app/fhirpath/source.h"

namespace fhirpath {

// The first problem: an element its type does not have, a choice named with its type (valueQuantity), a path that begins with another type
// than the focus, an order-dependent function on children() or descendants(). `focus` may be kNoType: then only what is wrong whatever the
// data.
std::optional<ExpressionError> check_types(const Expression& expression, TypeId focus);

}  // namespace fhirpath
