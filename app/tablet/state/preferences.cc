#include "app/tablet/state/preferences.h"

#include <algorithm>

#include "app/tablet/state/state.h"

namespace state {
namespace {
struct Change {
  Settings& settings;
  void operator()(const SetTextPercent& c) const { settings.text_percent = std::clamp(c.percent, 100, 200); }
  void operator()(const SetTheme& c) const { settings.theme = c.theme; }
  void operator()(const SetLanguage& c) const { settings.language = c.language; }
  void operator()(const SetLockAfter& c) const { settings.lock_after_minutes = std::clamp(c.minutes, 1, 60); }
};
}  // namespace

void apply_preferences(AppState& state, const PreferencesCommand& command, Effects& out) {
  const Settings before = state.settings;
  std::visit(Change{state.settings}, command);
  if (state.settings != before) out.push_back(SaveSettings{state.settings});
}

void preferences_on_event(AppState& state, Event& event, Effects&) {
  if (const auto* read = std::get_if<FiguresRead>(&event)) state.figures = read->figures;
}

}  // namespace state
