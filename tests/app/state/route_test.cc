#include "app/tablet/state/route.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "app/tablet/state/settings.h"

namespace state {

TEST(Route, AnyStackOfPlacesReadsBackAsItWasKept) {
  EXPECT_TRUE(rc::check([](const std::string& part, uint32_t caret, uint8_t depth) {
    std::vector<Place> places(size_t(depth % kPlacesMax) + 1);
    places.back().part = part.substr(0, 4096);
    places.back().caret = caret;
    const auto back = decode_places(encode_places(places));
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == places);
  }));
}

TEST(Route, BrokenBytesAreRefusedAndNeverRead) {
  EXPECT_TRUE(rc::check([](const base::Bytes& bytes) { (void)decode_places(bytes); }));
  base::Bytes bytes = encode_places({Place{}});
  bytes[0] = 9;
  EXPECT_EQ(decode_places(bytes).error().fault, base::Fault::TooNew);
  EXPECT_FALSE(decode_places({}).has_value());
}

TEST(Settings, ReadBackAndSurviveADamagedFile) {
  const Settings kept{150, Theme::HighContrast, Language::Welsh, 12};
  EXPECT_EQ(decode_settings(encode_settings(kept)), kept);
  EXPECT_EQ(decode_settings("text_percent 9999\ntheme\n\nnonsense here\nlanguage xx\nlock_after_minutes -4"), (Settings{200, Theme::Light, Language::English, 1}));
}

}  // namespace state
