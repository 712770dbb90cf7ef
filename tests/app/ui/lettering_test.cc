// An author's colours are taken only where they can be read.
#include <gtest/gtest.h>

#include "app/tablet/ui/lettering.h"

namespace ui {
namespace {

constexpr Colour kGreen = rgb(0x008000), kYellow = rgb(0xffff00), kPink = rgb(0xffc0cb), kWhite = rgb(0xffffff), kGrey = rgb(0x808080);

}  // namespace

TEST(Lettering, ContrastIsThatOfTheStandard) {
  EXPECT_NEAR(contrast(rgb(0x000000), kWhite), 21, 0.01);
  EXPECT_NEAR(contrast(rgb(0x777777), kWhite), 4.48, 0.01);
}

TEST(Lettering, ColoursAreTakenOnlyWhereTheyAreRead) {
  for (const Look look : {Look::Light, Look::Dark, Look::HighContrast}) {
    set_look(look);
    for (const Colour ink : {Colour(0), kGreen, kYellow, kPink, kWhite, kGrey})
      for (const Colour paper : {Colour(0), kGreen, kYellow, kPink, kWhite, kGrey}) {
        const Inks inks = inks_of({.ink = ink, .paper = paper}, theme().ink);
        if (inks.paper) EXPECT_GE(contrast(inks.ink, inks.paper), kContrastMin);
        else EXPECT_GE(std::min(contrast(inks.ink, theme().ground), contrast(inks.ink, theme().surface)), kContrastMin);
      }
  }
  set_look(Look::Light);
  EXPECT_EQ(inks_of({.ink = kGreen}, theme().ink).ink, kGreen);
  EXPECT_EQ(inks_of({.ink = kYellow}, theme().ink).ink, theme().ink);
  EXPECT_EQ(inks_of({.paper = kPink}, theme().ink).paper, kPink);
  set_look(Look::HighContrast);
  EXPECT_EQ(inks_of({.ink = kYellow, .paper = kGreen}, theme().ink).paper, 0u);
  set_look(Look::Light);
}

}  // namespace ui
