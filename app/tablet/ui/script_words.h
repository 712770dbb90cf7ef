// app/tablet/ui/script_words.h: a line of a script as words and numbers.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

using Words = std::vector<std::string>;

// Words parted by blanks; "..." keeps blanks and knows \n \t \" \\ and \u{1F600}; # begins a comment. False: `why` says what is wrong.
bool split_words(std::string_view line, Words& out, std::string& why);
bool to_number(const std::string& text, float& out);
// Letters to change, add or leave out to make one of the other.
size_t distance(std::string_view a, std::string_view b);

}  // namespace ui
