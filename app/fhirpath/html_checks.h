// app/fhirpath/html_checks.h: whether a narrative is the harmless XHTML FHIR allows (invariants txt-1 and txt-2): one div, closed tags,
// elements and attributes of the list, nothing that runs, and something to read.
#pragma once
#include <string_view>

namespace fhirpath {
bool is_safe_narrative(std::string_view xhtml);
}
