// app/care/identifiers.h: the numbers people and places go by, checked and shown (domain section 15). A check never blocks: what was typed is
// kept and marked.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace care {

// NHS number: ten digits, weights 10 to 2, check digit = 11 - (sum mod 11), 11 -> 0, and where that gives 10 no such number exists. All zeros
// passes the arithmetic and is refused.
enum class NhsCheck { Empty, Valid, NotTenDigits, WrongCheckDigit, NoSuchNumber };
NhsCheck check_nhs_number(std::string_view typed);
// The check digit of the first nine digits, or -1 where no number with them exists. `nine` is nine digits.
int nhs_check_digit(std::string_view nine);
// As it is stored: the digits alone, where everything else is spaces, hyphens, dots or invisible marks; what was typed where it is not.
std::string nhs_digits(std::string_view typed);
// "999 041 3215" where there are ten digits, else what was given.
std::string show_nhs_number(std::string_view stored);
// Never issued to people: for invented data only.
bool is_synthetic_nhs_number(std::string_view stored);

// A pattern check only: a new postcode is legal. "jx14ab" -> "JX1 4AB"; what was typed where it has no such pattern.
bool is_postcode(std::string_view typed);
std::string show_postcode(std::string_view typed);
// 1 to 12 digits, no leading zero; no check digit exists.
bool is_uprn(std::string_view typed);
// 9 to 15 digits, perhaps after a +, with spaces, brackets, dots and hyphens between.
bool is_phone(std::string_view typed);
// "01632 960123", "020 7946 0123", "07700 900123", "+44 1632 960123": what was typed where it is none of those shapes.
std::string show_phone(std::string_view typed);
// "SW" and digits (Social Work England).
bool is_social_work_registration(std::string_view typed);

}  // namespace care
