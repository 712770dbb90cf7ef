// Every screen as it stood when somebody last looked at it and found it good: first as a text tree of its widgets, then as a picture. After a change that
// is meant, look at the pictures, then: DOORSTEP_WRITE_GOLDEN=1 build/release/bin/app_screens_test --gtest_filter='*Golden*'
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/app/screens/pictures.h"
#include "tests/app/screens/tablet.h"
#include "tests/support/text_file.h"

namespace screens_test {
namespace {

namespace fs = std::filesystem;

struct Screen {
  const char* name;
  const char* script;
  const char* size = "1280x800";
  bool picture = false;
  const char* demo = "--demo";
};

#define PERSON "tap nav/caseload\ntap 01998f8c-e680-7cfe-8bad-85ddc8df85bb\n"
#define ASSESSMENT "tap visit:01a1de6f-5280-74d9-8988-8102f0485b69\ntap section/a1-i\n"
#define CHANGES "tap nav/approvals\ntap-text \"Siân Llewelyn-Huws, \"\nwait\n"
constexpr Screen kScreens[] = {
    {"today", "", "1280x800", true},
    {"today-portrait", "", "800x1280"},
    {"today-dark", "theme dark\n", "1280x800", true},
    {"today-large", "text 200\n", "1280x800", true},
    {"caseload", "tap nav/caseload\n", "1280x800", true},
    {"caseload-search", "tap nav/caseload\ntap search\ntype \"margret witlock\"\n"},
    {"person", PERSON, "1280x800", true},
    {"person-welsh", "tap nav/settings\ntap-text Cymraeg\nwait\n" PERSON, "1280x800", true},
    {"person-contrast", PERSON "theme contrast\n", "1280x800", true},
    {"visits", PERSON "tap tab/visits\n"},
    {"plan", PERSON "tap tab/plan\n"},
    {"notes", PERSON "tap tab/notes\n"},
    {"assessment", ASSESSMENT, "1280x800", true},
    {"assessment-portrait", "tap visit:01a1de6f-5280-74d9-8988-8102f0485b69\ntap sections\ntap section/a1-i\n", "800x1280", true},
    {"assessment-large", ASSESSMENT "text 200\n"},
    {"returned", "tap-text \"Elsie Norton · Needs\"\ntap returned/action\n"},
    {"approvals", CHANGES, "1280x800", true, "--demo-lead"},
    {"approvals-dark", "theme dark\n" CHANGES, "1280x800", false, "--demo-lead"},
    {"approvals-portrait", CHANGES, "800x1280", false, "--demo-lead"},
    {"approvals-large", "text 200\n" CHANGES, "1280x800", false, "--demo-lead"},
    {"approvals-welsh", "tap nav/settings\ntap-text Cymraeg\nwait\n" CHANGES, "1280x800", false, "--demo-lead"},
    {"settings", "tap nav/settings\n"},
    {"sync", "tap nav/sync\n", "1280x800", true},
    {"join", "tap nav/sync\ntap join_hub\ntap join\n", "1280x800", true},
    {"join-large-welsh", "tap nav/settings\ntap-text Cymraeg\nwait\ntap nav/sync\ntap join_hub\ntext 200\n", "800x1280"},
};

// What a machine decides for itself: the room left on its disk, the bytes of the file.
std::string steady(const std::string& tree) {
  std::istringstream lines(tree);
  std::string out;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("free ") && !line.starts_with("used ")) out += line + "\n";
  return out;
}

std::string first_difference(const std::string& was, const std::string& is) {
  std::istringstream a(was), b(is);
  std::string x, y;
  for (int number = 1;; ++number) {
    const bool more_a = bool(std::getline(a, x)), more_b = bool(std::getline(b, y));
    if (!more_a && !more_b) return {};
    if (!more_a || !more_b || x != y) return "line " + std::to_string(number) + "\n  was " + (more_a ? x : "(no more)") + "\n  is  " + (more_b ? y : "(no more)");
  }
}

class Golden : public ::testing::TestWithParam<Screen> {};

TEST_P(Golden, LooksAsItDid) {
  const Screen& screen = GetParam();
  const std::string golden = std::string(DOORSTEP_SOURCE_DIR) + "/tests/golden/screens/" + screen.name;
  Tablet tablet({screen.demo});
  const std::string tree_file = tablet.folder() / "tree", shot_file = tablet.folder() / "shot.png";
  const support::Finished played = tablet.plays(std::string(screen.script) + "tree " + tree_file + "\nshot " + shot_file + "\n", {"--software", "--size", screen.size});
  ASSERT_EQ(played.status, 0) << played.output;
  const std::string tree = steady(testing_support::text_of(tree_file));
  if (std::getenv("DOORSTEP_WRITE_GOLDEN")) {
    fs::create_directories(fs::path(golden).parent_path());
    std::ofstream(golden + ".tree") << tree;
    if (screen.picture) fs::copy_file(shot_file, golden + ".png", fs::copy_options::overwrite_existing);
    GTEST_SKIP() << "written";
  }
  EXPECT_EQ(first_difference(testing_support::text_of(golden + ".tree"), tree), "") << screen.name;
  if (!screen.picture) return;
  EXPECT_LE(thousandths_apart(picture_at(golden + ".png"), picture_at(shot_file)), 2) << screen.name << ": compare " << golden << ".png with what the script shows now";
}

INSTANTIATE_TEST_SUITE_P(Screens, Golden, ::testing::ValuesIn(kScreens), [](const auto& one) {
  std::string name = one.param.name;
  std::erase(name, '-');
  return name;
});

}  // namespace
}  // namespace screens_test
