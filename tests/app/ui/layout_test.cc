#include "app/tablet/ui/layout.h"

#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/ui.h"
#include "tests/app/ui/driven.h"

namespace {

// A heading with three buttons at its right, in a page of a chosen width.
class Heading : public ui::App {
 public:
  void draw() override {
    ui::Page page("page");
    ui::Wrap line;
    ui::button("title", title);  // a button: its rectangle is its own
    line.to_right();
    for (const char* id : {"one", "two", "three"}) ui::button(id, "Button");
  }
  std::string title = "Short";
};

struct Place {
  int x = 0, y = 0, w = 0, h = 0;
};

class Drawn {
 public:
  Drawn() {
    ui::HostOptions options;
    options.headless = true, options.width = 700, options.height = 400, options.clock = &clock_;
    options.words_folder = std::string(DOORSTEP_SOURCE_DIR) + "/assets/words";
    auto opened = ui::Host::open(options, heading);
    EXPECT_TRUE(opened) << opened.error().detail;
    if (opened) host_ = std::move(*opened);
  }
  Place place_of(const std::string& id) {
    EXPECT_TRUE(host_->run_script("text 100", ""));  // draws again
    const std::string tree = "\n" + host_->tree();
    const size_t at = tree.find("\n" + id + " button");
    EXPECT_NE(at, std::string::npos) << tree;
    Place out;
    const std::string line = tree.substr(at + 1, tree.find('\n', at + 1) - at - 1);
    const size_t rect = line.rfind("\" ") + 2;
    EXPECT_EQ(std::sscanf(line.c_str() + rect, "%d,%d %dx%d", &out.x, &out.y, &out.w, &out.h), 4) << line;
    return out;
  }

  Heading heading;

 private:
  os::ManualClock clock_{1'800'000'000'000};
  std::unique_ptr<ui::Host> host_;
};

}  // namespace

TEST(Layout, PutsWhatStandsAtTheRightOfALineAtItsEnd) {
  Drawn drawn;
  const Place title = drawn.place_of("title"), three = drawn.place_of("three");
  EXPECT_EQ(title.y, three.y);
  EXPECT_EQ(three.x + three.w, 700 - title.x);
}

TEST(Layout, CarriesWhatStandsAtTheRightToTheNextLineTogether) {
  Drawn drawn;
  drawn.heading.title = std::string(40, 'w');
  const Place title = drawn.place_of("title"), one = drawn.place_of("one"), two = drawn.place_of("two"), three = drawn.place_of("three");
  EXPECT_GE(one.y, title.y + title.h);
  EXPECT_EQ(one.y, two.y);
  EXPECT_EQ(two.y, three.y);
  EXPECT_LT(one.x + one.w, two.x);
  EXPECT_LT(two.x + two.w, three.x);
  EXPECT_EQ(three.x + three.w, 700 - title.x);
}

// --- runs of blocks

namespace {

// Blocks of odd heights, some of which grow when pressed: drawn as a run, or each alone, which is how a run must look.
class Run : public ui::App {
 public:
  static constexpr size_t kCount = 400;
  explicit Run(bool as_run) : as_run_(as_run) {}

  void draw() override {
    drawn = 0;
    ui::Page page("page");
    ui::set_gap(14);
    ui::label("Above", false);
    if (as_run_) {
      ui::blocks("run", count, version, [](size_t i) { return ui::BlockSpec{key(i), 90}; }, [&](size_t i) { one(i); });
    } else {
      for (size_t i = 0; i < count; ++i)
        if (const ui::Block block(key(i), 90); block) one(i);
    }
    ui::button("below", "Below");
  }

  size_t count = kCount, drawn = 0;
  uint64_t version = 1;

 private:
  static std::string key(size_t i) { return "b" + std::to_string(i); }
  void one(size_t i) {
    ++drawn;
    for (size_t line = 0; line < i % 4 + (grown_[i] ? 3 : 0); ++line) ui::text("A line of words");
    if (ui::button(key(i) + "/press", "Press")) grown_[i] = !grown_[i];
  }

  bool as_run_;
  std::array<bool, kCount> grown_{};
};

struct Shown {
  explicit Shown(bool as_run) : app(as_run) {
    ui::HostOptions options;
    options.headless = true, options.width = 700, options.height = 500, options.clock = &clock;
    options.words_folder = std::string(DOORSTEP_SOURCE_DIR) + "/assets/words";
    auto opened = ui::Host::open(options, app);
    EXPECT_TRUE(opened) << opened.error().detail;
    if (opened) host = std::move(*opened);
  }
  void run(const std::string& script) {
    const base::Status done = host->run_script(script, "");
    EXPECT_TRUE(done) << done.error().detail;
  }
  os::ManualClock clock{1'800'000'000'000};
  Run app;
  std::unique_ptr<ui::Host> host;
};

}  // namespace

TEST(Layout, DrawsARunOfBlocksWhereEachAloneWouldStand) {
  // One window at a time: each script is played to a run first, then to single blocks.
  const char* const kScripts[] = {
      "scroll page 900",
      "scroll page 100000",
      "scroll page 100000\nscroll page -7000\ntap b390/press\ntap b388/press\nscroll page -300",
      "tap b3/press\ntap b2/press\nscroll page 1500\ntap b20/press",
      "tap b350/press\nkey tab 4\nkey shift+tab 9\nkey space",
      "tap b7/press\nscroll page 30000\nkey tab",
      "scroll page 4000\ntext 150\nscroll page 800\nresize 500x900\nscroll page -400",
  };
  for (const std::string script : kScripts) {
    ui::set_text_scale(1);
    std::string run, alone;
    {
      Shown shown(true);
      shown.run(script);
      run = shown.host->tree();
      EXPECT_LT(shown.app.drawn, 40u) << script;
    }
    ui::set_text_scale(1);
    {
      Shown shown(false);
      shown.run(script);
      alone = shown.host->tree();
    }
    EXPECT_EQ(run, alone) << script;
  }
  ui::set_text_scale(1);
}

TEST(Layout, AsksARunForItsBlocksAnewWhenItsVersionIsAnother) {
  Shown shown(true);
  shown.run("tap b399/press\nscroll page 100000\nexpect below");
  shown.app.count = 5, shown.app.version = 2;
  shown.run("key f12\nexpect b4/press\nexpect-none b5/press\nexpect below");
  shown.app.count = 0, shown.app.version = 3;
  shown.run("key f12\nexpect-none b0/press\nexpect below");
}

TEST(Layout, RevealsABlockOfARunThatWasNeverBuiltAndGivesItTheKeyboard) {
  Shown shown(true);
  shown.run("wait");
  ui::reveal("b311");
  shown.run("wait\nkey f12\nexpect b311/press\nexpect-focus b311/press");
}
