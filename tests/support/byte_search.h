// tests/support/byte_search.h: does any of these words stand, readable, in a file or in this process's memory?
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace testing_support {

struct Found {
  std::string file;  // path below the folder searched, or the name of a memory region
  size_t at = 0;     // byte of the file, or address
  size_t word = 0;   // index into the words given
};

// Every byte of every plain file under `folder` (its name too), in UTF-8 and in UTF-16 little-endian. Words of at least 4 bytes.
// At most `found_max` hits. Files that cannot be read count as a hit, so that a search never passes by not looking.
std::vector<Found> search_folder(const std::string& folder, const std::vector<std::string>& words, size_t found_max = 20);

// A needle that does not betray itself: each byte is kept turned over.
class Needle {
 public:
  explicit Needle(base::ByteView bytes);
  size_t size() const { return turned_.size(); }
  const std::vector<uint8_t>& turned() const { return turned_; }

 private:
  std::vector<uint8_t> turned_;
};

// False under AddressSanitizer, which keeps what was freed and shadows everything: the caller skips its test.
bool can_search_own_memory();
// Every readable and writable page of this process (heap, stacks, data), read through /proc/self/mem. Copies in the test's own variables
// are found too.
std::vector<Found> search_own_memory(const std::vector<Needle>& needles, size_t found_max = 20);

// The same for another process, which needs the right to look into it (root's, as a rule). Nothing when it is refused: ask may_search_memory() first.
std::vector<Found> search_memory(int pid, const std::vector<Needle>& needles, size_t found_max = 20);
bool may_search_memory(int pid);

// One line a hit, for a test's message. Never the word itself.
std::string describe(const std::vector<Found>& found);

}  // namespace testing_support
