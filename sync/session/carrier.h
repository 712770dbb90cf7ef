// sync/session/carrier.h: carries one request at a time to the hub and its answer back, on a thread of its own, so that nobody who types or saves waits
// for a network. Knows neither what it carries nor when to.
// Threads: send() and the destructor belong to one thread; the callbacks come from the carrier's own.
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/net/client.h"

namespace session {

struct Carried {
  uint64_t up = 0, down = 0;  // bytes of bodies, of the request under way
};

class Carrier {
 public:
  using Deliver = std::function<void(net::Reply)>;
  // `moved` says, at most a few times a second, that carried() has changed. Errors: BadInput (no https:// address, no authority).
  static base::Result<std::unique_ptr<Carrier>> start(net::ClientOptions options, Deliver deliver, std::function<void()> moved);
  // Abandons what is under way; nothing is delivered afterwards.
  ~Carrier();
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;

  // Only when nothing is under way.
  void send(std::string path, base::Bytes body);
  // Ends what is under way at once; it is delivered as abandoned.
  void abandon() { client_->abandon(); }
  Carried carried() const { return {up_, down_}; }

 private:
  Carrier(Deliver deliver, std::function<void()> moved) : deliver_(std::move(deliver)), moved_(std::move(moved)) {}
  void work();
  void count(uint64_t up, uint64_t down);

  struct Letter {
    std::string path;
    base::Bytes body;
  };
  const Deliver deliver_;
  const std::function<void()> moved_;
  std::unique_ptr<net::Client> client_;
  std::atomic<uint64_t> up_{0}, down_{0};
  int64_t told_ms_ = 0;  // monotonic
  std::mutex mutex_;
  std::condition_variable there_;
  std::optional<Letter> letter_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace session
