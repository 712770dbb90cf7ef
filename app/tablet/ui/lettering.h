// app/tablet/ui/lettering.h: words lettered as whoever wrote them asks. The one place where a colour is not the theme's: it is taken only where it can be read, and
// not at all in high contrast.
#pragma once
#include <cstdint>

#include "app/tablet/ui/theme.h"

namespace ui {

struct Lettering {
  enum class Weight : uint8_t { Unsaid, Normal, Bold };
  enum class Align : uint8_t { Start, Centre, End };
  Weight weight = Weight::Unsaid;
  bool italic = false;
  Align align = Align::Start;
  Colour ink = 0, paper = 0;  // 0: unsaid
};

// The colours to use: the two asked for where they are read on each other; ink alone where it is read on the theme's own grounds; paper with an ink that is read on it.
struct Inks {
  Colour ink = 0, paper = 0;  // paper 0: none
};
Inks inks_of(const Lettering& lettering, Colour otherwise);

}  // namespace ui
