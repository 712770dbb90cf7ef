// Words and controls stand out from what is behind them: WCAG 2.1, 1.4.3 (4.5 to 1 for text) and 1.4.11 (3 to 1 for what is not text).
#include "app/tablet/ui/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

double light_of(ui::Colour colour) {
  const auto part = [&](int shift) {
    const double value = double((colour >> shift) & 0xFF) / 255;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(0) + 0.7152 * part(8) + 0.0722 * part(16);
}

double contrast(ui::Colour a, ui::Colour b) {
  const double one = light_of(a), other = light_of(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

class Themes : public ::testing::TestWithParam<ui::Look> {
 protected:
  Themes() { ui::set_look(GetParam()); }
  ~Themes() override { ui::set_look(ui::Look::Light); }
};

TEST_P(Themes, EveryWordCanBeReadWhereverItStands) {
  const ui::Theme& t = ui::theme();
  for (const ui::Colour ground : {t.ground, t.surface})
    for (const ui::Colour words : {t.ink, t.soft, t.faint, t.accent, t.accent_ink, t.danger}) EXPECT_GE(contrast(words, ground), 4.5) << std::hex << words << " on " << ground;
  for (const ui::Colour chosen : {t.raised, t.accent_tint})
    for (const ui::Colour words : {t.ink, t.soft, t.accent_ink}) EXPECT_GE(contrast(words, chosen), 4.5) << std::hex << words << " on " << chosen;
  EXPECT_GE(contrast(t.on_accent, t.accent), 4.5);
  EXPECT_GE(contrast(t.on_danger, t.danger), 4.5);
  EXPECT_GE(contrast(t.on_brand, t.brand), 4.5);
  for (const ui::ToneColours& tone : t.tones)
    for (const ui::Colour ground : {tone.tint, t.surface, t.ground}) EXPECT_GE(contrast(tone.ink, ground), 4.5) << std::hex << tone.ink << " on " << ground;
}

TEST_P(Themes, FieldsMarksAndTheFocusCanBeSeen) {
  const ui::Theme& t = ui::theme();
  for (const ui::Colour ground : {t.ground, t.surface}) {
    EXPECT_GE(contrast(t.field_line, ground), 3);
    EXPECT_GE(std::max(contrast(t.focus, ground), contrast(t.focus_edge, ground)), 3);
  }
  EXPECT_GE(contrast(t.focus, t.focus_edge) * contrast(t.focus, t.surface), 3);  // the ring and its edge are never both lost
}

INSTANTIATE_TEST_SUITE_P(Every, Themes, ::testing::Values(ui::Look::Light, ui::Look::Dark, ui::Look::HighContrast),
                         [](const auto& one) { return one.param == ui::Look::Light ? "Light" : one.param == ui::Look::Dark ? "Dark" : "HighContrast"; });

}  // namespace
