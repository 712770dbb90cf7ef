// app/tablet/state/items.h: adding, moving and removing the keyed items of a list (app/care/item.h): outcomes of a plan, marks on a body. Items are
// kept in the order shown; a new or moved one takes an order between its neighbours', so nobody else's item changes.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "platform/os/clock.h"
#include "sync/record/order_key.h"

namespace state {

// Ten letters and digits of chance: two tablets never make the same one.
std::string new_item_key(os::Random& random);

template <class Thing>
Thing* find_item(std::vector<Thing>& list, std::string_view key) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Thing& item) { return item.key == key; });
  return found == list.end() ? nullptr : &*found;
}
template <class Thing>
const Thing* find_item(const std::vector<Thing>& list, std::string_view key) {
  return find_item(const_cast<std::vector<Thing>&>(list), key);
}

// At the end.
template <class Thing>
Thing& add_item(std::vector<Thing>& list, os::Random& random) {
  Thing made;
  made.key = new_item_key(random);
  made.order = record::order_between(list.empty() ? std::string_view() : std::string_view(list.back().order), {});
  return list.emplace_back(std::move(made));
}

template <class Thing>
bool remove_item(std::vector<Thing>& list, std::string_view key) {
  return std::erase_if(list, [&](const Thing& item) { return item.key == key; }) > 0;
}

// One place up (-1) or down (1); false where there is no such place.
template <class Thing>
bool move_item(std::vector<Thing>& list, std::string_view key, int by) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Thing& item) { return item.key == key; });
  if (found == list.end()) return false;
  const auto from = found - list.begin(), to = from + by;
  if (to < 0 || to >= std::ptrdiff_t(list.size())) return false;
  std::swap(list[size_t(from)], list[size_t(to)]);
  const std::string_view before = to > 0 ? std::string_view(list[size_t(to - 1)].order) : std::string_view();
  const std::string_view after = size_t(to) + 1 < list.size() ? std::string_view(list[size_t(to + 1)].order) : std::string_view();
  list[size_t(to)].order = record::order_between(before, after);
  return true;
}

}  // namespace state
