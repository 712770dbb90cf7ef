// Every screen as it stood when somebody last looked at it and found it good: first as a text tree of its widgets, then as a picture. After a change that
// is meant, look at the pictures, then: DOORSTEP_WRITE_GOLDEN=1 build/release/bin/app_screens_test --gtest_filter='*Golden*'
#include <gtest/gtest.h>

#include "tests/app/screens/golden.h"
#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

struct Screen {
  const char* name;
  const char* script;
  const char* size = "1280x800";
  bool picture = false;
  const char* demo = "--demo";
  const char* form = nullptr;  // opened instead of the demo: a file of tests/app/forms_drawn/forms
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
    {"form-tables", "tap section/week\n", "1280x800", true, "", "controls.json"},
    {"form-tables-portrait", "tap next\ntap next\ntap next\nlanguage cy\n", "800x1280", false, "", "controls.json"},
    {"form-tables-large", "tap next\ntap next\ntap next\ntext 200\n", "1280x800", false, "", "controls.json"},
    {"form-lists", "tap section/listed.words\ntap listed/listed.number/o1\n", "1280x800", false, "", "controls.json"},
    {"form-numbers", "tap section/slide\ntap-at numbers/slide 0.5 0.5\n", "1280x800", true, "", "controls.json"},
    {"form-lettering", "tap section/letters.part\nwait\n", "1280x1280", true, "", "controls.json"},
    {"form-lettering-dark", "theme dark\ntap section/letters.part\nwait\n", "1280x1280", true, "", "controls.json"},
    {"form-about", "tap section/about\n", "1280x800", false, "", "controls.json"},
    {"settings", "tap nav/settings\n"},
    {"sync", "tap nav/sync\n", "1280x800", true},
    {"join", "tap nav/sync\ntap join_hub\ntap join\n", "1280x800", true},
    {"join-large-welsh", "tap nav/settings\ntap-text Cymraeg\nwait\ntap nav/sync\ntap join_hub\ntext 200\n", "800x1280"},
};

class Golden : public ::testing::TestWithParam<Screen> {};

TEST_P(Golden, LooksAsItDid) {
  const Screen& screen = GetParam();
  const std::vector<std::string> opening = screen.form ? std::vector<std::string>{"--form", std::string(DOORSTEP_SOURCE_DIR) + "/tests/app/forms_drawn/forms/" + screen.form} : std::vector<std::string>{screen.demo};
  Tablet tablet(opening);
  const std::string tree_file = tablet.folder() / "tree", shot_file = tablet.folder() / "shot.png";
  const support::Finished played = tablet.plays(std::string(screen.script) + "tree " + tree_file + "\nshot " + shot_file + "\n", {"--software", "--size", screen.size});
  ASSERT_EQ(played.status, 0) << played.output;
  expect_as_it_was(screen.name, tree_file, shot_file, screen.picture);
}

INSTANTIATE_TEST_SUITE_P(Screens, Golden, ::testing::ValuesIn(kScreens), [](const auto& one) {
  std::string name = one.param.name;
  std::erase(name, '-');
  return name;
});

}  // namespace
}  // namespace screens_test
