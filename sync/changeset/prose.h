// sync/changeset/prose.h: what people write, coded word by word: each word by how often it was used, in the text both ends were taught and in what was
// written since; a new word by its letters, once. FORMAT.md, section 8. One thread each.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "platform/pack/shares.h"
#include "sync/changeset/symbols.h"

namespace changeset {

// A text between words and words between texts. Strings of bytes: nothing is asked of them.
struct Spoken {
  std::string_view gap, word;  // in this order; either may be empty
};
// The next of `text` from `at`, which moves on. At the end both are empty.
Spoken next_spoken(std::string_view text, size_t& at);

// Strings by number. What was there in the beginning is shared between copies.
class Glossary {
 public:
  static constexpr size_t kOwnMax = 4096;      // numbered after the beginning
  static constexpr size_t kTaughtMax = 32768;  // and in it
  explicit Glossary(size_t own_max = kOwnMax);
  // Zero: not among them.
  uint32_t find(std::string_view text) const;
  std::string_view at(uint32_t number) const { return number < common_->strings.size() ? common_->strings[number] : own_.strings[number - common_->strings.size()]; }
  const pack::Shares& shares() const { return shares_; }
  // `number` was meant; when zero, the new string.
  void meant(uint32_t number, std::string_view text, uint32_t by);
  // What it holds becomes the beginning.
  void settle();

 private:
  // By the hash of the string, with room to spare.
  struct Numbered {
    std::vector<std::string> strings;
    std::vector<std::pair<uint32_t, uint32_t>> slots;  // hash; number plus one, 0: none
    uint32_t find(std::string_view text, uint32_t hash) const;  // plus one; 0: none
    void add(std::string text, uint32_t hash);
    void put(uint32_t hash, uint32_t number);
  };
  std::shared_ptr<const Numbered> common_;
  Numbered own_;
  pack::Shares shares_;
};

class Prose {
 public:
  // Taught nothing.
  Prose() = default;
  // Taught `text`; `chances` becomes what its small decisions are like.
  Prose(std::string_view text, pack::Primer& chances);
  // What was written lately: its words are expected again.
  void read(std::string_view text);
  void encode(std::string_view text, Token kind, pack::SymbolEncoder& coder);
  // Errors: BadInput (more than `bytes_max`).
  base::Result<std::string> decode(Token kind, size_t bytes_max, pack::SymbolDecoder& coder);

 private:
  struct Meant {
    uint32_t number;
    bool raised;
  };
  Meant meaning_of(std::string_view word, bool fresh, bool prose) const;
  struct Place;
  template <class Coder>
  void say(std::string_view text, Token kind, uint32_t by, Coder& coder);
  template <class Coder>
  bool say_gap(const Spoken& spoken, bool last, Place& place, uint32_t by, Coder& coder);
  bool hear_gap(Place& place, pack::SymbolDecoder& coder, std::string& text);
  void hear_word(Place& place, pack::SymbolDecoder& coder, std::string& text);
  Glossary words_, gaps_;
};

}  // namespace changeset
