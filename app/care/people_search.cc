#include <algorithm>

#include "app/care/people_index_parts.h"

namespace care {

// Points for one term. A whole word beats a beginning, a beginning beats a likeness; names beat addresses. Only their order matters.
namespace {

constexpr int kWholeName = 100, kWholeAddress = 60;
constexpr int kStartName = 70, kStartAddress = 40, kFullerStart = 25;
constexpr int kShortName = 62;
constexpr int kSoundWhole = 60, kSoundStart = 45, kSoundSlip = 4, kSoundLeast = 20, kSoundAddress = 18;
constexpr int kSpelledWhole = 40, kSpelledStart = 34, kSpelledSlip = 10, kSpelledAddress = 12;
constexpr int kNumberStart = 95, kNumberEnd = 85, kPhone = 70, kYear = 65;
constexpr int kDate = 95, kDateInPart = 70, kDateSwapped = 45;
// Spelling is only doubted when fewer than this many were found by what was typed.
constexpr size_t kEnoughFound = 3;

bool is_name(Part part) { return part == Part::Given || part == Part::Family || part == Part::Preferred; }

int slips_allowed(size_t bytes) { return bytes < 3 ? 0 : bytes < 6 ? 1 : 2; }

uint64_t power_of_ten(size_t digits) {
  uint64_t power = 1;
  while (digits-- > 0) power *= 10;
  return power;
}

}  // namespace

void Tally::begin(size_t slots, bool is_first_term) {
  is_first_ = is_first_term;
  if (now_.size() < slots) {
    now_.resize(slots);
    sum_.resize(slots);
    by_now_.resize(slots);
    by_sum_.resize(slots);
  }
  touched_.clear();
}

void Tally::find(uint32_t slot, int score, FoundBy by) {
  if (!is_first_ && sum_[slot] == 0) return;
  if (now_[slot] == 0) touched_.push_back(slot);
  if (score <= now_[slot]) return;
  now_[slot] = uint16_t(score);
  by_now_[slot] = by;
}

void Tally::end() {
  for (const uint32_t slot : alive_)
    if (now_[slot] == 0) sum_[slot] = 0;
  for (const uint32_t slot : touched_) {
    by_sum_[slot] = is_first_ ? by_now_[slot] : std::max(by_sum_[slot], by_now_[slot]);
    sum_[slot] = uint16_t(sum_[slot] + now_[slot]);
    now_[slot] = 0;
  }
  alive_.swap(touched_);
  touched_.clear();
}

void Tally::clear() {
  for (const uint32_t slot : alive_) sum_[slot] = 0;
  alive_.clear();
}

void PeopleIndex::Impl::find_places(WordId word, bool whole, int name_score, int address_score, FoundBy by) const {
  for (const Place place : words.places(word)) {
    const Part part = place.part();
    if (is_name(part)) tally.find(place.slot(), name_score + (whole && part == Part::Family ? 2 : 0), by);
    else if (address_score > 0) tally.find(place.slot(), address_score, by == FoundBy::Name ? FoundBy::Address : by);
  }
}

void PeopleIndex::Impl::find_word(std::string_view word) const {
  const bool with_addresses = word.size() >= 2;
  words.each_beginning(word, [&](WordId id, bool whole) {
    const int fuller = int(kFullerStart * word.size() / words.text(id).size());
    const int address = whole ? kWholeAddress : kStartAddress + fuller / 2;
    find_places(id, whole, whole ? kWholeName : kStartName + fuller, with_addresses ? address : 0, FoundBy::Name);
  });
  if (word.size() < 3) return;
  auto short_name = std::lower_bound(short_names.begin(), short_names.end(), std::pair<std::string, std::string>(word, ""));
  for (; short_name != short_names.end() && short_name->first == word; ++short_name)
    words.each_beginning(short_name->second, [&](WordId id, bool whole) {
      if (whole) find_places(id, true, kShortName, 0, FoundBy::ShortName);
    });
  words.each_sounding(word, [&](WordId id, bool whole, int distance) {
    const int score = std::max(kSoundLeast, (whole ? kSoundWhole : kSoundStart) - kSoundSlip * distance);
    find_places(id, whole, score, kSoundAddress, FoundBy::Sound);
  });
  if (tally.found_now() >= kEnoughFound) return;
  words.each_spelled(word, slips_allowed(word.size()), [&](WordId id, bool whole, int slips) {
    if (word.size() == 3 && words.text(id)[0] != word[0]) return;
    const int less = kSpelledSlip * slips;
    find_places(id, whole, (whole ? kSpelledWhole : kSpelledStart) - less, std::max(1, kSpelledAddress - slips), FoundBy::Spelling);
  });
}

void PeopleIndex::Impl::find_digits(const SearchTerm& term) const {
  words.each_beginning(term.text, [&](WordId id, bool whole) {
    find_places(id, whole, kStartName, whole ? kWholeAddress : kStartAddress, FoundBy::Name);
  });
  if (!term.date.is_empty())
    for (uint32_t slot = 0; slot < born.size(); ++slot)
      if (int(born[slot] >> 9) == term.date.year) tally.find(slot, kYear, FoundBy::Born);
  if (term.text.size() < 3) return;
  settle_numbers();
  const uint64_t first = pack_digits(term.text), end = first + (uint64_t(1) << 4 * (15 - std::min<size_t>(15, term.text.size())));
  auto row = std::lower_bound(numbers.begin(), numbers.end(), NumberRow{first, 0, NumberKind::Nhs});
  for (; row != numbers.end() && row->digits < end; ++row)
    tally.find(row->slot, row->kind == NumberKind::Phone ? kPhone : kNumberStart, FoundBy::Number);
  if (term.text.size() < 4 || term.text.size() > 9) return;
  const uint64_t tail = std::stoull(term.text), power = power_of_ten(term.text.size());
  for (uint32_t slot = 0; slot < nhs.size(); ++slot)
    if (nhs[slot] % power == tail && nhs[slot] != 0) tally.find(slot, kNumberEnd, FoundBy::Number);
}

void PeopleIndex::Impl::find_date(const Date& date) const {
  const uint32_t exact = pack_date(date);
  for (uint32_t slot = 0; slot < born.size(); ++slot) {
    const uint32_t packed = born[slot];
    if ((packed >> 9) != (exact >> 9)) continue;
    const Date known = unpack_date(packed);
    if (packed == exact) tally.find(slot, date.is_whole() ? kDate : kDateInPart, FoundBy::Born);
    else if (known.month == 0 || ((date.day == 0 || known.day == 0) && known.month == date.month)) tally.find(slot, kDateInPart, FoundBy::Born);
    else if (known.month == date.day && known.day == date.month) tally.find(slot, kDateSwapped, FoundBy::Born);
  }
}

SearchAnswer PeopleIndex::Impl::answer(size_t limit) const {
  SearchAnswer found;
  found.total = tally.alive().size();
  std::vector<uint32_t> order(tally.alive());
  const auto before = [this](uint32_t a, uint32_t b) {
    if (tally.score(a) != tally.score(b)) return tally.score(a) > tally.score(b);
    if (slots[a].order != slots[b].order) return slots[a].order < slots[b].order;
    return slots[a].id < slots[b].id;
  };
  const size_t shown = std::min(limit, order.size());
  if (shown < order.size()) std::nth_element(order.begin(), order.begin() + shown, order.end(), before);
  std::sort(order.begin(), order.begin() + shown, before);
  for (size_t i = 0; i < shown; ++i) found.hits.push_back({slots[order[i]].id, tally.score(order[i]), tally.by(order[i])});
  tally.clear();
  return found;
}

SearchAnswer PeopleIndex::search(std::string_view query, size_t limit, const Date& today) const {
  const Impl& index = *impl_;
  bool is_first = true;
  for (const SearchTerm& term : search_terms(query, today)) {
    index.tally.begin(index.slots.size(), is_first);
    switch (term.kind) {
      case SearchTerm::Kind::Word: index.find_word(term.text); break;
      case SearchTerm::Kind::Digits: index.find_digits(term); break;
      case SearchTerm::Kind::Date: index.find_date(term.date); break;
    }
    index.tally.end();
    is_first = false;
  }
  return index.answer(limit);
}

}  // namespace care
