// sync/record/order_key.h: fractional order for the items of a repeating group. An item's place is text between its neighbours' texts, so two
// tablets can add and move items without renumbering anybody else's. Bytes compare as order; equal texts are ordered by the item's key.
#pragma once
#include <string>
#include <string_view>

namespace record {

// Text that sorts after `after` and before `before`; an empty one is the open end. Base 62 (0-9 A-Z a-z), never ending in '0'. Adding at the end
// 1,000 times stays under 64 bytes. When the two are equal or crossed, something after `after`.
std::string order_between(std::string_view after, std::string_view before);

}  // namespace record
