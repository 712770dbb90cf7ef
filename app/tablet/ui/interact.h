// app/tablet/ui/interact.h: focus, shortcuts and frames, for screens that need more than a widget's own answer.
#pragma once
#include <cstdint>
#include <string_view>

#include "app/tablet/ui/geometry.h"

namespace ui {

// Ids here are full: scopes joined by "/".
void focus(std::string_view full_id);      // at the next frame; the widget need not be in view
void clear_focus();
std::string_view focused();                // "" when nothing has it

// A chord nobody with the focus used, so ask for editing chords after the fields are drawn: "ctrl+z", "ctrl+shift+z", "escape", "f1", "ctrl+s", "alt+left". True in one frame.
bool shortcut(std::string_view chord);

// Everything the kit remembers of what was shown and typed is dropped: words, undo steps, pictures, what was copied. Between frames; for a tablet that locks.
void forget_words();

// How much a pinch changed the text size in this frame: 1 is none.
float pinch();

// Milliseconds of the host's clock at this frame.
int64_t now_ms();
// Draw again at once (an animation), or when `after_ms` have passed.
void request_frame(int64_t after_ms = 0);

}  // namespace ui
