// app/tablet/screens/typed.h: fields whose value is more than words: dates, times, numbers, money. What was typed stays in its box, marked, until it can be
// read; only then does the value change.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "app/care/date.h"
#include "app/tablet/ui/fields.h"

namespace screens {

using Unread = std::map<std::string, std::string, std::less<>>;  // by full id

// Each answers whether `value` changed.
bool date_of(std::string_view id, care::Date& value, Unread& unread, const care::Date& today, ui::FieldOptions options);
bool minute_of(std::string_view id, int& value, Unread& unread, ui::FieldOptions options);
// A whole number from 0 to `most`; an empty box is 0.
bool number_of(std::string_view id, int& value, int most, Unread& unread, ui::FieldOptions options);
// "208.04" or "208" pounds a week, as pence.
bool pence_of(std::string_view id, int64_t& value, Unread& unread, ui::FieldOptions options);

// False, and `out` untouched, for what is not a sum of money of at most nine digits.
bool parse_pence(std::string_view text, int64_t& out);

}  // namespace screens
