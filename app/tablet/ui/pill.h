// app/tablet/ui/pill.h: a pill as a part of something larger. Private to the kit; screens have pill() in text.h.
#pragma once
#include <string_view>

#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/theme.h"

namespace ui {

// Pixels. No words take no width.
float pill_width(std::string_view words, Icon icon = Icon::None);
float pill_height();
// Cut where `rect` is narrower than pill_width().
void draw_pill_at(const Rect& rect, std::string_view words, Tone tone, Icon icon = Icon::None);

}  // namespace ui
