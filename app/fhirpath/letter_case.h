// app/fhirpath/letter_case.h: upper and lower case for the scripts that have pairs: Latin, Greek, Cyrillic, Armenian, Georgian; and the few small letters whose capital is two.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace fhirpath {

uint32_t to_lower(uint32_t code_point);
uint32_t to_upper(uint32_t code_point);
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
// Unicode White_Space.
bool is_white_space(uint32_t code_point);
// The same letters, whatever their case, any white space standing for any other.
bool same_ignoring_case(std::string_view a, std::string_view b);
size_t count_characters(std::string_view text);

}  // namespace fhirpath
