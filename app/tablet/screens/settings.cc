#include "app/tablet/screens/say.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/screens/tablet_card.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

void draw_text_size(const state::Settings& settings, state::Commands& out) {
  const ui::Card card("text");
  ui::heading(ui::tr("settings.text"), ui::Icon::TextSize);
  constexpr int kPercents[] = {100, 125, 150, 175, 200};
  constexpr ui::Choice kChoices[] = {{.id = "100", .label = "100 %"}, {.id = "125", .label = "125 %"}, {.id = "150", .label = "150 %"},
                                     {.id = "175", .label = "175 %"}, {.id = "200", .label = "200 %"}};
  int chosen = -1;
  for (size_t i = 0; i < std::size(kPercents); ++i)
    if (kPercents[i] == settings.text_percent) chosen = int(i);
  if (const int tapped = ui::segmented("text_size", kChoices, chosen); tapped >= 0) out.push(state::SetTextPercent{kPercents[tapped]});
  ui::text(ui::tr("settings.sample"));
  ui::secondary(ui::tr("settings.text_detail"));
}

void draw_look(const state::Settings& settings, state::Commands& out) {
  const ui::Card card("look");
  ui::heading(ui::tr("settings.look"), ui::Icon::Contrast);
  const ui::Choice choices[] = {{.id = "light", .label = ui::tr("settings.light")}, {.id = "dark", .label = ui::tr("settings.dark")}, {.id = "contrast", .label = ui::tr("settings.contrast")}};
  if (const int tapped = ui::segmented("theme", choices, int(settings.theme)); tapped >= 0) out.push(state::SetTheme{state::Theme(tapped)});
}

void draw_language(const state::Settings& settings, state::Commands& out) {
  const ui::Card card("languages");
  ui::heading(ui::tr("settings.language"), ui::Icon::Language);
  const ui::Choice choices[] = {{.id = "en", .label = ui::tr("settings.english")}, {.id = "cy", .label = ui::tr("settings.welsh")}};
  if (const int tapped = ui::segmented("language", choices, int(settings.language)); tapped >= 0) out.push(state::SetLanguage{state::Language(tapped)});
}

void draw_lock(const state::Settings& settings, state::Commands& out) {
  const ui::Card card("lock");
  ui::heading(ui::tr("settings.lock"), ui::Icon::Lock);
  constexpr int kMinutes[] = {1, 2, 5, 10, 15, 30};
  std::string labels[std::size(kMinutes)], ids[std::size(kMinutes)];
  ui::Choice choices[std::size(kMinutes)];
  int chosen = -1;
  for (size_t i = 0; i < std::size(kMinutes); ++i) {
    labels[i] = ui::tr("settings.minutes", kMinutes[i]), ids[i] = std::to_string(kMinutes[i]);
    choices[i] = {.id = ids[i], .label = labels[i]};
    if (kMinutes[i] == settings.lock_after_minutes) chosen = int(i);
  }
  if (const int tapped = ui::segmented("lock_after", choices, chosen); tapped >= 0) out.push(state::SetLockAfter{kMinutes[tapped]});
  ui::secondary(ui::tr("settings.lock_detail"));
  if (ui::outline_button("lock_now", ui::tr("settings.lock_now"), ui::Icon::Lock)) out.push(state::LockNow{});
}

void draw_about(const state::AppState& state) {
  const ui::Card card("about");
  ui::heading(ui::tr("settings.about"), ui::Icon::Info);
  ui::key_value(ui::tr("settings.version"), DOORSTEP_VERSION, "version");
  ui::key_value(ui::tr("settings.worker"), state.worker, "worker");
}

void draw_keys() {
  const ui::Card card("keys");
  ui::heading(ui::tr("settings.keys"), ui::Icon::Keyboard);
  ui::key_value(ui::tr("settings.key_places"), "Ctrl+1 – 4");
  ui::key_value(ui::tr("settings.key_find"), "Ctrl+F");
  ui::key_value(ui::tr("settings.key_back"), "Esc");
  ui::key_value(ui::tr("settings.key_lock"), "Ctrl+L");
}

}  // namespace

void draw_settings(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("nav.settings")), .subtitle = std::string(ui::tr("settings.subtitle")), .back = false});
  const ui::Page page("settings");
  ui::Columns columns({653, 467}, 360);
  draw_text_size(state.settings, out);
  draw_look(state.settings, out);
  draw_language(state.settings, out);
  draw_lock(state.settings, out);
  columns.next();
  draw_tablet_card(state);
  draw_about(state);
  draw_keys();
}

}  // namespace screens
