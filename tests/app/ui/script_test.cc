#include "tests/app/ui/driven.h"

TEST(Script, NamesTheLineAndTheNearestIdsWhenAWidgetIsMissing) {
  Driven gallery;
  const std::string why = gallery.run("tap nav/controls\n\n# a comment\ntap primry");
  EXPECT_NE(why.find("line 4"), std::string::npos) << why;
  EXPECT_NE(why.find("primary"), std::string::npos) << why;
}

TEST(Script, RefusesWhatItDoesNotUnderstand) {
  Driven gallery;
  EXPECT_NE(gallery.run("jump somewhere").find("unknown command \"jump\""), std::string::npos);
  EXPECT_NE(gallery.run("tap").find("takes ID"), std::string::npos);
  EXPECT_NE(gallery.run("type \"open").find("not closed"), std::string::npos);
  EXPECT_NE(gallery.run("key hyper+q").find("unknown key"), std::string::npos);
}

TEST(Script, MarksTheMomentAWidgetIsThereWhileALaterLineWaits) {
  Driven gallery;
  testing::internal::CaptureStdout();
  RUNS(gallery, "mark there primary\nmark before\ntap nav/controls\nmark after\ntap nav/list\ntap nav/controls");
  const std::string said = testing::internal::GetCapturedStdout();
  const size_t before = said.find("\"before\""), there = said.find("\"there\""), after = said.find("\"after\"");
  EXPECT_LT(before, there) << said;
  EXPECT_LT(there, after) << said;
  EXPECT_EQ(said.find("\"there\"", there + 1), std::string::npos) << "once only: " << said;
}

TEST(Script, ScrollsToAWidgetBeforeItTapsIt) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap t1\ntap primary");
  EXPECT_EQ(gallery.app.presses, 1);
}

TEST(Script, ExpectsWordsAndSaysWhatItFound) {
  Driven gallery;
  RUNS(gallery, "expect title \"22 November\"\nexpect-text \"Tomasz\"\nexpect-none nothing");
  EXPECT_NE(gallery.run("expect title \"Monday\"").find("says \"Sunday 22 November\""), std::string::npos);
}

TEST(Script, PressesAPinAndReadsItBack) {
  Driven gallery;
  RUNS(gallery, "tap nav/unlock\npin pin 123456\nexpect-value pin/dots 6/6\ntap pin/erase\nexpect-value pin/dots 5/6");
  EXPECT_EQ(gallery.app.pin, "12345");
  RUNS(gallery, "key 9\nexpect-value pin/dots 6/6\nkey backspace\nexpect-value pin/dots 5/6");
}

TEST(Script, DrawsInkAndMarksThatStayData) {
  Driven gallery;
  RUNS(gallery, "tap nav/canvas\nstroke ink 0.1 0.5 0.9 0.4\nstroke ink 0.2 0.2 0.3 0.9");
  ASSERT_EQ(gallery.app.ink.size(), 2u);
  EXPECT_GT(gallery.app.ink[0].points.size(), 10u);
  EXPECT_NEAR(gallery.app.ink[0].points.front().x, 0.1f, 0.01f);
  EXPECT_NEAR(gallery.app.ink[0].points.back().x, 0.9f, 0.01f);
  EXPECT_GT(gallery.app.ink[0].points.back().at_ms, 50u);
  RUNS(gallery, "tap-at body 0.5 0.3\ntap-at body 0.5 0.7");
  ASSERT_EQ(gallery.app.marks.size(), 2u);
  EXPECT_NEAR(gallery.app.marks[1].y, 0.7f, 0.02f);
  RUNS(gallery, "tap-at body 0.5 0.7");
  EXPECT_EQ(gallery.app.last_mark, 1);
  EXPECT_EQ(gallery.app.marks.size(), 2u);
}

TEST(Script, TurnsTheWindowAndReflowsToOneColumn) {
  Driven gallery;
  const std::string wide = gallery.line("before");
  RUNS(gallery, "resize 800x1280");
  EXPECT_NE(gallery.line("before"), wide);
  EXPECT_NE(gallery.line("nav/today").find("0,1207"), std::string::npos) << gallery.line("nav/today");
  RUNS(gallery, "tap v4");
  EXPECT_EQ(gallery.app.presses, 1);
}
