// Every *.script beside this file is a test: it is played in a fresh demo tablet, and each `expect` in it must hold. One with a line "# tablet: leader" is
// played on that of the team's leader.
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
  const std::string script = testing_support::text_of(GetParam());
  Tablet tablet({script.find("# tablet: leader\n") == std::string::npos ? "--demo" : "--demo-lead"});
  const support::Finished played = tablet.plays(script);
  EXPECT_EQ(played.status, 0) << GetParam() << "\n" << played.output;
}

INSTANTIATE_TEST_SUITE_P(Screens, Script, ::testing::ValuesIn(scripts()),
                         [](const auto& one) { return fs::path(one.param).stem().string(); });

}  // namespace
}  // namespace screens_test
