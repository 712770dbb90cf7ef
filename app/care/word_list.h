// app/care/word_list.h: the different words that names and addresses are made of, each with where it occurs. A hundred thousand people share some ten
// thousand of them, so looking at every word for a likeness is cheap where looking at every person would not be. Inside of people_index.h.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/care/sound.h"
#include "app/care/spelling.h"

namespace care {

// Which part of a person a word comes from.
enum class Part : uint8_t { Given, Family, Preferred, Street, Place };

// A person's place in the index, and the part.
struct Place {
  uint32_t packed = 0;
  Place() = default;
  Place(uint32_t slot, Part part) : packed(slot << 3 | uint32_t(part)) {}
  uint32_t slot() const { return packed >> 3; }
  Part part() const { return Part(packed & 7); }
};

using WordId = uint32_t;

class WordList {
 public:
  // The number of `word`, given out now if it is new. Words are put in order when somebody next looks, so that adding many is quick.
  WordId add(std::string_view word);
  void add_place(WordId word, Place place) { words_[word].places.push_back(place); }
  void drop_place(WordId word, Place place);
  std::string_view text(WordId word) const { return std::string_view(letters_).substr(words_[word].at, words_[word].bytes); }
  const std::vector<Place>& places(WordId word) const { return words_[word].places; }
  size_t size() const { return words_.size(); }

  // Words that begin with `start`, in no order; the first answer of `see` says whether the word is whole.
  void each_beginning(std::string_view start, const std::function<void(WordId, bool whole)>& see) const;
  // Words that sound like `word`, or begin to. `distance` is in slips, to the word or its nearest beginning.
  void each_sounding(std::string_view word, const std::function<void(WordId, bool whole, int distance)>& see) const;
  // Words at most `slips_max` slips from `word`, or from beginning with it.
  void each_spelled(std::string_view word, int slips_max, const std::function<void(WordId, bool whole, int slips)>& see) const;
  size_t memory_bytes() const;

 private:
  struct Word {
    uint32_t at;
    uint16_t bytes;
    uint32_t letters;
    std::vector<Place> places;
  };
  using SoundRow = std::pair<uint64_t, WordId>;  // the code's bits
  size_t bucket_of(std::string_view word) const;
  void grow_buckets();
  void add_sound(const SoundCode& code, WordId word);
  void settle() const;
  void sounding(const SoundCode& code, const Pattern& pattern, const std::function<void(WordId, bool, int)>& see) const;

  std::string letters_;  // every word, end to end
  std::vector<Word> words_;
  std::vector<WordId> buckets_;  // open addressing by hash, at most half full; kNoWord where free
  mutable std::vector<WordId> by_text_;    // ascending as far as settled_text_
  mutable std::vector<SoundRow> by_sound_;  // ascending as far as settled_sound_
  mutable size_t settled_text_ = 0, settled_sound_ = 0;
};

}  // namespace care
