#include "sync/changeset/prose.h"

#include <algorithm>
#include <array>

#include "platform/base/ascii.h"

namespace changeset {
namespace {

constexpr size_t kPieceBytesMax = 64;   // of a word or of what stands between two
constexpr uint32_t kTaught = 2;         // what having been used once in the text both ends were taught is worth
constexpr uint32_t kWritten = 128;      // and in what was written since
constexpr uint64_t kSinceMax = 15;

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

// A byte as a number of five bits: one of kLetters counted from 1; kCapital and which; or kOther and the byte in two halves.
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz'-_";
constexpr uint64_t kEnd = 0, kOther = 31, kCapital = 30;
constexpr int kLetterBits = 5, kHalfBits = 4;

// The two characters before say which will follow.
class Spelling {
 public:
  explicit Spelling(ContextKind kind) : kind_(kind) {}
  pack::SymbolContext next() const { return context(kind_, before_, last_); }
  pack::SymbolContext capital() const { return context(kind_, 256, last_); }
  pack::SymbolContext high() const { return context(kind_, 257, last_); }
  pack::SymbolContext low(uint64_t high) const { return context(kind_, 258, high); }
  void pass(char c) {
    before_ = last_;
    last_ = uint8_t(c);
  }

 private:
  ContextKind kind_;
  uint64_t before_ = 0, last_ = 0;
};

constexpr auto kNumberOf = [] {
  std::array<uint8_t, 256> out{};
  out.fill(uint8_t(kOther));
  for (size_t i = 0; i < kLetters.size(); ++i) out[uint8_t(kLetters[i])] = uint8_t(i + 1);
  for (size_t c = 'A'; c <= 'Z'; ++c) out[c] = uint8_t(kCapital);
  return out;
}();

// Letter by letter; kEnd ends it.
template <class Coder>
void spell(std::string_view piece, ContextKind kind, Coder& coder) {
  Spelling at(kind);
  for (const char c : piece) {
    const uint64_t number = kNumberOf[uint8_t(c)];
    coder.put_small(at.next(), number, kLetterBits);
    if (number == kCapital) coder.put_small(at.capital(), uint64_t(c - 'A'), kLetterBits);
    if (number == kOther) {
      coder.put_small(at.high(), uint8_t(c) >> kHalfBits, kHalfBits);
      coder.put_small(at.low(uint8_t(c) >> kHalfBits), uint8_t(c) & 15, kHalfBits);
    }
    at.pass(c);
  }
  coder.put_small(at.next(), kEnd, kLetterBits);
}

char unspell_one(const Spelling& at, uint64_t number, pack::SymbolDecoder& coder) {
  if (number < kCapital) return kLetters[number - 1];
  if (number == kCapital) return char('A' + coder.get_small(at.capital(), kLetterBits));
  const uint64_t high = coder.get_small(at.high(), kHalfBits);
  return char(uint8_t(high << kHalfBits | coder.get_small(at.low(high), kHalfBits)));
}

std::string unspell(ContextKind kind, pack::SymbolDecoder& coder) {
  std::string piece;
  Spelling at(kind);
  while (piece.size() <= kPieceBytesMax) {
    const uint64_t number = coder.get_small(at.next(), kLetterBits);
    if (number == kEnd) break;
    piece += unspell_one(at, number, coder);
    at.pass(piece.back());
  }
  return piece;
}

template <class Coder>
void say_piece(Glossary& glossary, uint32_t number, std::string_view piece, ContextKind kind, uint32_t by, Coder& coder) {
  coder.put_share(glossary.shares().below(number), glossary.shares().of(number), glossary.shares().total());
  if (number == 0) spell(piece, kind, coder);
  glossary.meant(number, piece, by);
}

// The piece that comes next, and its number.
uint32_t hear_piece(Glossary& glossary, ContextKind kind, pack::SymbolDecoder& coder, std::string& piece) {
  uint32_t below = 0;
  const uint32_t number = uint32_t(glossary.shares().find(coder.find_share(glossary.shares().total()), below));
  coder.take_share(below, glossary.shares().of(number));
  piece = number == 0 ? unspell(kind, coder) : std::string(glossary.at(number));
  glossary.meant(number, piece, kWritten);
  return number;
}

}  // namespace

// What is to be expected where a piece begins; both ends follow it.
struct Prose::Place {
  uint64_t manner;  // names, short values, prose
  bool start = true;
  bool fresh = true;  // a sentence begins
  uint64_t since = 0; // words since anything but a space

  explicit Place(Token kind) : manner(kind == kAbsent ? 0 : kind == kLiteral ? 1 : 2) {}
  pack::SymbolContext straight() const { return context(kInStraight, manner, start, since); }
  pack::SymbolContext over() const { return context(kInOver, manner, start, std::min<uint64_t>(since, 2)); }
  pack::SymbolContext ends(uint32_t gap) const { return context(kInEnds, manner, gap); }
  pack::SymbolContext raised() const { return context(kInRaised, manner, start); }
  void pass(std::string_view gap) {
    fresh = gap.find_first_of(".?!\n") != std::string_view::npos;
    since = 0;
  }
  void pass_word() {
    since = std::min(since + 1, kSinceMax);
    start = fresh = false;
  }
  bool is_prose() const { return manner == 2; }
  std::string_view usual_gap() const { return start ? std::string_view() : std::string_view(" "); }
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

// False where the text ends.
template <class Coder>
bool Prose::say_gap(const Spoken& spoken, bool last, Place& place, uint32_t by, Coder& coder) {
  const bool straight = spoken.gap == place.usual_gap() && !spoken.word.empty();
  coder.put_flag(place.straight(), straight);
  if (straight) return true;
  const bool over = spoken.gap.empty() && spoken.word.empty();
  coder.put_flag(place.over(), over);
  if (over) return false;
  const uint32_t number = gaps_.find(spoken.gap);
  say_piece(gaps_, number, spoken.gap, kInGapLetter, by, coder);
  place.pass(spoken.gap);
  const bool ends = last && spoken.word.empty();
  coder.put_flag(place.ends(number), ends);
  return !ends;
}

template <class Coder>
void Prose::say(std::string_view text, Token kind, uint32_t by, Coder& coder) {
  Place place(kind);
  for (size_t at = 0;;) {
    const Spoken spoken = next_spoken(text, at);
    if (!say_gap(spoken, at == text.size(), place, by, coder)) return;
    const Meant meant = meaning_of(spoken.word, place.fresh, place.is_prose());
    if (place.fresh) coder.put_flag(place.raised(), meant.raised);
    say_piece(words_, meant.number, meant.raised ? std::string_view(lowered(spoken.word)) : spoken.word, kInLetter, by, coder);
    place.pass_word();
  }
}

Prose::Prose(std::string_view text, pack::Primer& chances) : words_(Glossary::kTaughtMax), gaps_(Glossary::kTaughtMax) {
  const pack::Primer none;
  pack::SymbolLearner learner(none, pack::kAllPrimed);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\0', at), text.size());
    say(text.substr(at, end - at), kText, kTaught, learner);
    at = end + 1;
  }
  words_.settle();
  gaps_.settle();
  chances.take_on(learner.learned());
}

void Prose::read(std::string_view text) {
  Place place(kText);
  for (size_t at = 0; at < text.size();) {
    const Spoken spoken = next_spoken(text, at);
    if (spoken.gap != place.usual_gap()) place.pass(spoken.gap);
    if (spoken.word.empty()) continue;
    const Meant meant = meaning_of(spoken.word, place.fresh, true);
    words_.meant(meant.number, meant.raised ? std::string_view(lowered(spoken.word)) : spoken.word, kWritten);
    place.pass_word();
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
  if (coder.get_flag(place.straight())) return text += place.usual_gap(), true;
  if (coder.get_flag(place.over())) return false;
  std::string gap;
  const uint32_t number = hear_piece(gaps_, kInGapLetter, coder, gap);
  text += gap;
  place.pass(gap);
  return !coder.get_flag(place.ends(number));
}

void Prose::hear_word(Place& place, pack::SymbolDecoder& coder, std::string& text) {
  const bool raised = place.fresh && coder.get_flag(place.raised());
  std::string word;
  hear_piece(words_, kInLetter, coder, word);
  if (raised && !word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = char(word[0] - 'a' + 'A');
  text += word;
  place.pass_word();
}

}  // namespace changeset
