// Every *.script beside this file is a test: it is played in a fresh demo tablet, and each `expect` in it must hold.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/text_file.h"

#include "tests/app/screens/tablet.h"

namespace screens_test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> scripts() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(fs::path(DOORSTEP_SOURCE_DIR) / "tests/app/screens/scripts"))
    if (entry.path().extension() == ".script") out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

class Script : public ::testing::TestWithParam<std::string> {};

TEST_P(Script, DoesWhatItSays) {
  Tablet tablet;
  const support::Finished played = tablet.plays(testing_support::text_of(GetParam()));
  EXPECT_EQ(played.status, 0) << GetParam() << "\n" << played.output;
}

INSTANTIATE_TEST_SUITE_P(Screens, Script, ::testing::ValuesIn(scripts()),
                         [](const auto& one) { return fs::path(one.param).stem().string(); });

}  // namespace
}  // namespace screens_test
