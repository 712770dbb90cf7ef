#include <algorithm>
#include <map>

#include "app/care/fold.h"
#include "app/care/identifiers.h"
#include "app/care/people_index_parts.h"

namespace care {

namespace {

enum class Likeness : uint8_t { None, Similar, Same };

bool has(const std::vector<Reason>& reasons, Reason reason) { return std::find(reasons.begin(), reasons.end(), reason) != reasons.end(); }

Likeness likeness(std::string_view a, std::string_view b) {
  if (a == b) return Likeness::Same;
  const Sounds left = sounds_of(a), right = sounds_of(b);
  const bool sounds = left.first.length > 0 && (left.first == right.first || left.first == right.second || left.second == right.first ||
                                                 left.second == right.second);
  if (sounds && a.size() > 2 && b.size() > 2) return Likeness::Similar;
  const int slips = Pattern(a).to(b).whole;
  return slips <= (a.size() < 5 ? 1 : 2) && a.size() > 3 ? Likeness::Similar : Likeness::None;
}

// The best likeness of any word of one to any word of the other.
Likeness likeness(const std::vector<std::string>& ours, const std::vector<std::string_view>& theirs) {
  Likeness best = Likeness::None;
  for (const std::string& a : ours)
    for (const std::string_view b : theirs) best = std::max(best, likeness(a, b));
  return best;
}

// One digit typed wrong, day and month swapped, or a partial date that allows the other.
bool is_similar(const Date& a, const Date& b) {
  if (a.month == 0 || b.month == 0) return a.year == b.year;
  if (a.day == 0 || b.day == 0) return a.year == b.year && a.month == b.month;
  if (a.year == b.year && a.month == b.day && a.day == b.month) return true;
  const std::string left = to_iso(a), right = to_iso(b);
  int differing = 0;
  for (size_t i = 0; i < left.size(); ++i) differing += left[i] != right[i];
  return differing <= 1;
}

int score_of(const std::vector<Reason>& reasons) {
  if (has(reasons, Reason::SameNhsNumber)) return 100;
  if (has(reasons, Reason::SameLocalNumber)) return 95;
  const bool same_name = has(reasons, Reason::SameName), similar_name = has(reasons, Reason::SimilarName);
  const bool same_born = has(reasons, Reason::SameBirthDate), similar_born = has(reasons, Reason::SimilarBirthDate);
  int score = same_name ? 45 : similar_name ? 35 : 0;
  score += same_born ? 45 : similar_born ? 30 : 0;
  if (has(reasons, Reason::SameAddress)) score += 20;
  if (has(reasons, Reason::SamePhone)) score += 15;
  return std::min(score, 94);
}

constexpr int kLeastScore = 60;
// A name alone, of two people of whom nothing is known that could tell them apart.
constexpr int kSameNameAlone = 65, kSimilarNameAlone = kLeastScore;

// With the names each goes by: Peggy is Margaret.
std::vector<std::string> with_short_names(std::vector<std::string> names, const std::vector<std::pair<std::string, std::string>>& short_names) {
  const size_t typed = names.size();
  for (size_t i = 0; i < typed; ++i) {
    auto at = std::lower_bound(short_names.begin(), short_names.end(), std::pair<std::string, std::string>(names[i], ""));
    for (; at != short_names.end() && at->first == names[i]; ++at) names.push_back(at->second);
  }
  return names;
}

}  // namespace

std::vector<Duplicate> PeopleIndex::duplicates_of(const Person& person, size_t limit) const {
  const Impl& index = *impl_;
  const std::vector<std::string> given = with_short_names(fold_words(person.given + " " + person.preferred), index.short_names);
  const std::vector<std::string> family = fold_words(person.family);
  const std::vector<std::string> street = fold_words(person.address);
  const std::string nhs_text = nhs_digits(person.nhs_number), local = digits_of(person.local_number), phone = digits_of(person.phone);
  const uint64_t nhs = check_nhs_number(person.nhs_number) == NhsCheck::Valid ? std::stoull(nhs_text) : 0;

  std::map<uint32_t, std::vector<Reason>> found;  // by slot
  const auto add = [&](uint32_t slot, Reason reason) {
    std::vector<Reason>& reasons = found[slot];
    if (!has(reasons, reason)) reasons.push_back(reason);
  };
  for (uint32_t slot = 0; slot < index.slots.size(); ++slot) {
    if (!index.slots[slot].is_live || index.slots[slot].id == person.id) continue;
    if (nhs != 0 && index.nhs[slot] == nhs) add(slot, Reason::SameNhsNumber);
    if (person.born.is_empty() || index.born[slot] == 0) continue;
    const Date born = unpack_date(index.born[slot]);
    if (born == person.born) add(slot, Reason::SameBirthDate);
    else if (is_similar(born, person.born)) add(slot, Reason::SimilarBirthDate);
  }
  for (const NumberRow& row : index.numbers) {
    if (index.slots[row.slot].id == person.id) continue;
    if (row.kind == NumberKind::Local && !local.empty() && row.digits == pack_digits(local)) add(row.slot, Reason::SameLocalNumber);
    if (row.kind == NumberKind::Phone && phone.size() >= 9 && row.digits == pack_digits(phone)) add(row.slot, Reason::SamePhone);
  }
  // Names may stand the wrong way round, so the given ones are looked for among families too.
  std::vector<std::string> names = family;
  names.insert(names.end(), given.begin(), given.end());
  for (const std::string& word : names)
    index.words.each_sounding(word, [&](WordId id, bool whole, int) {
      for (const Place place : index.words.places(id))
        if (whole && place.part() == Part::Family && index.slots[place.slot()].id != person.id) found[place.slot()];
    });

  std::vector<Duplicate> duplicates;
  for (auto& [slot, reasons] : found) {
    std::vector<std::string_view> their_given, their_family, their_street;
    const Impl::Slot& known = index.slots[slot];
    for (size_t i = known.first_word; i < known.first_word + known.word_count; ++i) {
      const std::string_view word = index.words.text(WordId(index.parts[i] >> 3));
      const Part part = Part(index.parts[i] & 7);
      if (part == Part::Given || part == Part::Preferred) their_given.push_back(word);
      if (part == Part::Family) their_family.push_back(word);
      if (part == Part::Street) their_street.push_back(word);
    }
    const Likeness first = likeness(given, their_given), last = likeness(family, their_family);
    const Likeness crossed = std::min(likeness(given, their_family), likeness(family, their_given));
    const Likeness name = std::max(std::min(first, last), crossed);
    if (name == Likeness::Same) reasons.push_back(Reason::SameName);
    if (name == Likeness::Similar) reasons.push_back(Reason::SimilarName);
    const bool same_street = street.size() > 1 && std::equal(street.begin(), street.end(), their_street.begin(), their_street.end());
    if (same_street) reasons.push_back(Reason::SameAddress);
    std::sort(reasons.begin(), reasons.end());
    const bool name_matters = name != Likeness::None || has(reasons, Reason::SameNhsNumber) || has(reasons, Reason::SameLocalNumber);
    const bool can_tell = (!person.born.is_empty() && index.born[slot] != 0) || (nhs != 0 && index.nhs[slot] != 0);
    const int alone = name == Likeness::Same ? kSameNameAlone : name == Likeness::Similar ? kSimilarNameAlone : 0;
    const int score = can_tell ? score_of(reasons) : std::max(score_of(reasons), alone);
    if (name_matters && score >= kLeastScore) duplicates.push_back({known.id, score, reasons});
  }
  std::sort(duplicates.begin(), duplicates.end(), [](const Duplicate& a, const Duplicate& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  if (duplicates.size() > limit) duplicates.resize(limit);
  return duplicates;
}

}  // namespace care
