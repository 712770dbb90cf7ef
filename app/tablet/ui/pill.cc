#include "app/tablet/ui/pill.h"

#include "app/tablet/ui/draw.h"
#include "app/tablet/ui/flow_text.h"

namespace ui {

float pill_width(std::string_view words, Icon icon) {
  if (words.empty()) return 0;
  return text_width(words, font_of(Style::Pill)) + dp(29) + (icon == Icon::None ? 0 : ip(27));
}

float pill_height() { return font_of(Style::Pill).line + dp(15); }

void draw_pill_at(const Rect& rect, std::string_view words, Tone tone, Icon icon) {
  const ToneColours& colours = tone_colours(tone);
  const Font font = font_of(Style::Pill);
  draw_box(rect, {colours.tint, look() == Look::HighContrast ? colours.ink : 0, rect.h() / 2, dp(1)});
  const float left = icon == Icon::None ? dp(14) : dp(14) + ip(27);
  draw_icon(icon, {rect.x0 + dp(14) + ip(10), rect.centre().y}, ip(20), colours.ink);
  draw_cut(words, font, rect.x0 + left, rect.centre().y - font.line / 2, rect.x1 - rect.x0 - left - dp(10), colours.ink);
}

}  // namespace ui
