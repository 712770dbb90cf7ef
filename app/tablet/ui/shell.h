// app/tablet/ui/shell.h: the frame around every screen: places to go at the left (at the bottom in portrait) and the bar on top.
#pragma once
#include <span>
#include <string_view>

#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/theme.h"

namespace ui {

struct Place {
  std::string_view id;
  std::string_view label;
  Icon icon = Icon::None;
  int badge = 0;          // 0: none
  bool at_end = false;    // at the bottom of the rail: settings
};
// Draws the rail and takes its room from what follows. Answers the place tapped, or -1.
int nav(std::string_view id, std::span<const Place> places, int here);

struct TopBar {
  std::string_view title;
  std::string_view subtitle = {};
  bool back = false;
  std::string_view signal = {};  // "No signal · 3 visits saved here"
  Tone signal_tone = Tone::Neutral;
  Icon signal_icon = Icon::None;
  std::string_view initials = {};
};
enum class TopBarTap { None, Back, Signal, Avatar };
// Ids: "back", "signal", "me", "title", "subtitle" in the current scope.
TopBarTap top_bar(const TopBar& bar);

}  // namespace ui
