// app/tablet/ui/fields.h: typing. The words belong to the caller's draft: a field reads `value` every frame and changes it in place;
// the kit keeps only caret, selection, undo and scroll, by id. Nothing typed or pasted is refused: a field may look wrong (`error`)
// but keeps what it was given (base::clean_pasted takes out control characters). Positions are UTF-8 byte offsets.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/tablet/ui/icons.h"

namespace ui {

// What happened to the field in this frame. In a condition it means `changed`.
struct Edited {
  bool changed = false;
  bool submitted = false;  // Enter in a one-line field
  bool focused = false;    // it has the keyboard now
  bool left = false;       // it had it until now: close the edit
  bool moved = false;      // the caret or selection moved
  explicit operator bool() const { return changed; }
};

struct FieldOptions {
  std::string_view label = {};        // above the field
  std::string_view spoken = {};       // read out when the label is drawn by the screen itself
  bool required = false;
  std::string_view help = {};         // under the label
  std::string_view placeholder = {};
  std::string_view under = {};        // under the box at the left: last time's answer
  std::string_view error = {};        // beside the question, with an icon
  std::string_view unit = {};         // inside the box at the right: kg
  Icon icon = Icon::None;             // inside the box at the left
  bool enabled = true;
  bool read_only = false;
  bool count = false;                 // "148 characters" at the right
  size_t bytes_max = 1 << 20;         // what would go beyond is not taken, and the field says so
  int lines_min = 3;                  // text areas: grow with their contents
  float width_dp = 0;                 // 0: the flow's
  bool focus = false;                 // takes the keyboard when first drawn
};
Edited text_field(std::string_view id, std::string& value, const FieldOptions& options = {});
// Dots instead of letters, with a button to show them.
Edited secret_field(std::string_view id, std::string& value, const FieldOptions& options = {});
// The same for a secret the caller keeps itself, in memory it can wipe: nothing of it stays here. Letters are added at the end.
struct SecretKeys {
  std::string typed;       // to be added
  bool erase = false;      // the last letter goes
  bool submitted = false;  // Enter
};
SecretKeys secret_keys(std::string_view id, size_t letters, const FieldOptions& options = {});
// Wrapped words over several lines.
Edited text_area(std::string_view id, std::string& value, const FieldOptions& options = {});
// A magnifier, a way to clear it and `note` at the right ("7 of 34 people").
Edited search_box(std::string_view id, std::string& value, std::string_view placeholder, std::string_view note = {});
// Digits with a minus and a plus; keeps what was typed even when it is not a number.
Edited number_field(std::string_view id, std::string& value, double step, const FieldOptions& options = {});

// Dates and times. `value` is ISO ("2026-11-22", "2026-11", "2026", "09:30") when what was typed can be read, else as typed.
Edited date_field(std::string_view id, std::string& value, const FieldOptions& options = {}, std::string_view today_iso = {});
Edited time_field(std::string_view id, std::string& value, const FieldOptions& options = {});

// The caret of the field that has the keyboard, to keep and restore. `id` is the full id.
struct Caret {
  size_t at = 0;
  size_t anchor = 0;  // the other end of the selection
};
bool caret_of(std::string_view full_id, Caret& out);
void set_caret(std::string_view full_id, Caret caret);
// Forgets undo steps and caret of fields whose ids begin with `prefix`: after the record under them changed.
void forget_fields(std::string_view prefix);

}  // namespace ui
