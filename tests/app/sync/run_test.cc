// app/run as a person types it, with programs that are built already.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

struct AppRun : ::testing::Test {
  support::Finished runs(const std::string& script, std::vector<std::string> more = {}) {
    const std::string path = folder / "play.script";
    std::ofstream(path) << "unlock pin " << kPin << "\n" << script;
    std::vector<std::string> command{DOORSTEP_SOURCE_DIR "/app/run", "--data", folder / "council", "--headless", "--pin-memory-mib", "8", "--script", path};
    command.insert(command.end(), more.begin(), more.end());
    return support::run_child(command, {"DOORSTEP_BIN=" + support::program_folder()});
  }
  testing_support::TempFolder folder;
};

TEST_F(AppRun, StartsAHubFillsItAndOpensATabletThatHasEverything) {
  const auto first = runs(kAllSent + "await before\nexpect-text \"Margaret Whitlock\"\ntap nav/caseload\nexpect subtitle \"34 people\"\n");
  ASSERT_EQ(first.status, 0) << first.output;
  EXPECT_NE(first.output.find("Tablet 1: Amara Osei, social-worker"), std::string::npos) << first.output;
  EXPECT_FALSE(std::filesystem::exists(folder / "council/seeding")) << "what the council was brought from is gone";
  const auto second = runs(kAllSent + "tap nav/caseload\nexpect subtitle \"34 people\"\n");
  ASSERT_EQ(second.status, 0) << second.output;
  EXPECT_EQ(second.output.find("Bringing"), std::string::npos) << "the second run uses what is there";
}

TEST_F(AppRun, OpensThreeWorkersOfOneTeam) {
  const auto played = runs(kAllSent + "tap nav/settings\ntree\n", {"--tablets", "3"});
  ASSERT_EQ(played.status, 0) << played.output;
  for (const char* number : {"1", "2", "3"}) {
    const std::string said = std::string("Tablet ") + number + ": ";
    const size_t at = played.output.find(said);
    ASSERT_NE(at, std::string::npos) << played.output;
    const std::string name = played.output.substr(at + said.size(), played.output.find(',', at) - at - said.size());
    EXPECT_NE(played.output.find("\"" + name + "\""), std::string::npos) << name << "\n" << played.output;
  }
  EXPECT_NE(played.output.find("team-leader"), std::string::npos) << played.output;
}

}  // namespace
}  // namespace sync_test
