#include "app/tablet/screens/chooser.h"

#include <algorithm>

#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

constexpr size_t kOptionsAtOnce = 5;

care::Language language_of(const state::AppState& state) {
  return state.settings.language == state::Language::Welsh ? care::Language::Welsh : care::Language::English;
}

// What may be chosen today, and what is chosen though it may not be any more.
std::vector<const care::Code*> offered(const state::AppState& state, std::string_view list, std::string_view chosen) {
  const care::CodeList& codes = state.assets->codes.list(list);
  std::vector<const care::Code*> out = codes.open_on(care::wall_time(state.now_ms).date);
  const care::Code* now = codes.find(chosen);
  if (now && std::find(out.begin(), out.end(), now) == out.end()) out.push_back(now);
  return out;
}

void draw_look(const ChooserLook& look) {
  ui::label(look.label, look.required);
  if (!look.help.empty()) ui::secondary(look.help);
}

bool draw_options(std::string_view id, const state::AppState& state, const std::vector<const care::Code*>& codes, std::string& code, const ChooserLook& look) {
  std::vector<ui::Option> choices;
  for (const care::Code* one : codes) choices.push_back({.id = one->code, .label = one->label(language_of(state)), .selected = one->code == code});
  const int tapped = ui::options(id, choices, {.error = !look.error.empty(), .narrowest_dp = 150, .label = look.label});
  if (tapped < 0) return false;
  const std::string& now = codes[size_t(tapped)]->code;
  if (now == code && !look.may_clear) return false;
  code = now == code ? std::string() : now;
  return true;
}

// A box that says what is chosen and opens the list over the page.
bool draw_box(std::string_view id, const state::AppState& state, const std::vector<const care::Code*>& codes, std::string_view list, std::string& code,
              std::string& choosing, const ChooserLook& look) {
  const std::string shown = code.empty() ? std::string(ui::tr("choose.nothing")) : state.label(list, code);
  if (ui::button(id, shown, {.icon_after = ui::Icon::ChevronDown, .fill = true})) choosing = id;
  if (choosing != id) return false;
  ui::Dialog dialog(std::string(id) + "_list", look.label);
  bool changed = false;
  std::string_view group;
  for (const care::Code* one : codes) {
    if (one->group != group && !one->group.empty()) ui::small(one->group);
    group = one->group;
    if (!ui::row(std::string(id) + ":" + one->code, {.title = one->label(language_of(state)), .end_icon = one->code == code ? ui::Icon::Check : ui::Icon::None, .selected = one->code == code}))
      continue;
    code = one->code;
    changed = true;
  }
  if (look.may_clear && !code.empty() && ui::quiet_button(std::string(id) + "_clear", ui::tr("choose.clear"))) {
    code.clear();
    changed = true;
  }
  if (changed || dialog.closed()) choosing.clear();
  return changed;
}

}  // namespace

bool choose_code(std::string_view id, const state::AppState& state, std::string_view list, std::string& code, std::string& choosing, const ChooserLook& look) {
  draw_look(look);
  const std::vector<const care::Code*> codes = offered(state, list, code);
  const bool changed = codes.size() <= kOptionsAtOnce ? draw_options(id, state, codes, code, look) : draw_box(id, state, codes, list, code, choosing, look);
  if (!look.error.empty()) ui::problem(look.error, std::string(id) + "_error");
  return changed;
}

bool choose_codes(std::string_view id, const state::AppState& state, std::string_view list, std::vector<std::string>& codes, const ChooserLook& look) {
  draw_look(look);
  const std::vector<const care::Code*> all = offered(state, list, {});
  std::vector<ui::Option> choices;
  for (const care::Code* one : all) {
    const bool chosen = std::find(codes.begin(), codes.end(), one->code) != codes.end();
    choices.push_back({.id = one->code, .label = one->label(language_of(state)), .selected = chosen});
  }
  const int tapped = ui::options(id, choices, {.several = true, .narrowest_dp = 150, .label = look.label});
  if (tapped < 0) return false;
  const std::string& now = all[size_t(tapped)]->code;
  if (std::erase(codes, now) == 0) codes.push_back(now);
  return true;
}

}  // namespace screens
