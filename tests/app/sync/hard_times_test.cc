// What a network, a hub and a flat battery do, and what the tablet says of it. Nothing is lost, and nothing is called sent that is not at the hub.
#include <gtest/gtest.h>

#include "platform/os/clock.h"
#include "tests/app/sync/joined.h"
#include "tests/platform/net/town.h"

namespace sync_test {
namespace {

// A session begins by itself at unlock, and while one is under way another cannot be asked for.
const std::string kToSync = "tap nav/sync\n", kSyncNow = kToSync + "tap sync_now\n";

struct HardTimes : ::testing::Test {
  hub::HubProcess hub;
  App ada{hub, kAda};
  void SetUp() override {
    const auto joined = ada.plays(kAllSent + adds_person("Ivy", "Turner") + kSyncNow + kAllSent);
    ASSERT_EQ(joined.status, 0) << joined.output;
  }
  void plays(const std::string& script) {
    const auto played = ada.plays(script);
    EXPECT_EQ(played.status, 0) << played.output;
  }
};

TEST_F(HardTimes, AHubThatIsDownIsSaidAndWhatWaitedGoesWhenItIsBack) {
  hub.kill_now();
  plays("await signal \"Hub is down\"\n" + opens_person("Ivy Turner") + writes_note("Written while the hub was down.") +
        "expect-text \"Only on this tablet\"\n" + kSyncNow + "await why \"does not answer\"\nawait next_try \"by itself\"\nawait-text \"1 record is saved only here\"\n");
  hub.start();
  plays(kAllSent + opens_person("Ivy Turner") + "tap tab/notes\nexpect-text \"Accepted by the hub\"\ntap nav/sync\nexpect-text \"Hub is down\"\n");
  hub::Tablet reader(hub, 1, kAda);
  ASSERT_EQ(reader.sync(), wire::Status::Ok);
  EXPECT_TRUE(reader.has_note("Written while the hub was down."));
}

TEST_F(HardTimes, ARevokedTabletSaysSoAndKeepsWhatItHas) {
  ASSERT_EQ(hub.command({"revoke", "--device", "1"}).substr(0, 2), "ok");
  plays("await signal \"Tablet withdrawn\"\n" + opens_person("Ivy Turner") + "tap nav/sync\nexpect why \"withdrawn this tablet\"\nexpect why_detail \"not been deleted\"\n");
}

TEST_F(HardTimes, APauseLastsOverARestartAndNothingGoesMeanwhile) {
  plays(kAllSent + "tap nav/sync\ntap pause\nawait signal \"Paused\"\n" + opens_person("Ivy Turner") + writes_note("Written in the pause."));
  const uint64_t held = hub.held_of(1);
  plays("await signal \"Paused\"\ntap nav/sync\nexpect paused\nexpect-text \"Only on this tablet\"\n");
  EXPECT_EQ(hub.held_of(1), held);
  plays("await signal \"Paused\"\ntap nav/sync\ntap resume\n" + kAllSent);
  EXPECT_GT(hub.held_of(1), held);
}

TEST_F(HardTimes, ASafeguardingConcernGoesThroughAPauseAtOnceAndIsNoLongerWarnedOf) {
  hub::Tablet reader(hub, 1, kAda);
  plays(kAllSent + "tap nav/sync\ntap pause\nawait signal \"Paused\"\n" + opens_person("Ivy Turner") + writes_note("Written in the pause."));
  ASSERT_EQ(reader.sync(), wire::Status::Ok);
  ASSERT_FALSE(reader.has_note("Written in the pause.")) << "nothing else goes";
  plays("await signal \"Paused\"\n" + opens_person("Ivy Turner") + sends_concern() + "await sealed \"and at the hub\"\nexpect-none urgent\ntap nav/sync\nexpect paused\n");
  ASSERT_EQ(reader.sync(), wire::Status::Ok);
  EXPECT_TRUE(reader.has_note("Written in the pause.")) << "what stands before it in the one chain goes with it";
  plays("await signal \"Paused\"\n" + opens_person("Ivy Turner") + writes_note("Written after the concern.") + "tap nav/sync\nexpect paused\n");
  ASSERT_EQ(reader.sync(), wire::Status::Ok);
  EXPECT_FALSE(reader.has_note("Written after the concern.")) << "the pause is still one";
}

TEST_F(HardTimes, ASafeguardingConcernIsWarnedOfUntilTheHubHasItThoughSendingIsPaused) {
  plays(kAllSent + "tap nav/sync\ntap pause\nawait signal \"Paused\"\n");
  hub.kill_now();
  plays(opens_person("Ivy Turner") + sends_concern() + "await sealed\ntap nav/today\nawait urgent\ntap nav/sync\nexpect paused\nexpect urgent \"Ivy Turner\"\n");
  hub.start();
  plays(opens_person("Ivy Turner") + "tap tab/assessments\ntap-text \"Safeguarding concern\"\nawait sealed \"and at the hub\"\nexpect-none urgent\ntap nav/sync\nexpect paused\nexpect-none urgent\n");
}

TEST_F(HardTimes, ASignInPageInTheHubsPlaceIsCalledThat) {
  net::PlainServer portal("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsign in");
  const auto played = ada.plays(kToSync + "await signal \"Wi-Fi wants a sign-in\"\nexpect why \"sign-in page\"\nexpect why_detail \"web browser\"\n", {"--hub", "https://127.0.0.1:" + std::to_string(portal.port())});
  EXPECT_EQ(played.status, 0) << played.output;
  const auto back = ada.plays(kAllSent, {"--hub", hub.url()});
  EXPECT_EQ(back.status, 0) << back.output;
}

TEST_F(HardTimes, AnotherHubInItsPlaceIsNotSpokenTo) {
  hub::HubProcess other;
  const auto played = ada.plays(kToSync + "await signal \"Not our hub\"\nexpect why \"Nothing was sent to it\"\n", {"--hub", other.url()});
  EXPECT_EQ(played.status, 0) << played.output;
  EXPECT_EQ(other.command({"devices"}), "ok 0\n");
}

// Either end dies at any moment, over and over. What the tablet said was sent is at the hub; what it had saved is there in the end.
TEST_F(HardTimes, NothingIsLostAndNothingFalselyCalledSentWhenEitherEndIsKilled) {
  constexpr uint64_t kSeed = 20'261'129;
  constexpr int kRounds = 8;
  std::printf("seed %llu\n", static_cast<unsigned long long>(kSeed));
  os::SeededRandom chance(kSeed);
  hub::Tablet reader(hub, 1, kAda);
  int cut = 0;
  std::vector<std::string> saved;
  for (int round = 0; round < kRounds; ++round) {
    const std::string words = "Of round " + std::to_string(round) + ".";
    support::Child child(ada.command(opens_person("Ivy Turner") + writes_note(words) + "say saved\n" + kSyncNow + "await just_sent\nsay sent\nrest 10000\n"));
    const auto said = [&](const char* what) { return child.output().find(std::string("say ") + what + "\n") != std::string::npos; };
    while (!said("saved") && child.listen(1)) {}
    ASSERT_TRUE(said("saved")) << child.output();
    saved.push_back(words);
    child.listen(int64_t(chance.next_u64() % 60));
    const bool hub_dies = chance.next_u64() % 2 == 0;
    if (hub_dies) hub.kill_now();
    else child.kill_now();
    child.listen(20);
    if (hub_dies) hub.start();
    const bool sent = said("sent");
    child.kill_now();
    cut += !sent;
    ASSERT_EQ(reader.sync(), wire::Status::Ok);
    EXPECT_TRUE(!sent || reader.has_note(words)) << "said to be sent in round " << round;
  }
  plays(kToSync + kAllSent);
  ASSERT_EQ(reader.sync(), wire::Status::Ok);
  for (const std::string& words : saved) EXPECT_TRUE(reader.has_note(words)) << words;
  EXPECT_EQ(reader.digest(), hub.digest());
  std::printf("%d of %d sessions cut\n", cut, kRounds);
}

}  // namespace
}  // namespace sync_test
