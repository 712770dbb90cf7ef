// A tablet that has not heard its hub for fourteen days asks it before it opens: the real app, by a clock set on, and the real hub.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "platform/os/clock.h"
#include "tests/app/sync/joined.h"
#include "tests/support/own_network.h"

namespace sync_test {
namespace {

constexpr int64_t kDayMs = 24ll * 60 * 60 * 1000;
const std::string kShut = "expect-none nav/today\n";

std::vector<std::string> in_days(int days) {
  const time_t then = time_t((os::system_clock().now_ms() + days * kDayMs) / 1000);
  char text[32];
  std::tm parts{};
  (void)std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", ::gmtime_r(&then, &parts));
  return {"--now", text};
}

struct AfterTheLease : ::testing::Test {
  hub::HubProcess hub;
  App ada{hub, kAda};
  void SetUp() override {
    plays(kAllSent + adds_person("Ivy", "Turner") + "tap nav/sync\ntap sync_now\n" + kAllSent, 0);
    hub.kill_now();
    plays(opens_person("Ivy Turner") + writes_note("Written before the long silence."), 0);
  }
  void plays(const std::string& script, int days = 15) {
    const auto played = ada.plays(script, in_days(days));
    EXPECT_EQ(played.status, 0) << played.output;
  }
  bool hub_has_the_note() {
    hub::Tablet reader(hub, 1, kAda);
    return reader.sync() == wire::Status::Ok && reader.has_note("Written before the long silence.");
  }
};

TEST_F(AfterTheLease, ItOpensOnceTheHubHasAnsweredAndWhatWaitedHasGone) {
  plays("await nav/today\n", 13);
  hub.start();
  plays("await nav/today\n" + opens_person("Ivy Turner") + kAllSent);
  EXPECT_TRUE(hub_has_the_note());
  hub.kill_now();
  plays("await nav/today\n", 28);  // thirteen days after that: nobody is asked
}

TEST_F(AfterTheLease, AHubThatIsDownIsSaidWithTheWayInAndNothingIsShownUntilItIsBack) {
  support::Child child(ada.command("await message \"does not answer\"\nexpect message_do \"Try again in a few minutes\"\n" + kShut + "say shut\nawait-file " + ada.folder().path() + "/up\n" +
                                       "pin pin 482715\nawait nav/today\n" + opens_person("Ivy Turner"), in_days(15)));
  while (child.output().find("say shut\n") == std::string::npos && child.listen(1)) {}
  hub.start();
  std::fclose(std::fopen((ada.folder().path() + "/up").c_str(), "w"));
  EXPECT_EQ(child.wait(), 0) << child.output();
  EXPECT_TRUE(hub_has_the_note());
}

TEST_F(AfterTheLease, ItSaysSoBeforeAPinIsTypedAndWrongOnesAreCounted) {
  const std::string path = ada.folder() / "wrong.script";
  std::FILE* file = std::fopen(path.c_str(), "w");
  std::fputs("wait\nexpect message \"has not reached the hub for 14 days\"\npin pin 482716\nexpect message \"9 tries left\"\nexpect-none asking\n", file);
  std::fclose(file);
  std::vector<std::string> command = ada.command("");
  *std::find(command.begin(), command.end(), ada.folder() / "play.script") = path;
  for (const std::string& word : in_days(15)) command.push_back(word);
  const auto played = support::run_child(command);
  EXPECT_EQ(played.status, 0) << played.output;
}

TEST_F(AfterTheLease, ARevokedTabletStaysShutAndSaysWhoCanHelp) {
  hub.start();
  ASSERT_EQ(hub.command({"revoke", "--device", "1"}).substr(0, 2), "ok");
  plays("await message \"withdrawn this tablet\"\nexpect message_do \"Phone IT\"\n" + kShut);
}

TEST_F(AfterTheLease, AWipeOrderIsObeyedByATabletThatWouldNotHaveOpened) {
  hub.start();
  ASSERT_EQ(support::run_child({support::program_folder() + "/doorstep-admin", "devices", "wipe", "1", "--data", hub.data_dir()}).status, 0);
  plays("await closed \"IT has closed this tablet\"\n" + kShut);
  EXPECT_TRUE(hub_has_the_note()) << "brought first";
}

TEST_F(AfterTheLease, ItAsksThroughAPauseAndIsPausedAgainWhenOpen) {
  hub.start();
  plays(kAllSent + "tap nav/sync\ntap pause\nawait signal \"Paused\"\n", 0);
  plays("await signal \"Paused\"\ntap nav/sync\nexpect paused\n");
}

TEST_F(AfterTheLease, AskingCanBeGivenUpWhileTheHubIsSilent) {
  hub.start();
  ASSERT_EQ(::kill(hub.pid(), SIGSTOP), 0);
  plays("await asking\nexpect asking_why \"14 days\"\n" + kShut + "tap stop_asking\nawait message \"has not reached the hub\"\n" + kShut);
  ASSERT_EQ(::kill(hub.pid(), SIGCONT), 0);
  plays("await nav/today\n");
}

void no_network_is_said() {
  support::set_loopback(true);
  hub::HubProcess hub;
  App ada(hub, kAda);
  ASSERT_EQ(ada.plays(kAllSent).status, 0);
  support::set_loopback(false);
  const auto shut = ada.plays("await message \"has no network\"\nexpect message_do \"Find a signal\"\n" + kShut, in_days(15));
  EXPECT_EQ(shut.status, 0) << shut.output;
}

TEST(AfterTheLeaseOutOfRange, TheWayInIsASignal) { IN_OWN_NETWORK(no_network_is_said, 100'000); }

TEST(AfterTheLeaseWithoutAHub, ATabletThatNeverJoinedOneOpensForEver) {
  App ada;
  const auto first = ada.plays(adds_person("Ivy", "Turner"));
  ASSERT_EQ(first.status, 0) << first.output;
  const auto later = ada.plays(opens_person("Ivy Turner"), in_days(400));
  EXPECT_EQ(later.status, 0) << later.output;
}

}  // namespace
}  // namespace sync_test
