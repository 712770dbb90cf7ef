// app/tablet/state/preferences.h: the settings screen: text size, theme, language, when to lock, and the plain facts of this tablet.
#pragma once
#include <variant>

#include "app/tablet/state/effects.h"
#include "app/tablet/state/events.h"

namespace state {

struct AppState;

struct PreferencesDraft {
  float pinched = 1;  // how far two fingers have moved apart since the text size last changed
};

struct SetTextPercent {
  int percent = 100;
};
struct SetTheme {
  Theme theme = Theme::Light;
};
struct SetLanguage {
  Language language = Language::English;
};
struct SetLockAfter {
  int minutes = 5;
};
using PreferencesCommand = std::variant<SetTextPercent, SetTheme, SetLanguage, SetLockAfter>;

void apply_preferences(AppState& state, const PreferencesCommand& command, Effects& out);
void preferences_on_event(AppState& state, Event& event, Effects& out);

}  // namespace state
