// app/care/fold.h: a name as search compares it: lower-case letters a to z and digits, accents gone, other alphabets written in Latin letters by the
// usual romanisation (Cyrillic, Greek, Arabic, Hebrew), so that a name typed one way finds it kept the other way. Scripts without one here (Han,
// Devanagari, ...) stay as they are and match themselves.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace care {

// Appends the folded letters of one code point: "Ż" -> "z", "م" -> "m"; nothing for apostrophes and marks, which do not end a word. False for
// everything that does.
bool fold_code_point(uint32_t code_point, std::string& out);
// The words of `text`, folded: "Siân O'Neill-Żak" -> {"sian", "oneill", "zak"}.
std::vector<std::string> fold_words(std::string_view text);

}  // namespace care
