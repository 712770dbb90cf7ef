// app/demo/cells.h: what stands in a cell of the demo lists.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace demo {

// "14", "-3", "+7"; 0 when it is no number.
int number_of(std::string_view text);
double fraction_of(std::string_view text);
bool is_yes(std::string_view text);
// Of the day: "09:30"; 0 when it is no clock.
int minute_of(std::string_view clock);
std::vector<std::string> strings_of(std::string_view text);  // parted by blanks
// The same; views of `text`.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace demo
