// app/tablet/ui/table.h: rows of words under headed columns, each as wide as what stands in it. Where they have no room beside each other (large text, a
// narrow window) every row stands for itself: its first cell is its title, the others follow behind the words of their columns. Nothing is cut off.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/tablet/ui/theme.h"

namespace ui {

struct TableColumn {
  std::string_view words;
  bool to_right = false;  // numbers
};
struct TableRow {
  std::string id;
  std::vector<std::string> cells;  // one a column; an empty one says nothing here
  std::string pill;                // at the end
  Tone tone = Tone::Neutral;
};
void table(std::span<const TableColumn> columns, std::span<const TableRow> rows);

}  // namespace ui
