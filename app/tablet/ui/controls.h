// app/tablet/ui/controls.h: things to press. Each answers in the frame its press ends in. At least 48 dp high; Enter and Space press
// the focused one; a press that turns into a scroll presses nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "app/tablet/ui/canvas.h"
#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/lettering.h"
#include "app/tablet/ui/theme.h"

namespace ui {

enum class Kind : uint8_t { Primary, Outline, Quiet, Danger, DangerOutline };
struct ButtonOptions {
  Kind kind = Kind::Outline;
  Icon icon = Icon::None;
  Icon icon_after = Icon::None;
  bool fill = false;      // as wide as the flow
  bool enabled = true;
  bool small = false;     // 44 dp drawn, 48 dp touched
};
bool button(std::string_view id, std::string_view label, ButtonOptions options = {});
bool primary_button(std::string_view id, std::string_view label, Icon icon = Icon::None, bool enabled = true);
bool outline_button(std::string_view id, std::string_view label, Icon icon = Icon::None, bool enabled = true);
bool quiet_button(std::string_view id, std::string_view label, Icon icon = Icon::None, bool enabled = true);
bool danger_button(std::string_view id, std::string_view label, Icon icon = Icon::None, bool enabled = true);
// `label` is read out, not drawn.
bool icon_button(std::string_view id, Icon icon, std::string_view label, bool enabled = true);
// Underlined words.
bool link(std::string_view id, std::string_view words);

// Filters and tabs: `chosen` is an index; the answer is the index tapped, or -1. Arrows move within the group.
struct Choice {
  std::string_view id;
  std::string_view label;
  Icon icon = Icon::None;
  int count = -1;         // shown after the label when 0 or more
};
int chips(std::string_view id, std::span<const Choice> choices, int chosen);
int tabs(std::string_view id, std::span<const Choice> choices, int chosen);
// A few short choices joined into one control.
int segmented(std::string_view id, std::span<const Choice> choices, int chosen);

// Large options in a grid that wraps: one may be chosen (radio) or several (check). Answers the index tapped, or -1.
struct Option {
  std::string_view id;
  std::string_view label;
  std::string_view detail = {};
  bool selected = false;
  bool enabled = true;
  const PictureView* picture = nullptr;  // drawn above the words; room is kept for one that has no pixels yet
  std::string_view picture_label = {};   // read out: what it shows, or why there is none
  Lettering lettering = {};
  bool several = false;                  // of a matrix row: this mark is one of several, whatever the others are
};
struct OptionsLook {
  bool several = false;
  bool error = false;
  float narrowest_dp = 180;  // of one option
  int columns_max = 4;
  std::string_view label = {};  // read out for the group
  Lettering lettering = {};     // of a matrix row's words
};
int options(std::string_view id, std::span<const Option> choices, OptionsLook look = {});

// Questions that share their options, as a table: the head names the options once, a row has the question's words and a mark for each. False when the words
// would not fit: then options() each. The other way round, a row has the words of an option and a mark for each question: `id` is then empty, the
// choices' ids are whole and their `detail` is the question, to be read out.
bool matrix_fits(std::span<const std::string_view> labels, size_t lines_max = SIZE_MAX);
void matrix_head(std::span<const std::string_view> labels, std::span<const Lettering> lettering = {});
int matrix_row(std::string_view id, std::string_view words, std::span<const Option> choices, OptionsLook look = {});

// One row of a list, tappable as a whole. Empty parts take no room.
struct Cell {
  std::string_view text;
  float weight = 1;
};
struct RowSpec {
  std::string_view time = {};          // large, at the left: "09:30"
  std::string_view time_detail = {};   // below it: "60 min"
  std::string_view initials = {};      // avatar
  Icon icon = Icon::None;              // instead of an avatar
  std::string_view number = {};        // in a small round badge
  std::string_view title = {};
  std::string_view beside_title = {};  // softer, on the same line: an age
  Icon title_icon = Icon::None;        // after the title: an alert shield
  std::string_view subtitle = {};
  Icon detail_icon = Icon::None;
  std::string_view detail = {};        // a third line: an address
  std::span<const Cell> cells = {};    // middle columns; under the subtitle when narrow
  std::string_view trailing = {};      // soft text at the right
  std::string_view pill = {};
  Tone pill_tone = Tone::Neutral;
  Icon pill_icon = Icon::None;
  bool pill_first = false;             // the pill before the title (waiting lists)
  Icon end_icon = Icon::None;          // phone, check
  bool chevron = false;
  bool selected = false;
  bool divider = true;                 // a line between it and a row above
  bool tappable = true;
  bool enabled = true;
  float height_dp = 0;                 // at least; 0: as it needs
};
bool row(std::string_view id, const RowSpec& spec);

// A row of a section rail: label, a count "38/52" or a tick.
struct RailItem {
  std::string_view id;
  std::string_view label;
  std::string_view count = {};
  bool done = false;
  bool problem = false;
  bool selected = false;
};
bool rail_item(const RailItem& item);

bool toggle(std::string_view id, std::string_view label, bool on, std::string_view detail = {});  // true: tapped, turn it over
bool checkbox(std::string_view id, std::string_view label, bool on);
// True when `value` changed; steps of `step` within [low, high].
bool stepper(std::string_view id, std::string_view label, int& value, int low, int high, int step = 1);
struct SliderOptions {
  float low = 0, high = 1, step = 0;
  std::string_view low_label = {}, high_label = {}, unit = {};
  std::string_view spoken = {};  // read out where the screen has drawn the words itself: then the value stands over the knob
  bool unset = false;            // nobody has answered: the knob waits at the low end and no value is said
};
bool slider(std::string_view id, std::string_view label, float& value, SliderOptions options = {});

// The pad of the unlock screen. Answers the digit tapped, or kPinNone/kPinErase/kPinDone. Digits on a keyboard work too.
inline constexpr int kPinNone = -1, kPinErase = 10, kPinDone = 11;
int pin_pad(std::string_view id, size_t entered, size_t length, bool enabled = true);

}  // namespace ui
