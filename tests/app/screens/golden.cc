#include "tests/app/screens/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/app/screens/pictures.h"
#include "tests/support/text_file.h"

namespace screens_test {
namespace {

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

}  // namespace

void expect_as_it_was(const std::string& name, const std::string& tree_file, const std::string& shot_file, bool picture) {
  namespace fs = std::filesystem;
  const std::string golden = std::string(DOORSTEP_SOURCE_DIR) + "/tests/golden/screens/" + name;
  const std::string tree = steady(testing_support::text_of(tree_file));
  if (std::getenv("DOORSTEP_WRITE_GOLDEN")) {
    fs::create_directories(fs::path(golden).parent_path());
    std::ofstream(golden + ".tree") << tree;
    if (picture) fs::copy_file(shot_file, golden + ".png", fs::copy_options::overwrite_existing);
    return;
  }
  EXPECT_EQ(first_difference(testing_support::text_of(golden + ".tree"), tree), "") << name;
  if (!picture) return;
  EXPECT_LE(thousandths_apart(picture_at(golden + ".png"), picture_at(shot_file)), 2) << name << ": compare " << golden << ".png with what the script shows now";
}

}  // namespace screens_test
