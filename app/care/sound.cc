#include "app/care/sound.h"

namespace care {

namespace {

constexpr std::string_view kClasses = ".APTKFSXJ0LMNRWYH";  // a class is its place here
constexpr int kLengthMax = 12;

int class_of(char letter) { return int(kClasses.find(letter)); }

// Writes one reading. A class said twice running without a vowel between is said once.
class Reading {
 public:
  void say(char letter) {
    if (letter == last_) return;
    last_ = letter;
    if (code_.length == kLengthMax) return;
    code_.bits |= uint64_t(class_of(letter)) << (55 - 5 * code_.length);
    ++code_.length;
  }
  void breathe() { last_ = 0; }
  const SoundCode& code() const { return code_; }

 private:
  SoundCode code_;
  char last_ = 0;
};

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }
bool is_front(char c) { return c == 'e' || c == 'i' || c == 'y'; }

class Speaker {
 public:
  explicit Speaker(std::string_view word) : word_(word) {}

  Sounds speak() {
    for (at_ = start(); at_ < word_.size();) at_ += step();
    Sounds sounds{first_.code(), second_.code()};
    return sounds;
  }

 private:
  char letter(size_t ahead = 0) const { return at_ + ahead < word_.size() ? word_[at_ + ahead] : 0; }
  char before() const { return at_ > 0 ? word_[at_ - 1] : 0; }
  bool next_is(std::string_view text) const { return word_.substr(at_).starts_with(text); }
  bool at_start() const { return at_ == 0; }

  void both(char c) { say(c, c); }
  // 0: silent in that reading.
  void say(char first, char second) {
    if (first) first_.say(first);
    if (second) second_.say(second);
  }
  void breathe() {
    first_.breathe();
    second_.breathe();
  }

  // Letters nobody says at the beginning: knight, gnat, wren, psalm.
  size_t start() const {
    for (const std::string_view silent : {"kn", "gn", "pn", "wr", "ps", "mn"})
      if (word_.starts_with(silent)) return 1;
    return 0;
  }

  size_t step() {
    const char c = letter();
    if (is_vowel(c)) return vowel();
    switch (c) {
      case 'b': return before() == 'm' && at_ + 1 == word_.size() ? 1 : plain('P');
      case 'c': return c_();
      case 'd': return d_();
      case 'f': return plain('F');
      case 'g': return g_();
      case 'h': return h_();
      case 'j': return say('J', at_start() ? 'Y' : 0), 1;
      case 'k': return letter(1) == 'h' ? (both('K'), 2) : plain('K');
      case 'l': return plain('L');
      case 'm': return plain('M');
      case 'n': return plain('N');
      case 'p': return letter(1) == 'h' || letter(1) == 'f' ? (both('F'), 2) : plain('P');
      case 'q': return both('K'), letter(1) == 'u' ? 2 : 1;
      case 'r': return r_();
      case 's': return s_();
      case 't': return t_();
      case 'v': return plain('F');
      case 'w': return w_();
      case 'x': return at_start() ? (say('S', 'X'), 1) : (both('K'), both('S'), 1);
      case 'z': return letter(1) == 'h' ? (both('J'), 2) : plain('S');
      default: return 1;
    }
  }

  size_t plain(char sound) {
    both(sound);
    return 1;
  }

  size_t vowel() {
    if (at_start()) both(letter() == 'y' && is_vowel(letter(1)) ? 'Y' : 'A');
    else breathe();
    return 1;
  }

  size_t c_() {
    if (next_is("chr") || next_is("chl") || next_is("chae")) return both('K'), 2;
    if (next_is("ch")) return say('X', 'K'), 2;
    if (next_is("cz")) return both('X'), 2;
    if (next_is("ck") || next_is("cq")) return both('K'), 2;
    if (!is_front(letter(1))) return plain('K');
    if (before() == 's') return 1;                                                    // sc before e, i, y: the s is said already
    if (letter(1) == 'i' && is_vowel(letter(2))) return say('S', 'X'), 1;             // Polish ci before a vowel
    return say('S', at_start() ? 'K' : 'S'), 1;                                       // Welsh Ceri, Cerys
  }

  size_t d_() {
    if (letter(1) == 'g' && is_front(letter(2))) return both('J'), 2;
    if (next_is("dd")) return say('T', '0'), 2;
    if (next_is("dh")) return both('T'), 2;
    if (next_is("dt")) return both('T'), 2;
    if (next_is("dz")) return say('S', 'J'), 2;
    return plain('T');
  }

  size_t g_() {
    if (next_is("gh")) {
      if (at_start() || before() == 'n') return both('K'), 2;
      if (is_vowel(letter(2))) return say(0, 'K'), 2;  // Vaughan, Maghribi
      return 2;                                        // Wright, Hughes
    }
    if (is_front(letter(1)) && before() != 'g' && letter(1) != 'g') return say('J', 'K'), 1;
    return plain('K');
  }

  size_t h_() {
    if (at_start() && is_vowel(letter(1))) both('H');
    else if (at_start()) both('H');
    else breathe();
    return 1;
  }

  size_t r_() {
    if (!next_is("rz")) return plain('R');
    const char b = before();
    first_.say('R');
    first_.say('S');
    second_.say(b == 'k' || b == 'p' || b == 't' ? 'X' : 'J');
    return 2;
  }

  size_t s_() {
    if (next_is("sch")) return say('X', 'S'), 3;
    if (next_is("sh") || next_is("sz")) return both('X'), 2;
    if (letter(1) == 'i' && is_vowel(letter(2))) return say('S', 'X'), 1;             // Welsh Siân, Polish sia
    const bool softened = (letter(1) == 'n' || letter(1) == 'c' || letter(1) == 'l') && letter(2) == 'i';
    return say('S', softened ? 'X' : 'S'), 1;                                         // Polish ś: Wiśniewski
  }

  size_t t_() {
    if (next_is("tsch")) return both('X'), 4;
    if (next_is("tch")) return both('X'), 3;
    if (next_is("th")) return say('0', 'T'), 2;
    if (next_is("tio") || next_is("tia")) return both('X'), 1;
    if (next_is("tz") || next_is("ts")) return both('S'), 2;
    return plain('T');
  }

  size_t w_() {
    if (at_start()) return say('W', 'F'), letter(1) == 'h' ? 2 : 1;
    say(0, is_vowel(letter(1)) || letter(1) == 's' || at_ + 1 == word_.size() ? 'F' : 0);
    first_.breathe();
    return 1;
  }

  std::string_view word_;
  size_t at_ = 0;
  Reading first_, second_;
};

}  // namespace

Sounds sounds_of(std::string_view word) { return Speaker(word).speak(); }

std::string to_string(const SoundCode& code) {
  std::string text;
  for (int i = 0; i < code.length; ++i) text += kClasses[code.bits >> (55 - 5 * i) & 31];
  return text;
}

}  // namespace care
