// app/care/sound.h: how a name sounds, as a short code: names spelled differently and said alike share one. Consonants in sixteen classes, vowels
// only at the start, in the manner of Metaphone (Lawrence Philips, 1990 and 2000), with our own rules for the names of the people we serve: Polish
// digraphs (sz, cz, rz, w), Welsh (dd, f, ll, si), Arabic and South Asian romanisations (kh, gh, dh, q, h between vowels). A name that can be read two
// ways has two codes.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace care {

// Up to twelve classes of five bits, the first in the highest bits of sixty, so that codes sort like words and a code's beginnings are a range.
struct SoundCode {
  uint64_t bits = 0;
  int length = 0;
  bool operator==(const SoundCode&) const = default;
  // One past the last code that begins with this one.
  uint64_t end() const { return length == 0 ? 0 : bits + (uint64_t(1) << (60 - 5 * length)); }
};

struct Sounds {
  SoundCode first;
  SoundCode second;  // equal to the first when there is only one reading
};

// `word` is folded (fold.h): letters a to z. Anything else in it is passed over.
Sounds sounds_of(std::string_view word);
// For tests and READMEs: "MRKRT".
std::string to_string(const SoundCode& code);

}  // namespace care
