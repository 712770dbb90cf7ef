// A real network goes and comes: nobody presses anything, and the back-off has minutes to run.
#include <gtest/gtest.h>
#include <signal.h>

#include <future>

#include "platform/os/network_watch.h"
#include "tests/app/sync/joined.h"
#include "tests/support/own_network.h"
#include "tests/support/proxy.h"

namespace sync_test {
namespace {

// So many failures, kept in the tablet's diary, that by itself it would not ask again for longer than a script waits (a minute).
constexpr int kFailures = 7;
constexpr auto kPatience = std::chrono::seconds(20);

struct OutOfRange {
  hub::HubProcess hub;
  App ada{hub, kAda};
  OutOfRange() {
    const auto joined = ada.plays(kAllSent + adds_person("Ivy", "Turner") + "tap nav/sync\ntap sync_now\n" + kAllSent);
    EXPECT_EQ(joined.status, 0) << joined.output;
    support::set_loopback(false);
    for (int i = 0; i < kFailures; ++i) {
      const auto alone = ada.plays("await signal \"No network\"\n");
      EXPECT_EQ(alone.status, 0) << alone.output;
    }
  }
  void has_at_the_hub(const char* note) {
    hub::Tablet reader(hub, 1, kAda);
    ASSERT_EQ(reader.sync(), wire::Status::Ok);
    EXPECT_TRUE(reader.has_note(note));
  }
};

void wait_for_words(support::Child& child, const std::string& words) {
  while (child.output().find(words) == std::string::npos && child.listen(1)) {}
  ASSERT_NE(child.output().find(words), std::string::npos) << child.output();
}

// Its address goes, and comes again: what is under way hears nothing of it.
void network_flickers() {
  std::promise<void> told;
  const auto watch = os::NetworkWatch::start([&](os::NetworkNews) { told.set_value(); });
  ASSERT_TRUE(watch) << watch.error().detail;
  support::set_loopback(false);
  support::set_loopback(true);
  ASSERT_EQ(told.get_future().wait_for(kPatience), std::future_status::ready);
}

void network_comes_back() {
  support::set_loopback(true);
  OutOfRange town;
  support::Child child(town.ada.command("await signal \"No network\"\n" + opens_person("Ivy Turner") + writes_note("Written without a network.") +
                                        "tap nav/sync\nawait next_try \"min\"\nsay waiting\nawait just_sent\n" + kAllSent));
  wait_for_words(child, "say waiting\n");
  support::set_loopback(true);
  EXPECT_EQ(child.wait(), 0) << child.output();
  town.has_at_the_hub("Written without a network.");
}

// The hub answers nothing while a session waits for it; then its connection ends, as one does that belonged to the network before.
void network_changes_under_a_session() {
  support::set_loopback(true);
  OutOfRange town;
  support::set_loopback(true);
  support::Proxy way(town.hub.port(), {});
  ASSERT_EQ(::kill(town.hub.pid(), SIGSTOP), 0);
  support::Child child(town.ada.command(opens_person("Ivy Turner") + writes_note("Written between two networks.") + "tap nav/sync\nawait sending\nsay waiting\nawait just_sent\n" + kAllSent,
                                        {"--hub", "https://127.0.0.1:" + std::to_string(way.port())}));
  wait_for_words(child, "say waiting\n");
  network_flickers();
  way.cut_all();
  ASSERT_EQ(::kill(town.hub.pid(), SIGCONT), 0);
  EXPECT_EQ(child.wait(), 0) << child.output();
  town.has_at_the_hub("Written between two networks.");
}

TEST(Network, WhatWaitedGoesByItselfWhenANetworkComesLongBeforeTheBackOffEnds) { IN_OWN_NETWORK(network_comes_back, 170'000); }

TEST(Network, ASessionThatFailsBecauseTheNetworkChangedUnderItIsTriedAgainAtOnce) { IN_OWN_NETWORK(network_changes_under_a_session, 170'000); }

}  // namespace
}  // namespace sync_test
