// tests/app/print/example.h: an invented person's needs assessment as a written copy.
#pragma once
#include <string>
#include <vector>

#include "app/print/written_copy.h"

namespace print {

WrittenCopy example_assessment();
// Every visible text of a copy.
std::vector<std::string> texts_of(const WrittenCopy& copy);

}  // namespace print
