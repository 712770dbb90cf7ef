// app/tablet/ui/week.h: seven days across and times down, for what comes in a week. It knows nothing of what that is.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "app/tablet/ui/theme.h"

namespace ui {

struct WeekCell {
  std::string_view label;       // empty: nothing then; the cell can still be tapped
  std::string_view detail = {};
  Tone tone = Tone::Teal;
};
struct WeekLine {
  std::string_view id;          // of the line, stable: "08:00"
  std::string_view time;
  std::array<WeekCell, 7> cells;
};
struct WeekTap {
  int line = -1;                // of the lines given; -1: nothing was tapped
  int day = -1;
};

// Whether seven columns have room for words here; where they have not, show a list.
bool week_fits();
// Cells are buttons with the ids "<id>/<line>/<day>", day 0 to 6. `days` are seven headings. `empty` is read out for a cell with nothing in it.
WeekTap week_grid(std::string_view id, std::span<const std::string_view> days, std::span<const WeekLine> lines, std::string_view empty, bool enabled = true);

}  // namespace ui
