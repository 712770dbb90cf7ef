// app/care/people_index_parts.h: the inside of PeopleIndex, shared by the files that make it up (people_index.cc, people_search.cc, duplicates.cc).
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/care/people_index.h"
#include "app/care/search_terms.h"
#include "app/care/word_list.h"

namespace care {

// A birth date in one number: year << 9 | month << 5 | day.
inline uint32_t pack_date(const Date& date) { return uint32_t(date.year << 9 | date.month << 5 | date.day); }
inline Date unpack_date(uint32_t packed) { return {int(packed >> 9), int(packed >> 5 & 15), int(packed & 31)}; }

// Up to fifteen digits, four bits each, the first in the highest: numbers with the same beginning stand together.
uint64_t pack_digits(std::string_view digits);
std::string digits_of(std::string_view text);

enum class NumberKind : uint8_t { Nhs, Local, Phone };
struct NumberRow {
  uint64_t digits;
  uint32_t slot;
  NumberKind kind;
  auto operator<=>(const NumberRow&) const = default;
};

// One term's finds, and the sum over the terms so far. A slot that misses a term is out.
class Tally {
 public:
  void begin(size_t slots, bool is_first_term);
  void find(uint32_t slot, int score, FoundBy by);
  void end();
  const std::vector<uint32_t>& alive() const { return alive_; }
  size_t found_now() const { return touched_.size(); }
  int score(uint32_t slot) const { return sum_[slot]; }
  FoundBy by(uint32_t slot) const { return by_sum_[slot]; }
  void clear();

 private:
  bool is_first_ = true;
  std::vector<uint16_t> now_, sum_;
  std::vector<FoundBy> by_now_, by_sum_;
  std::vector<uint32_t> touched_, alive_;
};

struct PeopleIndex::Impl {
  struct Slot {
    record::RecordId id;
    uint64_t order = 0;  // the first letters of family and given name
    uint32_t first_word = 0;
    uint16_t word_count = 0;
    bool is_live = false;
  };

  WordList words;
  std::vector<Slot> slots;
  std::vector<uint64_t> nhs;     // by slot; ten digits as a number, 0 when there is none
  std::vector<uint32_t> born;    // by slot; packed
  std::vector<uint32_t> parts;   // the words of every slot: word << 3 | part
  std::vector<uint32_t> by_id;   // live slots in order of id
  std::vector<uint32_t> free_slots;
  size_t dead_parts = 0;
  mutable std::vector<NumberRow> numbers;  // ascending as far as settled_numbers
  mutable size_t settled_numbers = 0;
  std::vector<std::pair<std::string, std::string>> short_names;  // both ways round, ascending
  mutable Tally tally;

  // people_index.cc
  std::vector<uint32_t>::const_iterator find_id(const record::RecordId& id) const;
  void put(const Person& person);
  void remove(const record::RecordId& id);
  void add_words(uint32_t slot, std::string_view text, Part part);
  void add_numbers(uint32_t slot, const Person& person);
  void compact();
  void settle_numbers() const;
  // people_search.cc
  void find_word(std::string_view word) const;
  void find_digits(const SearchTerm& term) const;
  void find_date(const Date& date) const;
  void find_places(WordId word, bool whole, int name_score, int address_score, FoundBy by) const;
  SearchAnswer answer(size_t limit) const;
};

}  // namespace care
