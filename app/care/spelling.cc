#include "app/care/spelling.h"

#include <algorithm>

namespace care {

uint32_t letters_of(std::string_view word) {
  uint32_t letters = 0;
  for (const char c : word) {
    const bool is_letter = c >= 'a' && c <= 'z';
    letters |= 1u << (is_letter ? c - 'a' : 26 + uint8_t(c) % 6);
  }
  return letters;
}

Pattern::Pattern(std::string_view word) : size_(std::min(word.size(), kPatternBytesMax)), letters_(letters_of(word.substr(0, kPatternBytesMax))) {
  for (size_t i = 0; i < size_; ++i) places_[uint8_t(word[i])] |= uint64_t(1) << i;
}

Pattern::Distance Pattern::to(std::string_view other) const {
  if (size_ == 0) return {int(other.size()), 0};
  const uint64_t last = uint64_t(1) << (size_ - 1);
  uint64_t more = ~uint64_t(0), less = 0, met_before = 0, places_before = 0;
  int distance = int(size_), nearest = distance;
  for (const char c : other) {
    const uint64_t places = places_[uint8_t(c)];
    const uint64_t swapped = ((~met_before & places) << 1) & places_before;
    const uint64_t met = (((places & more) + more) ^ more) | places | less | swapped;
    uint64_t right_more = less | ~(met | more);
    uint64_t right_less = met & more;
    if (right_more & last) ++distance;
    else if (right_less & last) --distance;
    right_more = right_more << 1 | 1;
    right_less <<= 1;
    more = right_less | ~(met | right_more);
    less = met & right_more;
    met_before = met;
    places_before = places;
    nearest = std::min(nearest, distance);
  }
  return {distance, nearest};
}

}  // namespace care
