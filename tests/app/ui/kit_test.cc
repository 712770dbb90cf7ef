#include "tests/app/ui/driven.h"

#include "app/tablet/ui/kit.h"
#include "platform/window/window.h"

TEST(Kit, PressesAButtonOnceForOneTapByMouseFingerOrKey) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap primary");
  EXPECT_EQ(gallery.app.presses, 1);
  RUNS(gallery, "touch primary");
  EXPECT_EQ(gallery.app.presses, 2);
  RUNS(gallery, "key enter");
  EXPECT_EQ(gallery.app.presses, 3);
  RUNS(gallery, "key space");
  EXPECT_EQ(gallery.app.presses, 4);
}

TEST(Kit, PressesNothingWhenTheFingerSlidesAway) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ndrag primary 0 -60");
  EXPECT_EQ(gallery.app.presses, 0);
  RUNS(gallery, "drag primary 300 300");
  EXPECT_EQ(gallery.app.presses, 0);
}

TEST(Kit, DoesNotLetAMouseDragWhatAFingerHolds) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\nwait");
  ui::Vec at;
  for (const ui::Item& one : ui::kit().items)
    if (one.name == "primary") at = one.rect.centre();
  const auto send = [&](window::Event::Kind kind, window::Pointer pointer, ui::Vec where) {
    window::Event event;
    event.kind = kind, event.pointer = pointer, event.x = where.x, event.y = where.y, event.button = 1;
    window::push(event);
    gallery.host->turn(0);
  };
  send(window::Event::Kind::PointerDown, window::Pointer::Touch, at);
  send(window::Event::Kind::PointerMove, window::Pointer::Mouse, {at.x + 300, at.y + 200});
  send(window::Event::Kind::PointerUp, window::Pointer::Touch, at);
  EXPECT_EQ(gallery.app.presses, 1);
}

TEST(Kit, ScrollsByDraggingAnywhereEvenOnAButton) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ndrag outline 0 -200");
  EXPECT_NEAR(ui::scroll_of("page"), 200, 1);
  RUNS(gallery, "drag page 0 150");
  EXPECT_NEAR(ui::scroll_of("page"), 50, 1);
}

TEST(Kit, GlidesAfterAFlingAndComesToRest) {
  Driven gallery;
  RUNS(gallery, "tap nav/list\nfling page -300");
  EXPECT_GT(ui::scroll_of("page"), 500);
  const float rest = ui::scroll_of("page");
  RUNS(gallery, "wait");
  EXPECT_EQ(ui::scroll_of("page"), rest);
}

TEST(Kit, RefusesADisabledButtonAndSaysSo) {
  Driven gallery;
  EXPECT_NE(gallery.run("tap nav/controls\ntap off").find("line 2: \"off\" is disabled"), std::string::npos);
}

TEST(Kit, MovesTheFocusInReadingOrderAndShowsWhereItIs) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap primary\nkey tab\nexpect-focus outline\nkey tab\nexpect-focus quiet\nkey shift+tab\nexpect-focus outline");
}

TEST(Kit, BringsTheFocusedWidgetIntoView) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap primary\nkey tab 26");
  const std::string id(ui::focused());
  const std::string line = gallery.line(id);
  EXPECT_EQ(line.find("outside"), std::string::npos) << line;
}

TEST(Kit, ChoosesOneOfAGroupByArrowsAndSpace) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap achieve/yes\nkey right\nexpect-focus achieve/help\nkey right\nkey space\nexpect-value achieve/no selected");
  EXPECT_EQ(gallery.app.one_of, 2);
}

TEST(Kit, TurnsSwitchesChecksSteppersAndSliders) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap toggle\nexpect-value toggle off\ntap check\nexpect-value check selected\ntap stepper/more\ntap stepper/more\nexpect-value stepper/value 5");
  RUNS(gallery, "tap often/daily\nexpect-value often/daily selected\ntap often/daily\nexpect-value often/daily \"\"");
  RUNS(gallery, "tap-at slider 0.98 0.5");
  EXPECT_GT(gallery.app.slide, 0.9f);
  RUNS(gallery, "tap slider\nkey left 3");
  EXPECT_NEAR(gallery.app.slide, 0.35f, 0.06f);
}

TEST(Kit, ADialogTakesEverythingUntilItIsClosed) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap danger\nexpect return");
  EXPECT_NE(gallery.run("tap primary").find("covered"), std::string::npos);
  RUNS(gallery, "key tab\nexpect-focus return/close\nkey tab\nexpect-focus comment\ntype \"add the nights\"\nkey escape\nexpect-none return");
  EXPECT_EQ(gallery.app.name, "add the nights");
  RUNS(gallery, "tap danger\ntap-at return/outside 0.02 0.02\nexpect-none return\ntap danger\ntap send\nexpect-none return");
  EXPECT_EQ(gallery.app.presses, 1);
}

TEST(Kit, AToastOffersUndoAndGoesByItself) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls\ntap none/action\nexpect removed\ntap removed/action");
  EXPECT_TRUE(gallery.app.undone);
  RUNS(gallery, "tap none/action\nexpect removed\nwait 7000\nexpect-none removed");
}

TEST(Kit, BuildsOnlyTheRowsInViewOfTenThousand) {
  Driven gallery;
  RUNS(gallery, "tap nav/list\nexpect p3");
  EXPECT_LT(gallery.app.rows_built, 20u);
  RUNS(gallery, "scroll page 300000\nwait");
  EXPECT_LT(gallery.app.rows_built, 20u);
  EXPECT_NE(gallery.host->tree().find("\np4"), std::string::npos);
  RUNS(gallery, "tap p77");
  EXPECT_EQ(gallery.app.presses, 1);
}

TEST(Kit, FindsARowThatIsNotBuiltYet) {
  Driven gallery(1280, 800);
  RUNS(gallery, "tap nav/form\nexpect-none q150/answer/daily\ntap q150/answer/daily");
  EXPECT_EQ(gallery.app.presses, 1);
}

TEST(Kit, RevealsABlockFarDownThatWasNeverBuilt) {
  Driven gallery;
  RUNS(gallery, "tap nav/form");
  ui::reveal("q180");
  RUNS(gallery, "wait\nkey f12\nexpect q180/answer/some\nexpect-focus q180/answer/some");
  EXPECT_EQ(gallery.line("q180/answer/some").find("outside"), std::string::npos);
}

TEST(Kit, ShowsNoFramesWhileNothingHappens) {
  Driven gallery;
  RUNS(gallery, "tap nav/fields\ntap note\ntype \"x\"\nwait");
  const uint64_t shown = gallery.host->frames_shown(), built = gallery.host->frames_built();
  for (int i = 0; i < 20; ++i) gallery.host->turn(1);
  EXPECT_EQ(gallery.host->frames_shown(), shown);
  EXPECT_EQ(gallery.host->frames_built(), built);
}

TEST(Kit, ShowsOneFrameForOneKeystroke) {
  Driven gallery;
  RUNS(gallery, "tap nav/fields\ntap note\nwait");
  const uint64_t shown = gallery.host->frames_shown();
  window::Event event;
  event.kind = window::Event::Kind::Text, event.text = "x";
  window::push(event);
  gallery.host->turn(0);
  EXPECT_EQ(gallery.host->frames_shown(), shown + 1);
}

TEST(Kit, WakesFromAnotherThreadOnce) {
  Driven gallery;
  const uint64_t shown = gallery.host->frames_shown();
  gallery.host->wake();
  EXPECT_TRUE(gallery.host->turn(-1));
  EXPECT_EQ(gallery.host->frames_shown(), shown + 1);
}

TEST(Kit, HoldsAFingerToSelectAWordAndOffersToCopyIt) {
  Driven gallery;
  gallery.app.note = std::string(600, 'w');
  RUNS(gallery, "tap nav/fields\nhold note\nexpect note/copy\ntap note/copy\nexpect-none note/copy");
  EXPECT_FALSE(gallery.host->window().clipboard().empty());
}

TEST(Kit, PinchesTheTextSize) {
  struct Pinched final : ui::App {
    float ratio = 1;
    void draw() override {
      ui::Page page("page");
      ui::text("words");
      ratio *= ui::pinch();
    }
  } app;
  ui::HostOptions options;
  options.headless = true;
  auto host = ui::Host::open(options, app);
  ASSERT_TRUE(host);
  EXPECT_TRUE((*host)->run_script("pinch 1.5", ""));
  EXPECT_NEAR(app.ratio, 1.5f, 0.05f);
}

// Whoever wipes the stack there wipes all that the turn before has left.
TEST(Kit, ComesBackToTheLoopBetweenTurnsAndBetweenLinesOfAScript) {
  struct Deep final : ui::App {
    uintptr_t deepest_loop = UINTPTR_MAX, shallowest_call = 0;  // stacks grow downwards
    int between = 0;
    void mine() { shallowest_call = std::max(shallowest_call, uintptr_t(__builtin_frame_address(0))); }
    void poll() override { mine(); }
    void draw() override {
      mine();
      ui::Page page("page");
      ui::text("words");
    }
    bool settle() override { return mine(), false; }
    void between_turns() override {
      ++between, deepest_loop = std::min(deepest_loop, uintptr_t(__builtin_frame_address(0)));
      if (leaving) leaving->quit(), leaving->wake();
    }
    ui::Host* leaving = nullptr;
  } app;
  ui::HostOptions options;
  options.headless = true;
  auto host = ui::Host::open(options, app);
  ASSERT_TRUE(host);
  app.shallowest_call = 0;  // opening has drawn once, from here
  EXPECT_TRUE((*host)->run_script("wait\nkey f12\nwait 100", ""));
  EXPECT_EQ(app.between, 3);
  EXPECT_GT(app.deepest_loop, app.shallowest_call);
  app.deepest_loop = UINTPTR_MAX, app.shallowest_call = 0, app.between = 0;
  app.leaving = host->get();
  (*host)->wake();
  (*host)->run();
  EXPECT_EQ(app.between, 1);
  EXPECT_GT(app.deepest_loop, app.shallowest_call);
}

TEST(Kit, EveryThingToPressIsFingerSizedAtEverySizeAndTextScale) {
  struct Case {
    int width, height, text;
  };
  for (const Case& c : {Case{1280, 800, 100}, Case{800, 1280, 100}, Case{1280, 800, 200}, Case{600, 960, 150}}) {
    Driven gallery(c.width, c.height);
    for (const char* place : {"today", "controls", "fields", "list", "canvas", "form", "unlock"}) {
      RUNS(gallery, "text " + std::to_string(c.text) + "\ntap nav/" + place);
      for (const ui::Item& item : ui::kit().items) {
        if (!item.hits || item.role == ui::Role::Group || item.role == ui::Role::Dialog) continue;
        EXPECT_GE(item.rect.w(), 47) << place << " " << item.name << " at " << c.width << " " << c.text;
        EXPECT_GE(item.rect.h(), 47) << place << " " << item.name << " at " << c.width << " " << c.text;
      }
    }
  }
}

TEST(Kit, NothingStandsOutsideTheWindowSidewaysAtAnySize) {
  struct Case {
    int width, height, text;
  };
  for (const Case& c : {Case{1280, 800, 100}, Case{800, 1280, 200}, Case{1280, 800, 200}, Case{600, 960, 200}, Case{480, 800, 150}}) {
    Driven gallery(c.width, c.height);
    for (const char* place : {"today", "controls", "fields", "list", "canvas", "form", "unlock"}) {
      RUNS(gallery, "text " + std::to_string(c.text) + "\ntap nav/" + place);
      for (const ui::Item& item : ui::kit().items) {
        EXPECT_GE(item.rect.x0, -1) << place << " " << item.name << item.label << " at " << c.width << " " << c.text;
        EXPECT_LE(item.rect.x1, float(c.width) + 1) << place << " " << item.name << item.label << " at " << c.width << " " << c.text;
      }
    }
  }
}

TEST(Kit, EveryIdOnAScreenIsItsOwn) {
  Driven gallery;
  for (const char* place : {"today", "controls", "fields", "list", "canvas", "form"}) {
    RUNS(gallery, std::string("tap nav/") + place);
    std::vector<std::string> names;
    for (const ui::Item& item : ui::kit().items)
      if (!item.name.empty()) names.emplace_back(item.name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    EXPECT_EQ(twice, names.end()) << place << ": " << (twice == names.end() ? "" : *twice);
  }
}

TEST(Kit, DrawsTheMockUpsColours) {
  Driven gallery;
  const window::Image image = gallery.host->window().capture();
  ASSERT_EQ(image.width, 1280);
  ASSERT_EQ(image.height, 800);
  const auto at = [&](int x, int y) {
    const uint8_t* p = &image.rgba[size_t(y * image.width + x) * 4];
    return uint32_t(p[0] << 16 | p[1] << 8 | p[2]);
  };
  EXPECT_EQ(at(110, 700), 0xf3f6f8u);   // the ground
  EXPECT_EQ(at(600, 20), 0xffffffu);    // the top bar
  EXPECT_EQ(at(600, 71), 0xd3dbe3u);    // the line under it
  EXPECT_EQ(at(10, 30), 0xe1f0f2u);     // where we are
  EXPECT_EQ(at(117, 150), 0x0b5c6bu);   // the outlined card's edge
  EXPECT_EQ(at(930, 36), 0xfdf0deu);    // the signal's pill
}

TEST(Kit, DrawsTheSameWidgetsInEveryTheme) {
  Driven gallery;
  RUNS(gallery, "tap nav/controls");
  const std::string light = gallery.host->tree();
  RUNS(gallery, "theme dark");
  EXPECT_EQ(gallery.host->tree(), light);
}
