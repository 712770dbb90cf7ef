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
    const Whereabouts at{places, std::vector<Place>(depth % (kBookmarksMax + 1), places.back())};
    const auto back = decode_whereabouts(encode_whereabouts(at));
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == at);
  }));
}

TEST(Route, BrokenBytesAreRefusedAndNeverRead) {
  EXPECT_TRUE(rc::check([](const base::Bytes& bytes) { (void)decode_whereabouts(bytes); }));
  base::Bytes bytes = encode_whereabouts({{Place{}}, {}});
  bytes[0] = 9;
  EXPECT_EQ(decode_whereabouts(bytes).error().fault, base::Fault::TooNew);
  EXPECT_FALSE(decode_whereabouts({}).has_value());
}

TEST(Route, PlacesKeptBeforeThereWereBookmarksAreStillRead) {
  base::Bytes bytes = encode_whereabouts({{Place{.screen = Screen::Note, .focus = "note/text", .caret = 7}}, {}});
  bytes[0] = 1;
  bytes.pop_back();  // the count of bookmarks
  const auto back = decode_whereabouts(bytes);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->places.back().focus, "note/text");
  EXPECT_TRUE(back->bookmarks.empty());
}

TEST(Settings, ReadBackAndSurviveADamagedFile) {
  const Settings kept{150, Theme::HighContrast, Language::Welsh, 12};
  EXPECT_EQ(decode_settings(encode_settings(kept)), kept);
  EXPECT_EQ(decode_settings("text_percent 9999\ntheme\n\nnonsense here\nlanguage xx\nlock_after_minutes -4"), (Settings{200, Theme::Light, Language::English, 1}));
}

}  // namespace state
