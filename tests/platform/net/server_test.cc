#include "platform/net/server.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "tests/platform/net/town.h"

namespace net {
namespace {

// A handler that waits until it is let go, and notes what it was given.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  bool open = false;
  std::vector<size_t> calls;
  std::vector<Request> cut;

  std::vector<Response> handle(std::span<Request> requests) {
    std::unique_lock lock(mutex);
    calls.push_back(requests.size());
    for (Request& request : requests)
      if (!request.whole) cut.push_back(request);
    changed.notify_all();
    changed.wait(lock, [this] { return open; });
    return echo(requests);
  }
  void wait_for_call() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return !calls.empty(); });
  }
  void let_go() {
    const std::lock_guard lock(mutex);
    open = true;
    changed.notify_all();
  }
  Handler handler() {
    return [this](std::span<Request> requests) { return handle(requests); };
  }
};

template <class Condition>
void until(const Condition& condition) {
  while (!condition()) std::this_thread::yield();
}

TEST(Server, TellsTheHandlerWhoIsAsking) {
  Town town;
  town.start(echo);
  const auto ada = town.client(town.device("7")), ben = town.client(town.device("8"));
  EXPECT_EQ(text_of(ada->post("/sync?x=1", base::view("hello"))), "7 /sync hello");
  EXPECT_EQ(text_of(ben->post("/sync", base::view("good day"))), "8 /sync good day");
  EXPECT_EQ(text_of(ada->post("/sync", base::view("again"))), "7 /sync again");
  EXPECT_EQ(town.server->figures().connections_all, 2u) << "a connection is kept";
}

TEST(Server, WithoutACertificateOnlyOpenPathsAreReached) {
  Town town;
  town.start(echo);
  const auto stranger = town.client(std::nullopt);
  EXPECT_EQ(text_of(stranger->post("/open", base::view("hello"))), "nobody /open hello");
  const Reply refused = stranger->post("/sync", base::view("hello"));
  EXPECT_EQ(refused.trouble, Trouble::None);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(town.server->figures().requests, 1u);
}

TEST(Server, ACertificateOfAnotherAuthorityDoesNotGetIn) {
  Town town;
  const Town elsewhere;
  town.start(echo);
  EXPECT_EQ(town.client(elsewhere.device("7"))->post("/sync", base::view("hello")).trouble, Trouble::OwnCertificate);
  EXPECT_EQ(town.client(town.identity_of_server())->post("/sync", base::view("hello")).trouble, Trouble::OwnCertificate) << "a server's is no client's";
  EXPECT_TRUE(town.client(town.device("7"))->post("/sync", base::view("hello")).ok());
  EXPECT_EQ(town.server->figures().requests, 1u);
}

TEST(Server, NothingOlderThanTls13IsSpoken) {
  Town town;
  town.start(echo);
  EXPECT_FALSE(RawTls(town.server->port(), town.device("7"), TLS1_2_VERSION).shaken());
  EXPECT_TRUE(RawTls(town.server->port(), town.device("7"), TLS1_3_VERSION).shaken());
}

TEST(Server, WhoIsSlowIsCutOffAndWhatCameOfABodyIsHandedOn) {
  Town town;
  Gate gate;
  gate.let_go();
  ServerOptions options = town.options();
  options.limits.handshake_ms = options.limits.head_ms = options.limits.request_ms = 150;
  town.start(options, gate.handler());
  const int silent = connect_to(town.server->port());
  char byte;
  EXPECT_LE(::read(silent, &byte, 1), 0) << "no handshake";
  ::close(silent);
  RawTls head(town.server->port(), town.device("7"));
  head.say("POST /sync HTTP/1.1\r\nHost: h");
  EXPECT_EQ(head.hear(), "");
  RawTls body(town.server->port(), town.device("7"));
  body.say("POST /sync HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nthe first part");
  EXPECT_EQ(body.hear(), "");
  until([&] { return town.server->figures().calls == 1; });
  town.server->stop();
  EXPECT_EQ(town.server->figures().cut_off, 3u);
  ASSERT_EQ(gate.cut.size(), 1u);
  EXPECT_EQ(base::text_view(gate.cut[0].body), "the first part");
  EXPECT_EQ(gate.cut[0].peer, "7");
}

TEST(Server, WhatIsTooLongIsRefusedWithItsStatus) {
  Town town;
  ServerOptions options = town.options();
  options.limits.body_bytes_max = 1000;
  options.limits.open_body_bytes_max = 10;
  options.limits.header_bytes_max = 2000;
  town.start(options, echo);
  const std::string long_body(100'000, 'x');
  EXPECT_EQ(town.client(town.device("7"))->post("/sync", base::view(long_body)).status, 413);
  EXPECT_EQ(town.client(std::nullopt)->post("/open", base::view("eleven bytes")).status, 413);
  RawTls chunked(town.server->port(), town.device("7"));
  chunked.say("POST /sync HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" + std::string(0x800, 'x') + "\r\n0\r\n\r\n");
  EXPECT_NE(chunked.hear().find(" 413 "), std::string::npos);
  RawTls head(town.server->port(), town.device("7"));
  head.say("GET /sync HTTP/1.1\r\nCookie: " + std::string(5000, 'x') + "\r\n\r\n");
  EXPECT_NE(head.hear().find(" 431 "), std::string::npos);
  RawTls nonsense(town.server->port(), town.device("7"));
  nonsense.say("\x01\x02 what\r\n\r\n");
  EXPECT_NE(nonsense.hear().find(" 400 "), std::string::npos);
  RawTls method(town.server->port(), town.device("7"));
  method.say("TRACE / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_NE(method.hear().find(" 405 "), std::string::npos);
  EXPECT_TRUE(town.client(town.device("7"))->post("/sync", base::view("hello")).ok());
  EXPECT_EQ(town.server->figures().refused, 6u);
}

TEST(Server, TheBytesOfAllBodiesTogetherHaveALimit) {
  Town town;
  ServerOptions options = town.options();
  options.limits.bodies_bytes_max = 50'000;
  town.start(options, echo);
  RawTls other(town.server->port(), town.device("7"));
  other.say("POST /sync HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 40000\r\n\r\n" + std::string(39'000, 'x'));
  ASSERT_NE(other.hear_head().find("100 Continue"), std::string::npos);
  const Reply refused = town.client(town.device("8"))->post("/sync", base::view(std::string(20'000, 'y')));
  EXPECT_EQ(refused.trouble, Trouble::Busy);
  other.say(std::string(1000, 'x'));
  EXPECT_NE(other.hear_head().find(" 200 "), std::string::npos);
  EXPECT_TRUE(town.client(town.device("8"))->post("/sync", base::view(std::string(20'000, 'y'))).ok());
}

TEST(Server, BeyondItsConnectionsItSaysWhenToComeBack) {
  Town town;
  ServerOptions options = town.options();
  options.limits.connections_max = 2;
  options.limits.open_connections_max = 1;
  options.limits.retry_after_s = 17;
  town.start(options, echo);
  auto ada = town.client(town.device("7"));
  const auto stranger = town.client(std::nullopt), other_stranger = town.client(std::nullopt);
  EXPECT_TRUE(ada->post("/sync", base::view("hello")).ok());
  EXPECT_TRUE(stranger->post("/open", base::view("hello")).ok());
  const Reply told = town.client(town.device("9"))->post("/sync", base::view("hello"));
  EXPECT_EQ(told.trouble, Trouble::Busy);
  EXPECT_EQ(told.status, 429);
  EXPECT_EQ(told.retry_after_s, 17);
  ada.reset();
  until([&] { return town.server->figures().connections < 2; });
  EXPECT_EQ(other_stranger->post("/open", base::view("hello")).status, 429) << "strangers have fewer";
  until([&] { return town.server->figures().connections < 2; });
  EXPECT_TRUE(town.client(town.device("9"))->post("/sync", base::view("hello")).ok());
}

TEST(Server, WhoNeverFinishesAHandshakeMakesRoomForWhoDoes) {
  Town town;
  ServerOptions options = town.options();
  options.limits.connections_max = 6;
  options.limits.connections_told_max = 0;
  options.limits.handshakes_max = 3;
  town.start(options, echo);
  std::vector<int> silent;
  for (int i = 0; i < 40; ++i) silent.push_back(connect_to(town.server->port()));
  until([&] { return town.server->figures().connections_all == 40 && town.server->figures().connections <= 3; });
  EXPECT_TRUE(town.client(town.device("7"))->post("/sync", base::view("hello")).ok());
  EXPECT_GE(town.server->figures().cut_off, 37u);
  for (const int each : silent) ::close(each);
}

TEST(Server, StrangersWhoSayNothingTakeNobodysPlace) {
  Town town;
  ServerOptions options = town.options();
  options.limits.connections_max = 8;
  options.limits.connections_told_max = 0;
  options.limits.open_connections_max = 2;
  options.limits.open_connections_told_max = 2;
  town.start(options, echo);
  std::vector<std::unique_ptr<RawTls>> strangers;
  for (int i = 0; i < 20; ++i) {
    strangers.push_back(std::make_unique<RawTls>(town.server->port(), std::nullopt));
    until([&] { return town.server->figures().connections <= 4; });
  }
  EXPECT_TRUE(town.client(town.device("7"))->post("/sync", base::view("hello")).ok());
  EXPECT_GE(town.server->figures().refused_busy, 16u);
}

TEST(Server, RequestsAtHandAreGivenToOneCallAndThoseBeyondAreToldToWait) {
  Town town;
  Gate gate;
  ServerOptions options = town.options();
  options.limits.requests_waiting_max = 10;
  town.start(options, gate.handler());
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 13; ++i) clients.push_back(town.client(town.device(std::to_string(i))));
  std::atomic<int> answered{0}, busy{0};
  const auto ask = [&](size_t i) {
    const Reply reply = clients[i]->post("/sync", base::view("hello"));
    ++(reply.status == 429 ? busy : answered);
    EXPECT_TRUE(!reply.ok() || text_of(reply) == std::to_string(i) + " /sync hello");
  };
  std::vector<std::thread> asking;
  asking.emplace_back(ask, 0);
  gate.wait_for_call();
  for (size_t i = 1; i < 13; ++i) asking.emplace_back(ask, i);
  until([&] { return busy == 2; });
  gate.let_go();
  for (std::thread& each : asking) each.join();
  EXPECT_EQ(answered, 11);
  EXPECT_EQ(gate.calls, (std::vector<size_t>{1, 10}));
}

TEST(Server, StoppingAnswersWhatTheHandlerHasAndTakesNothingNew) {
  Town town;
  Gate gate;
  town.start(gate.handler());
  RawTls idle(town.server->port(), town.device("8"));
  const auto asker = town.client(town.device("7"));
  Reply reply;
  std::thread asking([&] { reply = asker->post("/sync", base::view("hello")); });
  gate.wait_for_call();
  std::thread stopping([&] { town.server->stop(); });
  EXPECT_EQ(idle.hear(), "") << "who asks nothing is let go first";
  gate.let_go();
  stopping.join();
  asking.join();
  EXPECT_EQ(text_of(reply), "7 /sync hello");
  EXPECT_EQ(town.server->figures().connections, 0u);
}

TEST(Server, APortThatIsTakenIsSaidToBe) {
  Town town;
  town.start(echo);
  ServerOptions options = town.options();
  options.port = town.server->port();
  const auto second = Server::start(options, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, base::Fault::Busy);
  options.identity.key = "no key";
  EXPECT_EQ(Server::start(options, echo).error().fault, base::Fault::BadInput);
}

}  // namespace
}  // namespace net
