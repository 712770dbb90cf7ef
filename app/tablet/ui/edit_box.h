// app/tablet/ui/edit_box.h: the box every field types into. Private to the kit.
#pragma once
#include <string>
#include <string_view>

#include "app/tablet/ui/editor.h"
#include "app/tablet/ui/fields.h"
#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/kit.h"

namespace ui {

struct BoxStyle {
  bool several_lines = false;
  bool secret = false;
  float left = 0, right = 0;  // room kept inside the box for icons and units, pixels
};

// What is kept of a field between frames.
struct FieldState {
  Editor editor;
  std::string name;           // the field's full id
  bool had_focus = false;
  bool offered = false;       // it was drawn before: `focus` of its options has been heeded
  bool show_secret = false;
  bool menu = false;          // the bar with cut, copy and paste is open
  bool open_panel = false;    // of a date or time: the calendar or clock
  int panel_month = 0, panel_year = 0;
  float wanted_x = -1;        // of the caret, while moving up and down
  float shift = 0;            // of a line longer than its box
  uint64_t seen = 0;
};
FieldState& field_state(Id id);
void forget_fields();  // every field's state, and what was copied from one
void forget_typed_dates();

// The height of a box for `value` at `width`.
float box_height(std::string_view value, float width, const BoxStyle& style, int lines_min);
Edited edit_box(std::string_view id, std::string& value, const Rect& rect, const FieldOptions& options, const BoxStyle& style);

// Label and help above a field; error, `under` and the count below it.
void field_head(const FieldOptions& options);
void field_foot(std::string_view id, std::string_view value, const FieldOptions& options);

}  // namespace ui
