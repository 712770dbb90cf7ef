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
