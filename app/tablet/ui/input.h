// app/tablet/ui/input.h: the kit's own half of input, between begin() and end() of a frame (kit.h). Nobody else calls these.
#pragma once
#include "app/tablet/ui/kit.h"

namespace ui {

// The widget that is pressed under this id where two share it; null when it is not there.
const Item* find_item(const std::vector<Item>& items, Id id);
// `shown`: by keyboard, so the ring is drawn.
void set_focus(Kit& kit, Id id, std::string_view name, bool shown);

void feed(Kit& kit, const window::Event& event);
// A press that has lasted long enough becomes a hold.
void check_hold(Kit& kit);
int64_t hold_due_ms(const Kit& kit);  // from now; 0: none is coming
// Keys nobody used: Tab and arrows move the focus, or scroll.
void default_key(Kit& kit);

}  // namespace ui
