#include "sync/changeset/spelling.h"

namespace changeset {

uint32_t Spelling::number_of(char c) {
  static constexpr auto kNumbers = [] {
    std::array<uint8_t, 256> out{};
    out.fill(uint8_t(kOther));
    for (size_t i = 0; i < kLetters.size(); ++i) out[uint8_t(kLetters[i])] = uint8_t(i + 1);
    for (size_t capital = 'A'; capital <= 'Z'; ++capital) out[capital] = uint8_t(kCapital);
    return out;
  }();
  return kNumbers[uint8_t(c)];
}

std::string Spelling::get(Begins begins, pack::SymbolDecoder& coder) {
  Before at{begins, begins};
  std::string text;
  while (text.size() <= kBytesMax) {
    uint32_t number = coder.get_nibble(common_[at.row()]);
    if (number == kEnd) break;
    if (number == kRest) number += coder.get_nibble(rest_[at.row()]);
    if (number < kCapital) {
      text += kLetters[number - 1];
    } else {
      number = number == kCapital ? kCapital : kOther;  // 30 has no other meaning
      const uint32_t high = coder.get_nibble(high_[number == kCapital ? 0 : 1 + at.last % (kKinds - 1)]);
      text += char(uint8_t(high << 4 | coder.get_nibble((number == kCapital ? capital_ : low_)[high])));
    }
    at.pass(number);
  }
  return text;
}

}  // namespace changeset
