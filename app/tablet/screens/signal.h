// app/tablet/screens/signal.h: what the bar on top says of the hub, in few words, and what is wrong with it, in plain ones. Frame's thread.
#pragma once
#include <string>

#include "app/tablet/state/state.h"
#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/theme.h"

namespace screens {

struct Signal {
  std::string words;
  ui::Tone tone = ui::Tone::Neutral;
  ui::Icon icon = ui::Icon::None;
  int64_t next_ms = -1;  // when the words will be other ones by themselves; -1: not so
};
Signal signal_of(const state::AppState& state);

// "2 min ago", "just now", "Fri 17:20".
std::string ago(const state::AppState& state, int64_t unix_ms);
// A sentence that says what is wrong, and one that says what can be done. Empty when nothing is.
std::string why_title(const session::Status& status);
std::string why_detail(const session::Status& status);

}  // namespace screens
