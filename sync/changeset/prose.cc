#include "sync/changeset/prose.h"

#include <algorithm>

#include "platform/base/ascii.h"

namespace changeset {
namespace {

constexpr size_t kPieceBytesMax = Spelling::kBytesMax;
constexpr uint32_t kTaught = 2;         // what having been used once in the text both ends were taught is worth
constexpr uint32_t kWritten = 128;      // and in what was written since

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c) || uint8_t(c) >= 0x80; }
std::string lowered(std::string_view word) {
  std::string out(word);
  out[0] = char(out[0] - 'A' + 'a');
  return out;
}
bool is_apostrophe(std::string_view text, size_t at) { return text[at] == '\'' && at > 0 && is_letter(text[at - 1]) && at + 1 < text.size() && is_letter(text[at + 1]); }
bool is_wordly(std::string_view text, size_t at) { return is_letter(text[at]) || base::is_digit(text[at]); }

size_t gap_end(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && end - at < kPieceBytesMax && !is_wordly(text, end)) ++end;
  return end;
}

// Letters, or digits. A large letter after a small one begins another word: two texts that stand side by side.
size_t word_end(std::string_view text, size_t at) {
  size_t end = at;
  const bool digits = at < text.size() && base::is_digit(text[at]);
  while (end < text.size() && end - at < kPieceBytesMax) {
    if (digits ? !base::is_digit(text[end]) : !is_letter(text[end]) && !(end > at && is_apostrophe(text, end))) break;
    if (end > at && is_upper(text[end]) && !is_upper(text[end - 1])) break;
    ++end;
  }
  return end;
}

template <class Coder>
void put_number(const pack::Shares& shares, uint32_t number, Coder& coder) {
  coder.put_share(shares.below(number), shares.of(number), shares.total());
}

uint32_t get_number(const pack::Shares& shares, pack::SymbolDecoder& coder) {
  uint32_t below = 0;
  const uint32_t number = uint32_t(shares.find(coder.find_share(shares.total()), below));
  coder.take_share(below, shares.of(number));
  return number;
}

}  // namespace

// Where a piece begins; both ends follow it.
struct Prose::Place {
  size_t manner;      // names, short values, prose
  bool start = true;
  bool fresh = true;  // a sentence begins
  size_t since = 0;   // words since anything but a space
  uint32_t last = 0, before = 0;  // words

  explicit Place(Token kind) : manner(kind == kAbsent ? 0 : kind == kLiteral ? 1 : 2) {}
  bool is_prose() const { return manner == 2; }
  std::string_view usual_gap() const { return start ? std::string_view() : std::string_view(" "); }
  pack::Chance& straight(Decisions& of) const { return of.straight[manner][start][since]; }
  pack::Chance& over(Decisions& of) const { return of.over[manner][start][std::min<size_t>(since, 2)]; }
  void pass_gap(std::string_view gap) {
    fresh = gap.find_first_of(".?!\n") != std::string_view::npos;
    since = 0;
  }
  void pass_word(uint32_t word) {
    before = last, last = word;
    since = std::min(since + 1, kSinceMax);
    start = fresh = false;
  }
};

Spoken next_spoken(std::string_view text, size_t& at) {
  const size_t word = gap_end(text, at), end = word_end(text, word);
  const Spoken spoken{text.substr(at, word - at), text.substr(word, end - word)};
  at = end;
  return spoken;
}

uint32_t Glossary::Numbered::find(std::string_view text, uint32_t hash) const {
  if (slots.empty()) return 0;
  for (size_t at = hash;; ++at) {
    const auto& [known, number] = slots[at & (slots.size() - 1)];
    if (number == 0 || (known == hash && strings[number - 1] == text)) return number;
  }
}

void Glossary::Numbered::add(std::string text, uint32_t hash) {
  strings.push_back(std::move(text));
  if (strings.size() * 2 > slots.size()) {
    std::vector<std::pair<uint32_t, uint32_t>> old(std::max<size_t>(64, slots.size() * 2));
    old.swap(slots);
    for (const auto& slot : old)
      if (slot.second != 0) put(slot.first, slot.second);
  }
  put(hash, uint32_t(strings.size()));
}

void Glossary::Numbered::put(uint32_t hash, uint32_t number) {
  size_t at = hash;
  while (slots[at & (slots.size() - 1)].second != 0) ++at;
  slots[at & (slots.size() - 1)] = {hash, number};
}

Glossary::Glossary(size_t own_max) : common_(std::make_shared<Numbered>()), shares_(1 + own_max) {
  own_.strings.emplace_back();  // a new one: its number finds nothing
  shares_.add(kWritten);
}

uint32_t Glossary::find(std::string_view text) const {
  const uint32_t hash = uint32_t(std::hash<std::string_view>()(text));
  if (const uint32_t common = common_->find(text, hash)) return common - 1;
  const uint32_t own = own_.find(text, hash);
  return own == 0 ? 0 : uint32_t(common_->strings.size()) + own - 1;
}

void Glossary::meant(uint32_t number, std::string_view text, uint32_t by) {
  shares_.more(number, by);
  if (number != 0 || shares_.full()) return;
  own_.add(std::string(text), uint32_t(std::hash<std::string_view>()(text)));
  shares_.add(by);
}

void Glossary::settle() {
  auto all = std::make_shared<Numbered>();
  all->strings.emplace_back();
  for (uint32_t i = 1; i < shares_.size(); ++i) all->add(std::string(at(i)), uint32_t(std::hash<std::string_view>()(at(i))));
  pack::Shares shares(all->strings.size() + kOwnMax);
  for (size_t i = 0; i < all->strings.size(); ++i) shares.add(shares_.of(i));
  shares_ = std::move(shares);
  own_ = {};
  common_ = std::move(all);
}

// A word that begins large because a sentence begins is the small one, if that is the more usual.
Prose::Meant Prose::meaning_of(std::string_view word, bool fresh, bool prose) const {
  const uint32_t number = words_.find(word);
  if (!fresh || word.empty() || !is_upper(word[0])) return {number, false};
  const uint32_t small = words_.find(lowered(word));
  const bool raised = number == 0 ? small != 0 || prose : small != 0 && words_.shares().of(small) > words_.shares().of(number);
  return {raised ? small : number, raised};
}

pack::Chance& Prose::ends(uint64_t manner, uint32_t gap) {
  if (gap >= ends_.size()) ends_.resize(gap + 1);
  return ends_[gap][manner];
}

Prose::Follower& Prose::follower(const Place& place) {
  return followers_[(place.before * 0x9E3779B1u + place.last * 0x85EBCA6Bu + place.fresh * 0xC2B2AE35u) >> 18];
}

void Prose::pass_word(uint32_t number, std::string_view word, Place& place, uint32_t by) {
  const uint32_t known = number != 0 || words_.shares().full() ? number : uint32_t(words_.shares().size());
  words_.meant(number, word, by);
  Follower& at = follower(place);
  if (at.word == known) at.times = uint16_t(std::min<size_t>(at.times + 1, kTimesMax));
  else at = {uint16_t(known), 0};
  place.pass_word(known);
}

// False where the text ends.
template <class Coder>
bool Prose::say_gap(const Spoken& spoken, bool last, Place& place, uint32_t by, Coder& coder) {
  const bool straight = spoken.gap == place.usual_gap() && !spoken.word.empty();
  coder.put_flag(place.straight(decisions_), straight);
  if (straight) return true;
  const bool over = spoken.gap.empty() && spoken.word.empty();
  coder.put_flag(place.over(decisions_), over);
  if (over) return false;
  const uint32_t number = gaps_.find(spoken.gap);
  put_number(gaps_.shares(), number, coder);
  if (number == 0) spelling_.put(spoken.gap, Spelling::kGap, coder);
  gaps_.meant(number, spoken.gap, by);
  place.pass_gap(spoken.gap);
  const bool ends_here = last && spoken.word.empty();
  coder.put_flag(ends(place.manner, number), ends_here);
  return !ends_here;
}

template <class Coder>
void Prose::say_word(std::string_view word, Place& place, uint32_t by, Coder& coder) {
  const Meant meant = meaning_of(word, place.fresh, place.is_prose());
  if (place.fresh) coder.put_flag(decisions_.raised[place.manner][place.start], meant.raised);
  const std::string small = meant.raised ? lowered(word) : std::string();
  const std::string_view said = meant.raised ? std::string_view(small) : word;
  const Follower expected = follower(place);
  const bool as_expected = expected.word != 0 && expected.word == meant.number;
  if (expected.word != 0) coder.put_flag(decisions_.expected[place.fresh][expected.times], as_expected);
  if (!as_expected) put_number(words_.shares(), meant.number, coder);
  if (meant.number == 0) spelling_.put(said, Spelling::kWord, coder);
  pass_word(meant.number, said, place, by);
}

template <class Coder>
void Prose::say(std::string_view text, Token kind, uint32_t by, Coder& coder) {
  Place place(kind);
  for (size_t at = 0;;) {
    const Spoken spoken = next_spoken(text, at);
    if (!say_gap(spoken, at == text.size(), place, by, coder)) return;
    say_word(spoken.word, place, by, coder);
  }
}

Prose::Prose(std::string_view text) {
  pack::SymbolLearner learner;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\0', at), text.size());
    say(text.substr(at, end - at), kText, kTaught, learner);
    at = end + 1;
  }
  words_.settle();
  gaps_.settle();
}

void Prose::read(std::string_view text) {
  Place place(kText);
  for (size_t at = 0; at < text.size();) {
    const Spoken spoken = next_spoken(text, at);
    if (spoken.gap != place.usual_gap()) place.pass_gap(spoken.gap);
    if (spoken.word.empty()) continue;
    const Meant meant = meaning_of(spoken.word, place.fresh, true);
    pass_word(meant.number, meant.raised ? std::string_view(lowered(spoken.word)) : spoken.word, place, kWritten);
  }
}

void Prose::encode(std::string_view text, Token kind, pack::SymbolEncoder& coder) { say(text, kind, kWritten, coder); }

base::Result<std::string> Prose::decode(Token kind, size_t bytes_max, pack::SymbolDecoder& coder) {
  Place place(kind);
  std::string text;
  // Hostile words may be empty: they are counted too.
  for (size_t words = 0; text.size() <= bytes_max && words <= bytes_max; ++words) {
    if (!hear_gap(place, coder, text)) break;
    hear_word(place, coder, text);
  }
  if (text.size() > bytes_max) return base::fail(base::Fault::BadInput, "prose is too long");
  return text;
}

// False where the text ends.
bool Prose::hear_gap(Place& place, pack::SymbolDecoder& coder, std::string& text) {
  if (coder.get_flag(place.straight(decisions_))) return text += place.usual_gap(), true;
  if (coder.get_flag(place.over(decisions_))) return false;
  const uint32_t number = get_number(gaps_.shares(), coder);
  const std::string gap = number == 0 ? spelling_.get(Spelling::kGap, coder) : std::string(gaps_.at(number));
  gaps_.meant(number, gap, kWritten);
  text += gap;
  place.pass_gap(gap);
  return !coder.get_flag(ends(place.manner, number));
}

void Prose::hear_word(Place& place, pack::SymbolDecoder& coder, std::string& text) {
  const bool raised = place.fresh && coder.get_flag(decisions_.raised[place.manner][place.start]);
  const Follower expected = follower(place);
  const bool as_expected = expected.word != 0 && coder.get_flag(decisions_.expected[place.fresh][expected.times]);
  const uint32_t number = as_expected ? expected.word : get_number(words_.shares(), coder);
  std::string word = number == 0 ? spelling_.get(Spelling::kWord, coder) : std::string(words_.at(number));
  pass_word(number, word, place, kWritten);
  if (raised && !word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = char(word[0] - 'a' + 'A');
  text += word;
}

}  // namespace changeset
