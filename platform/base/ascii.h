// platform/base/ascii.h: letters and digits of ASCII, whatever the locale (those of <cctype> ask it).
#pragma once

namespace base {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace base
