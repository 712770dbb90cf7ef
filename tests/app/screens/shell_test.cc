// Unlock, Today, Settings and what stands around every screen, in the real app.
#include <gtest/gtest.h>

#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

TEST(UnlockScreen, EnrolsAPinTypedTwiceAndOpensToday) {
  Tablet tablet;
  const auto played = tablet.plays_raw(
      "expect prompt \"Choose a PIN of six digits\"\npin pin 482715\nexpect prompt \"Type it once more\"\nexpect-value pin/dots 0/6\npin pin 482715\n"
      "wait\nexpect title \"Sunday 22 November\"\nexpect-none pin/1");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(UnlockScreen, OpensByOneScriptLineOnTheFirstRunAndOnEveryOther) {
  Tablet tablet;
  for (int run = 0; run < 2; ++run) {
    const auto played = tablet.plays_raw("unlock pin 482715\nexpect title \"Sunday 22 November\"\nunlock pin 482715\nexpect nav/today");
    EXPECT_EQ(played.status, 0) << played.output;
  }
}

TEST(UnlockScreen, RefusesAnObviousPinAndTwoThatDiffer) {
  Tablet tablet;
  const auto played = tablet.plays_raw(
      "pin pin 123456\nexpect message \"too easy to guess\"\npin pin 482715\npin pin 482716\nexpect message \"not the same\"\nexpect prompt \"Choose a PIN\"");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(UnlockScreen, SaysHowManyTriesAreLeftAndWhoseTabletItIs) {
  Tablet tablet;
  const auto played = tablet.plays("tap me\nwait\nexpect worker \"Amara Osei\"\npin pin 482716\nwait\nexpect message \"9 tries left\"\n"
                                   "tap not_you\nexpect-text \"belongs to Amara Osei\"\nkey escape\nexpect-none who\npin pin 482715\nwait\nexpect nav/today");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(UnlockScreen, TakesAPasswordInsteadOfAPin) {
  Tablet tablet;
  const auto played = tablet.plays_raw(
      "tap other\nexpect prompt \"Choose a password\"\ntap password\ntype \"short\"\nkey enter\nexpect message \"ten characters\"\n"
      "key backspace 5\ntype \"llyfr glas ŵyn\"\ntap open\nexpect prompt \"once more\"\ntype \"llyfr glas ŵyn\"\nkey enter\nwait\nexpect nav/today\n"
      "key ctrl+l\nwait\nexpect prompt \"Your password\"\ntap password\ntype \"llyfr glas ŵynx\"\nkey backspace\nkey enter\nwait\nexpect nav/today");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(UnlockScreen, LocksByTheKeyTheBadgeAndTheSettings) {
  Tablet tablet;
  const auto played = tablet.plays("key ctrl+l\nwait\nexpect pin/1\npin pin 482715\nwait\ntap me\nwait\nexpect pin/1\npin pin 482715\nwait\n"
                                   "tap nav/settings\ntap lock_now\nwait\nexpect pin/1\nexpect-none nav/today");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(TodayScreen, ShowsTheDayAndOpensWhatIsTapped) {
  Tablet tablet;
  const auto played = tablet.plays("expect subtitle \"4 visits · first at 09:30\"\nexpect signal \"3 visits saved here\"\nexpect-text \"Margaret Whitlock\"\n"
                                   "expect-text \"Dog at property\"\nexpect-text \"Add the night-time evidence\"\nexpect-text \"Visit in pairs\"\n"
                                   "tap only_here\nwait\nexpect-none before\ntap nav/today\nexpect before");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(TodayScreen, FitsAnyWindowTextSizeAndLanguage) {
  Tablet tablet;
  std::string script;
  for (const char* size : {"1280x800", "800x1280", "600x960"})
    for (const char* text : {"100", "200"})
      for (const char* language : {"en", "cy"})
        script += std::string("resize ") + size + "\ntext " + text + "\nlanguage " + language + "\nexpect only_here\nexpect waiting\nexpect before\n";
  const auto played = tablet.plays(script);
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(SettingsScreen, ChangesTheLookTheSizeAndTheLanguageAndKeepsThem) {
  Tablet tablet;
  auto played = tablet.plays("tap nav/settings\ntap text_size/150\ntap theme/dark\ntap language/cy\ntap lock_after/10\nwait\nexpect title \"Gosodiadau\"");
  EXPECT_EQ(played.status, 0) << played.output;
  played = tablet.plays_raw("expect prompt \"Eich PIN\"\npin pin 482715\nwait\ntap nav/settings\nexpect-value text_size/150 selected\nexpect-value theme/dark selected\n"
                            "expect-value lock_after/10 selected\ntap language/en\nexpect title \"Settings\"");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(SettingsScreen, PinchingAnywhereChangesTheTextSize) {
  Tablet tablet;
  const auto played = tablet.plays("pinch 1.5\nwait\ntap nav/settings\nexpect-value text_size/150 selected\npinch 0.6\nwait\nexpect-value text_size/100 selected");
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST(Shell, GoesAboutByKeysAsByTaps) {
  Tablet tablet;
  const auto played = tablet.plays("key ctrl+2\nexpect-value nav/caseload selected\nkey ctrl+4\nexpect-value nav/settings selected\nkey ctrl+1\nexpect-value nav/today selected");
  EXPECT_EQ(played.status, 0) << played.output;
}

}  // namespace
}  // namespace screens_test
