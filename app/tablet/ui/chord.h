// app/tablet/ui/chord.h: chords of keys as words, "ctrl+shift+z", "escape", "alt+left", "f1".
#pragma once
#include <string_view>

#include "platform/window/events.h"

namespace ui {

// The key press the words name, in `out`; false when they name none.
bool read_chord(std::string_view chord, window::Event& out);
// The key press is the one the words name, with those modifiers and no others.
bool is_chord(const window::Event& event, std::string_view chord);

}  // namespace ui
