// app/tablet/screens/typed.h: fields whose value is more than words: dates, times, numbers, money. What is typed stays in its box as it was typed until she
// goes on ("24.5" is not rewritten as "24.50" between two keys), and longer, marked, while it cannot be read; the value changes only to what can.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "app/care/date.h"
#include "app/tablet/ui/fields.h"

namespace screens {

using Typed = std::map<std::string, std::string, std::less<>>;  // by id

// Each answers whether `value` changed.
bool date_of(std::string_view id, care::Date& value, Typed& typed, const care::Date& today, ui::FieldOptions options);
bool minute_of(std::string_view id, int& value, Typed& typed, ui::FieldOptions options);
// A whole number from 0 to `most`; an empty box is 0.
bool number_of(std::string_view id, int& value, int most, Typed& typed, ui::FieldOptions options);
// "208.04" or "208" pounds a week, as pence.
bool pence_of(std::string_view id, int64_t& value, Typed& typed, ui::FieldOptions options);

// False, and `out` untouched, for what is not a sum of money of at most nine digits.
bool parse_pence(std::string_view text, int64_t& out);

}  // namespace screens
