// app/care/people_index.h: search as you type over people, built in memory from their heads at unlock (names never stand in the store's keys).
// Tolerant of spelling (edit distance), of sound across languages (sound.h), of accents, apostrophes and word order; every word typed must be found
// somewhere. One thread; about 250 bytes a person.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/care/person.h"
#include "platform/base/result.h"

namespace care {

// How the person was found, best first.
enum class FoundBy : uint8_t { Name, Number, Born, Address, ShortName, Sound, Spelling };

struct Hit {
  record::RecordId id;
  int score = 0;  // higher is better; comparable within one answer
  FoundBy by = FoundBy::Name;
  bool operator==(const Hit&) const = default;
};

struct SearchAnswer {
  std::vector<Hit> hits;  // best first, equal ones by family then given name
  size_t total = 0;       // how many were found in all, where `hits` was cut
};

// Somebody already known who may be the person being added.
enum class Reason : uint8_t { SameNhsNumber, SameLocalNumber, SameName, SimilarName, SameBirthDate, SimilarBirthDate, SameAddress, SamePhone };
struct Duplicate {
  record::RecordId id;
  int score = 0;  // out of 100; 100 is the same NHS number
  std::vector<Reason> reasons;
};

class PeopleIndex {
 public:
  PeopleIndex();
  ~PeopleIndex();
  PeopleIndex(PeopleIndex&&) noexcept;
  PeopleIndex& operator=(PeopleIndex&&) noexcept;

  void reserve(size_t people);
  // Adds a person, or takes the place of what was known under the same id.
  void put(const Person& person);
  void remove(const record::RecordId& id);
  size_t size() const;

  // Other names a given name goes by ("peggy" -> "margaret"), rows of assets/codes/short-names.csv: columns short,full.
  base::Status set_short_names(std::string_view csv);

  // At most `limit` hits. An empty query finds nobody. `today` reads two-digit years of birth.
  SearchAnswer search(std::string_view query, size_t limit, const Date& today) const;
  // Worth asking about before `person` is saved, most likely first, at most `limit`. Leaves out `person` itself.
  std::vector<Duplicate> duplicates_of(const Person& person, size_t limit) const;

  size_t memory_bytes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace care
