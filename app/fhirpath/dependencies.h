// app/fhirpath/dependencies.h: what an expression reads, found by following where each part of it gets its nodes from.
#pragma once
#include "app/fhirpath/expression.h"
#include "app/fhirpath/source.h"

namespace fhirpath {
Dependencies find_dependencies(const Expr& root);
}
