// app/demo/cells.h: what stands in a cell of the demo lists.
#pragma once
#include <string_view>
#include <vector>

namespace demo {

// "14", "-3", "+7"; 0 when it is no number.
int number_of(std::string_view text);
double fraction_of(std::string_view text);
// Parted by blanks; views of `text`.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace demo
