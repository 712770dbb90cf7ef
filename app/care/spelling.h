// app/care/spelling.h: how many slips of the finger lie between two words: letters left out, added, changed, or two neighbours swapped. One machine
// word holds a whole column of the table (Myers 1999; transpositions by Hyyrö 2003), so a comparison costs some nanoseconds a letter.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace care {

inline constexpr size_t kPatternBytesMax = 63;

class Pattern {
 public:
  // At most kPatternBytesMax bytes of `word` are looked at.
  explicit Pattern(std::string_view word);
  size_t size() const { return size_; }
  // Bit i is set where letter 'a' + i (digits and all else together from bit 26) occurs: a quick way to see that two words are too far apart.
  uint32_t letters() const { return letters_; }

  struct Distance {
    int whole = 0;   // to the other word
    int prefix = 0;  // to the nearest of its beginnings
  };
  Distance to(std::string_view other) const;

 private:
  std::array<uint64_t, 256> places_{};
  size_t size_ = 0;
  uint32_t letters_ = 0;
};

uint32_t letters_of(std::string_view word);

}  // namespace care
