// app/tablet/ui/grapheme.h: what a person calls one character: a letter with its marks, a flag, a family joined by joiners.
// The parts of Unicode Annex 29 that typing and erasing need. Positions are UTF-8 byte offsets.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ui {

size_t next_grapheme(std::string_view text, size_t at);
size_t previous_grapheme(std::string_view text, size_t at);
size_t grapheme_count(std::string_view text);
// The start of the next word, and of the word before; and the word around a place.
size_t next_word(std::string_view text, size_t at);
size_t previous_word(std::string_view text, size_t at);
void word_around(std::string_view text, size_t at, size_t& begin, size_t& end);
// Takes no room of its own: marks, joiners, direction marks, variation selectors.
bool is_mark(uint32_t code_point);
bool is_invisible(uint32_t code_point);

}  // namespace ui
