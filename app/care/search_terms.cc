#include "app/care/search_terms.h"

#include <algorithm>

#include "app/care/fold.h"
#include "app/care/identifiers.h"
#include "platform/base/ascii.h"

namespace care {

namespace {

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), base::is_digit); }

std::vector<std::string_view> chunks_of(std::string_view query) {
  std::vector<std::string_view> chunks;
  for (size_t at = 0; at < query.size();) {
    const size_t start = query.find_first_not_of(" \t\n\r", at);
    if (start == std::string_view::npos) break;
    const size_t end = std::min(query.find_first_of(" \t\n\r", start), query.size());
    chunks.push_back(query.substr(start, end - start));
    at = end;
  }
  return chunks;
}

// A date written in one chunk ("3/2/1942", "03021942") or in two or three ("feb 1942", "3 feb 1942").
size_t take_date(const std::vector<std::string_view>& chunks, size_t at, const Date& today, std::vector<SearchTerm>& terms) {
  for (size_t count = std::min<size_t>(3, chunks.size() - at); count > 0; --count) {
    std::string joined;
    for (size_t i = at; i < at + count; ++i) joined.append(chunks[i]).append(" ");
    const std::string_view first = chunks[at];
    const bool separated = count == 1 && first.find_first_of("/.-") != std::string_view::npos;
    const bool has_month_word = count > 1 && !all_digits(chunks[at + count - 2]);
    const bool has_full_year = chunks[at + count - 1].size() == 4;
    const bool likely = (count == 1 && (separated || (first.size() == 8 && all_digits(first)))) || (count > 1 && has_month_word && has_full_year);
    Date date;
    if (!likely || !parse_typed(joined, today, date) || date.month == 0) continue;
    terms.push_back({SearchTerm::Kind::Date, {}, date});
    return count;
  }
  return 0;
}

// Groups of digits that make one number.
size_t take_digits(const std::vector<std::string_view>& chunks, size_t at, const Date& today, std::vector<SearchTerm>& terms) {
  const std::string squeezed = nhs_digits(chunks[at]);
  if (!all_digits(squeezed) || (squeezed.size() != chunks[at].size() && squeezed.size() < 6)) return 0;
  SearchTerm term{SearchTerm::Kind::Digits, squeezed, {}};
  size_t count = 1;
  const bool is_group = squeezed.size() == 3 || squeezed.size() >= 5;
  while (is_group && at + count < chunks.size() && all_digits(chunks[at + count]) && term.text.size() + chunks[at + count].size() <= 12)
    term.text += chunks[at + count++];
  if (count == 1 && term.text.size() == 4) {
    const int year = std::stoi(term.text);
    if (year >= 1890 && year <= today.year) term.date = {year, 0, 0};
  }
  terms.push_back(std::move(term));
  return count;
}

// "L-100234": a number with a letter or two before it is looked for by its digits.
bool is_lettered_number(std::string_view chunk) {
  const size_t digits = size_t(std::count_if(chunk.begin(), chunk.end(), base::is_digit));
  return digits >= 4 && chunk.size() - digits <= 3 && !is_postcode(chunk);
}

void take_words(std::string_view chunk, std::vector<SearchTerm>& terms) {
  if (is_lettered_number(chunk)) {
    std::string digits(chunk);
    std::erase_if(digits, [](char c) { return !base::is_digit(c); });
    terms.push_back({SearchTerm::Kind::Digits, std::move(digits), {}});
    return;
  }
  const bool whole_postcode = is_postcode(chunk) && chunk.size() >= 5;
  const std::string spaced = whole_postcode ? show_postcode(chunk) : std::string(chunk);
  for (std::string& word : fold_words(spaced)) {
    const SearchTerm::Kind kind = all_digits(word) ? SearchTerm::Kind::Digits : SearchTerm::Kind::Word;
    terms.push_back({kind, std::move(word), {}});
  }
}

}  // namespace

std::vector<SearchTerm> search_terms(std::string_view query, const Date& today) {
  const std::vector<std::string_view> chunks = chunks_of(query);
  std::vector<SearchTerm> terms;
  for (size_t at = 0; at < chunks.size() && terms.size() < kSearchTermsMax;) {
    size_t taken = take_date(chunks, at, today, terms);
    if (taken == 0) taken = take_digits(chunks, at, today, terms);
    if (taken == 0) {
      take_words(chunks[at], terms);
      taken = 1;
    }
    at += taken;
  }
  if (terms.size() > kSearchTermsMax) terms.resize(kSearchTermsMax);
  return terms;
}

}  // namespace care
