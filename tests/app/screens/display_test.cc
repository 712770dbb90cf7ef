// The app in a window of a real display server, drawn by OpenGL and by our own rasteriser. Xvfb is a whole X server that shows its screen to nobody.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

#include "tests/app/screens/pictures.h"
#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

constexpr char kServer[] = "/usr/bin/Xvfb";

// The server chooses a display nobody uses and says its number.
class DisplayServer {
 public:
  DisplayServer() : child_({kServer, "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"}) {
    for (int tries = 0; tries < 400 && !is_up() && child_.listen(50); ++tries) {}
  }
  // Asked to end, it takes its lock and its socket with it; killed, it would leave them to the next one.
  ~DisplayServer() {
    kill(child_.pid(), SIGTERM);
    child_.wait(10'000);
  }
  bool is_up() const { return child_.output().find('\n') != std::string::npos; }
  std::string name() const { return ":" + child_.output().substr(0, child_.output().find('\n')); }

 private:
  support::Child child_;
};

class Display : public ::testing::TestWithParam<const char*> {};

TEST_P(Display, ShowsWhatTheHeadlessAppShowsAndTakesTheSameTaps) {
  if (access(kServer, X_OK) != 0) GTEST_SKIP() << "no " << kServer;
  DisplayServer server;
  ASSERT_TRUE(server.is_up());
  const std::string script = "expect nav/today\ntap nav/caseload\ntap search\ntype \"margret witlock\"\nexpect-text \"Margaret Whitlock\"\nwait\nshot ";
  Tablet headless, shown;
  const std::string plain = headless.folder() / "plain.png", there = shown.folder() / "there.png";
  const support::Finished apart = headless.plays(script + plain + "\n", {"--software"});
  ASSERT_EQ(apart.status, 0) << apart.output;
  std::vector<std::string> command = shown.command(shown.write_script(shown.unlock_lines() + script + there + "\n"));
  std::erase(command, "--headless");
  if (std::string(GetParam()) == "software") command.push_back("--software");
  const support::Finished played = support::run_child(command, {"DISPLAY=" + server.name(), "SDL_VIDEODRIVER=x11"});
  ASSERT_EQ(played.status, 0) << played.output;
  const image::Rgba expected = picture_at(plain), seen = picture_at(there);
  ASSERT_GT(expected.width, 0);
  EXPECT_EQ(std::to_string(seen.width) + "x" + std::to_string(seen.height), std::to_string(expected.width) + "x" + std::to_string(expected.height));
  EXPECT_LE(thousandths_apart(expected, seen), 5);
}

INSTANTIATE_TEST_SUITE_P(Drawn, Display, ::testing::Values("opengl", "software"), [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace screens_test
