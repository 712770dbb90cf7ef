// app/care/search_terms.h: what somebody typed into the search box, taken apart: words, runs of digits and dates. Inside of people_index.h.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/care/date.h"

namespace care {

struct SearchTerm {
  enum class Kind : uint8_t { Word, Digits, Date };
  Kind kind = Kind::Word;
  std::string text;  // folded word, or digits alone
  Date date;         // a Date's; for four digits that may be a year of birth too
  bool operator==(const SearchTerm&) const = default;
};

// "smith 3/2/1942" -> Word smith, Date 1942-02-03. "999 041 32" -> Digits 99904132: numbers written in groups are one number when their first
// group has three digits or more. Never more than kSearchTermsMax.
inline constexpr size_t kSearchTermsMax = 8;
std::vector<SearchTerm> search_terms(std::string_view query, const Date& today);

}  // namespace care
