// app/tablet/state/nav.h: moving about. Every screen's own page is loaded by its area's arrive(), whether she came by a tap, by Back or by
// reopening the app.
#pragma once
#include <variant>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"
#include "app/tablet/state/route.h"

namespace state {

struct AppState;

struct GoTo {  // on top of where she is
  Place place;
};
struct GoToRoot {  // a tap on the navigation rail: forgets the way there
  Screen screen = Screen::Today;
};
struct Back {};
// The tab, page or question on screen, and the widget and caret that have the keyboard. Remembered, not a new step for Back.
struct SetPart {
  std::string part;
};
struct SetFocus {
  std::string focus;
  uint32_t caret = 0;
};
struct LockNow {};
struct DismissNotice {};
struct DismissToast {};
struct RetrySave {};  // after a failed commit: everything not yet durable is tried again
struct Tick {};       // time passed: idle lock, the clock on screen

using NavCommand = std::variant<GoTo, GoToRoot, Back, SetPart, SetFocus, LockNow, DismissNotice, DismissToast, RetrySave, Tick>;

void apply_nav(AppState& state, const NavCommand& command, Effects& out);
void go(AppState& state, Place place, Effects& out);
void back(AppState& state, Effects& out);
// How long the tablet may still lie untouched before it locks itself.
int64_t idle_left_ms(const AppState& state);
// Loads what the place on top needs.
void arrive(AppState& state, Effects& out);

}  // namespace state
