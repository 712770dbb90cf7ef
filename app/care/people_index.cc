#include "app/care/people_index.h"

#include <algorithm>

#include "app/care/fold.h"
#include "app/care/identifiers.h"
#include "app/care/people_index_parts.h"
#include "platform/base/csv.h"

namespace care {

namespace {

uint64_t order_key(const Person& person) {
  std::string family, given;
  for (const std::string& word : fold_words(person.family)) family += word;
  for (const std::string& word : fold_words(person.given)) given += word;
  family.resize(5, 0);
  given.resize(3, 0);
  uint64_t key = 0;
  for (const char c : family + given) key = key << 8 | uint8_t(c);
  return key;
}

}  // namespace

uint64_t pack_digits(std::string_view digits) {
  uint64_t packed = 0;
  for (size_t i = 0; i < 15; ++i) packed = packed << 4 | (i < digits.size() ? uint64_t(digits[i] - '0' + 1) : 0);
  return packed;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::vector<uint32_t>::const_iterator PeopleIndex::Impl::find_id(const record::RecordId& id) const {
  return std::lower_bound(by_id.begin(), by_id.end(), id, [this](uint32_t slot, const record::RecordId& wanted) { return slots[slot].id < wanted; });
}

void PeopleIndex::Impl::add_words(uint32_t slot, std::string_view text, Part part) {
  for (const std::string& folded : fold_words(text)) {
    const WordId word = words.add(folded);
    words.add_place(word, Place(slot, part));
    parts.push_back(word << 3 | uint32_t(part));
    ++slots[slot].word_count;
  }
}

void PeopleIndex::Impl::add_numbers(uint32_t slot, const Person& person) {
  const auto add = [&](std::string_view text, NumberKind kind) {
    const std::string digits = digits_of(text);
    if (digits.size() >= 3) numbers.push_back({pack_digits(digits), slot, kind});
  };
  add(person.nhs_number, NumberKind::Nhs);
  add(person.local_number, NumberKind::Local);
  add(person.old_number, NumberKind::Local);
  add(person.phone, NumberKind::Phone);
}

void PeopleIndex::Impl::put(const Person& person) {
  remove(person.id);
  uint32_t slot = uint32_t(slots.size());
  if (!free_slots.empty()) {
    slot = free_slots.back();
    free_slots.pop_back();
  } else {
    slots.emplace_back();
    nhs.push_back(0);
    born.push_back(0);
  }
  slots[slot] = {person.id, order_key(person), uint32_t(parts.size()), 0, true};
  const std::string digits = nhs_digits(person.nhs_number);
  nhs[slot] = digits.size() == 10 && digits == digits_of(digits) ? std::stoull(digits) : 0;
  born[slot] = pack_date(person.born);
  add_words(slot, person.given, Part::Given);
  add_words(slot, person.family, Part::Family);
  add_words(slot, person.preferred, Part::Preferred);
  add_words(slot, person.address, Part::Street);
  add_words(slot, person.town, Part::Place);
  add_words(slot, person.postcode, Part::Place);
  add_numbers(slot, person);
  const auto place = find_id(person.id);
  by_id.insert(place, slot);
}

void PeopleIndex::Impl::remove(const record::RecordId& id) {
  const auto place = find_id(id);
  if (place == by_id.end() || slots[*place].id != id) return;
  const uint32_t slot = *place;
  by_id.erase(place);
  Slot& gone = slots[slot];
  for (size_t i = gone.first_word; i < gone.first_word + gone.word_count; ++i)
    words.drop_place(WordId(parts[i] >> 3), Place(slot, Part(parts[i] & 7)));
  settle_numbers();
  settled_numbers -= std::erase_if(numbers, [&](const NumberRow& row) { return row.slot == slot; });
  dead_parts += gone.word_count;
  gone = {};
  nhs[slot] = 0;
  born[slot] = 0;
  free_slots.push_back(slot);
  if (dead_parts > parts.size() / 2 + 1000) compact();
}

void PeopleIndex::Impl::compact() {
  std::vector<uint32_t> kept;
  kept.reserve(parts.size() - dead_parts);
  for (Slot& slot : slots) {
    const size_t first = slot.first_word;
    slot.first_word = uint32_t(kept.size());
    kept.insert(kept.end(), parts.begin() + first, parts.begin() + first + slot.word_count);
  }
  parts = std::move(kept);
  dead_parts = 0;
}

void PeopleIndex::Impl::settle_numbers() const {
  if (settled_numbers == numbers.size()) return;
  std::sort(numbers.begin() + settled_numbers, numbers.end());
  std::inplace_merge(numbers.begin(), numbers.begin() + settled_numbers, numbers.end());
  settled_numbers = numbers.size();
}

PeopleIndex::PeopleIndex() : impl_(std::make_unique<Impl>()) {}
PeopleIndex::~PeopleIndex() = default;
PeopleIndex::PeopleIndex(PeopleIndex&&) noexcept = default;
PeopleIndex& PeopleIndex::operator=(PeopleIndex&&) noexcept = default;

void PeopleIndex::reserve(size_t people) {
  impl_->slots.reserve(people);
  impl_->nhs.reserve(people);
  impl_->born.reserve(people);
  impl_->by_id.reserve(people);
  impl_->parts.reserve(people * 9);
  impl_->numbers.reserve(people * 3);
}

void PeopleIndex::put(const Person& person) { impl_->put(person); }
void PeopleIndex::remove(const record::RecordId& id) { impl_->remove(id); }
size_t PeopleIndex::size() const { return impl_->by_id.size(); }

base::Status PeopleIndex::set_short_names(std::string_view text) {
  TRY(const base::Csv csv, base::Csv::parse(text));
  impl_->short_names.clear();
  for (size_t row = 0; row < csv.row_count(); ++row) {
    const std::string shorter(csv.at(row, "short")), full(csv.at(row, "full"));
    impl_->short_names.emplace_back(shorter, full);
    impl_->short_names.emplace_back(full, shorter);
  }
  std::sort(impl_->short_names.begin(), impl_->short_names.end());
  return {};
}

size_t PeopleIndex::memory_bytes() const {
  const Impl& index = *impl_;
  return index.words.memory_bytes() + index.slots.capacity() * sizeof(Impl::Slot) + index.nhs.capacity() * 8 + index.born.capacity() * 4 +
         index.parts.capacity() * 4 + index.by_id.capacity() * 4 + index.numbers.capacity() * sizeof(NumberRow) + index.slots.size() * 8;
}

}  // namespace care
