#include "platform/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace base {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "doorstep: internal check failed: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace base
