// Memory that held somebody's words must not go on holding them once it is given back: every block is zeroed before it is freed, so that what the tablet
// drops when it locks is gone and not merely unreachable. Zeroing costs what writing the block cost; a frame frees a few kilobytes.
#include <malloc.h>
#include <string.h>

#include <cstdlib>
#include <new>

namespace {
void wipe(void* place) {
  if (!place) return;
  ::explicit_bzero(place, ::malloc_usable_size(place));
  std::free(place);
}
}  // namespace

void operator delete(void* place) noexcept { wipe(place); }
void operator delete(void* place, size_t) noexcept { wipe(place); }
void operator delete[](void* place) noexcept { wipe(place); }
void operator delete[](void* place, size_t) noexcept { wipe(place); }
