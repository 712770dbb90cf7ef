// app/care/item.h: one row of a list inside a record: an outcome, an action, a mark on a body map.
#pragma once
#include <string>

namespace care {

// One item of a repeating group: its key names it for ever; `order` is its fractional place among its siblings (sync/record). An item exists
// while its "@order" field has a value, so removing one is clearing that field.
struct Item {
  std::string key;
  std::string order;
  bool operator==(const Item&) const = default;
};

}  // namespace care
