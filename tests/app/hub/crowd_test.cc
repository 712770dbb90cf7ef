// Many tablets at one time: connections held open, then everybody at once.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "platform/net/local.h"
#include "tests/app/hub/town.h"

namespace hub {
namespace {

const std::string kGuestsWorker = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101";

size_t resident_kb(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/statm");
  size_t whole = 0, resident = 0;
  in >> whole >> resident;
  return resident * 4;
}

double seconds_since(std::chrono::steady_clock::time_point from) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count(); }

struct Guest {
  std::unique_ptr<net::Client> client;
  base::Bytes request;
  bool asks() {
    const net::Reply reply = client->post("/sync", request);
    const auto answer = reply.ok() ? wire::decode_answer(reply.body) : base::fail(base::Fault::Offline, net::trouble_name(reply.trouble));
    return answer && std::holds_alternative<wire::Reply>(*answer);
  }
};

TEST(Crowd, FiveHundredTabletsAreAllAnsweredAtOnce) {
  const char* mode = std::getenv("DOORSTEP_TESTS_MODE");
  const size_t count = mode && std::string(mode) == "quick" ? 200 : 500;
  HubProcess hub;
  std::vector<Guest> guests;
  const auto from = std::chrono::steady_clock::now();
  const std::string authority = hub.authority();
  const size_t before_kb = resident_kb(hub.pid());
  for (size_t i = 0; i < count; ++i) {
    Applicant applicant(100 + i);
    const auto code = net::ask_local(hub.data_dir() + "/control", "code " + kGuestsWorker);
    const auto enrolled = wire::decode_enrol_answer(applicant.apply(hub, code->substr(3)).body);
    ASSERT_TRUE(enrolled) << "guest " << i;
    wire::Exchange exchange;
    exchange.epoch = enrolled->epoch;
    net::ClientOptions way;
    way.url = hub.url();
    way.authority = authority;
    way.identity = net::Identity{enrolled->certificate, applicant.tls_key};
    guests.push_back({std::move(net::Client::make(way).value()), wire::encode(wire::Request{enrolled->device, exchange})});
    ASSERT_TRUE(guests.back().asks()) << "guest " << i;
  }
  const double arrived_s = seconds_since(from);
  const size_t with_kb = resident_kb(hub.pid());
  const auto again = std::chrono::steady_clock::now();
  constexpr size_t kThreads = 16;  // each with guests of its own: a client belongs to one thread
  std::atomic<size_t> answered{0};
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i)
    threads.emplace_back([&, i] {
      for (int round = 0; round < 5; ++round)
        for (size_t at = i; at < count; at += kThreads) answered += guests[at].asks();
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answered, 5 * count);
  std::printf("%zu tablets: enrolled and connected in %.2f s, %zu exchanges in %.2f s, hub %zu KB before, %zu KB with all, %.0f KB each\n", count, arrived_s, 5 * count, seconds_since(again),
              before_kb, with_kb, double(with_kb - before_kb) / double(count));
  EXPECT_EQ(hub.end(), 0);
}

}  // namespace
}  // namespace hub
