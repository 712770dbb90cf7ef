#include "app/tablet/ui/lettering.h"

namespace ui {

Inks inks_of(const Lettering& lettering, Colour otherwise) {
  if (look() == Look::HighContrast) return {otherwise, 0};
  const auto reads = [](Colour ink, Colour paper) { return contrast(ink, paper) >= kContrastMin; };
  if (lettering.paper == 0) {
    const bool read = lettering.ink != 0 && reads(lettering.ink, theme().ground) && reads(lettering.ink, theme().surface);
    return {read ? lettering.ink : otherwise, 0};
  }
  for (const Colour ink : {lettering.ink, otherwise, rgb(0x17212b), rgb(0xffffff)})
    if (ink != 0 && reads(ink, lettering.paper)) return {ink, lettering.paper};
  return {otherwise, 0};
}

}  // namespace ui
