#include "app/care/fold.h"

#include <array>

#include "platform/base/utf8.h"

namespace care {

namespace {

// Two letters for every code point, padded with spaces: what is left of the compatibility decomposition (Unicode 15) without its marks, and for letters
// that do not decompose the letter people type instead. From U+00C0 and from U+1E00.
constexpr char kLatin[] =
    "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thssa a a a a a aec e e e e i i i i d n o o o o o   o u u u "
    "u y thy a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ijijj j k k "
    "k l l l l l l l l l l n n n n n n n ngngo o o o o o oeoer r r r r r s s s s s s s s t t t t t t u u u u u u u u u u u u "
    "w w y y y z z z z z z s b b b b     o c c d d d d d e e e   f g g hvi i k k l l m n n o o o oioip p r s s s s t t t t u "
    "u u v y y z z z z z z         w         dzdzdzljljljnjnjnja a i i o o u u u u u u u u u u e a a a a aeaeg g g g k k o o "
    "o o z   j dzdzdzg g hvw n n a a aeaeo o a a a a e e e e i i i i o o o o r r r r u u u u s s t t y y h h n d ouou    a a "
    "e e o o o o o o o o y y l n t j dbqpa c c l t s z     b u   e e j j q q r r y y ";
constexpr char kLatinMore[] =
    "a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f g g h h h h h h h h h h i i i i k k k k k k l l l l l l "
    "l l m m m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r s s s s s s s s s s t t t t t t t t u u u u u u "
    "u u u u v v v v w w w w w w w w w w x x x x y y z z z z z z h t w y a s s s ssd a a a a a a a a a a a a a a a a a a a a "
    "a a a a e e e e e e e e e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o o o o o u u u u u u u u u u u u "
    "u u y y y y y y y y llllv v y y ";
static_assert(sizeof kLatin == 2 * (0x250 - 0xC0) + 1 && sizeof kLatinMore == 2 * 0x100 + 1);


// Russian and Ukrainian as passports romanise them (ICAO 9303), lower case; upper case is 32 before.
constexpr const char* kCyrillic[] = {"a", "b", "v", "g",  "d",  "e",  "zh", "z",    "i", "i", "k", "l", "m", "n",  "o",  "p",
                                     "r", "s", "t", "u",  "f",  "kh", "ts", "ch",   "sh", "shch", "", "y", "", "e",  "iu", "ia",
                                     "e", "e", "d", "g",  "e",  "z",  "i",  "i",    "i", "l", "n", "c", "k", "i",  "u",  "dz"};
// From U+0391, capital alpha; small letters are 32 after.
constexpr const char* kGreek[] = {"a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o", "i", "y"};
// From U+05D0, alef.
constexpr const char* kHebrew[] = {"a", "b", "g", "d", "h", "v", "z", "ch", "t", "y", "k", "k", "l", "m", "m", "n", "n", "s", "a", "p", "p", "ts", "ts", "k", "r", "sh", "t"};
// From U+0621, hamza, to U+064A, yeh; tatweel and the gap are empty.
constexpr const char* kArabic[] = {"",  "a", "a", "w", "a", "y",  "a", "b", "a", "t", "th", "j", "h", "kh", "d", "dh", "r", "z", "s", "sh", "s",
                                   "d", "t", "z", "a", "gh", "", "", "", "", "", "",  "f", "q", "k", "l",  "m", "n",  "h", "w", "a", "y"};

struct Letter {
  uint32_t code_point;
  const char* letters;
};
// Persian and Urdu letters, and accented Greek.
constexpr Letter kOthers[] = {{0x386, "a"},  {0x388, "e"},  {0x389, "i"}, {0x38A, "i"}, {0x38C, "o"},  {0x38E, "y"}, {0x38F, "o"}, {0x390, "i"},
                              {0x3AC, "a"},  {0x3AD, "e"},  {0x3AE, "i"}, {0x3AF, "i"}, {0x3B0, "y"},  {0x3CA, "i"}, {0x3CB, "y"}, {0x3CC, "o"},
                              {0x3CD, "y"},  {0x3CE, "o"},  {0x490, "g"}, {0x491, "g"}, {0x679, "t"},  {0x67E, "p"}, {0x686, "ch"}, {0x688, "d"},
                              {0x691, "r"},  {0x698, "zh"}, {0x6A9, "k"}, {0x6AF, "g"}, {0x6BA, "n"},  {0x6BE, "h"}, {0x6C1, "h"}, {0x6CC, "y"},
                              {0x6D2, "e"},  {0x6C0, "h"},  {0x6C3, "h"}, {0x6D5, "e"}, {0x1E9E, "ss"}};

// Marks that sit on the letter before, and marks nobody sees: dropped without ending the word.
bool is_mark(uint32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7) || (c >= 0x610 && c <= 0x61A) || c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0xAD ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

bool is_apostrophe(uint32_t c) { return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2BB || c == 0x2B9; }

void append_pair(const char* table, size_t index, std::string& out) {
  for (size_t i = 2 * index; i < 2 * index + 2; ++i)
    if (table[i] != ' ') out += table[i];
}

bool append_ranged(uint32_t c, std::string& out) {
  if (c >= 0x410 && c <= 0x42F) out += kCyrillic[c - 0x410];
  else if (c >= 0x430 && c <= 0x45F) out += kCyrillic[c - 0x430];
  else if (c >= 0x400 && c <= 0x40F) out += kCyrillic[c - 0x400 + 32];
  else if (c >= 0x391 && c <= 0x3AB) out += kGreek[c - 0x391];
  else if (c >= 0x3B1 && c <= 0x3C9) out += kGreek[c - 0x3B1];
  else if (c >= 0x5D0 && c <= 0x5EA) out += kHebrew[c - 0x5D0];
  else if (c >= 0x621 && c <= 0x64A) out += kArabic[c - 0x621];
  else return false;
  return true;
}

// Letters of scripts that are kept as they are. Punctuation, symbols and emoji are not among them.
bool is_other_letter(uint32_t c) {
  return (c >= 0x250 && c <= 0x2AF) || (c >= 0x370 && c <= 0x1FFF) || (c >= 0x2C00 && c <= 0x2DFF) || (c >= 0x3040 && c <= 0xD7FF) ||
         (c >= 0xF900 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) || (c >= 0x20000 && c <= 0x3FFFF);
}

}  // namespace

bool fold_code_point(uint32_t c, std::string& out) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') out += char(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += char(c);
    else return is_apostrophe(c);
    return true;
  }
  if (is_mark(c) || is_apostrophe(c)) return true;
  if (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) return append_pair(kLatin, c - 0xC0, out), true;
  for (const Letter& letter : kOthers)
    if (letter.code_point == c) return out += letter.letters, true;
  if (c >= 0x1E00 && c < 0x1F00) return append_pair(kLatinMore, c - 0x1E00, out), true;
  if (append_ranged(c, out)) return true;
  if (c >= 0x660 && c <= 0x669) return out += char('0' + (c - 0x660)), true;
  if (c >= 0x6F0 && c <= 0x6F9) return out += char('0' + (c - 0x6F0)), true;
  if (!is_other_letter(c)) return false;
  base::append_utf8(out, c);
  return true;
}

std::vector<std::string> fold_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (size_t at = 0; at < text.size();) {
    const base::CodePoint c = base::decode_at(text, at);
    at += c.bytes;
    if (fold_code_point(c.value, word)) continue;
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace care
