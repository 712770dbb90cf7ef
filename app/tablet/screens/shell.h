// app/tablet/screens/shell.h: what stands around every screen once the tablet is open: the places to go, the bar on top with what is saved only
// here, and what went wrong with saving, if anything did.
#pragma once
#include <string>

#include "app/tablet/state/commands.h"

namespace screens {

// Takes its room first; the screen draws in what is left.
void draw_shell(state::AppState& state, state::Commands& out);
// After the screen: Esc, when no calendar, dialog or field wanted it, goes back.
void finish_shell(state::AppState& state, state::Commands& out);

// The bar on top. Screens call it first, with their own title; Back and the worker's badge are handled here.
struct Title {
  std::string title;
  std::string subtitle;
  bool back = false;
};
void draw_top_bar(state::AppState& state, state::Commands& out, const Title& title);

}  // namespace screens
