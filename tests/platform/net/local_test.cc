#include "platform/net/local.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temp_folder.h"

namespace net {
namespace {

TEST(Local, ALineIsAnsweredAndTheFileIsItsOwnersAlone) {
  const testing_support::TempFolder folder;
  const std::string file = folder / "control";
  EXPECT_EQ(ask_local(file, "hello").error().fault, base::Fault::NotFound);
  {
    const auto server = LocalServer::start(file, [](const std::string& line) { return "ok " + line + std::string(100'000, '.'); });
    ASSERT_TRUE(server);
    struct stat found {};
    ASSERT_EQ(::stat(file.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u);
    EXPECT_EQ(ask_local(file, "hello")->substr(0, 9), "ok hello.");
    EXPECT_EQ(ask_local(file, "again")->size(), 100'008u);
    EXPECT_EQ(ask_local(file, std::string(10'000, 'x')).error().fault, base::Fault::Offline) << "a line that does not end";
    EXPECT_TRUE(ask_local(file, "still there"));
  }
  EXPECT_EQ(ask_local(file, "hello").error().fault, base::Fault::NotFound);
}

TEST(Local, AFileLeftByAServerThatWasKilledIsReplaced) {
  const testing_support::TempFolder folder;
  const std::string file = folder / "control";
  const auto dead = LocalServer::start(file, [](const std::string&) { return "first"; });
  const auto server = LocalServer::start(file, [](const std::string&) { return "second"; });
  ASSERT_TRUE(server);
  EXPECT_EQ(*ask_local(file, "who"), "second");
  EXPECT_EQ(LocalServer::start(folder / std::string(120, 'x'), {}).error().fault, base::Fault::BadInput);
}

}  // namespace
}  // namespace net
