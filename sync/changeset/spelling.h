// sync/changeset/spelling.h: strings letter by letter, each by the two before it. FORMAT.md, section 8. For this folder's own use; one thread each.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/pack/symbols.h"

namespace changeset {

class Spelling {
 public:
  static constexpr size_t kBytesMax = 64;  // of a string that is spelled; a reader gives up after one more
  Spelling() : common_(kKinds * kKinds), rest_(kKinds * kKinds), high_(kKinds), low_(16), capital_(16) {}
  // `begins`: what the string is expected to begin like.
  enum Begins : uint8_t { kWord = 0, kGap = 31 };
  template <class Coder>
  void put(std::string_view text, Begins begins, Coder& coder) {
    Before at{begins, begins};
    for (const char c : text) put_one(number_of(c), uint8_t(c), at, coder);
    put_one(kEnd, 0, at, coder);
  }
  std::string get(Begins begins, pack::SymbolDecoder& coder);

 private:
  // Numbers a character: the end, fourteen common letters, fourteen others, and then all capitals and everything else.
  static constexpr std::string_view kLetters = "etaoinsrhldcumpfgywbvkxjzq'-";
  static constexpr uint32_t kEnd = 0, kCapital = 29, kOther = 30, kKinds = 32, kRest = 15;
  struct Before {
    uint32_t second, last;  // numbers
    size_t row() const { return second * kKinds + last; }
    void pass(uint32_t number) { second = last, last = number; }
  };
  static uint32_t number_of(char c);
  template <class Coder>
  void put_one(uint32_t number, uint8_t byte, Before& at, Coder& coder) {
    coder.put_nibble(common_[at.row()], number < kRest ? number : kRest);
    if (number >= kRest) coder.put_nibble(rest_[at.row()], number - kRest);
    if (number == kCapital || number == kOther) {
      pack::ChanceBlock& high = high_[number == kCapital ? 0 : 1 + at.last % (kKinds - 1)];
      coder.put_nibble(high, byte >> 4);
      coder.put_nibble((number == kCapital ? capital_ : low_)[byte >> 4], byte & 15);
    }
    at.pass(number);
  }
  std::vector<pack::ChanceBlock> common_, rest_, high_, low_, capital_;
};

}  // namespace changeset
