// sync/changeset/prose.h: what people write, coded word by word: each word by how often it was used, in the text both ends were taught and in what was
// written since; a new word by its letters, once. FORMAT.md, section 8. One thread each.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "platform/pack/shares.h"
#include "sync/changeset/spelling.h"
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
  explicit Glossary(size_t own_max);
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
  // Taught `text`: pieces, a zero between two.
  explicit Prose(std::string_view text);
  // What was written lately: its words are expected again.
  void read(std::string_view text);
  void encode(std::string_view text, Token kind, pack::SymbolEncoder& coder);
  // Errors: BadInput (more than `bytes_max`).
  base::Result<std::string> decode(Token kind, size_t bytes_max, pack::SymbolDecoder& coder);

 private:
  struct Place;
  struct Meant {
    uint32_t number;
    bool raised;
  };
  // What last followed two words, and how often in a row.
  struct Follower {
    uint16_t word = 0, times = 0;
  };
  static constexpr size_t kManners = 3, kSinceMax = 15, kFollowers = 1 << 14, kTimesMax = 7;
  // The small decisions, each by where it is taken.
  struct Decisions {
    pack::Chance straight[kManners][2][kSinceMax + 1];
    pack::Chance over[kManners][2][3];
    pack::Chance raised[kManners][2];
    pack::Chance expected[2][kTimesMax + 1];
  };
  Meant meaning_of(std::string_view word, bool fresh, bool prose) const;
  template <class Coder>
  void say(std::string_view text, Token kind, uint32_t by, Coder& coder);
  template <class Coder>
  bool say_gap(const Spoken& spoken, bool last, Place& place, uint32_t by, Coder& coder);
  template <class Coder>
  void say_word(std::string_view word, Place& place, uint32_t by, Coder& coder);
  bool hear_gap(Place& place, pack::SymbolDecoder& coder, std::string& text);
  void hear_word(Place& place, pack::SymbolDecoder& coder, std::string& text);
  pack::Chance& ends(uint64_t manner, uint32_t gap);
  Follower& follower(const Place& place);
  // A word was meant there: `by` more often from now on.
  void pass_word(uint32_t number, std::string_view word, Place& place, uint32_t by);

  Glossary words_{Glossary::kTaughtMax}, gaps_{Glossary::kTaughtMax};
  Spelling spelling_;
  Decisions decisions_;
  std::vector<std::array<pack::Chance, kManners>> ends_;  // by gap
  std::vector<Follower> followers_ = std::vector<Follower>(kFollowers);
};

}  // namespace changeset
