// LINK app_authoring
// Forms from anywhere: whatever the text, a check ends, and every place it names is in the text.
#include <algorithm>

#include "app/authoring/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto lines = uint32_t(1 + std::count(text.begin(), text.end(), '\n'));
  for (const authoring::Finding& finding : authoring::check(text))
    if (finding.at.line < 1 || finding.at.line > lines || finding.at.column < 1 || finding.problem.empty()) __builtin_trap();
  return 0;
}
