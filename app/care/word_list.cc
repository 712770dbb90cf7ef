#include "app/care/word_list.h"

#include <algorithm>
#include <bit>

namespace care {

namespace {

constexpr size_t kWordBytesMax = 60;
constexpr WordId kNoWord = ~WordId(0);

bool has_letters_only(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// A likeness of sound may be this far apart in spelling: Youssef and Yusuf are three slips apart.
int slips_allowed_by_sound(size_t bytes, int classes) { return classes >= 3 ? int(bytes) * 2 / 3 + 1 : int(bytes) / 2; }

}  // namespace

size_t WordList::bucket_of(std::string_view word) const {
  const size_t mask = buckets_.size() - 1;
  size_t bucket = std::hash<std::string_view>{}(word) & mask;
  while (buckets_[bucket] != kNoWord && text(buckets_[bucket]) != word) bucket = (bucket + 1) & mask;
  return bucket;
}

void WordList::grow_buckets() {
  buckets_.assign(std::max<size_t>(1024, std::bit_ceil(words_.size() * 4)), kNoWord);
  for (WordId id = 0; id < words_.size(); ++id) buckets_[bucket_of(text(id))] = id;
}

WordId WordList::add(std::string_view word) {
  word = word.substr(0, kWordBytesMax);
  if (words_.size() * 2 >= buckets_.size()) grow_buckets();
  WordId& bucket = buckets_[bucket_of(word)];
  if (bucket != kNoWord) return bucket;
  const WordId id = bucket = WordId(words_.size());
  words_.push_back({uint32_t(letters_.size()), uint16_t(word.size()), letters_of(word), {}});
  letters_ += word;
  by_text_.push_back(id);
  if (has_letters_only(word)) {
    const Sounds sounds = sounds_of(word);
    add_sound(sounds.first, id);
    if (sounds.second != sounds.first) add_sound(sounds.second, id);
  }
  return id;
}

void WordList::add_sound(const SoundCode& code, WordId word) {
  if (code.length > 0) by_sound_.push_back({code.bits, word});
}

void WordList::settle() const {
  if (settled_text_ < by_text_.size()) {
    const auto less = [this](WordId a, WordId b) { return text(a) < text(b); };
    std::sort(by_text_.begin() + settled_text_, by_text_.end(), less);
    std::inplace_merge(by_text_.begin(), by_text_.begin() + settled_text_, by_text_.end(), less);
    settled_text_ = by_text_.size();
  }
  if (settled_sound_ < by_sound_.size()) {
    std::sort(by_sound_.begin() + settled_sound_, by_sound_.end());
    std::inplace_merge(by_sound_.begin(), by_sound_.begin() + settled_sound_, by_sound_.end());
    settled_sound_ = by_sound_.size();
  }
}

void WordList::drop_place(WordId word, Place place) {
  std::vector<Place>& places = words_[word].places;
  const auto found = std::find_if(places.begin(), places.end(), [&](Place p) { return p.packed == place.packed; });
  if (found == places.end()) return;
  *found = places.back();
  places.pop_back();
}

void WordList::each_beginning(std::string_view start, const std::function<void(WordId, bool)>& see) const {
  settle();
  auto at = std::lower_bound(by_text_.begin(), by_text_.end(), start, [this](WordId id, std::string_view text_) { return text(id) < text_; });
  for (; at != by_text_.end() && text(*at).starts_with(start); ++at) see(*at, words_[*at].bytes == start.size());
}

void WordList::sounding(const SoundCode& code, const Pattern& pattern, const std::function<void(WordId, bool, int)>& see) const {
  if (code.length < 2) return;
  auto at = std::lower_bound(by_sound_.begin(), by_sound_.end(), SoundRow{code.bits, 0});
  for (; at != by_sound_.end() && at->first < code.end(); ++at) {
    const bool whole = at->first == code.bits;
    const Pattern::Distance slips = pattern.to(text(at->second));
    const int distance = whole ? slips.whole : slips.prefix;
    if (distance <= slips_allowed_by_sound(pattern.size(), code.length)) see(at->second, whole, distance);
  }
}

void WordList::each_sounding(std::string_view word, const std::function<void(WordId, bool, int)>& see) const {
  settle();
  const Pattern pattern(word);
  const Sounds sounds = sounds_of(word);
  sounding(sounds.first, pattern, see);
  if (sounds.second != sounds.first) sounding(sounds.second, pattern, see);
}

void WordList::each_spelled(std::string_view word, int slips_max, const std::function<void(WordId, bool, int)>& see) const {
  if (slips_max == 0 || word.empty()) return;
  const Pattern pattern(word);
  // Half a word typed wrong could become too many others.
  const int start_slips_max = word.size() < 8 ? std::min(slips_max, 1) : slips_max;
  for (WordId id = 0; id < words_.size(); ++id) {
    const Word& known = words_[id];
    if (std::popcount(pattern.letters() & ~known.letters) > slips_max || int(known.bytes) + slips_max < int(pattern.size())) continue;
    const Pattern::Distance slips = pattern.to(text(id));
    const bool begins_alike = letters_[known.at] == word[0];  // two slips, and the first letter too, is another word
    if (slips.whole <= (begins_alike ? slips_max : 1)) see(id, true, slips.whole);
    else if (slips.prefix <= (begins_alike ? start_slips_max : 1)) see(id, false, slips.prefix);
  }
}

size_t WordList::memory_bytes() const {
  size_t bytes = letters_.capacity() + buckets_.capacity() * sizeof(WordId) + words_.capacity() * sizeof(Word) + by_text_.capacity() * sizeof(WordId) + by_sound_.capacity() * sizeof(SoundRow);
  for (const Word& word : words_) bytes += word.places.capacity() * sizeof(Place);
  return bytes;
}

}  // namespace care
