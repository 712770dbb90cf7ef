// What the kernel says of networks, and what a tablet makes of it.
#include <gtest/gtest.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <rapidcheck.h>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>

#include "platform/os/network_state.h"
#include "platform/os/network_watch.h"
#include "tests/support/own_network.h"

namespace os {
namespace {

// Messages as the kernel lays them out.
template <class Head>
void append(base::Bytes& out, uint16_t type, const Head& head, std::initializer_list<std::pair<uint16_t, base::Bytes>> attributes = {}) {
  base::Bytes body(sizeof head);
  std::memcpy(body.data(), &head, sizeof head);
  for (const auto& [kind, value] : attributes) {
    const rtattr attribute{uint16_t(sizeof(rtattr) + value.size()), kind};
    const auto* bytes = reinterpret_cast<const uint8_t*>(&attribute);
    body.insert(body.end(), bytes, bytes + sizeof attribute);
    body.insert(body.end(), value.begin(), value.end());
    body.resize(RTA_ALIGN(body.size()));
  }
  const nlmsghdr message{uint32_t(sizeof(nlmsghdr) + body.size()), type, 0, 0, 0};
  const auto* bytes = reinterpret_cast<const uint8_t*>(&message);
  out.insert(out.end(), bytes, bytes + sizeof message);
  out.insert(out.end(), body.begin(), body.end());
}

base::Bytes link(int index, unsigned flags) {
  ifinfomsg head{};
  head.ifi_index = index;
  head.ifi_flags = flags;
  base::Bytes out;
  append(out, RTM_NEWLINK, head);
  return out;
}

base::Bytes address(uint16_t type, uint8_t last, uint8_t lifetime) {
  ifaddrmsg head{};
  head.ifa_family = AF_INET;
  head.ifa_index = 3;
  base::Bytes out;
  append(out, type, head, {{IFA_ADDRESS, {10, 0, 0, last}}, {IFA_CACHEINFO, base::Bytes(16, lifetime)}});
  return out;
}

base::Bytes route(uint16_t type, uint8_t gateway, uint8_t table = RT_TABLE_MAIN) {
  rtmsg head{};
  head.rtm_family = AF_INET;
  head.rtm_type = RTN_UNICAST;
  head.rtm_table = table;
  base::Bytes out;
  append(out, type, head, {{RTA_GATEWAY, {10, 0, 0, gateway}}, {RTA_OIF, {3, 0, 0, 0}}});
  return out;
}

struct Networks : ::testing::Test {
  NetworkState state;
};

TEST_F(Networks, ALinkIsNewsWhenItBeginsToRunAndNotEachTimeItIsSpokenOf) {
  EXPECT_FALSE(state.take(link(3, IFF_UP))) << "nothing at its other end";
  EXPECT_TRUE(state.take(link(3, IFF_UP | IFF_RUNNING)));
  EXPECT_FALSE(state.take(link(3, IFF_UP | IFF_RUNNING)));
  EXPECT_FALSE(state.take(link(3, 0)));
  EXPECT_TRUE(state.take(link(3, IFF_UP | IFF_RUNNING)));
}

TEST_F(Networks, AnAddressWhoseLifetimeIsRenewedIsNoNewsAndOneThatComesBackIs) {
  EXPECT_TRUE(state.take(address(RTM_NEWADDR, 1, 9)));
  EXPECT_FALSE(state.take(address(RTM_NEWADDR, 1, 8)));
  EXPECT_TRUE(state.take(address(RTM_NEWADDR, 2, 8)));
  EXPECT_FALSE(state.take(address(RTM_DELADDR, 1, 8)));
  EXPECT_TRUE(state.take(address(RTM_NEWADDR, 1, 8)));
}

TEST_F(Networks, ARouteElsewhereIsNewsAndTheMachinesOwnTableIsNot) {
  EXPECT_TRUE(state.take(route(RTM_NEWROUTE, 1)));
  EXPECT_FALSE(state.take(route(RTM_NEWROUTE, 1)));
  EXPECT_FALSE(state.take(route(RTM_NEWROUTE, 2, RT_TABLE_LOCAL)));
  EXPECT_FALSE(state.take(route(RTM_DELROUTE, 1)));
  EXPECT_TRUE(state.take(route(RTM_NEWROUTE, 1)));
}

TEST_F(Networks, OneOfSeveralMessagesIsHeardAndACutOneIsPassedOver) {
  base::Bytes both = link(3, IFF_UP);
  const base::Bytes second = link(4, IFF_UP | IFF_RUNNING);
  both.insert(both.end(), second.begin(), second.end());
  for (size_t cut = 0; cut < second.size(); ++cut) EXPECT_FALSE(NetworkState().take(base::ByteView(both).first(both.size() - second.size() + cut))) << cut;
  EXPECT_TRUE(state.take(both));
}

// The kernel is trusted; a bug in the reading is not. Copied to exactly its size, so that a byte read beyond it is found by the sanitizers.
TEST(NetworkState, ReadsWhateverBytesThereAreAndNothingBeyondThem) {
  rc::check([] {
    base::Bytes said = address(*rc::gen::element<uint16_t>(RTM_NEWADDR, RTM_DELADDR), *rc::gen::arbitrary<uint8_t>(), 1);
    for (const base::Bytes& more : {route(RTM_NEWROUTE, *rc::gen::arbitrary<uint8_t>()), link(*rc::gen::inRange(1, 4), *rc::gen::arbitrary<unsigned>())}) said.insert(said.end(), more.begin(), more.end());
    for (const auto& [where, byte] : *rc::gen::container<std::vector<std::pair<uint32_t, uint8_t>>>(rc::gen::arbitrary<std::pair<uint32_t, uint8_t>>())) said[where % said.size()] = byte;
    said.resize(*rc::gen::inRange<size_t>(0, said.size() + 1));
    said.shrink_to_fit();
    NetworkState state;
    (void)state.take(said);
    (void)state.take(*rc::gen::arbitrary<base::Bytes>());
  });
}

TEST(NetworkState, WhatIsSaidTwiceIsNewsOnceAtMost) {
  rc::check([] {
    const uint8_t last = *rc::gen::arbitrary<uint8_t>();
    NetworkState state;
    for (const base::Bytes& said : {link(last + 1, *rc::gen::arbitrary<unsigned>()), address(RTM_NEWADDR, last, *rc::gen::arbitrary<uint8_t>()), route(RTM_NEWROUTE, last)}) {
      (void)state.take(said);
      RC_ASSERT(!state.take(said));
    }
  });
}

struct Heard {
  std::mutex mutex;
  std::condition_variable changed;
  int came = 0;
};

constexpr auto kPatience = std::chrono::seconds(20);

void hears_a_real_interface_come_up() {
  Heard heard;
  auto watch = NetworkWatch::start([&](NetworkNews news) {
    const std::lock_guard hold(heard.mutex);
    heard.came += news == NetworkNews::Came;
    heard.changed.notify_one();
  });
  ASSERT_TRUE(watch) << watch.error().detail;
  for (int time = 1; time <= 2; ++time) {
    support::set_loopback(true);
    std::unique_lock hold(heard.mutex);
    ASSERT_TRUE(heard.changed.wait_for(hold, kPatience, [&] { return heard.came >= time; })) << "not told the " << time << ". time";
    EXPECT_EQ(heard.came, time) << "a dozen messages are told once";
    support::set_loopback(false);
  }
}

TEST(NetworkWatch, TellsOnceThatARealInterfaceCameUpAndAgainTheNextTime) { IN_OWN_NETWORK(hears_a_real_interface_come_up, 60'000); }

}  // namespace
}  // namespace os
