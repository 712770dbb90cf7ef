// app/tablet/screens/chooser.h: choosing from a code list. A few choices stand as large options; a long list opens over the page.
#pragma once
#include <string>
#include <string_view>

#include "app/tablet/state/state.h"

namespace screens {

struct ChooserLook {
  std::string_view label;      // above it
  std::string_view help = {};
  bool required = false;
  std::string_view error = {};
  bool may_clear = true;       // the chosen one, tapped again, is unchosen
};
// One code of `list`; true when `code` changed. `choosing` is the page's own note of which list is open. Codes no longer offered stay shown while chosen.
bool choose_code(std::string_view id, const state::AppState& state, std::string_view list, std::string& code, std::string& choosing, const ChooserLook& look);
// Several codes; true when `codes` changed.
bool choose_codes(std::string_view id, const state::AppState& state, std::string_view list, std::vector<std::string>& codes, const ChooserLook& look);

}  // namespace screens
