#include "platform/net/client.h"

#include <condition_variable>
#include <mutex>

#include "tests/platform/net/town.h"

namespace net {
namespace {

std::string at(uint16_t port) { return "https://127.0.0.1:" + std::to_string(port); }

Reply ask(const Town& town, const std::string& url, const std::string& probe = "") {
  ClientOptions options;
  options.url = url;
  options.authority = town.authority.certificate();
  options.portal_probe_url = probe;
  return std::move(Client::make(options).value())->post("/open", base::view("hello"));
}

TEST(Client, SaysThatNobodyListensOrThatNobodyKnowsTheName) {
  const Town town;
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);  // bound, and not listening: the port is nobody else's
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof place;
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&place), size), 0);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&place), &size);
  EXPECT_EQ(ask(town, at(ntohs(place.sin_port))).trouble, Trouble::Refused);
  ::close(socket);
  const Trouble unknown = ask(town, "https://hub.invalid").trouble;
  EXPECT_TRUE(unknown == Trouble::NameNotFound || unknown == Trouble::NoNetwork) << trouble_name(unknown);
  EXPECT_FALSE(Client::make({"http://127.0.0.1", town.authority.certificate(), {}, ""}));
}

TEST(Client, SpeaksToNobodyWhomItsAuthorityDidNotSign) {
  Town town;
  const Town elsewhere;
  town.start(echo);
  EXPECT_EQ(ask(elsewhere, at(town.server->port())).trouble, Trouble::BadCertificate);
  EXPECT_EQ(ask(town, "https://127.0.0.2:" + std::to_string(town.server->port())).trouble, Trouble::Refused) << "it listens on one address";
  ServerOptions named = town.options();
  const std::string key = pem(make_key());
  named.identity = {pem(town.authority.certify_server(key, {"hub.example"}, kNow)), key};
  town.start(named, echo);
  EXPECT_EQ(ask(town, at(town.server->port())).trouble, Trouble::BadCertificate) << "another name";
}

TEST(Client, TellsAWrongClockFromAWrongCertificate) {
  Town town;
  for (const Validity& wrong : {Validity{1'000'000'000, 1'100'000'000}, Validity{4'000'000'000, 4'100'000'000}}) {
    ServerOptions options = town.options();
    options.identity = town.identity_of_server(wrong);
    town.start(options, echo);
    EXPECT_EQ(ask(town, at(town.server->port())).trouble, Trouble::ClockWrong);
  }
}

TEST(Client, KnowsASignInPageByWhatAnswersInTheHubsPlace) {
  Town town;
  const Town portal;
  const PlainServer page("HTTP/1.1 302 Found\r\nLocation: http://sign.in/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  const PlainServer open_web("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(ask(town, at(page.port())).trouble, Trouble::CaptivePortal) << "no TLS at the hub's address";
  town.start(echo);
  const std::string page_url = "http://127.0.0.1:" + std::to_string(page.port()), open_url = "http://127.0.0.1:" + std::to_string(open_web.port());
  EXPECT_EQ(ask(portal, at(town.server->port()), page_url).trouble, Trouble::CaptivePortal) << "its own certificate, and the probe is answered by a page";
  EXPECT_EQ(ask(portal, at(town.server->port()), open_url).trouble, Trouble::BadCertificate);
  EXPECT_TRUE(ask(town, at(town.server->port()), page_url).ok()) << "nobody asks the probe when the hub answers";
}

// A hub that takes its time.
struct Slow {
  std::mutex mutex;
  std::condition_variable changed;
  bool asked = false, over = false;
  Handler handler() {
    return [this](std::span<Request> requests) {
      std::unique_lock lock(mutex);
      asked = true;
      changed.notify_all();
      changed.wait(lock, [this] { return over; });
      return echo(requests);
    };
  }
  void wait_until_asked() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return asked; });
  }
  void end() {
    const std::lock_guard lock(mutex);
    over = true;
    changed.notify_all();
  }
};

TEST(Client, WaitsAsLongAsItWasToldTo) {
  Town town;
  Slow slow;
  town.start(slow.handler());
  ClientOptions options = town.way_there(town.device("7"));
  options.request_ms = 200;
  const auto client = std::move(Client::make(options).value());
  EXPECT_EQ(client->post("/sync", base::view("hello")).trouble, Trouble::TimedOut);
  slow.end();
  EXPECT_TRUE(client->post("/sync", base::view("hello")).ok()) << "and goes on";
}

TEST(Client, IsAbandonedFromAnotherThreadAndCanBeUsedAgain) {
  Town town;
  Slow slow;
  town.start(slow.handler());
  const auto client = town.client(town.device("7"));
  std::thread other([&] {
    slow.wait_until_asked();
    client->abandon();
  });
  EXPECT_EQ(client->post("/sync", base::view("hello")).trouble, Trouble::Abandoned);
  other.join();
  slow.end();
  EXPECT_TRUE(client->post("/sync", base::view("hello")).ok());
}

TEST(Client, CountsTheBytesOnTheWire) {
  Town town;
  town.start(echo);
  const auto client = town.client(town.device("7"));
  const Reply first = client->post("/sync", base::view("hello")), second = client->post("/sync", base::view(std::string(10'000, 'x')));
  EXPECT_GT(first.bytes_up, 500u) << "a handshake with a certificate";
  EXPECT_GT(first.bytes_down, 500u);
  EXPECT_GT(second.bytes_up, 10'000u);
  EXPECT_LT(second.bytes_up, 10'400u) << "a request on a kept connection";
  EXPECT_LT(second.bytes_down, 10'400u);
}

TEST(Client, ALinkThatBreaksIsNoAnswer) {
  Town town;
  const PlainServer broken("");
  EXPECT_EQ(ask(town, at(broken.port())).trouble, Trouble::LinkLost);
}

}  // namespace
}  // namespace net
