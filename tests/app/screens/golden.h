// tests/app/screens/golden.h: a screen is held to how it was when somebody last looked at it: its tree of widgets first, its picture second.
#pragma once
#include <string>

namespace screens_test {

// As tests/golden/screens/<name>.tree and, when `picture`, .png say; with DOORSTEP_WRITE_GOLDEN set they are written instead. The files are what a script's
// `tree` and `shot` wrote.
void expect_as_it_was(const std::string& name, const std::string& tree_file, const std::string& shot_file, bool picture);

}  // namespace screens_test
