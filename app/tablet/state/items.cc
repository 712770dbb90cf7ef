#include "app/tablet/state/items.h"

namespace state {

std::string new_item_key(os::Random& random) {
  constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuv";
  uint64_t chance = random.next_u64();
  std::string key(10, '0');
  for (char& letter : key) {
    letter = kLetters[chance & 31];
    chance >>= 5;
  }
  return key;
}

}  // namespace state
