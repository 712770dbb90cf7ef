// Allocations that fail. Left out of sanitizer builds, which have an allocator of their own.
#include <cerrno>
#include <cstddef>

#include "tests/rig/shim.h"

namespace rig {
namespace {
thread_local uint64_t fail_at = 0, allocations = 0;
thread_local bool fail_for_good = false, failed_one = false;

[[maybe_unused]] bool refuse() {
  if (fail_at == 0) return false;
  ++allocations;
  if (allocations < fail_at || (allocations > fail_at && !fail_for_good)) return false;
  failed_one = true;
  errno = ENOMEM;
  return true;
}
}  // namespace

void arm_allocation(uint64_t k, bool for_good) { allocations = 0, failed_one = false, fail_for_good = for_good, fail_at = k; }
bool disarm_allocation() {
  fail_at = 0;
  return failed_one;
}
}  // namespace rig

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__
#endif
#endif
#ifndef __SANITIZE_ADDRESS__
extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);
void* malloc(size_t size) { return rig::refuse() ? nullptr : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return rig::refuse() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return rig::refuse() ? nullptr : __libc_realloc(old, size); }
}
#endif
