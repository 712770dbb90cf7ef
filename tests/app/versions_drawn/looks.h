// tests/app/versions_drawn/looks.h: one screen in every look that people use it in, held to how it was when somebody last found it good.
#pragma once
#include <string>

#include "tests/app/screens/golden.h"
#include "tests/app/versions_drawn/two_tablets.h"

namespace versions_test {

// `opens` leads to the screen, by ids alone: the last look is Welsh. A picture is kept of light, of large text upright and of dark.
inline void looks_as_it_did(TwoTablets& at, const std::string& name, const std::string& opens) {
  struct Look {
    const char *suffix, *size, *script;
    bool picture;
  };
  constexpr Look kLooks[] = {{"", "1280x800", "", true},
                             {"-portrait", "800x1280", "", false},
                             {"-large", "800x1280", "text 200\n", true},
                             {"-dark", "1280x800", "theme dark\n", true},
                             {"-contrast-large", "1280x800", "theme contrast\ntext 200\n", false},
                             {"-welsh", "1280x800", "tap nav/settings\ntap-text Cymraeg\nwait\n", false}};
  for (const Look& look : kLooks) {
    const std::string tree = at.app.folder() / "tree", shot = at.app.folder() / "shot.png", whole = name + look.suffix;
    std::string script = look.script + opens + "tree " + tree + "\nshot " + shot + "\n";
    if (const char* pictures = std::getenv("DOORSTEP_PICTURES")) script += "shot " + std::string(pictures) + "/" + whole + ".png\n";
    const support::Finished played = at.app.plays(script, {"--software", "--size", look.size});
    ASSERT_EQ(played.status, 0) << whole << ": " << played.output;
    screens_test::expect_as_it_was(whole, tree, shot, look.picture);
  }
}

}  // namespace versions_test
